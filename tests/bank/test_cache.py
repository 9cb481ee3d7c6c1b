"""The cache of parsed content: quick, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from simulator.bank.library import Library
from simulator.bank.loader import load, read
from tests.bank.content import Content


def everything(library: Library) -> object:
    return (
        dict(library.questions),
        dict(library.companies),
        dict(library.rubrics),
        dict(library.vocabulary),
        list(library.questions),
    )


def files(cache_home: Path) -> list[Path]:
    return sorted(path for path in cache_home.rglob("*") if path.is_file())


def test_what_comes_from_the_cache_equals_what_was_parsed(content: Content, cache_home: Path) -> None:
    parsed = load(content.banks, content.rubrics)
    assert [path.name.split("-")[0] for path in files(cache_home)] == ["bank", "rubrics"]
    assert everything(load(content.banks, content.rubrics)) == everything(parsed)


def test_yaml_is_not_even_imported_when_the_cache_is_good(content: Content) -> None:
    load(content.banks, content.rubrics)
    program = (
        "import sys; from pathlib import Path; from simulator.bank.loader import load\n"
        "library = load(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "assert library.rubrics and library.questions; print('yaml' in sys.modules)"
    )
    arguments = [sys.executable, "-c", program, str(content.banks), str(content.rubrics)]
    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("file", ["bank_file", "company_file", "rubric_file", "vocabulary_file"])
def test_a_changed_file_is_read_again(content: Content, file: str) -> None:
    load(content.banks, content.rubrics)
    path: Path = getattr(content, file)
    path.write_text(path.read_text() + "nonsense: 1\n")
    assert "'nonsense'" in read(content.banks, content.rubrics).problems[0].what


def test_a_new_file_is_noticed(content: Content) -> None:
    load(content.banks, content.rubrics)
    (content.banks / "more.yaml").write_text("topic: more\n")
    assert read(content.banks, content.rubrics).problems


@pytest.mark.parametrize("damage", ["", "{", "null", "[1, 2]", '[[[1]], [["a"]]]', "[" * 100_000, "\xff\x00"])
@pytest.mark.parametrize("part", [0, 1])
def test_a_broken_cache_is_rebuilt_without_a_word(content: Content, cache_home: Path, damage: str, part: int) -> None:
    expected = everything(load(content.banks, content.rubrics))
    path = files(cache_home)[part]
    whole = path.read_text()
    path.write_text(whole.split("\n", 1)[0] + "\n" + damage, encoding="latin-1")
    assert everything(load(content.banks, content.rubrics)) == expected
    assert path.read_text() == whole


def test_content_with_problems_is_never_kept(content: Content, cache_home: Path) -> None:
    content.change(content.bank_file, "minutes: 3", "minutes: 0")
    read(content.banks, content.rubrics)
    assert files(cache_home) == []


def test_a_cache_folder_that_cannot_be_made_is_no_error(content: Content, cache_home: Path) -> None:
    cache_home.write_text("a file, where a folder should be")
    assert load(content.banks, content.rubrics).rubrics


def test_rubrics_are_read_again_when_their_cache_vanishes_in_between(content: Content, cache_home: Path) -> None:
    load(content.banks, content.rubrics)
    library = load(content.banks, content.rubrics)
    for path in files(cache_home):
        path.unlink()
    assert list(library.rubrics) == ["gc"]


def test_two_libraries_do_not_share_a_cache(content: Content, tmp_path: Path) -> None:
    load(content.banks, content.rubrics)
    other = Content(tmp_path / "other")
    other.change(other.bank_file, "How does the collector work?", "What does the collector do?")
    assert load(other.banks, other.rubrics).questions["google-gc"].prompt == "What does the collector do?"
    assert load(content.banks, content.rubrics).questions["google-gc"].prompt == "How does the collector work?"
