"""The Markdown shows the interview, and nothing that was typed can break out of its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from simulator.bank.model import Kind
from simulator.grading.checked import CheckResult, Outcome, RunReport
from simulator.transcript import events as ev
from simulator.transcript import markdown
from simulator.transcript.errors import TranscriptError
from simulator.transcript.events import How
from tests.builders import planned
from tests.transcript.test_state import answered, probed, record

NASTY = [
    "```\n# Out\n<script>alert(1)</script>",
    "~~~~\n</details><img src=x>",
    "<b>bold</b> [link](javascript:x) *x*",
    "    indented\n> quoted\n- list\n1. one\n===\n| a | b |",
    "\x1b[31mred\x9b0m \u202eback \ud800",
    "`````` \n ``` ` \\",
]


def tokens(text):
    """All block and inline tokens, in order."""
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        found.append(token)
        found.extend(token.children or [])
    return found


def with_question(**changes):
    plan = planned()
    first = replace(plan.rounds[0].questions[0], **changes)
    return replace(plan, rounds=(replace(plan.rounds[0], questions=(first, plan.rounds[0].questions[1])),))


def test_it_shows_answers_with_credits_evidence_and_probe():
    r = record(
        *answered("q1", "an apple a day"),
        *probed("q1", "cherry", "cherry!", 0.5),
        *answered("q2", "", how=How.PASSED),
        ev.SelfMarked("q1", 2),
        ev.Finished(20.8),
    )
    text = markdown.render(r)
    for line in (
        "# Google, 2026-11-21",
        "- Score: 21 of 100 (No hire)",
        "## Round 1",
        "### 1. What about q1?",
        "- shown: Names the apple.",
        "    - “apple”",
        "- not shown: Names the banana.",
        "- partly: Names the cherry.",
        "**Score: 42** (mixed); your mark 2 of 4",
        "**Your answer** (passed)",
    ):
        assert f"\n{line}\n" in f"\n{text}", line


def test_an_unfinished_interview_shows_no_model_answer_for_what_is_open():
    text = markdown.render(record(ev.Asked("q1"), ev.Drafted("q1", 1.0, ev.Edit(0, 0, "my draft"))))
    assert "my draft" in text
    assert "A strong answer" not in text
    assert "q2" not in text


@pytest.mark.parametrize("text", NASTY)
def test_an_answer_stays_in_its_fence(text):
    rendered = markdown.render(record(*answered("q1", text)))
    found = tokens(rendered)
    assert not [t for t in found if t.type in ("html_block", "html_inline", "link_open", "image")]
    fences = [t for t in found if t.type == "fence"]
    assert [t.content for t in fences] == [markdown.clean(text) + "\n"]
    assert not set("\x1b\x9b\u202e\ud800") & set(rendered)


@pytest.mark.parametrize("text", NASTY)
def test_a_prompt_or_model_answer_stays_prose(text):
    plan = with_question(prompt=text, model_answer=text)
    found = tokens(markdown.render(record(*answered("q1", "apple"), plan=plan)))
    assert not [t for t in found if t.type in ("html_block", "html_inline", "link_open", "image", "table_open")]
    assert [t.tag for t in found if t.type == "heading_open"] == ["h1", "h2", "h3"]


@given(st.text(alphabet="`~<>*_-#|\\ \n\t1.ab[]()!&;"))
def test_prose_never_becomes_html_or_structure(text):
    allowed = {"inline", "text", "paragraph_open", "paragraph_close", "softbreak", "hardbreak", "code_inline"}
    shown = [t for t in tokens(markdown.prose(text)) if t.type not in allowed]
    assert [t.type for t in shown if t.type != "text_special"] == []


@given(st.text(alphabet="`~ \nab"))
def test_a_fence_holds_any_text(text):
    (fence,) = [t for t in tokens(markdown.fenced(text)) if t.type != "inline"]
    assert (fence.type, fence.content) == ("fence", text + "\n")


def test_code_is_fenced_as_python():
    plan = with_question(kind=Kind.CODE)
    assert "```python\napple = 1\n```" in markdown.render(record(*answered("q1", "apple = 1"), plan=plan))


def test_writing_replaces_the_old_rendering_and_leaves_nothing_behind(tmp_path):
    path = tmp_path / "x.md"
    markdown.write(path, record())
    markdown.write(path, record(ev.Asked("q1")))
    assert "What about q1?" in path.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [path]


def test_a_rendering_that_cannot_be_written_is_reported(tmp_path):
    with pytest.raises(TranscriptError, match="Cannot write"):
        markdown.write(tmp_path / "none" / "x.md", record())


def test_each_check_is_shown_in_words_with_what_came():
    asked, answer, graded = answered("q1", "apple")
    results = (
        CheckResult("test_a", "a word", 1, True, Outcome.PASSED),
        CheckResult("test_b", "an *empty* word", 2, False, Outcome.FAILED, 'f("`")', "'`'", "None"),
        CheckResult("test_c", "a number", 1, False, Outcome.ERROR, "f(1)", "", "TypeError: no\n# Out", 7),
    )
    report = RunReport("q1", "v", results, containment="bubblewrap", backends=("fakeredis",))
    text = markdown.render(record(asked, answer, ev.Checked("q1", report), graded))
    assert "1 of 3 checks passed" in text
    assert '- passed: a word\n- failed: an \\*empty\\* word (counts twice)\n    - input: `` f("`") ``' in text
    assert "    - expected: `` '`' ``\n    - came: `None`" in text
    assert "    - came: `TypeError: no # Out`\n    - at line: `7`" in text
    assert "sandbox (bubblewrap), with fakeredis." in text


def test_it_says_when_nothing_could_be_run():
    asked, answer, graded = answered("q1", "apple")
    report = RunReport("q1", "v", why_not="There is no code in the answer.")
    text = markdown.render(record(asked, answer, ev.Checked("q1", report), graded))
    assert "Nothing could be run: There is no code in the answer." in text
