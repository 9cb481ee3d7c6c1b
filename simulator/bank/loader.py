"""From folders of YAML to a Library, by way of a cache; all problems of the content are found in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from simulator.bank import cache, codec, source
from simulator.bank.folders import banks_folder, cache_folder, rubrics_folder
from simulator.bank.library import Library, Shelf
from simulator.bank.problem import ContentError, Problem

if TYPE_CHECKING:
    import yaml

    from simulator.bank.parse import Mention, ProfileFile, QuestionFile, RubricFile
    from simulator.bank.sheet import Sheet

__all__ = ["ContentError", "Library", "Problem", "Reading", "load", "read"]

VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True)
class Reading:
    """The content as far as it could be read, and its problems: by file, line and column."""

    library: Library
    problems: tuple[Problem, ...]
    folders: tuple[Path, Path]
    """The banks and the rubrics."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """The files of one library."""

    banks: Path
    rubrics: Path
    question_files: tuple[source.Found, ...]
    profile_files: tuple[source.Found, ...]
    rubric_files: tuple[source.Found, ...]

    @property
    def all(self) -> tuple[source.Found, ...]:
        return (*self.question_files, *self.profile_files, *self.rubric_files)


def load(banks: Path | None = None, rubrics: Path | None = None) -> Library:
    """The library of two folders, by default the built-in content.

    Raises ContentError with every problem if there is any, and UserError if a folder is missing.
    """
    listing = _list(banks, rubrics)
    library = _from_cache(listing)
    if library is not None:
        return library
    reading = _parse(listing)
    if reading.problems:
        raise ContentError(reading.problems)
    _keep(listing, reading.library)
    return reading.library


def read(banks: Path | None = None, rubrics: Path | None = None) -> Reading:
    """Like `load`, but gives what could be read together with the problems. Raises UserError if a folder is missing."""
    listing = _list(banks, rubrics)
    library = _from_cache(listing)
    if library is not None:
        return Reading(library, (), (listing.banks, listing.rubrics))
    reading = _parse(listing)
    if not reading.problems:
        _keep(listing, reading.library)
    return reading


def _list(banks: Path | None, rubrics: Path | None) -> _Listing:
    bank, rubric = banks_folder(banks).path, rubrics_folder(rubrics).path
    return _Listing(bank, rubric, source.find(bank), source.find(bank / "companies"), source.find(rubric))


def _from_cache(listing: _Listing) -> Library | None:
    if any(file.fault for file in listing.all):
        return None
    kept = cache.fetch(_cache_path(listing, "bank"), cache.key_of(listing.all))
    if kept is None:
        return None
    try:
        companies, questions = codec.decode_bank(kept)
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        return None
    return Library(companies, questions, lambda: _shelf(listing))


def _shelf(listing: _Listing) -> Shelf:
    kept = cache.fetch(_cache_path(listing, "rubrics"), cache.key_of(listing.all))
    if kept is not None:
        try:
            return codec.decode_shelf(kept, lambda: _shelf_anew(listing))
        except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
            pass
    return _shelf_anew(listing)


def _shelf_anew(listing: _Listing) -> Shelf:
    # The rubrics' cache is gone or damaged, or a file has changed since: read everything again.
    fresh = _list(listing.banks, listing.rubrics)
    reading = _parse(fresh)
    if reading.problems:
        raise ContentError(reading.problems)
    _keep(fresh, reading.library)
    return Shelf(reading.library.rubrics, reading.library.vocabulary)


def _keep(listing: _Listing, library: Library) -> None:
    key = cache.key_of(listing.all)
    shelf = Shelf(library.rubrics, library.vocabulary)
    cache.keep(_cache_path(listing, "rubrics"), key, codec.encode_shelf(shelf))
    cache.keep(_cache_path(listing, "bank"), key, codec.encode_bank(library.companies, library.questions))


def _cache_path(listing: _Listing, part: str) -> Path:
    return cache.path_of(cache_folder().path, listing.banks, listing.rubrics, part)


def _parse(listing: _Listing) -> Reading:
    from simulator.bank import parse

    problems: list[Problem] = []
    question_files = [parse.question_file(*opened) for opened in _open(listing.question_files, problems)]
    profile_files = [parse.profile_file(*opened) for opened in _open(listing.profile_files, problems)]
    is_vocabulary = [PurePath(file.path).name == VOCABULARY for file in listing.rubric_files]
    rubric_sources = [file for file, is_it in zip(listing.rubric_files, is_vocabulary, strict=True) if not is_it]
    rubric_files = [parse.rubric_file(*opened) for opened in _open(rubric_sources, problems)]
    vocabulary_sources = [file for file, is_it in zip(listing.rubric_files, is_vocabulary, strict=True) if is_it]
    vocabularies = [parse.vocabulary_file(*opened) for opened in _open(vocabulary_sources, problems)]
    if not listing.question_files:
        from simulator.bank.model import Place

        what, todo = "the folder has no question files", "add a file such as memory.yaml, or choose another folder"
        problems.append(Problem(Place(str(listing.banks), 1, 1), what, todo))
    # While a file can't be read at all, what others say about its contents would only hide the real problem.
    if len(rubric_files) == len(rubric_sources) and len(question_files) == len(listing.question_files):
        problems.extend(_missing(question_files, profile_files, rubric_files))
    problems.extend(_repeated(question_files, profile_files, rubric_files))

    questions = {q.id: q for file in question_files for q in file.questions}
    companies = {file.profile.id: file.profile for file in profile_files if file.profile is not None}
    rubrics = {r.id: r for file in rubric_files for r in file.rubrics}
    shelf = Shelf(rubrics, vocabularies[0] if vocabularies else {})
    ordered = sorted(problems, key=lambda p: (p.place.file, p.place.line, p.place.column))
    return Reading(Library(companies, questions, lambda: shelf), tuple(ordered), (listing.banks, listing.rubrics))


def _open(files: Sequence[source.Found], problems: list[Problem]) -> Iterator[tuple[Sheet, yaml.Node]]:
    from simulator.bank.sheet import Sheet
    from simulator.bank.tree import grow

    for file in files:
        text = source.read(file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        root = grow(file.path, text)
        if isinstance(root, Problem):
            problems.append(root)
            continue
        # One list of problems for all sheets: what is noted while the caller reads this sheet ends up there.
        yield Sheet(file.path, text.split("\n"), problems), root


def _repeated(
    question_files: Iterable[QuestionFile], profile_files: Iterable[ProfileFile], rubric_files: Iterable[RubricFile]
) -> Iterator[Problem]:
    """Names that must be unique in the library and are not."""
    from simulator.bank.parse import repeated

    yield from repeated(_all(file.ids for file in question_files))
    yield from repeated(_all(file.sources for file in question_files))
    yield from repeated(_all(file.ids for file in rubric_files))
    yield from repeated(_all(file.ids for file in profile_files))


def _missing(
    question_files: Sequence[QuestionFile], profile_files: Iterable[ProfileFile], rubric_files: Iterable[RubricFile]
) -> Iterator[Problem]:
    """Names of rubrics and questions that are used and not there."""
    from simulator.bank.sheet import near

    rubrics = {mention.name for mention in _all(file.ids for file in rubric_files)}
    for name, place in _all(file.rubrics for file in question_files):
        if name not in rubrics:
            yield Problem(place, f"there is no rubric {name!r}", near(name, rubrics, "write it, or check the spelling"))
    ids = {mention.name for mention in _all(file.ids for file in question_files)}
    keys = {key for file in question_files for key in file.keys}
    for name, place in _all(file.questions for file in profile_files):
        if name not in ids and name not in keys:
            yield Problem(
                place,
                f"no question has the id or the source {name!r}",
                near(name, ids | keys, "write it, or check the spelling"),
            )


def _all(groups: Iterable[tuple[Mention, ...]]) -> list[Mention]:
    return [mention for group in groups for mention in group]
