"""Where transcripts live, and finding them there: by id, by a part of it, or the latest."""

from __future__ import annotations

import difflib
import json
import os
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from simulator.bank.model import Band
from simulator.transcript import log as logs
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import Asked, Finished, Header, Planned, SelfGraded, event_from_dict
from simulator.transcript.log import Log, timestamp, utc_now
from simulator.transcript.state import AskedBefore, State

E = TypeVar("E", Asked, Finished, SelfGraded)

VARIABLE = "MOCK_INTERVIEW_TRANSCRIPTS"
LATEST = "latest"
SAMPLE = "sample"
"""Transcripts whose id starts so are shipped as examples: nobody's own."""

_TAIL = 32 * 1024
_SUFFIX_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOT_YET = "Begin one with `mock-interview start`."


def folder_for(option: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """The folder of transcripts: the option, else the environment variable, else the checkout's `transcripts/`, else
    the platform's folder for a user's data. Nothing is created."""
    if option is not None:
        return option.expanduser()
    named = (os.environ if environment is None else environment).get(VARIABLE)
    if named:
        return Path(named).expanduser()
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "transcripts").is_dir():
        return checkout / "transcripts"
    import platformdirs

    return Path(platformdirs.user_data_dir("mock-interview", appauthor=False)) / "transcripts"


