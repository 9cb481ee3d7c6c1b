"""Processes and files of the children, as /proc and the folders show them."""

from __future__ import annotations

import builtins
import os
import signal

globals()["__builtins__"] = dict(vars(builtins))

_SUBREAPER = 36
_DEEPEST = 100
_MOST_FILES = 5000


def signal_to(pid: int, number: int) -> None:
    """Sends a signal to a process, or to a group if the number is negative; nothing if it is gone."""
    try:
        os.kill(pid, number)
    except OSError:
        return


def memory(roots: set[int], most: float) -> dict[int, float]:
    """How many bytes of memory each of these processes takes with all that it started; nothing without /proc.

    Copies of a process share their pages. What they have from us is not counted; what they have from each other is
    told apart only where the sum is over `most`, and where the system lets us.
    """
    table = _table()
    page = os.sysconf("SC_PAGE_SIZE")
    ours = table.get(os.getpid(), (0, 0, 0))[2]
    families: dict[int, list[int]] = {root: [] for root in roots}
    for pid in table:
        root = _root(pid, roots, table)
        if root:
            families[root].append(pid)
    found: dict[int, float] = {}
    for root, pids in families.items():
        total: float = sum([max(0, table[pid][2] - ours) * page for pid in pids])
        found[root] = total if total <= most else min(total, _proportional(pids))
    return found


def _root(pid: int, roots: set[int], table: dict[int, tuple[int, int, int]]) -> int:
    """Which of the roots a process comes from; 0 for none."""
    for _ in range(_DEEPEST):
        parent, session, _ = table.get(pid, (0, 0, 0))
        if pid in roots:
            return pid
        # A process that has left its parent may still be in the session of the one that it came from.
        if session in roots:
            return session
        if parent <= 1:
            break
        pid = parent
    return 0


def _proportional(pids: list[int]) -> float:
    """Their memory, with each shared page counted once; endless where that can't be read."""
    total = 0.0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", "rb") as file:  # noqa: PTH123
                total += sum([int(line.split()[1]) for line in file if line.startswith(b"Pss:")]) * 1024
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            return float("inf")
    return total


def _table() -> dict[int, tuple[int, int, int]]:
    """Of each process its parent, its session, and its pages in memory."""
    found = {}
    try:
        names = [name for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208
    except OSError:
        return {}
    for name in names:
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123
                fields = file.read().rpartition(b")")[2].split()
            found[int(name)] = (int(fields[1]), int(fields[3]), int(fields[21]))
        except (OSError, ValueError, IndexError):
            continue
    return found


def filled(folder: str) -> int:
    """How many bytes the files below a folder take on disk; of very many files, the first."""
    total, folders, seen = 0, [folder], 0
    while folders and seen < _MOST_FILES:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
        except OSError:
            continue
    return total


def adopt_orphans() -> None:
    """Makes processes that leave their parents ours, so that they can be ended. On Linux only."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        return


def end_orphans() -> None:
    """Ends every process that descends from this one."""
    me = os.getpid()
    for _ in range(_DEEPEST):
        mine = [pid for pid, (parent, _, _) in _table().items() if parent == me]
        if not mine:
            return
        for pid in mine:
            signal_to(pid, signal.SIGKILL)
        for pid in mine:
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                continue
