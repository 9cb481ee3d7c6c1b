"""From a question and an answer to a grade: the one entrance to this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from simulator.bank.library import Library
from simulator.bank.model import Criterion, Misconception, PatternLine, Place, Question, Rubric
from simulator.bank.problem import ContentError, Problem
from simulator.grading.analysis import analyse
from simulator.grading.claims import claiming_sentences, is_keyword_list, prompt_topic, topic_shown, topic_stems
from simulator.grading.pattern import Pattern, PatternError, Synonyms, parse
from simulator.grading.pattern_set import Matcher, PatternSet, Reading
from simulator.grading.result import CriterionGrade, Flag, FoundMisconception, Grade, Span
from simulator.grading.text import Text, Words, sentence_at
from simulator.grading.waking import Group

_FEWEST_WORDS = 4
_ENOUGH_WORDS_FOR_TOPIC = 20
_EVIDENCE_GAP = 12
"""Words of evidence further apart than this are shown as separate spans."""
_GRAVE_FACTOR = 0.5
_TOPIC_WORDS = 2
ON_TOPIC_SCORE = 8.0
"""What prose about the question earns that shows none of its signals and says nothing false: interviewers give it
about half a mark of four."""

NOT_SHOWN = "Nothing in the answer shows this."
HALF_SHOWN = "Part of it is there; the rest is missing."
A_LIST = "A list of terms claims nothing."


@dataclass(frozen=True, slots=True)
class _CompiledCriterion:
    criterion: Criterion
    shown: Group
    partly: Group


@dataclass(frozen=True, slots=True)
class _CompiledMisconception:
    misconception: Misconception
    claim: Group


@dataclass(frozen=True, slots=True)
class CompiledRubric:
    """A rubric ready to read answers. Build it with `compile_rubric`."""

    rubric: Rubric
    matcher: Matcher
    criteria: tuple[_CompiledCriterion, ...]
    misconceptions: tuple[_CompiledMisconception, ...]
    topic: frozenset[str]
    """Stems of the words that tell its topic, those of a question's prompt aside."""


def compile_rubric(rubric: Rubric, synonyms: Synonyms) -> CompiledRubric:
    """Parse and compile every pattern. Raises ContentError with the place of the first bad one."""
    patterns = PatternSet()

    def compiled(lines: tuple[PatternLine, ...], strict: bool = False) -> Group:
        return patterns.add([_parsed(line, synonyms) for line in lines], strict)

    criteria = tuple(_CompiledCriterion(c, compiled(c.shown), compiled(c.partly)) for c in rubric.criteria)
    misconceptions = tuple(_CompiledMisconception(m, compiled(m.claim, strict=True)) for m in rubric.misconceptions)
    return CompiledRubric(rubric, patterns.matcher(), criteria, misconceptions, topic_stems(rubric.keyword_lists))


def _parsed(line: PatternLine, synonyms: Synonyms) -> Pattern:
    try:
        return parse(line.text, synonyms)
    except PatternError as error:
        place = Place(line.place.file, line.place.line, line.place.column + error.offset)
        raise ContentError((Problem(place, error.what, error.todo),)) from error


class Grader:
    """Grades answers; compiles each rubric once, when it is first needed.

    `rubric_of` gives a question's rubric, `synonyms` the shared sets; neither is asked before it is needed.
    The same question, rubric, answer and version always give the same grade.
    """

    def __init__(self, rubric_of: Callable[[Question], Rubric], synonyms: Callable[[], Synonyms]) -> None:
        self._rubric_of = rubric_of
        self._synonyms = cache(synonyms)
        self._compiled: dict[str, CompiledRubric] = {}

    def rubric(self, question: Question) -> CompiledRubric:
        """The question's rubric, compiled. Raises ContentError."""
        known = self._compiled.get(question.rubric)
        if known is None:
            known = compile_rubric(self._rubric_of(question), self._synonyms())
            self._compiled[question.rubric] = known
        return known

    def grade(self, question: Question, answer: str) -> Grade:
        """The grade of an answer, from 0 to 100, with evidence. Any text is accepted. Raises ContentError."""
        return grade(self.rubric(question), question.prompt, answer)


def grader_for(library: Library) -> Grader:
    """A grader with the library's rubrics and vocabulary; neither is read before it is needed."""
    return Grader(lambda question: library.rubrics[question.rubric], lambda: synonyms_of(library))


def synonyms_of(library: Library) -> Synonyms:
    """The shared sets of the library's vocabulary."""
    return Synonyms({name: line.text for name, line in library.vocabulary.items()})