def create(folder: Path, company: str, program: str, clock: Callable[[], datetime] = utc_now) -> Log:
    """A new transcript for an interview at the company (its id), open for appending; makes the folder if need be.

    Raises TranscriptError if the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise TranscriptError(
            f"Cannot make the folder {folder}: {problem.strerror}.",
            f"Choose another with --transcripts DIR or {VARIABLE}.",
        ) from None
    now = clock()
    while True:
        # The suffix must not follow from the seed: two interviews with one seed are still two transcripts.
        suffix = "".join(secrets.choice(_SUFFIX_LETTERS) for _ in range(4))
        id_ = f"{now.astimezone().date().isoformat()}-{company}-{suffix}"
        with suppress(FileExistsError):
            return Log.create(folder / f"{id_}.jsonl", Header(id_, timestamp(now), program), clock)


def markdown_path(log: Path) -> Path:
    """Where the rendering for people stands beside a log."""
    return log.with_suffix(".md")


def paths(folder: Path) -> Iterator[Path]:
    """The logs in the folder, newest first; opens only those that share their date with another. A folder that is not
    there has none. Raises TranscriptError if it cannot be read."""
    found = [entry.name for entry in _logs(folder)]
    for _, same_day in groupby(sorted(found, key=date_of, reverse=True), key=date_of):
        yield from _newest_first([folder / name for name in same_day])


def stamps(folder: Path) -> dict[str, str]:
    """By transcript (its file's name without the ending), what changes whenever its log does. Opens none. Raises
    TranscriptError if the folder cannot be read."""
    return {entry.name[:-6]: _stamp(entry) for entry in _logs(folder)}


def date_of(name: str) -> str:
    """The day that a transcript's name begins with; empty if it begins with none."""
    found = _DATED.match(name)
    return found[0] if found else ""


def find(folder: Path, key: str = LATEST) -> Path:
    """The log that is meant by an id, the beginning or the end of one, or `latest`.

    Raises TranscriptError if there is none, or several.
    """
    if key == LATEST:
        newest = next(paths(folder), None)
        if newest is None:
            raise TranscriptError(f"There is no transcript in {folder} yet.", _NOT_YET)
        return newest
    wanted = key.lower()
    if _ID.fullmatch(wanted) and (exact := folder / f"{wanted}.jsonl").is_file():
        return exact
    everything = [folder / entry.name for entry in _logs(folder)]
    found = [p for p in everything if p.stem.startswith(wanted) or p.stem.endswith(f"-{wanted}")]
    if len(found) == 1:
        return found[0]
    if found:
        found.sort(key=_newness, reverse=True)
        shown = ", ".join(p.stem for p in found[:5]) + (", ..." if len(found) > 5 else "")
        raise TranscriptError(
            f"{key!r} could be {len(found)} transcripts: {shown}.",
            f"Give more of the id; the newest of them is {found[0].stem}.",
        )
    if not everything:
        raise TranscriptError(f"There is no transcript in {folder} yet.", _NOT_YET)
    near = difflib.get_close_matches(wanted, [p.stem for p in everything], n=1)
    todo = f"Did you mean {near[0]}?" if near else "`mock-interview review` lists those there are."
    raise TranscriptError(f"There is no transcript {key!r} in {folder}.", todo)


@dataclass(frozen=True, slots=True)
class Summary:
    """One interview as a list of interviews shows it."""

    id: str
    path: Path
    created: str
    """ISO 8601, UTC."""
    company: str
    company_name: str
    options: Mapping[str, Any]
    questions: int
    state: State
    score: float | None
    """0 to 100; None unless finished."""
    rating: str | None
    """The company's own word for the score."""
    self_score: float | None


def summaries(folder: Path, on_problem: Callable[[TranscriptError], None] | None = None) -> Iterator[Summary]:
    """The interviews in the folder, newest first, reading only the beginning and the end of each log.

    What cannot be read is left out and told to `on_problem`.
    """
    for path in paths(folder):
        try:
            yield summary(path)
        except TranscriptError as problem:
            if on_problem:
                on_problem(problem)


def summary(path: Path) -> Summary:
    """The interview of this log as a list shows it. Raises TranscriptError if it cannot be read."""
    try:
        header, plan = _beginning(path)
        finished, self_graded = _ending(path)
    except OSError as problem:
        raise TranscriptError(f"Cannot read {path}: {problem.strerror}.", "Check the file's permissions.") from None
    return summed_up(path, header, plan, finished, self_graded)


def summed_up(
    path: Path, header: Header, plan: Planned, finished: Finished | None, self_graded: SelfGraded | None
) -> Summary:
    """The interview as a list shows it, from the events that a list needs."""
    score = finished.score if finished else None
    state = State.BROKEN_OFF if finished is None else State.FINISHED if self_graded is None else State.SELF_GRADED
    return Summary(
        id=header.id,
        path=path,
        created=header.created,
        company=plan.company,
        company_name=plan.company_name,
        options=plan.options,
        questions=len(plan.questions),
        state=state,
        score=score,
        rating=None if score is None else plan.ratings.get(Band.of(score), str(Band.of(score))),
        self_score=self_graded.score if self_graded else None,
    )


def asked_before(folder: Path, newest: int = 200) -> Mapping[str, AskedBefore]:
    """By question id, how often and when last it was asked in the newest transcripts; shipped samples don't count.

    Transcripts that cannot be read are left out. Raises TranscriptError if the folder itself cannot be read.
    """
    times: Counter[str] = Counter()
    last: dict[str, str] = {}
    own = (p for p in paths(folder) if not p.stem.startswith(SAMPLE))
    for path in islice(own, newest):
        with suppress(OSError):
            for time, event in _events_named(path.read_bytes().split(b"\n"), Asked):
                times[event.question] += 1
                last[event.question] = max(time, last.get(event.question, ""))
    return {id_: AskedBefore(count, last[id_]) for id_, count in times.items()}


def _logs(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [e for e in entries if e.name.endswith(".jsonl") and _ID.fullmatch(e.name[:-6])]
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise TranscriptError(
            f"Cannot read the folder {folder}: {problem.strerror}.",
            f"Choose another with --transcripts DIR or {VARIABLE}.",
        ) from None


def _stamp(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat()
    except OSError:
        return "gone"
    # A clock can be set back, and the time of the change with it; the third is nobody's to set.
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _newest_first(same_day: list[Path]) -> list[Path]:
    if len(same_day) == 1:
        return same_day
    return sorted(same_day, key=_newness, reverse=True)


def _newness(path: Path) -> tuple[str, str, str]:
    return date_of(path.stem), _created(path), path.stem


def _created(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return str(json.loads(file.readline())["created"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def _beginning(path: Path) -> tuple[Header, Planned]:
    with path.open("rb") as file:
        contents = logs.parse(path, islice(file, 2))
    if contents.events and isinstance(plan := contents.events[0].event, Planned):
        return contents.header, plan
    # The plan is not on its line: the whole log says why, or has it further down.
    full = logs.read(path).record()
    return full.header, full.planned


def _ending(path: Path) -> tuple[Finished | None, SelfGraded | None]:
    """The last of each event that ends something, looked for at the end of the log first."""
    finished: Finished | None = None
    self_graded: SelfGraded | None = None
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        for start in (size - _TAIL, 0) if size > _TAIL else (0,):
            file.seek(start)
            lines = file.read().split(b"\n")
            for _, event in _events_named(lines, Finished):
                finished = event
            for _, done in _events_named(lines, SelfGraded):
                self_graded = done
            if finished:
                break
    return finished, self_graded


def _events_named(lines: Iterable[bytes], kind: type[E]) -> Iterator[tuple[str, E]]:
    # Looking at the first bytes before parsing spares nearly all of the work on a long log.
    mark = f'"{kind.name}"'.encode()
    for line in lines:
        if mark in line[:60]:
            with suppress(ValueError, RecursionError):
                stamped = event_from_dict(json.loads(line))
                if isinstance(stamped.event, kind):
                    yield stamped.time, stamped.event
