"""Loading content: what a library holds, and what is said about content that is not in order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.bank.loader import load, read
from simulator.bank.model import Band, Difficulty, Kind
from simulator.bank.problem import ContentError, Problem
from simulator.errors import UserError
from tests.bank.content import Content


def problems(content: Content) -> tuple[Problem, ...]:
    return read(content.banks, content.rubrics).problems


def only_problem(content: Content) -> tuple[str, int, int, str, str]:
    found = problems(content)
    assert len(found) == 1, [str(problem) for problem in found]
    place = found[0].place
    return Path(place.file).name, place.line, place.column, found[0].what, found[0].todo


def test_a_library_holds_questions_companies_rubrics_and_vocabulary(content: Content) -> None:
    library = load(content.banks, content.rubrics)
    assert list(library.questions) == ["gc", "google-gc"]
    question = library.questions["gc"]
    assert (question.kind, question.difficulty, question.minutes) == (Kind.EXPLAIN, Difficulty.HARD, 5)
    assert question.topics == ("memory", "internals")
    assert question.model_answer == "It counts references.\n\nCycles are found by a collector."
    assert library.companies["google"].ratings[Band.EXCELLENT] == "Strong hire"
    assert [criterion.weight for criterion in library.rubrics["gc"].criteria] == [2, 1, 1]
    assert library.vocabulary["refcount"].text == 'refcount* | "reference count"'


def test_questions_are_found_by_id_and_by_source(content: Content) -> None:
    library = load(content.banks, content.rubrics)
    assert library.find("gc") is library.questions["gc"]
    assert library.find("004/google/2") is library.questions["google-gc"]
    assert library.find("003/7") is library.questions["gc"]
    assert library.find("nothing") is None


def test_a_company_has_its_questions_in_its_own_order_with_their_rounds(content: Content) -> None:
    library = load(content.banks, content.rubrics)
    asked = library.company_questions(library.companies["google"])
    assert [(question.id, round_.title) for question, round_ in asked] == [
        ("google-gc", "Internals"),
        ("gc", "Internals"),
    ]


def test_the_built_in_content_can_be_read() -> None:
    assert read().library.questions


def test_all_problems_are_found_at_once_in_the_order_of_the_files(content: Content) -> None:
    content.change(content.bank_file, "kind: explain", "kind: explian")
    content.change(content.bank_file, "minutes: 3", "minutes: 0")
    content.change(content.company_file, "minutes: 20", "minutes: -1")
    content.change(content.rubric_file, "weight: 2", "weight: 4")
    with pytest.raises(ContentError) as caught:
        load(content.banks, content.rubrics)
    assert [(Path(p.place.file).name, p.place.line, p.place.column) for p in caught.value.problems] == [
        ("google.yaml", 14, 14),
        ("memory.yaml", 6, 11),
        ("memory.yaml", 23, 14),
        ("memory.yaml", 6, 17),
    ]
    assert "did you mean explain?" in caught.value.problems[1].todo


@pytest.mark.parametrize(
    ("old", "new", "place", "what", "todo"),
    [
        (
            "    prompt: How does CPython free",
            "    promt: How does CPython free",
            (5, 5),
            "no field 'promt'",
            "prompt?",
        ),
        ("    rubric: gc\n    model_answer: |", "    model_answer: |", (4, 5), "has no rubric", "add rubric:"),
        ("difficulty: easy", "difficulty: eazy", (20, 17), "'eazy' is no difficulty", "easy?"),
        ("kind: code", "kind: 5", (19, 11), "must be text, not a number", "quotes"),
        ("minutes: 3", "minutes: three", (23, 14), "must be a whole number", "1 to"),
        ("minutes: 3", "minutes: 2.5", (23, 14), "not a number with a fraction", "whole number"),
        ("minutes: 3", "minutes: 0", (23, 14), "minutes is 0", "from 1"),
        ("asked_by: [Google]", "asked_by: Google", (22, 15), "must be a list, not text", "[a, b]"),
        ("prompt: How does the collector work?", "prompt: ''", (18, 13), "is empty", "write it"),
        ("prompt: How does the collector work?", "prompt:", (18, 12), "is empty", "write it"),
        ("id: google-gc", "id: Google GC", (17, 9), "not a plain name", "hyphens"),
        ("id: google-gc", "id: gc", (17, 9), "'gc' is there already (line 4)", "another name"),
        ("[004/google/2]", "[004/signals/4]", (17, 9), "'004/signals/4' is there already", "another"),
        ("    minutes: 3\n", "    minutes: 3\n    minutes: 4\n", (24, 5), "'minutes' is written twice", "keep one"),
        ("sources: [004/google/2]", "sources: []", (24, 14), "sources is empty", "at least one"),
        ("topics: [memory]", "topics: [gc]", (21, 13), "first topic", "begin with memory"),
        ("topic: memory\n", "topic: heap\n", (1, 8), "the file is called memory.yaml", "topic: memory"),
        ("  - id: google-gc\n", "  - google-gc\n  - id: google-gc\n", (17, 5), "must be a mapping", "id:"),
    ],
)
def test_a_mistake_in_a_question_is_named_with_its_place(
    content: Content, old: str, new: str, place: tuple[int, int], what: str, todo: str
) -> None:
    content.company_file.unlink()
    content.change(content.bank_file, old, new)
    named = [problem for problem in problems(content) if what in problem.what]
    assert [(problem.place.line, problem.place.column) for problem in named] == [place]
    assert todo in named[0].todo


def test_a_missing_rubric_is_named_with_the_near_one(content: Content) -> None:
    content.change(content.bank_file, "rubric: gc\n    model_answer: Like", "rubric: gcc\n    model_answer: Like")
    _, line, column, what, todo = only_problem(content)
    assert (line, column) == (25, 13)
    assert "no rubric 'gcc'" in what
    assert "gc" in todo


def test_a_rubric_with_problems_of_its_own_does_not_count_as_missing(content: Content) -> None:
    content.change(content.rubric_file, "weight: 2", "weight: 0")
    assert "weight is 0" in only_problem(content)[3]


def test_a_file_that_cannot_be_parsed_hides_no_other_problem_and_causes_none(content: Content) -> None:
    content.rubric_file.write_text("rubrics:\n  - id: [\n")
    content.change(content.bank_file, "minutes: 3", "minutes: 0")
    assert [Path(problem.place.file).parent.name for problem in problems(content)] == ["banks", "rubrics"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("denies: [counting]", "denies: [countin]", "no criterion 'countin'"),
        ("- id: cycles", "- id: counting", "'counting' is there already"),
        ("weight: 2", "weight: 1.5", "must be a whole number"),
        ("        shown: generation (young | old)\n", "", "has no shown"),
        ("        shown: generation (young | old)\n", "        shown: |\n          # nothing\n", "no pattern"),
        ("shown: generation (young | old)", "shown: >\n          a\n          b", "run together"),
        ("shown: generation (young | old)", "shown: a\n          b", "run together"),
        ("denies: [counting]", "denies: [counting]\n        grave: maybe", "must be true or false"),
    ],
)
def test_a_mistake_in_a_rubric_is_named(content: Content, old: str, new: str, what: str) -> None:
    content.change(content.rubric_file, old, new)
    assert what in only_problem(content)[3]


def test_a_rubric_has_three_to_five_criteria(content: Content) -> None:
    text = content.rubric_file.read_text()
    start, end = text.index("      - id: cycles"), text.index("      - id: generations")
    content.rubric_file.write_text(text[:start] + text[end:])
    assert "three to five criteria, not 2" in only_problem(content)[3]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("source: gc", "source: gcx", "no question has the id or the source 'gcx'"),
        ("source: gc\n    round: internals", "source: gc\n    round: interals", "there is no round 'interals'"),
        ("  good: Hire\n", "", "ratings has no good"),
        ("source: gc", "source: 004/google/2", "'004/google/2' is there already"),
        ("id: google", "id: gogle", "the file is called google.yaml"),
    ],
)
def test_a_mistake_in_a_company_is_named(content: Content, old: str, new: str, what: str) -> None:
    content.change(content.company_file, old, new)
    assert what in only_problem(content)[3]


def test_pattern_lines_know_their_true_places(content: Content) -> None:
    rubric = load(content.banks, content.rubrics).rubrics["gc"]
    lines = content.rubric_file.read_text().split("\n")
    patterns = [line for c in rubric.criteria for line in (*c.shown, *c.partly)] + list(rubric.misconceptions[0].claim)
    assert [pattern.text for pattern in patterns] == [
        "$refcount (zero | drop)",
        "count reach zero",
        "count reference",
        "cycle collector",
        "gc cycle",
        "generation (young | old)",
        "only collector free",
    ]
    for pattern in patterns:
        assert lines[pattern.place.line - 1][pattern.place.column - 1 :].startswith(pattern.text)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("topic: memory\ntitle: a: b\n", (2, 9), "mapping values are not allowed"),
        ("topic: [memory\n", (2, 1), "not YAML"),
        ('topic: "memory\n', (1, 8), "end of stream"),
        ("\ttopic: memory\n", (1, 1), "not YAML"),
        ("topic: &a memory\ntitle: *a\n", (1, 8), "anchor &a"),
        ("topic: *a\n", (1, 8), "alias *a"),
        ("topic: !!python/object/apply:os.system [ls]\n", (1, 8), "tag !!python/object/apply:os.system"),
        ("topic: !custom memory\n", (1, 8), "tag !custom"),
        ("topic: memory\n---\ntopic: memory\n", (2, 1), "second document"),
        ("", (1, 1), "empty"),
        ("# nothing\n", (1, 1), "empty"),
        ("topic: me\x1bmory\n", (1, 10), "U+001B"),
        ("[" * 100_000, (1, 13), "nested too deeply"),
        ("- " * 100_000, (1, 25), "nested too deeply"),
        ("just text\n", (1, 1), "must be a mapping, not text"),
        ("? [a]\n: b\n", (1, 3), "a key must be a word"),
    ],
)
def test_what_is_not_yaml_as_content_uses_it_is_refused(
    content: Content, text: str, place: tuple[int, int], what: str
) -> None:
    content.bank_file.write_text(text)
    content.company_file.unlink()
    found = [problem for problem in problems(content) if Path(problem.place.file) == content.bank_file]
    named = [problem for problem in found if what in problem.what]
    assert [(problem.place.line, problem.place.column) for problem in named] == [place]


def test_bytes_that_are_not_utf8_are_named_with_their_place(content: Content) -> None:
    content.bank_file.write_bytes("topic: é\ntitle: ".encode() + b"\xff\n")
    found = problems(content)[0]
    assert "UTF-8" in found.what
    assert (found.place.line, found.place.column) == (2, 8)


def test_windows_line_ends_and_a_byte_order_mark_are_fine(content: Content) -> None:
    text = content.bank_file.read_text()
    content.bank_file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(content.banks, content.rubrics).questions["gc"].model_answer.count("\n") == 2


def test_a_file_of_more_than_four_megabytes_is_refused(content: Content) -> None:
    content.bank_file.write_text("# " + "x" * 4 * 1024 * 1024)
    assert "larger than 4 MB" in problems(content)[0].what


def test_links_that_leave_the_folder_are_refused_and_others_are_followed(content: Content, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.yaml"
    content.vocabulary_file.rename(outside)
    content.vocabulary_file.symlink_to(outside)
    assert "leaves the folder" in only_problem(content)[3]
    content.vocabulary_file.unlink()
    outside.rename(content.rubrics / "words.txt")
    content.vocabulary_file.symlink_to(content.rubrics / "words.txt")
    assert load(content.banks, content.rubrics).vocabulary


def test_a_link_to_nowhere_and_a_pipe_are_refused_and_do_not_hang(content: Content) -> None:
    (content.banks / "lost.yaml").symlink_to("nowhere.yaml")
    os.mkfifo(content.banks / "pipe.yaml")
    assert [problem.what for problem in problems(content)] == ["the link leads nowhere", "this is not a plain file"]


def test_a_file_that_would_be_overlooked_is_named(content: Content) -> None:
    (content.banks / "more.yml").write_text("topic: more\n")
    assert only_problem(content)[4] == "rename it to more.yaml"


def test_a_folder_without_questions_is_a_problem(tmp_path: Path, cache_home: Path) -> None:
    assert "no question files" in read(tmp_path, tmp_path).problems[0].what


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(tmp_path / "nowhere")
    assert caught.value.exit_code == 2
    assert "nowhere" in caught.value.what


def test_the_environment_names_the_folders(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCK_INTERVIEW_BANKS", str(content.banks))
    monkeypatch.setenv("MOCK_INTERVIEW_RUBRICS", str(content.rubrics))
    assert list(load().questions) == ["gc", "google-gc"]
