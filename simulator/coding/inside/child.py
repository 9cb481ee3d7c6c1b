"""One check on one answer, in a process of its own."""

from __future__ import annotations

import _thread
import ast
import builtins
import faulthandler
import math
import os
import resource
import signal
import sys
import time
import types

from simulator.coding.inside.asserts import EQUAL, FAILURE, CheckFailed, failures
from simulator.coding.inside.guard import Bounds, changed, kept_in, make_hook
from simulator.coding.inside.job import Check, Job, Plan
from simulator.coding.inside.values import ANSWER, CHECKS, equal, shown
from simulator.coding.inside.wire import sealed, write_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

globals()["__builtins__"] = dict(vars(builtins))

NOBODY = 65534
_IS_ASYNC = 0x80
"""The flag of a coroutine function's code (inspect.CO_COROUTINE)."""


class Ends:
    """Where a child writes to: its messages, what is printed before and during the check, and a dump of its stack."""

    def __init__(self, report: int, loading: int, output: int, trace: int) -> None:
        self.report, self.loading, self.output, self.trace = report, loading, output, trace


def run_child(
    job: Job, check: Check, seconds: float, plan: Plan, key: bytes, ends: Ends, folder: str, uid: int
) -> NoReturn:
    """Loads the answer, runs the check, and reports: `loaded`, then one of `passed`, `failed`, `error`."""
    # All that is needed at the end, before the answer can exchange it.
    leave, getpid, clock, duplicate = os._exit, os.getpid, time.perf_counter, os.dup2
    seal, send, differs = sealed, write_all, changed
    own = [kept for space in plan.own for part in (space, space["__builtins__"]) for kept in kept_in(part)]
    me, streams = getpid(), (sys.stdout, sys.stderr)

    def flush() -> None:
        for stream in streams:
            try:
                stream.flush()
            except BaseException:
                continue

    def tell(*fields: object) -> None:
        if getpid() != me:
            # A copy of this process that the code made: what it finds is not the check's own result.
            leave(0)
        flush()
        if differs(own):
            # Nothing that we say can be relied on any more; silence is a failure.
            leave(1)
        send(ends.report, seal(key, *fields))

    try:
        _settle(job, seconds, ends, folder, uid)
        run_async: Callable[[Any], Any] | None = getattr(sys.modules.get("asyncio"), "run", None)
        modules, answer = sys.modules, types.ModuleType("answer")
        answer.__file__ = ANSWER
        modules["answer"] = answer
        modules["__main__"] = types.ModuleType("__main__")
        noted: list[CheckFailed] = []
        private = dict(vars(builtins))
        space: dict[str, Any] = {"__builtins__": private, "__name__": "checks"}
        space |= {EQUAL: equal, FAILURE: failures(plan.table, noted)}
        sys.addaudithook(make_hook(_bounds(job, folder) if job.guard else None, plan.own, job.paths))
        words, line = _load(answer, plan.answer)
        missing = _supply(answer, job.names, job.found_as)
        tell("loaded", words, line, _not_there(missing, vars(answer)))
        if missing:
            leave(0)
        flush()
        duplicate(ends.output, 1)
        duplicate(ends.output, 2)
        modules["answer"] = answer
    except BaseException as error:
        tell("error", 0, "", "", shown(error), _line(error, ANSWER))
        leave(0)
    began = clock()
    try:
        exec(plan.code, space)
        function = space[check.name]
        for name in job.tests:
            space.pop(name, None)
        kept = [*plan.kept, *kept_in(space), *kept_in(private)]
        arguments = [__import__("pathlib").Path(folder)] if check.wants_folder else []
        if check.is_async and run_async is not None:
            run_async(function(*arguments))
        else:
            function(*arguments)
    except BaseException as error:
        took = clock() - began
        line, asked = _line(error, ANSWER), plan.statement(_line(error, CHECKS))
        if isinstance(error, CheckFailed):
            tell("failed", took, error.asked or asked, error.expected, error.came, line)
        elif isinstance(error, AssertionError) and _last_file(error) == CHECKS:
            # A check that says itself what it does not like.
            tell("failed", took, asked, "", str(error) or shown(error), line)
        else:
            tell("error", took, asked, "", shown(error), line)
        leave(0)
    took = clock() - began
    meddled = differs(kept)
    if meddled:
        tell("failed", took, meddled, "to stay as it is", "the answer changed it", 0)
    elif noted:
        tell("failed", took, noted[0].asked, noted[0].expected, noted[0].came, 0)
    else:
        tell("passed", took, "", "", "", 0)
    leave(0)


def _bounds(job: Job, folder: str) -> Bounds:
    standard = os.path.dirname(os.__file__)  # noqa: PTH120
    readable = [folder, sys.base_prefix, sys.prefix, standard, *job.paths]
    return Bounds(folder, readable, job.homes)


