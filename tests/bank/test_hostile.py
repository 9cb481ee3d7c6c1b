"""Whatever a content file holds, reading it ends, and ends with problems that have places in the file."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank import parse
from simulator.bank.problem import Problem
from simulator.bank.sheet import Sheet
from simulator.bank.tree import grow
from tests.bank.content import BANK, COMPANY, RUBRIC, VOCABULARY

READERS = {
    parse.question_file: BANK,
    parse.profile_file: COMPANY,
    parse.rubric_file: RUBRIC,
    parse.vocabulary_file: VOCABULARY,
}
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates())
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def read(text: str, reader: object) -> list[Problem]:
    root = grow("file.yaml", text)
    if isinstance(root, Problem):
        return [root]
    sheet = Sheet("file.yaml", text.split("\n"))
    reader(sheet, root)  # type: ignore[operator]
    return sheet.problems


def paths_in(tree: object) -> list[tuple[object, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [()] + [(key, *rest) for key, child in children for rest in paths_in(child)]


@given(st.sampled_from(list(READERS)), st.data())
def test_any_value_anywhere_is_read_or_refused(reader: object, data: st.DataObject) -> None:
    tree = yaml.safe_load(READERS[reader])  # type: ignore[index]
    path = data.draw(st.sampled_from(paths_in(tree)))
    value = data.draw(VALUES)
    if path:
        parent = tree
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = value
    else:
        tree = value
    text = yaml.safe_dump(tree, allow_unicode=True)
    for problem in read(text, reader):
        assert 1 <= problem.place.line <= text.count("\n") + 1
        assert problem.place.column >= 1
        assert problem.what
        assert problem.todo


@given(st.sampled_from(list(READERS)), st.data())
def test_text_that_is_cut_or_torn_is_read_or_refused(reader: object, data: st.DataObject) -> None:
    text = READERS[reader]  # type: ignore[index]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 30, len(text))))
    filling = data.draw(st.text(alphabet="-:{}[]&*!|>'\"#%@`, \n\tab1", max_size=6))
    read(text[:start] + filling + text[end:], reader)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1), st.integers(1, 9))
def test_a_pattern_stands_where_its_place_says(content: str, indentation: int) -> None:
    lines = [line.strip() for line in ("first", content.strip() or "x", "last")]
    block = "".join(f"{' ' * (indentation + 1)}{line}\n" for line in lines)
    text = f"shown: |\n{block}"
    root = grow("file.yaml", text)
    if isinstance(root, Problem):
        return
    assert isinstance(root, yaml.MappingNode)
    sheet = Sheet("file.yaml", text.split("\n"))
    for line in sheet.patterns(root.value[0][1], "shown"):
        source = sheet.lines[line.place.line - 1][line.place.column - 1 :]
        assert source.startswith(line.text)
