"""From a file's nodes to the types of the bank: question files, company profiles, rubric files and the vocabulary.

Each function returns what could be read, and notes the rest as problems on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

import yaml

from simulator.bank.model import (
    Band,
    CompanyProfile,
    CompanyQuestion,
    Criterion,
    Difficulty,
    Kind,
    Misconception,
    PatternLine,
    Place,
    Question,
    Round,
    Rubric,
)
from simulator.bank.problem import Problem
from simulator.bank.sheet import Sheet, near

LONGEST_MINUTES = 240
"""The longest time for a question or a round."""

_QUESTION = (
    "id",
    "prompt",
    "kind",
    "difficulty",
    "topics",
    "asked_by",
    "minutes",
    "sources",
    "rubric",
    "model_answer",
)


class Mention(NamedTuple):
    """A name that one file uses for something in another, and where it does."""

    name: str
    place: Place


class QuestionFile(NamedTuple):
    """What a file of questions holds. `ids` and `sources` also name the questions that have problems."""

    questions: tuple[Question, ...]
    ids: tuple[Mention, ...]
    sources: tuple[Mention, ...]
    """The first source of each question: no two may be made from the same."""
    keys: frozenset[str]
    """All sources of all questions."""
    rubrics: tuple[Mention, ...]


class ProfileFile(NamedTuple):
    """What a company's file holds."""

    profile: CompanyProfile | None
    ids: tuple[Mention, ...]
    questions: tuple[Mention, ...]


class RubricFile(NamedTuple):
    """What a file of rubrics holds. `ids` also names the rubrics that have problems."""

    rubrics: tuple[Rubric, ...]
    ids: tuple[Mention, ...]


def question_file(sheet: Sheet, root: yaml.Node) -> QuestionFile:
    """Reads banks/TOPIC.yaml."""
    fields = sheet.fields(root, "a question file", ("topic", "title", "questions"))
    topic = _named_like_file(sheet, fields.get("topic"), "topic")
    sheet.text(fields.get("title"), "title")
    questions: list[Question] = []
    ids: list[Mention] = []
    sources: list[Mention] = []
    keys: set[str] = set()
    rubrics: list[Mention] = []
    for node in sheet.some(fields.get("questions"), "questions"):
        before = len(sheet.problems)
        question = _question(sheet, node, topic, rubrics)
        if question.id:
            ids.append(Mention(question.id, question.place))
        if question.sources:
            sources.append(Mention(question.sources[0], question.place))
            keys.update(question.sources)
        if len(sheet.problems) == before:
            questions.append(question)
    return QuestionFile(tuple(questions), tuple(ids), tuple(sources), frozenset(keys), tuple(rubrics))


def profile_file(sheet: Sheet, root: yaml.Node) -> ProfileFile:
    """Reads banks/companies/COMPANY.yaml."""
    before = len(sheet.problems)
    fields = sheet.fields(root, "a company profile", ("id", "name", "looks_for", "ratings", "rounds", "questions"))
    company = _named_like_file(sheet, fields.get("id"), "id")
    rounds = tuple(_round(sheet, node) for node in sheet.some(fields.get("rounds"), "rounds"))
    _refuse_repeated(sheet, [Mention(round_.id, _at(sheet, fields["rounds"], i)) for i, round_ in enumerate(rounds)])
    questions: list[CompanyQuestion] = []
    mentions: list[Mention] = []
    for node in sheet.some(fields.get("questions"), "questions"):
        entry = sheet.fields(node, "a company's question", ("source", "round"))
        source = _key(sheet, entry.get("source"), "source")
        round_id = sheet.text(entry.get("round"), "round")
        if round_id and rounds and round_id not in [round_.id for round_ in rounds]:
            known = [round_.id for round_ in rounds if round_.id]
            sheet.note(entry["round"], f"there is no round {round_id!r}", near(round_id, known))
        if source:
            mentions.append(Mention(source, sheet.place(entry["source"])))
        questions.append(CompanyQuestion(source, round_id))
    _refuse_repeated(sheet, mentions)
    profile = CompanyProfile(
        id=company,
        name=sheet.text(fields.get("name"), "name"),
        looks_for=sheet.text(fields.get("looks_for"), "looks_for"),
        ratings=_ratings(sheet, fields.get("ratings")),
        rounds=rounds,
        questions=tuple(questions),
        place=sheet.place(root),
    )
    ids = (Mention(company, sheet.place(fields["id"])),) if company else ()
    return ProfileFile(profile if len(sheet.problems) == before else None, ids, tuple(mentions))


