"""Runs checks of a test's own on code of a test's own, in either kind of containment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.coding.contract import Contract, parse_contract
from simulator.coding.report import CheckResult, RunReport
from simulator.coding.runner import run_checks
from simulator.coding.sandbox import Containment, Limits, containment

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("bubblewrap", "process")

CHECKS = '''
from answer import go

NAMES = ("go",)
STARTER = """def go():
    \\"\\"\\"Do it.\\"\\"\\"
"""
EXAMPLES = "go() gives 42."


def test_go():
    """it gives 42
    Visible.
    Seconds: 1
    """
    assert go() == 42


def test_other():
    """another one
    Seconds: 2
    """
    assert callable(go)
'''

# Run by another user: what that user may read is the program, not this folder's conftest and plugins.
_DRIVER = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from simulator.coding.contract import parse_contract
from simulator.coding.runner import run_checks
from simulator.coding.sandbox import Containment, Limits
job = json.load(sys.stdin)
contract = parse_contract(job["checks"], Path("own.py"))
how = Containment(job["kind"], "", "")
report = run_checks(contract, job["code"], limits=Limits(**job["limits"]), how=how)
print(json.dumps(report.to_dict()))
"""


def contract(checks: str = CHECKS) -> Contract:
    return parse_contract(checks, Path("own.py"))


@dataclass
class Trial:
    """One kind of containment, with a home that is not real."""

    kind: str
    home: Path
    outside: Path
    """A folder that is nobody's home, and in which nothing may appear."""
    uid: int
    """Whose processes the code's are, where that is somebody of their own; else 0."""

    def run(self, code: str, checks: str = CHECKS, **limits: int | float) -> RunReport:
        if self.uid:
            return self._as_somebody(code, checks, limits)
        how = Containment(self.kind.removeprefix("plain "), "", "")
        return run_checks(contract(checks), code, how=how, limits=Limits(**limits))  # type: ignore[arg-type]

    def go(self, body: str, **limits: int | float) -> CheckResult:
        """The result of the check that calls `go`; the other check must not suffer."""
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        report = self.run(f"import os, sys\n\ndef go():\n{lines}\n", **limits)
        assert report.ran, report.why_not
        result, other = report.results
        assert other.passed, other
        assert not self.left_over()
        return result

    def left_over(self) -> list[str]:
        """Processes of the run that are still there."""
        found = []
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    command = (process / "cmdline").read_bytes().decode("utf-8", "replace")
                    owner = process.stat().st_uid
                except OSError:
                    continue
                # Without a command line it has ended, and only waits for init to notice.
                if (command and self.uid and owner == self.uid) or f"mark-{os.getpid()}" in command:
                    found.append(f"{process.name} {command}")
        return found

    def _as_somebody(self, code: str, checks: str, limits: dict[str, int | float]) -> RunReport:
        kind = self.kind.removeprefix("plain ")
        job = json.dumps({"code": code, "checks": checks, "limits": limits, "kind": kind})
        somebody = ["setpriv", f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups"]
        done = subprocess.run(
            [*somebody, "/usr/bin/python3", "-c", _DRIVER, str(ROOT)],
            input=job,
            capture_output=True,
            text=True,
            timeout=120,
            cwd="/",
            env={"HOME": str(self.home), "PATH": os.environ["PATH"]},
        )
        assert done.returncode == 0, done.stderr
        return RunReport.from_dict(json.loads(done.stdout))


def make(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    """A trial of this kind; skips the test where the machine has no such containment."""
    uid = 0
    if kind.endswith("bubblewrap") and containment().kind != "bubblewrap":
        pytest.skip(f"no bubblewrap: {containment().why_not_bubblewrap or containment().why_not}")
    if kind != "bubblewrap" and os.geteuid() == 0:
        if not _system_python() or shutil.which("setpriv") is None:
            pytest.skip("root can't be limited, and there is no Python here that another user may run")
        uid = 1_700_000_000 + os.getpid()
    # Folders that another user may reach: those of pytest are its own user's.
    place = Path(os.environ.get("TMPDIR", "/tmp")) / f"mock-interview-test-{os.getpid()}-{tmp_path.name}"
    home, outside = place / "home", place / "outside"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_ed25519").write_text("the secret key")
    (home / "thesis.txt").write_text("five years of work")
    outside.mkdir()
    for folder in (home, home / ".ssh", outside):
        folder.chmod(0o777)
    monkeypatch.setenv("HOME", str(home))
    return Trial(kind, home, outside, uid)


def _system_python() -> bool:
    try:
        asked = subprocess.run(
            ["/usr/bin/python3", "-c", "import sys; print(sys.version_info >= (3, 11))"],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return False
    return asked.stdout.strip() == "True"


def unharmed(trial: Trial) -> bool:
    """Whether the home is as it was, and nothing is outside."""
    return (
        (trial.home / ".ssh" / "id_ed25519").read_text() == "the secret key"
        and (trial.home / "thesis.txt").read_text() == "five years of work"
        and sorted(path.name for path in trial.home.iterdir()) == [".ssh", "thesis.txt"]
        and not any(trial.outside.iterdir())
    )


Go = Callable[[str], CheckResult]
PYTHON = sys.executable
