"""Code is found among prose, at the lines at which it stands."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.bank.loader import load
from simulator.bank.model import Kind
from simulator.coding.extract import extract

CODE = "def f(x):\n    return x + 1"


@pytest.mark.parametrize(
    "answer",
    [
        CODE,
        f"{CODE}\n\nThis adds one. It is O(1).",
        f"I would write this:\n\n{CODE}\n\nDone.",
        f"I would write this:\n\n    {CODE.replace(chr(10), chr(10) + '    ')}\n\nThat is all",
        f"Like so:\n```python\n{CODE}\n```\nand that is it.",
        f"Like so:\n```\n{CODE}\n",
        f"```bash\npip install x\n```\n~~~py\n{CODE}\n~~~",
        f"- a list:\n  ```python\n  {CODE.replace(chr(10), chr(10) + '  ')}\n  ```",
        f"{CODE}\nTime: O(n)\nSpace: O(1)\nO(n)\nDone\nassert correctness",
        f"{CODE}\r\n\r\nWindows lines",
        f"For each item: add one.\n{CODE}\nIt's simple; don't worry",
        f"x = 1\n\nthen the function\n\n{CODE}",
    ],
)
def test_the_function_is_found(answer: str) -> None:
    code = extract(answer)
    assert code.problem == ""
    space: dict[str, object] = {}
    exec(code.text, space)
    assert space["f"](1) == 2  # type: ignore[operator]


@pytest.mark.parametrize(
    "answer",
    ["", "I don't know.", "Use slicing", "return early, and break", "Note: nothing", "pass", "It is\n\n    indented"],
)
def test_prose_is_no_code(answer: str) -> None:
    code = extract(answer)
    assert (code.text.strip(), code.problem) == ("", "")


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("def f(x)\n    return x\n", 1),
        ("Here it is:\n\ndef f(x):\nreturn x", 4),
        ("```python\nx = (1,\n```", 2),
        ("def g():\n    return 1\n\nfor x in [1, 2:\n    print(x)", 4),
        ("class A(:\n    pass", 1),
    ],
)
def test_code_that_does_not_compile_is_told_with_its_line(answer: str, line: int) -> None:
    code = extract(answer)
    assert "Error" in code.problem
    assert code.line == line


def test_lines_stay_where_they_are() -> None:
    answer = f"Some words.\n\n{CODE}\n\nMore words.\n\ny = f(1)\n"
    lines = extract(answer).text.split("\n")
    assert [n for n, line in enumerate(lines) if line] == [2, 3, 7]


def test_continued_statements_stay_whole() -> None:
    code = "try:\n    pass\nexcept OSError:\n    a = 0\nelse:\n    b = 1\ny = [\n1,\n\n2,\n]\nd = '''\nwords\n'''"
    assert extract(f"{code}\nThis is prose.").text.rstrip("\n") == code


def test_every_model_answer_has_code_that_compiles() -> None:
    for question in load().questions.values():
        if question.kind is Kind.CODE:
            code = extract(question.model_answer)
            assert code.problem == ""
            assert ast.parse(code.text).body


_LINES = st.lists(
    st.sampled_from(
        ["def f():", "    return 1", "if x:", "else:", "Some words", "x = (", ")", "", "'''", "```", "  y", "@d"]
    )
    | st.text(max_size=20)
)


@given(_LINES.map("\n".join))
def test_any_answer_gives_code_that_compiles_or_a_problem(answer: str) -> None:
    code = extract(answer)
    assert code.problem or not code.text or ast.parse(code.text)
    assert code.line <= answer.count("\n") + answer.count("\r") + 1
