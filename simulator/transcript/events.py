"""What can happen in an interview, one frozen dataclass each, and how it is written in a transcript.

Events carry no wall-clock time: whoever writes them stamps them. Times are in seconds; None means untimed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from simulator.bank.model import Band, Difficulty, Kind
from simulator.grading.checked import RunReport
from simulator.grading.result import Grade, Span
from simulator.transcript.codec import from_plain, to_plain

FORMAT = "mock-interview-transcript"
VERSION = 1

MARKS = (0, 1, 2, 3, 4)
"""The marks that a candidate can give to an answer of their own."""

CREDITS = (0.0, 0.5, 1.0)
"""The credits that a criterion can have."""


class How(StrEnum):
    """How an answer came to its end."""

    SUBMITTED = "submitted"
    PASSED = "passed"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a transcript."""

    id: str
    created: str
    """ISO 8601, UTC."""
    program: str
    """The version of the program that began it."""


@dataclass(frozen=True, slots=True)
class PlannedCriterion:
    """A criterion as it stood when the interview was planned."""

    id: str
    signal: str
    weight: int
    probe: str


@dataclass(frozen=True, slots=True)
class PlannedContract:
    """What a code question wants, as it stood when the interview was planned."""

    names: tuple[str, ...]
    """What the answer must define."""
    starter: str
    """What the editor opens with; an answer that is nothing else is empty."""
    examples: str
    """An example or two, shown with the question."""


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question as it was asked, with all that is needed to read the transcript after the bank has changed."""

    id: str
    prompt: str
    kind: Kind
    difficulty: Difficulty
    topics: tuple[str, ...]
    sources: tuple[str, ...]
    seconds: int | None
    rubric: str
    model_answer: str
    criteria: tuple[PlannedCriterion, ...]
    """The answer is graded by these, be they all of the rubric's or not."""
    part_of: str = ""
    """In a drill, for a question that asks for one criterion only: the id of the whole question. Else empty."""
    contract: PlannedContract | None = None
    """None if there is no code to be run."""


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A round and the questions chosen for it, in order."""

    id: str
    title: str
    opening: str
    seconds: int | None
    """The sum of its questions' seconds."""
    questions: tuple[PlannedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a text: from `start`, `deleted` characters are replaced by `inserted`."""

    start: int
    deleted: int
    inserted: str


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of the interview: always the first event."""

    name: ClassVar[str] = "planned"
    company: str
    """The company profile's id."""
    company_name: str
    ratings: Mapping[Band, str]
    options: Mapping[str, Any]
    """What was asked for: length, seed, untimed, probes and the filters, in JSON types."""
    rounds: tuple[PlannedRound, ...]

    @property
    def questions(self) -> tuple[PlannedQuestion, ...]:
        """All questions in the order in which they are asked."""
        return tuple(question for round_ in self.rounds for question in round_.questions)

    @property
    def is_drill(self) -> bool:
        """Whether this is no company's interview, but practice of what was missed in others."""
        return self.options.get("drill") is True


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """A round's opening is on the screen; no time runs."""

    name: ClassVar[str] = "round_opened"
    round: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The question is on the screen and its time runs."""

    name: ClassVar[str] = "asked"
    question: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft changed; the edit is relative to the last draft of that question."""

    name: ClassVar[str] = "drafted"
    question: str
    used: float
    edit: Edit


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer as it counts, whole."""

    name: ClassVar[str] = "answered"
    question: str
    text: str
    used: float
    how: How


@dataclass(frozen=True, slots=True)
class Checked:
    """The code of the answer was run against the question's checks, or could not be; before it is graded."""

    name: ClassVar[str] = "checked"
    question: str
    report: RunReport


@dataclass(frozen=True, slots=True)
class Graded:
    """The grade of an answer, before any probe."""

    name: ClassVar[str] = "graded"
    question: str
    grade: Grade
    rubric_version: str
    """A short digest of the rubric; empty if unknown."""
    program: str


@dataclass(frozen=True, slots=True)
class Probed:
    """The follow-up for one missing criterion is on the screen."""

    name: ClassVar[str] = "probed"
    question: str
    criterion: str
    text: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class ProbeDrafted:
    """The draft of the answer to the probe changed; `used` counts from the probe."""

    name: ClassVar[str] = "probe_drafted"
    question: str
    used: float
    edit: Edit


@dataclass(frozen=True, slots=True)
class ProbeAnswered:
    """The answer to the probe as it counts; `used` counts from the probe."""

    name: ClassVar[str] = "probe_answered"
    question: str
    text: str
    used: float
    how: How


@dataclass(frozen=True, slots=True)
class ProbeGraded:
    """What the probe brought out."""

    name: ClassVar[str] = "probe_graded"
    question: str
    criterion: str
    gained: float
    """The credit gained for the criterion: 0 or 0.5."""
    evidence: tuple[Span, ...]
    """Spans of the answer to the probe."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The candidate broke off; `used` is the time used on the open question or probe, 0 between questions."""

    name: ClassVar[str] = "paused"
    used: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The interview goes on."""

    name: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class Finished:
    """All questions are answered."""

    name: ClassVar[str] = "finished"
    score: float
    """The interview's score, repeated here so that a list of interviews need not add it up."""


@dataclass(frozen=True, slots=True)
class SelfMarked:
    """The candidate's own mark for an answer, 0 to 4, given before any score was shown."""

    name: ClassVar[str] = "self_marked"
    question: str
    mark: int

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise ValueError(f"mark should be 0 to 4, not {self.mark}")


@dataclass(frozen=True, slots=True)
class SelfCredited:
    """The candidate's own credit for one criterion: 0, 0.5 or 1."""

    name: ClassVar[str] = "self_credited"
    question: str
    criterion: str
    credit: float

    def __post_init__(self) -> None:
        if self.credit not in CREDITS:
            raise ValueError(f"credit should be 0, 0.5 or 1, not {self.credit}")


@dataclass(frozen=True, slots=True)
class SelfGraded:
    """The candidate finished grading the interview."""

    name: ClassVar[str] = "self_graded"
    score: float | None = None
    """The self-given score, repeated here for lists."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event of a newer program: kept as it is and ignored."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)


Event = (
    Planned
    | RoundOpened
    | Asked
    | Drafted
    | Answered
    | Checked
    | Graded
    | Probed
    | ProbeDrafted
    | ProbeAnswered
    | ProbeGraded
    | Paused
    | Resumed
    | Finished
    | SelfMarked
    | SelfCredited
    | SelfGraded
    | Unknown
)

_KINDS: Mapping[str, type[Any]] = {
    kind.name: kind
    for kind in (
        Planned,
        RoundOpened,
        Asked,
        Drafted,
        Answered,
        Checked,
        Graded,
        Probed,
        ProbeDrafted,
        ProbeAnswered,
        ProbeGraded,
        Paused,
        Resumed,
        Finished,
        SelfMarked,
        SelfCredited,
        SelfGraded,
    )
}


@dataclass(frozen=True, slots=True)
class Stamped:
    """An event and when it was written (ISO 8601, UTC)."""

    time: str
    event: Event


class NewerVersionError(ValueError):
    """The transcript was written in a format that this program does not know yet."""


def header_to_dict(header: Header) -> dict[str, Any]:
    """The header line in JSON types."""
    return {"format": FORMAT, "version": VERSION, **to_plain(header)}


def header_from_dict(data: Any) -> Header:
    """The header that `header_to_dict` wrote.

    Raises NewerVersionError if it is of a later version of the format, ValueError if it is no header at all.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f'this is not a transcript: its first line should say "format": "{FORMAT}"')
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError(f"the transcript's version should be a whole number, not {version!r}")
    if version > VERSION:
        raise NewerVersionError(f"this transcript has format version {version}; this program reads up to {VERSION}")
    return from_plain(Header, data)


