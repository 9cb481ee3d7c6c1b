"""The program as a whole: help, exit codes, errors, pipes, colours."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.main

from simulator import __version__
from simulator.cli import main as program
from simulator.errors import UserError
from tests.cli.conftest import Run


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """The exit code of the program when its command raises."""

    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(typer.main, "get_command", lambda app: SimpleNamespace(main=fail))
    return program.main([])


def test_help_lists_every_command_by_its_heading(run: Run) -> None:
    result = run("--help")
    assert result.returncode == 0
    for entry in program.Commands.entries:
        assert entry.heading + ":" in result.stdout
        assert entry.summary.split()[0] in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("entry", program.Commands.entries, ids=lambda entry: entry.name)
def test_every_command_has_help(run: Run, entry: program.Entry) -> None:
    result = run(entry.name, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert f"Usage: mock-interview {entry.name}" in result.stdout


WRAPPED_ELSEWHERE = {"score"}
COMMANDS = [[], *([entry.name] for entry in program.Commands.entries if entry.name not in WRAPPED_ELSEWHERE)]
BANK = [["bank", name] for name in ("list", "show", "companies", "check", "try", "new")]


@pytest.mark.parametrize("command", [*COMMANDS, *BANK], ids=" ".join)
def test_help_fits_eighty_columns_and_cuts_nothing_short(run: Run, command: list[str]) -> None:
    said = run(*command, "--help", COLUMNS="80").stdout
    assert [line for line in said.splitlines() if len(line) > 80] == []
    assert not any(line.endswith(" and what...") for line in said.splitlines())


def test_the_greeting_fits_eighty_columns(run: Run, tmp_path: Path) -> None:
    said = run(COLUMNS="80", MOCK_INTERVIEW_TRANSCRIPTS=str(tmp_path)).stdout
    assert [line for line in said.splitlines() if len(line) > 80] == []


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys\nfrom simulator.cli.main import main\nmain(['--help'])\n"
        "print(sorted({'rich', 'yaml', 'pydantic', 'prompt_toolkit', 'simulator.cli.bank', 'simulator.bank.model'}"
        " & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("\n[]\n")


def test_a_command_with_options_does_not_import_pydantic() -> None:
    code = (
        "import sys\nfrom simulator.cli.main import main\nmain(['bank', 'list', '--kind', 'code', '--json'])\n"
        "print('pydantic' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("\nFalse\n")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout == f"mock-interview {__version__}\n"


def test_an_unknown_command_is_wrong_usage_with_the_near_one(run: Run) -> None:
    result = run("bnak")
    assert result.returncode == 2
    assert "Did you mean 'bank'?" in result.stderr


def test_an_unknown_option_is_wrong_usage(run: Run) -> None:
    result = run("bank", "list", "--levle", "hard")
    assert result.returncode == 2
    assert "--levle" in result.stderr


def test_no_color_is_understood_before_and_after_a_command(run: Run) -> None:
    assert run("--no-color", "where").returncode == 0
    assert run("where", "--no-color").returncode == 0


def test_our_own_errors_say_what_to_do_and_end_with_their_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(monkeypatch, UserError("It is \x1b[31mbroken.", "Mend it.", exit_code=2)) == 2
    assert capsys.readouterr().err == "Error: It is �[31mbroken.\nMend it.\n"


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    assert failing(monkeypatch, KeyboardInterrupt()) == 130


def test_a_bug_leaves_a_report_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert failing(monkeypatch, KeyError("lost")) == 1
    message = capsys.readouterr().err
    assert "This is a bug" in message
    assert "Traceback" not in message
    (report,) = tmp_path.rglob("crash-*.txt")
    assert str(report) in message
    assert "KeyError: 'lost'" in report.read_text()


def test_a_bug_is_reported_even_if_no_report_can_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    assert failing(monkeypatch, ValueError("odd")) == 1
    assert capsys.readouterr().err == "This is a bug in mock-interview, not your mistake: ValueError: odd\n"


def test_a_reader_that_leaves_the_pipe_is_no_error(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "simulator", "bank", "list"], stdout=writer, stderr=subprocess.PIPE, text=True
    )
    os.close(writer)
    assert process.returncode == 0
    assert "BrokenPipe" not in process.stderr


def test_output_that_the_terminal_cannot_encode_is_no_error(run: Run) -> None:
    assert run("bank", "list", PYTHONIOENCODING="ascii").returncode == 0
    assert run("bank", "list", "--json", PYTHONIOENCODING="latin-1").returncode == 0


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["terminal", "no colour", "dumb"],
)
def test_colours_are_for_terminals_that_want_them(environment: dict[str, str], coloured: bool) -> None:
    for arguments in (["--help"], ["bank", "list"], ["where"]):
        assert ("\x1b[" in in_terminal(arguments, environment)) is coloured


def test_without_colour_a_terminal_is_still_a_terminal() -> None:
    shown = in_terminal(["bank", "list", "--company", "google"], {"NO_COLOR": "1", "COLUMNS": "80"})
    assert [line for line in shown.splitlines() if len(line) > 80] == []


def in_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**kept, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = io.BytesIO()
    try:
        while chunk := os.read(ours, 4096):
            shown.write(chunk)
    except OSError:
        pass  # Linux's way to say that the other side of a terminal is closed.
    os.close(ours)
    process.wait(timeout=30)
    return shown.getvalue().decode()


@pytest.mark.parametrize(
    ("words", "offered"),
    [("mock-interview ba", "bank"), ("mock-interview bank s", "show"), ("mock-interview bank show gil", "gil")],
)
def test_the_shell_completes_commands_and_questions(run: Run, words: str, offered: str) -> None:
    count = str(len(words.split()) - 1)
    result = run(_MOCK_INTERVIEW_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=count)
    assert offered in result.stdout.split()