def rubric_file(sheet: Sheet, root: yaml.Node) -> RubricFile:
    """Reads rubrics/TOPIC.yaml."""
    fields = sheet.fields(root, "a rubric file", ("rubrics",))
    rubrics: list[Rubric] = []
    ids: list[Mention] = []
    for node in sheet.some(fields.get("rubrics"), "rubrics"):
        before = len(sheet.problems)
        rubric = _rubric(sheet, node)
        if rubric.id:
            ids.append(Mention(rubric.id, rubric.place))
        if len(sheet.problems) == before:
            rubrics.append(rubric)
    return RubricFile(tuple(rubrics), tuple(ids))


def vocabulary_file(sheet: Sheet, root: yaml.Node) -> Mapping[str, PatternLine]:
    """Reads rubrics/vocabulary.yaml: the sets of words that patterns refer to as $name."""
    fields = sheet.fields(root, "the vocabulary", ("synonyms",))
    entries = sheet.entries(fields.get("synonyms"), "synonyms")
    return {name: sheet.pattern(node, f"the set {name}") for name, node in entries.items()}


def repeated(mentions: Iterable[Mention]) -> Iterator[Problem]:
    """A problem for every name that was given before."""
    first: dict[str, Place] = {}
    for name, place in mentions:
        if name in first:
            seen = first[name]
            where = f"line {seen.line}" if seen.file == place.file else f"{PurePath(seen.file).name}:{seen.line}"
            yield Problem(place, f"{name!r} is there already ({where})", "give this one another name, or delete it")
        elif name:
            first[name] = place


def _question(sheet: Sheet, node: yaml.Node, topic: str, rubrics: list[Mention]) -> Question:
    fields = sheet.fields(node, "a question", _QUESTION)
    topics = sheet.names(fields.get("topics"), "topics")
    if "topics" in fields and topic and topics[:1] != (topic,) and all(topics):
        sheet.note(fields["topics"], f"the first topic is not this file's topic, {topic}", f"begin with {topic}")
    rubric = sheet.text(fields.get("rubric"), "rubric")
    if rubric:
        rubrics.append(Mention(rubric, sheet.place(fields["rubric"])))
    return Question(
        id=sheet.name(fields.get("id"), "id"),
        prompt=sheet.text(fields.get("prompt"), "prompt"),
        kind=sheet.choice(fields.get("kind"), "kind", Kind),
        difficulty=sheet.choice(fields.get("difficulty"), "difficulty", Difficulty),
        topics=topics,
        asked_by=sheet.texts(fields.get("asked_by"), "asked_by"),
        minutes=_minutes(sheet, fields.get("minutes")),
        sources=tuple(_key(sheet, item, "source") for item in sheet.some(fields.get("sources"), "sources")),
        rubric=rubric,
        model_answer=sheet.text(fields.get("model_answer"), "model_answer"),
        place=sheet.place(fields.get("id", node)),
    )


def _round(sheet: Sheet, node: yaml.Node) -> Round:
    fields = sheet.fields(node, "a round", ("id", "title", "theme", "opening", "minutes"))
    return Round(
        id=sheet.name(fields.get("id"), "id"),
        title=sheet.text(fields.get("title"), "title"),
        theme=sheet.text(fields.get("theme"), "theme"),
        opening=sheet.text(fields.get("opening"), "opening"),
        minutes=_minutes(sheet, fields.get("minutes")),
    )


def _ratings(sheet: Sheet, node: yaml.Node | None) -> Mapping[Band, str]:
    if node is None:
        return {}
    fields = sheet.fields(node, "ratings", tuple(band.value for band in Band))
    return {Band(name): sheet.text(value, f"the rating for {name}") for name, value in fields.items()}