def event_to_dict(stamped: Stamped) -> dict[str, Any]:
    """The event line in JSON types."""
    event = stamped.event
    head = {"event": event.name, "time": stamped.time}
    if isinstance(event, Unknown):
        return head | dict(event.fields)
    plain: dict[str, Any] = to_plain(event)
    if isinstance(event, Drafted | ProbeDrafted):
        plain["edit"] = [event.edit.start, event.edit.deleted, event.edit.inserted]
    return head | plain


def event_from_dict(data: Any) -> Stamped:
    """The event that `event_to_dict` wrote; an unknown name gives `Unknown`. Raises ValueError if it is no event."""
    if not isinstance(data, dict) or not isinstance(data.get("event"), str):
        raise ValueError('an event should be an object with an "event" name')
    if not isinstance(data.get("time"), str):
        raise ValueError("the event's time should be text")
    kind = _KINDS.get(data["event"])
    if kind is None:
        fields = {key: value for key, value in data.items() if key not in ("event", "time")}
        return Stamped(data["time"], Unknown(data["event"], fields))
    if kind in (Drafted, ProbeDrafted):
        data = data | {"edit": _edit(data.get("edit"))}
    return Stamped(data["time"], from_plain(kind, data))


def _edit(data: Any) -> dict[str, Any]:
    match data:
        case [int(start), int(deleted), str(inserted)] if start >= 0 and deleted >= 0:
            return {"start": start, "deleted": deleted, "inserted": inserted}
    raise ValueError("edit should be [start, deleted, inserted text]")


def edit_between(old: str, new: str) -> Edit | None:
    """The smallest single edit that turns the old text into the new one; None if they are equal."""
    if old == new:
        return None
    shorter = min(len(old), len(new))
    start = _common(shorter, lambda n: old[:n] == new[:n])
    tail = _common(shorter - start, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return Edit(start, len(old) - start - tail, new[start : len(new) - tail])


def apply_edit(text: str, edit: Edit) -> str:
    """The text after the edit. An edit that reaches beyond the text is cut to it: some of its words are better than
    none where a line of the log was lost."""
    start = min(edit.start, len(text))
    return text[:start] + edit.inserted + text[start + edit.deleted :]


def _common(most: int, equal: Callable[[int], bool]) -> int:
    # Bisection over slices stays fast for an answer of a megabyte, where a loop over its characters would not.
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if equal(middle):
            low = middle
        else:
            high = middle - 1
    return low
