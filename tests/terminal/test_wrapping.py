"""Lines are broken between words, and every cursor position has its place on the screen and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import Transformation, TransformationInput
from prompt_toolkit.utils import get_cwidth

from simulator.terminal.wrapping import LONGEST, ShortenLongLines, WordWrap, wrapped

TEXT = st.text(alphabet="ab cdé漢 \t", max_size=200)


def shown(processor: WordWrap | ShortenLongLines, line: str, width: int) -> Transformation:
    document = Document(line)
    control = BufferControl(Buffer(document=document))
    return processor.apply_transformation(
        TransformationInput(control, document, 0, lambda i: i, [("", line)], width, 10, None)
    )


@given(st.text(alphabet="ab cd\n é漢", max_size=200), st.integers(4, 40))
def test_wrapped_lines_fit_and_lose_no_word(text, width):
    lines = wrapped(text, width)
    assert all(get_cwidth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_indentation_and_empty_lines_stay():
    assert wrapped("def f():\n    return 1\n\nend", 40) == ["def f():", "    return 1", "", "end"]


def test_a_word_that_does_not_fit_begins_a_new_row():
    text = fragment_list_to_text(shown(WordWrap(), "one two three", 10).fragments)
    assert [text[:10], text[10:]] == ["one two   ", "three"]


@given(TEXT.map(lambda t: t.replace("\t", " ")), st.integers(2, 30))
def test_no_word_is_lost_and_each_position_leads_back_to_itself_or_a_blank(line, width):
    result = shown(WordWrap(), line, width)
    text = fragment_list_to_text(result.fragments)
    assert "".join(text.split()) == "".join(line.split())
    for position, character in enumerate(line):
        there = result.source_to_display(position)
        if not character.isspace():
            assert text[there] == character
            assert result.display_to_source(there) == position
    assert result.source_to_display(len(line)) == len(text)


def test_a_very_long_line_shows_its_two_ends():
    line = "a" * LONGEST + "middle" + "b" * LONGEST
    result = shown(ShortenLongLines(), line, 80)
    text = fragment_list_to_text(result.fragments)
    assert len(text) < LONGEST + 100
    assert "middle" not in text
    assert text[result.source_to_display(0)] == "a"
    assert text[result.source_to_display(len(line) - 1)] == "b"
    assert result.source_to_display(len(line)) == len(text)
    assert result.display_to_source(len(text) - 1) == len(line) - 1
