"""How fast answers are graded: through `score`, and in one very long answer.

python -m tests.benchmarks.grading
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from simulator.bank.loader import load
from simulator.grading.compiled import VARIABLE, why_not
from simulator.grading.grader import Grader, grader_for

ROOT = Path(__file__).parent.parent.parent
WORDS = 75
ANSWERS = 20_000
LONG = 100_000
"""Characters of the long answer."""


def answers() -> list[tuple[str, str]]:
    """Questions with rubrics of four criteria, and prose of 75 words on each, every answer different."""
    dice = random.Random(1)
    library = load()
    sentences: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests/scripted").glob("*.yaml")):
        for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            question = library.find(key)
            if question is not None and len(library.rubrics[question.rubric].criteria) == 4:
                text = " ".join(entry["answer"].split()) + " " + " ".join(question.model_answer.split())
                sentences[question.id] = [s.strip() for s in text.split(". ") if 5 < len(s.split()) < 40]
    out = []
    for n in range(ANSWERS):
        question_id = dice.choice(sorted(sentences))
        words: list[str] = []
        while len(words) < WORDS:
            words += (dice.choice(sentences[question_id]) + ".").split()
        words[dice.randrange(WORDS)] = f"word{n}"
        out.append((question_id, " ".join(words[:WORDS])))
    return out


def through_score(rows: list[tuple[str, str]], **environment: str) -> float:
    """Answers a second through the command, in processor time of its one process, start-up left out."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for count in (1, len(rows)):
            file = Path(folder, f"{count}.jsonl")
            lines = ({"id": n, "question": q, "answer": a} for n, (q, a) in enumerate(rows[:count]))
            file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
            script = (
                "import sys, time\nfrom simulator.cli.main import main\n"
                f"code = main(['score', {str(file)!r}])\n"
                "print(time.process_time(), file=sys.stderr)\nsys.exit(code)"
            )
            done = subprocess.run(
                [sys.executable, "-c", script],
                env={**os.environ, **environment},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                check=True,
                text=True,
            )
            seconds.append(float(done.stderr.split()[-1]))
        return (len(rows) - 1) / (seconds[1] - seconds[0])


def cost_of_length(grader: Grader, rows: list[tuple[str, str]]) -> float:
    """The cost per character of a long answer, as a multiple of that of a short one."""
    library = load()
    ratios = []
    for question_id in sorted({q for q, _ in rows[:200]}):
        question = library.questions[question_id]
        short = [a for q, a in rows[:2000] if q == question_id][:40]
        long = " ".join(short * (LONG // sum(map(len, short)) + 1))[:LONG]
        for answer in (*short, long):
            grader.grade(question, answer)
        begin = time.process_time()
        for answer in short * 5:
            grader.grade(question, answer)
        middle = time.process_time()
        grader.grade(question, long)
        end = time.process_time()
        ratios.append(((end - middle) / len(long)) / ((middle - begin) / (5 * sum(map(len, short)))))
    print(f"one answer of {LONG // 1000} KB, per character, against answers of {WORDS} words:")
    print(f"    median {statistics.median(ratios):.2f} times, worst {max(ratios):.2f} times (at most 2)")
    return max(ratios)


def main() -> None:
    rows = answers()
    print(f"`score`, {ANSWERS} answers of {WORDS} words, rubrics of four criteria, one core:")
    for about, some, environment in (
        ("every answer different", rows, {}),
        ("the same, with nothing compiled", rows, {VARIABLE: "1"}),
        ("each of 1,000 answers twenty times", rows[:1000] * 20, {}),
    ):
        rates = [through_score(some, **environment) for _ in range(3)]
        print(
            f"    {max(rates):,.0f} answers a second at best, {statistics.median(rates):,.0f} at the median ({about})"
        )
    if why_not():
        print(f"    Nothing is compiled here: {why_not()}.")
    cost_of_length(grader_for(load()), rows)


if __name__ == "__main__":
    main()
