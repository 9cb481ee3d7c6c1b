"""The transcript as Markdown for people, beside the log and rewritten as the interview goes."""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

from simulator.bank.model import Kind
from simulator.grading.checked import RunReport
from simulator.grading.result import CriterionGrade, Grade, Span
from simulator.transcript.check_words import OUTCOME_WORDS, alike, details, headline, remarks
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import How
from simulator.transcript.state import InterviewRecord, ProbeRecord, QuestionRecord
from simulator.transcript.words import counts

_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_CODE_SPAN = re.compile(r"(?<!`)(`[^`\n]+`)(?!`)")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCK_START = re.compile(r"^([-+=]|\d+[.)])", re.MULTILINE)
_CODE_BLOCK = re.compile(r"^(?: {4}|\t|```|~~~)", re.MULTILINE)
_EVIDENCE_LENGTH = 160


def render(record: InterviewRecord) -> str:
    """The whole interview as CommonMark. Text from answers and banks shows as it was typed and does nothing else."""
    return "\n".join(_document(record)).rstrip() + "\n"


def write(path: Path, record: InterviewRecord) -> None:
    """Put the rendering at `path` in one step: a reader sees the old one or the new one, never a half.

    Raises TranscriptError if it cannot be written.
    """
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(render(record))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as problem:
        with suppress(OSError):
            Path(temporary).unlink()
        raise TranscriptError(
            f"Cannot write {path}: {problem.strerror}.",
            "Make room, or choose another folder with --transcripts DIR; the log itself is not affected.",
        ) from None


def fenced(text: str, language: str = "text") -> str:
    """The text in a code fence that nothing in it can close."""
    shown = clean(text)
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def prose(text: str) -> str:
    """The text as Markdown that shows its words as typed; code in single backticks stays code. Indentation goes."""
    # Indentation would make a code block, a leading marker a list or a heading.
    parts = _CODE_SPAN.split(_INDENT.sub("", clean(text)))
    escaped = "".join(part if n % 2 else _SPECIAL.sub(r"\\\1", part) for n, part in enumerate(parts))
    return _BLOCK_START.sub(lambda found: found[1][:-1] + "\\" + found[1][-1], escaped)


def _inline(text: str) -> str:
    return prose(" ".join(text.split()))