def _settle(job: Job, seconds: float, ends: Ends, folder: str, uid: int) -> None:
    """Makes this process one of its own: session, streams, folder, environment, limits."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (ends.loading, 1), (ends.loading, 2)):
        os.dup2(source, target)
    os.close(null)
    os.close(ends.loading)
    os.chdir(folder)
    for number in (signal.SIGXCPU, signal.SIGUSR2):
        # Says where the code is, and then does what the signal would do.
        faulthandler.register(number, file=ends.trace, all_threads=True, chain=True)
    _limit(job, seconds)
    _become(uid)
    _bound("RLIMIT_NPROC", job.limits.processes)
    # A thread's stack counts as address space as a whole, however little of it is used.
    _thread.stack_size(1 << 20)
    os.environ.clear()
    os.environ.update({**job.environment, "HOME": folder, "TMPDIR": folder, "PWD": folder})
    sys.argv = [ANSWER]


def _limit(job: Job, seconds: float) -> None:
    os.umask(0o077)
    os.nice(5)
    # The signal that says that a file is full would end the process without a word; an error says more.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    whole = max(1, math.ceil(seconds))
    _bound("RLIMIT_CPU", whole, whole + 1)
    _bound("RLIMIT_FSIZE", job.limits.file)
    _bound("RLIMIT_NOFILE", job.limits.files)
    _bound("RLIMIT_AS", job.limits.memory)
    for name in ("RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        _bound(name, 0)


def _bound(name: str, soft: int, hard: int | None = None) -> None:
    """Puts a limit in force, unless the system does not know it or has a lower one."""
    number = getattr(resource, name, None)
    if number is None:
        return
    most = resource.getrlimit(number)[1]
    wanted = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        soft, wanted = min(soft, most), min(wanted, most)
    try:
        resource.setrlimit(number, (soft, wanted))
    except (OSError, ValueError):
        # macOS knows RLIMIT_AS and does not accept it. The doctor tells what does not hold.
        return


def _become(uid: int) -> None:
    """Gives up root for good. Raises RuntimeError if that fails."""
    if os.geteuid() != 0:
        return
    os.setgroups([])
    for candidate in (uid, NOBODY):
        try:
            os.setresgid(candidate, candidate, candidate)
            os.setresuid(candidate, candidate, candidate)
            break
        except OSError:
            continue
    if 0 in os.getresuid():
        raise RuntimeError("checks may not run as root")


def _load(answer: types.ModuleType, tree: ast.Module) -> tuple[str, int]:
    """Runs the answer statement by statement: a demonstration that fails takes nothing else with it.

    Gives the first error and its line, or ("", 0).
    """
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            features = __import__("__future__")
            for name in statement.names:
                flags |= getattr(features, name.name).compiler_flag
    words, line = "", 0
    space = vars(answer)
    for statement in tree.body:
        code = compile(ast.Module([statement], []), ANSWER, "exec", flags, True)
        try:
            exec(code, space)
        except BaseException as error:
            if not words:
                words, line = shown(error), _line(error, ANSWER)
    return words, line


def _supply(answer: types.ModuleType, names: list[str], found_as: dict[str, str]) -> list[str]:
    """Puts the names that the checks import in place; gives those that are missing."""
    space, missing = vars(answer), []
    for name in names:
        if name in space:
            continue
        owner, _, method = found_as.get(name, "").partition(".")
        try:
            space[name] = _of_a_new_instance(space[owner], method) if method else space[owner]
        except BaseException:
            missing.append(name)
    for wanted, other in found_as.items():
        name, _, method = wanted.partition(".")
        if method:
            try:
                setattr(space[name], method, vars(space[name])[other])
            except BaseException:
                # The checks will say that the method is not there.
                continue
    return missing


def _not_there(missing: list[str], space: dict[str, Any]) -> str:
    """What to say of names that are missing; empty if none is."""
    if not missing:
        return ""
    words = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not defined"
    own = [n for n, v in space.items() if n[0] != "_" and callable(v) and getattr(v, "__module__", "") == "answer"]
    return f"{words}; your code defines {', '.join(own[:5])}" if own else words


def _of_a_new_instance(kind: Any, method: str) -> Callable[..., Any]:
    """A function that makes an instance for each call, as nobody would use the same `Solution()` twice."""
    first = getattr(kind(), method)

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(kind(), method)(*args, **kwargs)

    async def call_async(*args: Any, **kwargs: Any) -> Any:
        return await getattr(kind(), method)(*args, **kwargs)

    function = call_async if first.__func__.__code__.co_flags & _IS_ASYNC else call
    # For who asks for the signature.
    vars(function)["__wrapped__"] = first
    return function


def _last_file(error: BaseException) -> str:
    """The file in which an exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_filename if trace is not None else ""


def _line(error: BaseException, file: str) -> int:
    """The last line of a file at which an exception passed through; 0 for none."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno or 0
    line, trace, left = 0, error.__traceback__, 100_000
    while trace is not None and left:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace, left = trace.tb_next, left - 1
    return line