def _rubric(sheet: Sheet, node: yaml.Node) -> Rubric:
    optional = ("misconceptions", "keyword_lists", "wrong_answers", "akin")
    fields = sheet.fields(node, "a rubric", ("id", "criteria"), optional)
    nodes = sheet.some(fields.get("criteria"), "criteria")
    if len(nodes) not in (0, 3, 4, 5):
        what = f"a rubric has three to five criteria, not {len(nodes)}"
        sheet.note(fields["criteria"], what, "join or divide some of them")
    criteria = tuple(_criterion(sheet, item) for item in nodes)
    _refuse_repeated(sheet, [Mention(criterion.id, criterion.place) for criterion in criteria])
    known = tuple(criterion.id for criterion in criteria if criterion.id)
    items = sheet.items(fields.get("misconceptions"), "misconceptions")
    misconceptions = tuple(_misconception(sheet, item, known) for item in items)
    _refuse_repeated(sheet, [Mention(misconception.id, misconception.place) for misconception in misconceptions])
    return Rubric(
        id=sheet.name(fields.get("id"), "id"),
        criteria=criteria,
        misconceptions=misconceptions,
        keyword_lists=sheet.texts(fields.get("keyword_lists"), "keyword_lists"),
        wrong_answers=sheet.texts(fields.get("wrong_answers"), "wrong_answers"),
        place=sheet.place(fields.get("id", node)),
        akin=sheet.texts(fields.get("akin"), "akin"),
    )


def _criterion(sheet: Sheet, node: yaml.Node) -> Criterion:
    optional = ("weight", "sources", "partly", "accept", "refuse")
    fields = sheet.fields(node, "a criterion", ("id", "signal", "probe", "shown"), optional)
    return Criterion(
        id=sheet.name(fields.get("id"), "id"),
        signal=sheet.text(fields.get("signal"), "signal"),
        weight=sheet.number(fields.get("weight"), "weight", 1, 3, default=1),
        sources=tuple(_key(sheet, item, "source") for item in sheet.items(fields.get("sources"), "sources")),
        probe=sheet.text(fields.get("probe"), "probe"),
        shown=sheet.patterns(fields.get("shown"), "shown"),
        partly=sheet.patterns(fields.get("partly"), "partly"),
        accept=sheet.texts(fields.get("accept"), "accept"),
        refuse=sheet.texts(fields.get("refuse"), "refuse"),
        place=sheet.place(fields.get("id", node)),
    )


def _misconception(sheet: Sheet, node: yaml.Node, criteria: tuple[str, ...]) -> Misconception:
    fields = sheet.fields(node, "a misconception", ("id", "correction", "claim"), ("denies", "grave", "says", "fine"))
    denied = sheet.items(fields.get("denies"), "denies")
    denies = tuple(sheet.text(item, "an entry of denies") for item in denied)
    for item, name in zip(denied, denies, strict=True):
        if name and name not in criteria:
            sheet.note(item, f"this rubric has no criterion {name!r}", near(name, criteria))
    return Misconception(
        id=sheet.name(fields.get("id"), "id"),
        denies=denies,
        grave=sheet.flag(fields.get("grave"), "grave"),
        correction=sheet.text(fields.get("correction"), "correction"),
        claim=sheet.patterns(fields.get("claim"), "claim"),
        says=sheet.texts(fields.get("says"), "says"),
        fine=sheet.texts(fields.get("fine"), "fine"),
        place=sheet.place(fields.get("id", node)),
    )


def _minutes(sheet: Sheet, node: yaml.Node | None) -> int:
    return sheet.number(node, "minutes", 1, LONGEST_MINUTES)


def _key(sheet: Sheet, node: yaml.Node | None, name: str) -> str:
    key = sheet.text(node, name)
    if node is not None and len(key.split()) > 1:
        sheet.note(node, f"{name} {key!r} has a space in it", "write a key such as 004/signals/1")
    return key


def _named_like_file(sheet: Sheet, node: yaml.Node | None, field: str) -> str:
    name = sheet.name(node, field)
    stem = PurePath(sheet.path).stem
    if node is not None and name and name != stem:
        sheet.note(node, f"the {field} is {name}, but the file is called {stem}.yaml", f"write {field}: {stem}")
    return name


def _at(sheet: Sheet, node: yaml.Node, index: int) -> Place:
    return sheet.place(node.value[index])


def _refuse_repeated(sheet: Sheet, mentions: list[Mention]) -> None:
    sheet.problems.extend(repeated(mentions))
