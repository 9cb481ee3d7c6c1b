"""Choosing a company, and the greeting that offers to go on with an interview."""

from __future__ import annotations

from tests.terminal.typing import CTRL_C, DOWN, ENTER, ESCAPE, UP


def test_a_company_is_chosen_with_the_arrow_keys(open_terminal, orchard, record):
    terminal = open_terminal("start", *orchard.options)
    terminal.wait_for("Whose interview?", "> Longwind", "People who know the fruit of longwind.", "Enter choose")
    terminal.type(DOWN)
    terminal.wait_for("> Orchard")
    terminal.type(UP, "o")
    terminal.wait_for("> Orchard", "People who know the fruit of orchard.")
    terminal.type(ENTER)
    terminal.wait_for("Welcome to the first round.")
    assert record().planned.company == "orchard"


def test_choosing_nobody_ends_without_a_transcript(open_terminal, orchard, transcripts):
    terminal = open_terminal("start", *orchard.options)
    terminal.wait_for("Whose interview?")
    terminal.type(ESCAPE)
    assert terminal.end() == 130
    assert not transcripts.exists()


def test_the_greeting_says_what_can_be_done(open_terminal):
    terminal = open_terminal()
    assert terminal.end() == 0
    terminal.wait_for("Mock interviews for Python", "mock-interview start google", "mock-interview --help")


def test_the_greeting_goes_on_with_an_interview_that_was_broken_off(start, open_terminal, orchard):
    terminal = start()
    terminal.type(ENTER)
    terminal.wait_for("Question 1 of 3")
    terminal.type("Half an ans", CTRL_C, CTRL_C)
    assert terminal.end() == 130
    folders = {"MOCK_INTERVIEW_BANKS": str(orchard.banks), "MOCK_INTERVIEW_RUBRICS": str(orchard.rubrics)}

    again = open_terminal(**folders)
    again.wait_for("Your interview at Orchard of", "was broken off.", "Go on with it now? [Y/n]")
    again.type("n", ENTER)
    assert again.end() == 0

    again = open_terminal(**folders)
    again.wait_for("Go on with it now?")
    again.type("later", ENTER)
    again.wait_for("n or q leaves it for later.")
    again.type("q", ENTER)
    assert again.end() == 0

    again = open_terminal(**folders)
    again.wait_for("Go on with it now?")
    again.type(ENTER)
    again.wait_for("Welcome back.")
    again.type(ENTER)
    again.wait_for("Half an ans")


def test_an_interview_that_is_open_elsewhere_cannot_be_resumed(start, open_terminal, orchard):
    start()
    other = open_terminal("resume", *orchard.options)
    assert other.end() == 1
    other.wait_for("is open in another window or process.", "Go on there")