def clean(text: str) -> str:
    """The text with newlines as line ends, and with stand-ins for controls, bidirectional marks and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c if c in "\n\t" or not _harmful(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def _harmful(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI


def _document(record: InterviewRecord) -> Iterator[str]:
    yield f"# {_inline(record.planned.company_name)}, {record.header.created[:10]}"
    yield ""
    yield f"- Transcript: {_inline(record.id)}"
    yield f"- State: {record.state}, {record.answered} of {len(record.questions)} questions answered"
    if record.score is not None:
        rating = f" ({_inline(record.rating or '')})" if record.finished else " so far"
        yield f"- Score: {record.score:.0f} of 100{rating}"
    if record.self_score is not None:
        yield f"- Your own score: {record.self_score:.0f} of 100"
    yield f"- Time used: {clock_time(record.used)}"
    yield ""
    asked = [q for q in record.questions if q.asked]
    for round_, questions in groupby(asked, key=lambda q: q.round):
        yield f"## {_inline(round_.title)}"
        yield ""
        if round_.opening:
            yield _quoted(round_.opening)
            yield ""
        for q in questions:
            yield from _question(q)


def _question(q: QuestionRecord) -> Iterator[str]:
    yield f"### {q.number}. {_inline(q.question.prompt)}"
    yield ""
    limit = f" of {clock_time(q.question.seconds)}" if q.question.seconds is not None else ""
    facts = [str(q.question.kind), str(q.question.difficulty), *map(_inline, q.question.topics)]
    yield f"{', '.join(facts)}; time used {clock_time(q.total_used)}{limit}"
    yield ""
    if q.question.contract:
        yield from ("For example:", "", fenced(q.question.contract.examples.strip("\n")), "")
    if not q.answered:
        yield "Not answered yet. The draft so far:" if q.draft else "Not answered yet."
        yield ""
        if q.draft:
            yield from (fenced(q.draft, _language(q)), "")
        return
    yield f"**Your answer** ({_how(q.how)})"
    yield ""
    if not q.passed:
        yield from (fenced(q.answer or "", _language(q)), "")
    if q.checked:
        yield from _checks(q.checked)
    if q.grade:
        yield from _grade(q.grade, q)
    if q.probe:
        yield from _probe(q, q.probe)
    if q.score is not None:
        yield f"**Score: {q.score:.0f}** ({q.band})" + _own(q)
        yield ""
    yield "**A strong answer**"
    yield ""
    model = q.question.model_answer
    yield fenced(model.rstrip()) if q.question.kind is Kind.CODE or _CODE_BLOCK.search(model) else _quoted(model)
    yield ""


def _checks(report: RunReport) -> Iterator[str]:
    yield f"**The code was run**: {headline(report)}" if report.ran else _inline(headline(report))
    yield ""
    for result in report.results:
        if result.passed:
            yield f"- {OUTCOME_WORDS[result.outcome]}: {_inline(result.words)}{counts(result.weight)}"
    for group in alike(report.results):
        for result in group:
            yield f"- {OUTCOME_WORDS[result.outcome]}: {_inline(result.words)}{counts(result.weight)}"
        for label, text in details(group[0]):
            yield f"    - {label}: {_code(text)}"
    for remark in remarks(report):
        yield f"- {_inline(remark)}"
    if report.results:
        yield ""


def _code(text: str) -> str:
    """Text of one line or more, as code in a line."""
    shown = " ".join(clean(text).split())
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {shown} {fence}" if longest else f"`{shown}`"


def _grade(grade: Grade, q: QuestionRecord) -> Iterator[str]:
    signals = {c.id: c.signal for c in q.question.criteria}
    for criterion in grade.criteria:
        own = q.self_credits.get(criterion.criterion)
        yield f"- {_credit(criterion.credit)}: {_inline(signals.get(criterion.criterion, criterion.criterion))}" + (
            "" if own is None or own == criterion.credit else f" (you say: {_credit(own)})"
        )
        yield from _why(criterion, q.answer or "")
    for found in grade.misconceptions:
        yield f"- not so: {_evidence(found.evidence, q.answer or '')}"
        yield f"    - {_inline(found.correction)}"
    if grade.flags:
        yield f"- noticed: {', '.join(grade.flags)}"
    yield ""


def _why(criterion: CriterionGrade, answer: str) -> Iterator[str]:
    if criterion.evidence:
        yield f"    - {_evidence(criterion.evidence, answer)}"
    if criterion.why_not:
        yield f"    - {_inline(criterion.why_not)}"


def _probe(q: QuestionRecord, probe: ProbeRecord) -> Iterator[str]:
    yield f"**Asked further**: {_inline(probe.text)}"
    yield ""
    if probe.answer is None:
        return
    if probe.answer.strip():
        yield from (fenced(probe.answer, _language(q)), "")
    if probe.gained:
        signal = next((c.signal for c in q.question.criteria if c.id == probe.criterion), probe.criterion)
        yield f"- {_credit(probe.gained)}: {_inline(signal)}"
        if probe.evidence:
            yield f"    - {_evidence(probe.evidence, probe.answer)}"
    else:
        yield f"- {_credit(0)}" if probe.answer.strip() else f"- {_how(How.PASSED)}"
    yield ""


def _own(q: QuestionRecord) -> str:
    said = []
    if q.self_mark is not None:
        said.append(f"your mark {q.self_mark} of 4")
    if q.self_score is not None and not q.passed:
        said.append(f"your own score {q.self_score:.0f}")
    return f"; {', '.join(said)}" if said else ""


def _credit(credit: float) -> str:
    return {1.0: "shown", 0.5: "partly"}.get(credit, "not shown")


def _how(how: How | None) -> str:
    return {How.PASSED: "passed", How.TIMED_OUT: "time was up"}.get(how or How.SUBMITTED, "submitted")


def _language(q: QuestionRecord) -> str:
    return "python" if q.question.kind is Kind.CODE else "text"


def _evidence(spans: tuple[Span, ...], answer: str) -> str:
    quotes = [" ".join(answer[s.start : s.end].split()) for s in spans]
    return ", ".join(f"“{prose(q if len(q) <= _EVIDENCE_LENGTH else q[:_EVIDENCE_LENGTH] + ' ...')}”" for q in quotes)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in prose(text.strip()).split("\n"))


def clock_time(seconds: float) -> str:
    """Seconds as minutes and seconds, e.g. 4:05."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
