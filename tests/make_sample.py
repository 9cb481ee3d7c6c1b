"""Makes transcripts/sample-google.jsonl and .md anew, by the program itself: `python -m tests.make_sample`.

Do so after a change of Google's questions or of their rubrics, so that the sample shows today's program.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "transcripts"
NAME = "sample-google"
SEED = 5
"""Chooses three questions that were answered well, wrongly and nearly well."""


def main() -> None:
    """An interview by scripted answers, graded by the candidate, under the sample's name."""
    with tempfile.TemporaryDirectory() as folder:
        answers, marks = FOLDER / "sample-answers.yaml", FOLDER / "sample-marks.yaml"
        _run("start", "google", "--length", "short", "--seed", SEED, "--answers", answers, "--transcripts", folder)
        (log,) = Path(folder).glob("*.jsonl")
        header, *events = log.read_text(encoding="utf-8").split("\n")
        header = json.dumps(json.loads(header) | {"id": NAME}, ensure_ascii=False)
        log.rename(Path(folder) / f"{NAME}.jsonl").write_text("\n".join([header, *events]), encoding="utf-8")
        _run("grade", NAME, "--marks", marks, "--transcripts", folder)
        for ending in (".jsonl", ".md"):
            (FOLDER / f"{NAME}{ending}").write_bytes((Path(folder) / f"{NAME}{ending}").read_bytes())


def _run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "simulator", *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
