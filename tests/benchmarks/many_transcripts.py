"""Ten thousand transcripts of ten answers each: how long the list, the search, progress and drill take, and what one
more costs.

    python -m tests.benchmarks.many_transcripts [--count 10000] [--keep FOLDER]

With --keep, the transcripts stay in that folder, and are used again if they are there.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from simulator.bank.library import Library
from simulator.bank.loader import load
from simulator.interview.plan import Length, Options, make_plan
from simulator.transcript.codec import to_plain
from simulator.transcript.events import Header, Planned, PlannedQuestion, header_to_dict

DAYS = 3 * 365
RUNS = 5
DRAFTS = 8
"""Drafts saved while an answer is typed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = chosen.keep or Path(temporary, "many")
        if not home.is_dir():
            begin = time.perf_counter()
            write(home, chosen.count)
            print(f"{chosen.count} transcripts written in {time.perf_counter() - begin:.1f} s")
        size = sum(f.stat().st_size for f in home.glob("*.jsonl"))
        print(f"{len(list(home.glob('*.jsonl')))} transcripts of ten answers, {size / 1e6:.0f} MB")
        few = Path(temporary, "few")
        write(few, 10)
        measure(home, few, Path(temporary))


@dataclass(frozen=True, slots=True)
class Took:
    """What one command took, its start included, in seconds."""

    wall: float
    processor: float
    """Of all its threads: what the wall time is on a machine that does nothing else."""


