"""What the candidate's code may not do, as an audit hook; and whether it changed what the checks rely on."""

from __future__ import annotations

import _thread
import builtins
import errno
import os
import sys
import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    Hook = Callable[[str, tuple[Any, ...]], None]

globals()["__builtins__"] = dict(vars(builtins))

_REFUSED = frozenset(
    (
        "sys._current_frames",
        "sys._current_exceptions",
        "sys.settrace",
        "sys.setprofile",
        "sys.addaudithook",
        "sys.monitoring.register_callback",
        "gc.get_objects",
        "gc.get_referrers",
        "gc.get_referents",
        "code.__new__",
    )
)
_FRAMES = frozenset(("tb_frame", "gi_frame", "cr_frame", "ag_frame"))
# These look at the frame of who calls them, and keep it to themselves.
_MAY_LOOK = frozenset(("collections", "typing", "enum", "abc", "types", "dataclasses", "functools", "warnings"))
_HAND_OUT_FRAMES = frozenset(("inspect", "pdb", "bdb"))
_LOOK_ONLY = frozenset(("getgeneratorstate", "getcoroutinestate", "getasyncgenstate"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LISTING = frozenset(("os.listdir", "os.scandir", "os.chdir"))
# Which arguments are paths, and which are the folders that these paths are relative to.
_CHANGING: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "os.remove": ((0,), (1,)),
    "os.rmdir": ((0,), (1,)),
    "os.mkdir": ((0,), (2,)),
    "os.rename": ((0, 1), (2, 3)),
    "os.chmod": ((0,), (2,)),
    "os.chown": ((0,), (3,)),
    "os.link": ((0, 1), (2, 3)),
    "os.symlink": ((1,), (2,)),
    "os.truncate": ((0,), ()),
    "os.utime": ((0,), (3,)),
    "os.setxattr": ((0,), ()),
    "os.removexattr": ((0,), ()),
    "shutil.rmtree": ((0,), ()),
    "shutil.move": ((0, 1), ()),
}
_STARTING = frozenset(
    ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn")
)
_LOCAL = frozenset(("127.0.0.1", "::1", "localhost", "", "None"))
_HARMLESS = frozenset(("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"))


class Bounds:
    """What the code may reach where no sandbox holds it."""

    def __init__(self, own: str, readable: Iterable[str], homes: Iterable[str]) -> None:
        self.own = os.path.realpath(own)
        """The only folder in which it may change anything."""
        self.readable = tuple([os.path.realpath(path) for path in readable])
        self.homes = tuple([os.path.realpath(path) for path in homes])
        """Folders whose files it may not read, but for those in `readable`."""


def make_hook(bounds: Bounds | None, own: Sequence[dict[str, Any]], libraries: list[str]) -> Hook:
    """The hook for a child; with bounds it also keeps the code from the machine. It stops slips, not attacks.

    `own` are the spaces of names of the modules that may look at frames, as `own_spaces` gives them;
    `libraries` are folders whose modules are trusted like the standard ones.
    """
    getframe, ident, realpath = sys._getframe, _thread.get_ident, os.path.realpath
    standard = os.path.dirname(os.__file__) + "/"  # noqa: PTH120
    trusted = (standard, "<frozen", *[f"{library}/" for library in libraries])
    ours = frozenset([id(space) for space in own])
    busy: set[int] = set()
    outside = _outside(bounds) if bounds is not None else None

    def module_of(frame: types.FrameType) -> str:
        """The library whose code a frame runs; empty for other code."""
        if not frame.f_code.co_filename.startswith(trusted):
            return ""
        return str(frame.f_globals.get("__name__", "")).partition(".")[0]

    def look_at_frames(event: str) -> None:
        frame = getframe(2)
        if id(frame.f_globals) in ours:
            return
        module, above = module_of(frame), frame.f_back
        for_answer = above is not None and id(above.f_globals) not in ours and not module_of(above)
        if module in _HAND_OUT_FRAMES and frame.f_code.co_name in _LOOK_ONLY:
            return
        if not module or module in _HAND_OUT_FRAMES or (for_answer and module not in _MAY_LOOK):
            raise RuntimeError(f"{event} is not available while checks run")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "object.__getattr__" and arguments[1] not in _FRAMES:
            return
        thread = ident()
        if thread in busy:
            return
        busy.add(thread)
        try:
            if event == "sys._getframe":
                look_at_frames(event)
            elif event == "object.__getattr__":
                look_at_frames(arguments[1])
            elif event == "object.__setattr__":
                if arguments[1] == "__code__":
                    raise RuntimeError("code can't be exchanged while checks run")
            elif event in _REFUSED:
                raise RuntimeError(f"{event} is not available while checks run")
            elif event.startswith("ctypes.") or (event == "import" and arguments[0] in ("ctypes", "_ctypes")):
                raise ImportError("ctypes is not available while checks run")
            elif event == "open" and isinstance(arguments[0], str) and realpath(arguments[0]).endswith("/mem"):
                raise PermissionError(errno.EACCES, "the memory of processes is not available", arguments[0])
            elif outside is not None:
                outside(event, arguments)
        finally:
            busy.discard(thread)

    return hook


def own_spaces() -> list[dict[str, Any]]:
    """The name spaces of our own modules."""
    return [vars(module) for name, module in sys.modules.items() if name.startswith("simulator.coding.inside.")]


def _outside(bounds: Bounds) -> Hook:
    realpath, me, taken = os.path.realpath, os.getpid(), _listening()

    def inside(path: str, roots: Sequence[str]) -> bool:
        return any(path == root or path.startswith(root + "/") for root in roots)

    def place(path: Any, at: Any = -1) -> str:
        """Where a path leads; empty for a descriptor, which was asked about when it was opened."""
        if isinstance(path, int):
            return ""
        text = os.fsdecode(path)
        if isinstance(at, int) and at >= 0 and not text.startswith("/"):
            text = os.readlink(f"/proc/self/fd/{at}") + "/" + text  # noqa: PTH115
        return realpath(text)

    def itself(path: Any, at: Any) -> str:
        """Where the last part of a path itself is, though it may be a link."""
        if isinstance(path, int):
            return ""
        head, tail = os.path.split(os.fsdecode(path).rstrip("/") or "/")
        return place(head or ".", at) + "/" + tail if tail not in ("", ".", "..") else place(path, at)

    def refuse(words: str, path: str = "") -> None:
        raise PermissionError(errno.EACCES, words, path) if path else PermissionError(errno.EACCES, words)

    def reading(path: str) -> None:
        if inside(path, bounds.homes) and not inside(path, bounds.readable):
            refuse("checks may not read your files", path)

    def changing(event: str, arguments: tuple[Any, ...]) -> None:
        paths, folders = _CHANGING[event]
        for number, index in enumerate(paths):
            at = arguments[folders[number]] if number < len(folders) and folders[number] < len(arguments) else -1
            target = arguments[index]
            found = (place if event in ("os.chmod", "os.truncate", "os.utime") else itself)(target, at)
            if found and (not inside(found, [bounds.own]) or found == bounds.own):
                refuse("checks may change only their own folder", found)

    def local(host: Any) -> bool:
        text = os.fsdecode(host) if isinstance(host, bytes) else str(host)
        return text in _LOCAL or text.startswith("127.")

    def connecting(address: Any) -> None:
        if isinstance(address, tuple) and len(address) >= 2:
            if not local(address[0]):
                refuse(f"checks have no network: {address[0]}")
            if address[1] in taken:
                refuse(f"port {address[1]} belongs to another program")
        elif isinstance(address, str | bytes) and address and not inside(place(address), [bounds.own]):
            refuse("checks may connect only within their own folder")

    def descends(pid: int) -> bool:
        for _ in range(50):
            if pid == me:
                return True
            try:
                with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
                    pid = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                return False
        return False

    def outside(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, flags = place(arguments[0]), arguments[2]
            if not path or path in _HARMLESS:
                return
            if isinstance(flags, int) and flags & _WRITING and not inside(path, [bounds.own]):
                refuse("checks may write only in their own folder", path)
            reading(path)
        elif event in _LISTING:
            reading(place("." if arguments[0] is None else arguments[0]))
        elif event in _CHANGING:
            changing(event, arguments)
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            connecting(arguments[1])
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            if not local(arguments[0]):
                refuse(f"checks have no network: {arguments[0]}")
        elif event in ("os.kill", "os.killpg"):
            if arguments[0] <= 0 or not descends(arguments[0]):
                raise PermissionError(errno.EPERM, "checks may signal only their own processes")
        elif event in _STARTING:
            refuse("checks may not start other programs on this machine")

    return outside


def _listening() -> frozenset[int]:
    """The ports on which somebody listens already."""
    ports = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table, "rb") as file:  # noqa: PTH123
                rows = [line.split() for line in file.read().splitlines()[1:]]
        except OSError:
            continue
        ports.update([int(row[1].rpartition(b":")[2], 16) for row in rows if row[3] == b"0A"])
    return frozenset(ports)


# What checks rely on


class Kept:
    """A function or class, and where it must still be found."""

    __slots__ = ("name", "space", "value", "words")

    def __init__(self, space: Any, name: str, words: str, value: object) -> None:
        self.space, self.name, self.words, self.value = space, name, words, value


_HEAP_TYPE = 1 << 9


def kept_of(modules: Iterable[types.ModuleType]) -> list[Kept]:
    """The public functions and classes of these modules, and the methods of classes that can be changed."""
    kept: list[Kept] = []
    for module in modules:
        for name, value in list(vars(module).items()):
            if not callable(value) or (name.startswith("_") and module is not builtins):
                continue
            kept.append(Kept(vars(module), name, f"{module.__name__}.{name}", value))
            own = getattr(value, "__module__", "") == module.__name__
            if own and isinstance(value, type) and value.__flags__ & _HEAP_TYPE:
                methods = [(inner, method) for inner, method in vars(value).items() if callable(method)]
                kept += [
                    Kept(vars(value), inner, f"{module.__name__}.{name}.{inner}", method) for inner, method in methods
                ]
    return kept


def kept_in(space: dict[str, Any]) -> list[Kept]:
    """All that can be called in a space of names."""
    return [Kept(space, name, name.replace("@", ""), value) for name, value in list(space.items()) if callable(value)]


def changed(kept: Iterable[Kept]) -> str:
    """What is no longer what it was; empty if all is."""
    for entry in kept:
        if entry.space.get(entry.name) is not entry.value:
            return entry.words
    return ""
