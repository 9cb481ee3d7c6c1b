"""One writer at a time: an advisory lock on an open file, released when it is closed or its process ends."""

from __future__ import annotations

import errno
import importlib
from typing import Any

_REFUSED = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


_fcntl: Any = _module("fcntl")
_msvcrt: Any = None if _fcntl else _module("msvcrt")


def try_lock(descriptor: int) -> bool:
    """Whether the lock is ours now. Where the file system knows no locks, it counts as ours."""
    try:
        if _fcntl:
            _fcntl.flock(descriptor, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        elif _msvcrt:
            _lock_windows(descriptor)
    except OSError as problem:
        return problem.errno not in _REFUSED
    return True


def _lock_windows(descriptor: int) -> None:
    import os

    # Windows locks keep readers out of the locked bytes, so a byte far beyond the end is taken.
    position = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, 1 << 40, os.SEEK_SET)
    try:
        _msvcrt.locking(descriptor, _msvcrt.LK_NBLCK, 1)
    finally:
        os.lseek(descriptor, position, os.SEEK_SET)