def measure(home: Path, few: Path, temporary: Path) -> None:
    """Prints how long each command takes: at best, and at the median of some runs."""
    caches = temporary / "caches"

    def take(*arguments: str, folder: Path = home, kept: Path = caches) -> Took:
        command = [sys.executable, "-m", "simulator", *arguments, "--transcripts", str(folder)]
        before, begin = os.times(), time.perf_counter()
        subprocess.run(
            command,
            env=os.environ | {"XDG_CACHE_HOME": str(kept)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        wall, after = time.perf_counter() - begin, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        return Took(wall, used)

    show("review, nothing kept yet", [take("review", kept=temporary / f"cold{n}") for n in range(RUNS)])
    show("progress, the first time", [take("progress")])
    index = max(caches.glob("mock-interview/transcripts/*"), key=lambda f: f.stat().st_size)
    print(f"    the index takes {index.stat().st_size / 1e6:.0f} MB")
    for command in (
        "review",
        "review --json",
        "review --company google --since 1y",
        "review --all",
        "review --search reference",
        "review --search word4321x",
        "review --search nowhere-at-all",
        "review --search threads --model-answers",
        "progress",
        "progress --json",
        "progress --company google --since 1y",
        "drill --due",
    ):
        show(command, [take(*command.split()) for _ in range(RUNS)])
    for command in ("review", "progress"):
        for folder in (few, home):
            take(command, folder=folder)
            extra = []
            for _ in range(RUNS):
                plain = take(command, folder=folder)
                add_one(folder)
                extra.append(1000 * (take(command, folder=folder).processor - plain.processor))
            print(
                f"one more among {len(list(folder.glob('*.jsonl'))):>6}, {command}: {statistics.median(extra):+.0f} ms"
            )


def show(name: str, took: list[Took]) -> None:
    walls, processor = [t.wall for t in took], [t.processor for t in took]
    print(
        f"{name:<40} {min(walls):6.2f} s at best, {statistics.median(walls):6.2f} s at the median of {len(took)};"
        f" {statistics.median(processor):6.2f} s of processor",
        flush=True,
    )


def add_one(folder: Path) -> None:
    """Another transcript, of today."""
    dice = random.Random()
    write_one(folder, plans(load())[0], 0, datetime.now(UTC), dice, sentences(load()), {})


def write(folder: Path, count: int) -> None:
    """Writes so many transcripts: the same ones each time."""
    folder.mkdir(parents=True)
    dice = random.Random(1)
    library = load()
    known, said = plans(library), sentences(library)
    wrong = {r.id: [(m.id, m.correction) for m in r.misconceptions] for r in library.rubrics.values()}
    begin = datetime.now(UTC) - timedelta(days=DAYS)
    for n in range(count):
        at = begin + timedelta(days=DAYS * n / count)
        write_one(folder, dice.choice(known), n, at, dice, said, wrong, skill=0.2 + 0.5 * n / count)


def plans(library: Library) -> list[Planned]:
    """A full interview at each company."""
    options = Options(length=Length.FULL, seed=1)
    return [make_plan(profile, library, options) for profile in library.companies.values()]


def sentences(library: Library) -> dict[str, list[str]]:
    """What can be said to each question, a sentence each."""
    return {q.id: " ".join(q.model_answer.split()).split(". ") for q in library.questions.values()}


def write_one(
    folder: Path, plan: Planned, number: int, at: datetime, dice: random.Random, said: dict[str, list[str]],
    wrong: dict[str, list[tuple[str, str]]], skill: float = 0.6,
) -> None:  # fmt: skip
    """One transcript of an interview that began then."""
    suffix = "".join(dice.choices("23456789abcdefghjkmnpqrstvwxyz", k=6))
    id_ = f"{at.date().isoformat()}-{plan.company}-{suffix}"
    time_ = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    lines: list[dict[str, Any]] = [header_to_dict(Header(id_, time_, "0.1.0"))]
    lines.append({"event": "planned", "time": time_, **to_plain(plan)})
    scores = []
    for round_ in plan.rounds:
        lines.append({"event": "round_opened", "time": time_, "round": round_.id})
        for q in round_.questions:
            events, score = answered(q, number, dice, said, wrong, skill)
            lines += [{"event": e.pop("event"), "time": time_, "question": q.id, **e} for e in events]
            scores.append(score)
    lines.append({"event": "finished", "time": time_, "score": statistics.mean(scores)})
    if dice.random() < 0.5:
        for q in plan.questions:
            mark = dice.randrange(5)
            lines.append({"event": "self_marked", "time": time_, "question": q.id, "mark": mark})
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{id_}.jsonl").write_text(text, encoding="utf-8")


def answered(
    q: PlannedQuestion, number: int, dice: random.Random, said: dict[str, list[str]],
    wrong: dict[str, list[tuple[str, str]]], skill: float,
) -> tuple[list[dict[str, Any]], float]:  # fmt: skip
    """The events of one answer, and its score."""
    words = [*dice.choices(said[q.id], k=4), f"word{number}x and {dice.random()}"]
    text = ". ".join(words)[:600]
    used = dice.uniform(30, q.seconds or 300)
    step = -(-len(text) // DRAFTS)
    events: list[dict[str, Any]] = [{"event": "asked"}]
    for start in range(0, len(text), step):
        edit = [start, 0, text[start : start + step]]
        events.append({"event": "drafted", "used": used * start / len(text), "edit": edit})
    events.append({"event": "answered", "text": text, "used": used, "how": "submitted"})
    credits_ = [dice.choices((0.0, 0.5, 1.0), (1 - skill, 0.3, skill))[0] for _ in q.criteria]
    score = round(100 * sum(c.weight * x for c, x in zip(q.criteria, credits_, strict=True))
                  / sum(c.weight for c in q.criteria), 1)  # fmt: skip
    criteria = [
        {
            "id": c.id,
            "weight": c.weight,
            "credit": x,
            "evidence": [[0, 12]] if x else [],
            "why_not": "" if x == 1 else "Nothing in the answer shows this.",
        }
        for c, x in zip(q.criteria, credits_, strict=True)
    ]
    found = [m for m in wrong.get(q.rubric, []) if dice.random() < 0.05]
    misconceptions = [{"id": id_, "evidence": [[0, 4]], "correction": correction} for id_, correction in found]
    grade = {"score": score, "criteria": criteria, "misconceptions": misconceptions, "flags": []}
    events.append({"event": "graded", "grade": grade, "rubric_version": "0", "program": "0.1.0"})
    missing = [c for c, x in zip(q.criteria, credits_, strict=True) if x == 0]
    if missing:
        probe = {"criterion": missing[0].id, "text": missing[0].probe, "seconds": 60.0}
        events.append({"event": "probed", **probe})
        events.append({"event": "probe_answered", "text": "I do not know that.", "used": 9.0, "how": "submitted"})
        events.append({"event": "probe_graded", "criterion": missing[0].id, "gained": 0.0, "evidence": []})
    return events, score


if __name__ == "__main__":
    main()
