"""How a process is contained on this machine.

Everywhere: a process and a folder of its own, an isolated interpreter, a clean environment, limits. Where bubblewrap
works: no home, no network but a private loopback, a read-only system, and processes that end with the run. Without it
a guard inside the interpreter stops slips (not attacks) at the user's files and at the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEGABYTE = 1 << 20
INSIDE = Path(__file__).with_name("inside")
"""The package that runs in the sandbox."""
_ETC = Path(__file__).with_name("etc")
"""What stands in /etc in the sandbox: enough for localhost to have an address."""
_SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/lib32", "/sbin", "/nix/store", "/etc/alternatives", "/etc/ld.so.cache")
_SYSTEM_DATA = ("/etc/localtime", "/usr/share/zoneinfo")
_WORK = "/answer"
_ROOT = "/run"
_START = """import sys
sys.path.insert(0, sys.argv[1])
from simulator.coding.inside.keeper import main
del sys.path[0]
main()
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one check may use; sizes in bytes, times in seconds."""

    memory: int = 1024 * MEGABYTE
    file: int = 256 * MEGABYTE
    """The largest file."""
    folder: int = 320 * MEGABYTE
    """All files together."""
    files: int = 256
    """Open files."""
    processes: int = 160
    output: int = 2 * MEGABYTE
    total: float = 40.0
    """The wall time of all checks together."""


@dataclass(frozen=True, slots=True)
class Containment:
    """How code is held on this machine."""

    kind: str
    """bubblewrap, process, or none where nothing can be run."""
    why_not_bubblewrap: str
    why_not: str
    """Why nothing can be run; empty if it can."""

    @property
    def words(self) -> str:
        """The containment in words for a transcript."""
        return {
            "bubblewrap": "a sandbox without network, home and other processes (bubblewrap)",
            "process": "a separate process with limits and a guard, but no sandbox",
        }.get(self.kind, "not run")


@cache
def containment() -> Containment:
    """What holds here; found out once by trying, which takes some 30 ms."""
    if os.name != "posix" or not hasattr(os, "fork"):
        return Containment("none", "it needs Linux", "This system has no fork and no limits for processes.")
    why_not = _try_bubblewrap()
    if not why_not:
        return Containment("bubblewrap", "", "")
    if os.geteuid() == 0 and not _others_may_read(Path(sys.base_prefix)):
        refusal = (
            "You are root, and limits do not hold for root. Install bubblewrap (apt install bubblewrap), or run the "
            "program as a plain user."
        )
        return Containment("none", why_not, refusal)
    return Containment("process", why_not, "")


def _try_bubblewrap() -> str:
    """Why bubblewrap does not work here; empty if it does."""
    if os.environ.get("MOCK_INTERVIEW_NO_BUBBLEWRAP"):
        return "switched off by MOCK_INTERVIEW_NO_BUBBLEWRAP"
    if not sys.platform.startswith("linux"):
        return "it is for Linux only"
    program = shutil.which("bwrap")
    if program is None:
        return "it is not installed (apt install bubblewrap, or dnf install bubblewrap)"
    try:
        command = _bubblewrap(program, (), Limits())
        trial = subprocess.run(
            [*command, *_interpreter(), "-c", "print('ok')"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=10,
            env={},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"it could not be started ({error})"
    if trial.stdout != "ok\n":
        return f"it can't make a sandbox here ({' '.join(trial.stderr.split())[:200] or trial.returncode})"
    return ""


def _others_may_read(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o005 == 0o005 for path in (folder, *folder.parents))


@dataclass(frozen=True, slots=True)
class Launch:
    """What to start for a run, and what the harness has to be told about it."""

    command: tuple[str, ...]
    folder: str
    """Where children find their folders, as seen from inside."""
    guard: bool
    adopt: bool
    folder_limit: int
    """0 where the sandbox itself keeps to it."""


def launch(how: Containment, paths: Sequence[str], folder: Path, limits: Limits) -> Launch:
    """How to start the harness with these extra module paths, for a run in an empty folder."""
    if how.kind == "bubblewrap":
        program = shutil.which("bwrap") or "bwrap"
        command = [*_bubblewrap(program, paths, limits), *_interpreter(), "-c", _START, _ROOT]
        return Launch(tuple(command), _WORK, guard=False, adopt=False, folder_limit=0)
    command = [*_interpreter(), "-c", _START, str(INSIDE.parents[2])]
    return Launch(tuple(command), str(folder), guard=True, adopt=True, folder_limit=limits.folder)


def _interpreter() -> Iterator[str]:
    # Of a virtual environment the interpreter that it stands for: it needs nothing of the environment itself.
    yield getattr(sys, "_base_executable", "") or sys.executable
    yield from ("-I", "-S", "-B", "-X", "utf8")


def _bubblewrap(program: str, paths: Sequence[str], limits: Limits) -> Iterator[str]:
    yield from (program, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try")
    if os.geteuid() == 0:
        # The harness gives up root itself, for each check: a user namespace would leave the code uid 0 in the eyes of
        # the kernel, which does not limit root's processes.
        yield from ("--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_KILL")
    else:
        yield from ("--unshare-user", "--cap-drop", "ALL")
    yield from ("--die-with-parent", "--new-session", "--clearenv", "--hostname", "checks")
    yield from ("--proc", "/proc", "--dev", "/dev")
    # Shared memory first made small, then the rest of /dev unwritable.
    yield from ("--perms", "1777", "--size", str(16 * MEGABYTE), "--tmpfs", "/dev/shm", "--remount-ro", "/dev")
    # Before what is bound below, as an environment may itself stand in /tmp.
    for place, size in (("/tmp", 16 * MEGABYTE), (_WORK, limits.folder)):
        yield from ("--perms", "1777", "--size", str(size), "--tmpfs", place)
    yield from ("--perms", "0755", "--dir", "/etc")
    bound = list(_SYSTEM) + [path for path in _SYSTEM_DATA if not path.startswith("/usr/")]
    for path in bound:
        if os.path.islink(path) and not path.startswith("/etc/"):  # noqa: PTH114
            yield from ("--symlink", os.readlink(path), path)  # noqa: PTH115
        elif os.path.exists(path):  # noqa: PTH110
            yield from ("--ro-bind", path, path)
    made: set[str] = set()
    for path in dict.fromkeys((sys.base_prefix, sys.base_exec_prefix, _stdlib(), *paths)):
        if any(Path(path).is_relative_to(system) for system in _SYSTEM):
            continue
        for parent in reversed(Path(path).parents[:-1]):
            if str(parent) not in made:
                made.add(str(parent))
                yield from ("--perms", "0755", "--dir", str(parent))
        yield from ("--ro-bind", path, path)
    for file in sorted(_ETC.iterdir()):
        yield from ("--ro-bind", str(file), f"/etc/{file.name}")
    # Only this package; what stands around it would bring the rest of the program along.
    package = f"{_ROOT}/simulator/coding"
    for above in (_ROOT, f"{_ROOT}/simulator", package):
        yield from ("--perms", "0755", "--dir", above)
    yield from ("--ro-bind", str(INSIDE), f"{package}/inside")
    yield from ("--remount-ro", "/", "--chdir", _WORK)


def _stdlib() -> str:
    return sysconfig.get_paths()["stdlib"]


def process_limit(how: Containment, limits: Limits) -> int:
    """How many processes the code's user may have. Where the user is the person's own, theirs come on top."""
    if os.geteuid() == 0 or (how.kind == "bubblewrap" and _counts_by_namespace()):
        return limits.processes
    return limits.processes + _own_threads()


def _counts_by_namespace() -> bool:
    try:
        major, minor = (int(part) for part in os.uname().release.split(".")[:2])
    except ValueError:
        return False
    return (major, minor) >= (5, 14)


def _own_threads() -> int:
    """Threads of this user; some hundreds where /proc does not tell."""
    mine, total = os.getuid(), 0
    try:
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    if process.stat().st_uid == mine:
                        total += len(os.listdir(process / "task"))  # noqa: PTH208
                except OSError:
                    continue
    except OSError:
        return 1000
    return total
