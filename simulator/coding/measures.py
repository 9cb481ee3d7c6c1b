"""Which measures of containment hold on this machine, found out by trying: harmlessly, and from the inside."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from simulator.coding import sandbox
from simulator.coding.contract import parse_contract
from simulator.coding.report import Outcome, RunReport
from simulator.coding.runner import run_checks
from simulator.coding.sandbox import Containment, Limits

_ENDLESS = "test_time"
# Each check succeeds if the attempt is stopped. None would harm if it were not: files that would take no room,
# processes that only sleep, memory that is never touched, packets that are never sent.
_PROBES = '''
import errno
import os

import pytest
from answer import ENTRIES, FOLDER, HOME, PID, PORT, attempt

NAMES = ("ENTRIES", "FOLDER", "HOME", "PID", "PORT", "attempt")
STARTER = """ENTRIES = FOLDER = HOME = PID = PORT = None
def attempt(function, *arguments):
    ...
"""
EXAMPLES = "None."


def test_time():
    """computing time
    Visible.
    Seconds: 1
    """
    while True:
        pass


def test_memory():
    """memory"""
    import mmap

    with pytest.raises(OSError):
        mmap.mmap(-1, 20 << 30)


def test_file():
    """size of a file"""
    with open("large", "wb") as file, pytest.raises(OSError):
        file.truncate(1 << 30)


def test_files():
    """open files"""
    held = []
    with pytest.raises(OSError):
        for _ in range(1000):
            held.append(os.dup(0))


def test_processes():
    """processes"""
    with pytest.raises(OSError):
        for _ in range(400):
            if os.fork() == 0:
                import time

                time.sleep(3)
                os._exit(0)


def test_not_root():
    """not root"""
    assert 0 not in os.getresuid()


def test_environment():
    """a clean environment"""
    assert "MOCK_INTERVIEW_PROBE" not in os.environ


def test_home():
    """your home can't be read"""
    try:
        seen = attempt(os.listdir, HOME)
    except OSError:
        return
    assert [name for name in seen if name in ENTRIES] == []


def test_system():
    """nothing outside can be written"""
    with pytest.raises(OSError):
        attempt(open, FOLDER + "/probe", "w")


def test_network():
    """no network"""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packets, pytest.raises(OSError):
        attempt(packets.connect, ("192.0.2.1", 9))


def test_loopback():
    """a loopback of its own"""
    import socket

    with socket.socket() as stream, pytest.raises(OSError):
        attempt(stream.connect, ("127.0.0.1", PORT))


def test_signals():
    """no signals to other processes"""
    with pytest.raises(OSError):
        attempt(os.kill, PID, 0)


def test_programs():
    """other programs see no more than this"""
    import subprocess

    try:
        shown = attempt(subprocess.run, ["/bin/ls", "-a", HOME], capture_output=True, text=True)
    except OSError:
        return
    assert [name for name in shown.stdout.splitlines() if name in ENTRIES] == []
'''


@dataclass(frozen=True, slots=True)
class Measure:
    """One way in which code is contained, and whether it is."""

    id: str
    words: str
    holds: bool
    limit: str
    """How much is allowed, where that is the point; else empty."""


def measures(how: Containment | None = None) -> tuple[Measure, ...]:
    """The measures, each tried; takes some two seconds. None if nothing can be run here."""
    how = how or sandbox.containment()
    if how.kind == "none":
        return ()
    limits = Limits()
    report = _tried(how, limits)
    allowed = {
        "test_time": "as each check says",
        "test_memory": _size(limits.memory),
        "test_file": _size(limits.file),
        "test_files": str(limits.files),
        "test_processes": str(limits.processes),
    }
    found = [
        Measure(
            result.check.removeprefix("test_"),
            result.words,
            result.outcome is Outcome.TIMED_OUT if result.check == _ENDLESS else result.passed,
            allowed.get(result.check, ""),
        )
        for result in report.results
    ]
    # That everything has ended can't be asked from inside. A sandbox ends with its processes; on Linux the keeper
    # finds those that leave it.
    ends = how.kind == "bubblewrap" or sys.platform.startswith("linux")
    return (*found, Measure("leaving", "processes that detach themselves end with the run", ends, ""))


def _tried(how: Containment, limits: Limits) -> RunReport:
    contract = parse_contract(_PROBES, Path("probes.py"))
    os.environ["MOCK_INTERVIEW_PROBE"] = "1"
    try:
        with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
            answer = (
                f"ENTRIES, FOLDER, HOME = {_entries()!r}, {folder!r}, {str(Path.home())!r}\n"
                f"PID, PORT = {os.getpid()}, {server.getsockname()[1]}\n"
                "def attempt(function, *arguments, **options):\n    return function(*arguments, **options)\n"
            )
            return run_checks(contract, answer, how=how, limits=limits)
    finally:
        del os.environ["MOCK_INTERVIEW_PROBE"]


def _entries() -> list[str]:
    """What is in the user's home, but for what leads to Python itself: that must be seen."""
    home = Path.home()
    needed = {Path(sys.base_prefix), Path(sys.prefix)}
    try:
        return [path.name for path in home.iterdir() if not any(place.is_relative_to(path) for place in needed)]
    except OSError:
        return []


def _size(number: int) -> str:
    return f"{number // sandbox.MEGABYTE} MB"