def grade(rubric: CompiledRubric, prompt: str, answer: str) -> Grade:
    """Grade one answer. Pure, and linear in the answer's length."""
    text = analyse(answer)
    flags: list[Flag] = []
    if len(text.words) < _FEWEST_WORDS:
        flags.append(Flag.TOO_SHORT)
    sentences, echoed = claiming_sentences(text, prompt)
    if echoed:
        flags.append(Flag.QUESTION_ECHOED)
    reading = rubric.matcher.read(text, sentences)
    if is_keyword_list(text, reading.topical()):
        return _nothing(rubric, [*flags, Flag.KEYWORD_LIST], A_LIST)
    found, false_sentences = _misconceptions(rubric, text, reading)
    if len(found) >= 2:
        # Somebody who is wrong twice earns nothing for the vocabulary of those sentences.
        reading = reading.without(false_sentences)
    earned = [_credit(c, text, reading) for c in rubric.criteria]
    denied = {criterion: (m, where) for m, where in reversed(found) for criterion in m.denies}
    shown = sum([credit > 0 for credit, _ in earned])
    mostly_wrong = len(found) >= 2 and len(found) >= shown
    if mostly_wrong:
        flags.append(Flag.MOSTLY_WRONG)
    on_topic_only = False
    if not shown and not found and Flag.TOO_SHORT not in flags:
        words, length = topic_shown(text, sentences, rubric.topic | prompt_topic(prompt))
        on_topic_only = words >= _TOPIC_WORDS and length >= _ENOUGH_WORDS_FOR_TOPIC
        if on_topic_only:
            flags.append(Flag.ON_TOPIC_ONLY)
        elif not words and len(text.words) >= _ENOUGH_WORDS_FOR_TOPIC:
            flags.append(Flag.OTHER_TOPIC)
    graded = tuple(
        [
            _criterion_grade(c.criterion, credit, evidence, denied.get(c.criterion.id), mostly_wrong)
            for c, (credit, evidence) in zip(rubric.criteria, earned, strict=True)
        ]
    )
    score = _weighted(graded) * _GRAVE_FACTOR ** sum([m.grave for m, _ in found])
    if on_topic_only:
        score = ON_TOPIC_SCORE
    return Grade(
        score=round(score, 1),
        criteria=graded,
        misconceptions=tuple([FoundMisconception(m.id, evidence, m.correction) for m, evidence in found]),
        flags=tuple(flags),
    )


def _nothing(rubric: CompiledRubric, flags: list[Flag], why: str) -> Grade:
    return Grade(
        0.0,
        tuple(CriterionGrade(c.criterion.id, c.criterion.weight, 0.0, (), why) for c in rubric.criteria),
        (),
        tuple(flags),
    )


def _weighted(criteria: tuple[CriterionGrade, ...]) -> float:
    total = sum([c.weight for c in criteria])
    return 100 * sum([c.weight * c.credit for c in criteria]) / total if total else 0.0


def _misconceptions(
    rubric: CompiledRubric, text: Text, reading: Reading
) -> tuple[list[tuple[Misconception, tuple[Span, ...]]], set[int]]:
    """The misconceptions that the answer states, and the indices of the sentences that state them."""
    found = []
    sentences: set[int] = set()
    for compiled in rubric.misconceptions:
        held = reading.first_found(compiled.claim)
        if held is not None:
            found.append((compiled.misconception, _evidence(held, text)))
            sentences.update(sentence_at(text, first) for first, _ in held)
    return found, sentences


def _credit(compiled: _CompiledCriterion, text: Text, reading: Reading) -> tuple[float, tuple[Span, ...]]:
    for credit, group in ((1.0, compiled.shown), (0.5, compiled.partly)):
        held = reading.first_found(group)
        if held is not None:
            return credit, _evidence(held, text)
    return 0.0, ()


def _evidence(held: list[Words], text: Text) -> tuple[Span, ...]:
    """The words that made the pattern hold, those that stand close together as one span."""
    spans: list[Span] = []
    begin = end = -1
    for first, last in held:
        if end < 0:
            begin, end = first, last
        elif first - end <= _EVIDENCE_GAP:
            end = max(end, last)
        else:
            spans.append(Span(*text.span(begin, end)))
            begin, end = first, last
    if end >= 0:
        spans.append(Span(*text.span(begin, end)))
    return tuple(spans)


def _criterion_grade(
    criterion: Criterion,
    credit: float,
    evidence: tuple[Span, ...],
    denial: tuple[Misconception, tuple[Span, ...]] | None,
    mostly_wrong: bool,
) -> CriterionGrade:
    why = "" if credit == 1 else HALF_SHOWN if credit else NOT_SHOWN
    if denial is not None:
        misconception, said = denial
        if credit and not mostly_wrong and not _inside(evidence, said):
            credit, why = 0.5, f"The answer also says the opposite. {misconception.correction}"
        else:
            credit, evidence, why = 0.0, (), f"The answer says the opposite. {misconception.correction}"
    elif mostly_wrong and credit:
        credit, evidence, why = 0.0, (), "Too much of the answer is wrong for this to count."
    return CriterionGrade(criterion.id, criterion.weight, credit, evidence, why)


def _inside(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return all(any(b.start <= a.start and a.end <= b.end for b in others) for a in some)
