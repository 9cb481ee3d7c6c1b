"""Keeps the children: starts one for each check, reads what they say and print, and ends them in time."""

from __future__ import annotations

import ast
import builtins
import os
import select
import signal
import sys
import time

from simulator.coding.inside import processes
from simulator.coding.inside.child import Ends, run_child
from simulator.coding.inside.job import Check, Job, Limits, Plan
from simulator.coding.inside.values import ANSWER, shown
from simulator.coding.inside.wire import sealed, unsealed, write_all

globals()["__builtins__"] = dict(vars(builtins))

_HEAD, _TAIL = 12_000, 4_000
_MOST_TOLD, _MOST_TRACED = 200_000, 20_000
_TICK, _WATCH_EVERY = 0.02, 0.2
_GRACE = 0.3
_HUNG_IN_EARNEST, _HUNG_FOR_GOOD = 2, 4
"""After so many checks that timed out, those that follow get less time, and after so many none at all."""
TIMED_OUT, TOO_MUCH_OUTPUT = "timed out", "too much output"
NOT_RUN = "not run"
STUCK_WHILE_LOADING = "the time ran out while the code was loaded, before anything was called"
TOO_MUCH_MEMORY, TOO_MUCH_ON_DISK = "too much memory", "too much on disk"


class Printed:
    """What comes out of a pipe: how much, and the beginning and the end of it."""

    def __init__(self) -> None:
        self.size = 0
        self._head = self._tail = b""

    def add(self, data: bytes) -> None:
        self.size += len(data)
        room = _HEAD - len(self._head)
        self._head += data[:room]
        self._tail = (self._tail + data[room:])[-_TAIL:]

    @property
    def text(self) -> str:
        between = b"\n...\n" if self.size > _HEAD + _TAIL else b""
        return (self._head + between + self._tail).decode("utf-8", "replace")


class Child:
    """A check that is running."""

    def __init__(self, check: Check, pid: int, key: bytes, ends: Ends, folder: str) -> None:
        self.check, self.pid, self.folder = check, pid, folder
        self._key = key
        self._began = time.monotonic()
        self._ends = ends
        self._open = [ends.report, ends.loading, ends.output, ends.trace]
        self._told = self._traced = b""
        self._printed = {ends.loading: Printed(), ends.output: Printed()}
        self.why = ""
        """Why it has to end, if it does."""
        self.status: int | None = None

    @property
    def ends(self) -> list[int]:
        """The ends of its pipes that may still give something."""
        return self._open

    @property
    def took(self) -> float:
        return time.monotonic() - self._began

    def is_late(self, most: float) -> bool:
        """Whether it has taken longer by the clock than one that computes for so many seconds would."""
        return self.took > 1.5 * most + 0.5

    @property
    def printed(self) -> int:
        """How many bytes it printed."""
        return sum([printed.size for printed in self._printed.values()])

    def read(self, descriptor: int) -> bool:
        """Reads what is there; False, and the pipe closed, at its end."""
        data = os.read(descriptor, 65536)
        if not data:
            self.close(descriptor)
        elif descriptor == self._ends.report:
            self._told = (self._told + data)[-_MOST_TOLD:]
        elif descriptor == self._ends.trace:
            self._traced = (self._traced + data)[:_MOST_TRACED]
        else:
            self._printed[descriptor].add(data)
        return bool(data)

    def drain(self) -> None:
        """Reads what has been written so far; a process that writes on must not keep us here."""
        for descriptor in list(self._open):
            for _ in range(100):
                if not select.select([descriptor], [], [], 0)[0] or not self.read(descriptor):
                    break

    def close(self, descriptor: int) -> None:
        os.close(descriptor)
        self._open.remove(descriptor)

    def messages(self) -> list[list[str]]:
        return list(unsealed(self._key, self._told))

    def has_reported(self) -> bool:
        return any(message[0] != "loaded" for message in self.messages())

    def has_gone(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = status if pid else None
        return self.status is not None

    def is_traced(self) -> bool:
        return b"most recent call first" in self._traced

    def result(self) -> dict[str, object]:
        """What became of the check, as plain values."""
        messages = self.messages()
        loaded = next((message for message in messages if message[0] == "loaded"), None)
        ending = next((message for message in messages if message[0] != "loaded"), None)
        found: dict[str, object] = {
            "check": self.check.name,
            "seconds": round(self.took, 4),
            "loading": self._printed[self._ends.loading].text,
            "output": self._printed[self._ends.output].text,
            "load_error": loaded[1] if loaded else "",
            "load_line": int(loaded[2]) if loaded else 0,
        }
        killed = os.WTERMSIG(self.status) if self.status is not None and os.WIFSIGNALED(self.status) else 0
        if self.why == TIMED_OUT or killed == signal.SIGXCPU or (killed and not self.why and self.is_traced()):
            words = f"not done after {self.took:.0f} s" if loaded else STUCK_WHILE_LOADING
            return {**found, "outcome": TIMED_OUT, "came": words, "line": self._traced_line()}
        if self.why:
            return {**found, "outcome": "error", "came": self.why, "line": self._traced_line()}
        if ending is not None:
            outcome, took, asked, expected, came, line = ending
            found["seconds"] = round(float(took), 4)
            return {**found, "outcome": outcome, "input": asked, "expected": expected, "came": came, "line": int(line)}
        if loaded and loaded[3]:
            return {**found, "outcome": "error", "came": loaded[3], "line": int(loaded[2])}
        words = "the code ended the process"
        if killed:
            words = "the interpreter crashed" if killed == signal.SIGSEGV else "the process was killed"
        return {**found, "outcome": "error", "came": words, "line": 0}

    def _traced_line(self) -> int:
        """The innermost line of the answer in a dump of the stack; 0 if there is none."""
        start = b'File "' + ANSWER.encode() + b'", line '
        for line in self._traced.split(b"\n"):
            number = line.partition(start)[2].partition(b" ")[0]
            if number.isdigit():
                return int(number)
        return 0


class Keeper:
    """Runs the checks of a job, some at a time, and sends each result as it comes."""

    def __init__(self, job: Job, out: int) -> None:
        self._job, self._out, self._key = job, out, job.key
        self._children: list[Child] = []
        self._hung = 0
        """How many checks timed out."""
        self._next_watch = time.monotonic() + _WATCH_EVERY
        self._server = None
        if job.redis == "redis-server":
            from simulator.coding.inside.redis_server import RedisServer

            self._server = RedisServer()

    def send(self, **message: object) -> None:
        """Sends names and values, each as a text."""
        write_all(self._out, sealed(self._key, *[part for pair in message.items() for part in pair]))

    def run(self, plan: Plan) -> None:
        """Runs all checks; returns early if the simulator goes away."""
        if self._server is not None:
            self._server.start(self._job.uid - 1, self._job.folder)
        waiting = list(enumerate(self._job.checks))
        ends = time.monotonic() + self._job.limits.total
        # Checks that share a server can't run at once.
        at_once = 1 if self._server is not None else self._job.at_once
        while waiting or self._children:
            if time.monotonic() > ends:
                self._give_up([check for _, check in waiting])
                return
            if self._hung >= _HUNG_FOR_GOOD:
                for _, check in waiting:
                    words = "too many checks before this one ran out of time"
                    self.send(check=check.name, outcome=NOT_RUN, came=words)
                waiting.clear()
            while waiting and len(self._children) < at_once:
                self._start(*waiting.pop(0), plan)
            if not self._attend():
                return

    def _seconds(self, check: Check) -> float:
        """How long a check may compute. What hangs twice will hang again; but what is only slow, or hangs here and
        there, still gets its turn."""
        return max(1.0, check.seconds / 3) if self._hung >= _HUNG_IN_EARNEST else check.seconds

    def _give_up(self, waiting: list[Check]) -> None:
        for child in list(self._children):
            child.why = child.why or TIMED_OUT
            self._end(child)
        for check in waiting:
            self.send(check=check.name, outcome=NOT_RUN, came="the time for all checks was used up")

    def _start(self, number: int, check: Check, plan: Plan) -> None:
        if self._server is not None:
            self._server.empty()
        seconds = self._seconds(check)
        folder = f"{self._job.folder}/check-{number}"
        os.mkdir(folder, 0o700)  # noqa: PTH102
        if os.geteuid() == 0:
            os.chmod(folder, 0o777)  # noqa: PTH101
        key = os.urandom(32)
        pipes = [os.pipe() for _ in range(4)]
        readers, writers = Ends(*[pair[0] for pair in pipes]), Ends(*[pair[1] for pair in pipes])
        pid = os.fork()
        if pid == 0:
            for descriptor in [self._out, *[pair[0] for pair in pipes], *[e for c in self._children for e in c.ends]]:
                os.close(descriptor)
            # Another user for each check, where that is possible: so they can't reach each other.
            run_child(self._job, check, seconds, plan, key, writers, folder, self._job.uid + number)
        for _, writer in pipes:
            os.close(writer)
        self._children.append(Child(check, pid, key, readers, folder))

    def _attend(self) -> bool:
        """Reads what comes, and ends children that are done or over a limit; False if the simulator is gone."""
        by_end = {descriptor: child for child in self._children for descriptor in child.ends}
        ready, _, _ = select.select([0, *by_end], [], [], _TICK)
        for descriptor in ready:
            if descriptor != 0:
                by_end[descriptor].read(descriptor)
            elif not os.read(0, 4096):
                for child in list(self._children):
                    self._kill(child)
                return False
        if time.monotonic() > self._next_watch:
            self._watch()
        for child in list(self._children):
            if child.has_reported() or self._is_over(child) or child.has_gone():
                self._end(child)
        return True

    def _is_over(self, child: Child) -> bool:
        if child.is_late(self._seconds(child.check)):
            child.why = TIMED_OUT
        elif child.printed > self._job.limits.output:
            child.why = TOO_MUCH_OUTPUT
        return bool(child.why)

    def _watch(self) -> None:
        """Looks for children that take too much memory or disk, all their processes and files together."""
        limits: Limits = self._job.limits
        # A little more than one process may have, as shared pages may count more than once.
        most = 1.25 * limits.memory
        sizes = processes.memory({child.pid for child in self._children}, most)
        for child in self._children:
            if sizes.get(child.pid, 0) > most:
                child.why = TOO_MUCH_MEMORY
            elif limits.folder and processes.filled(child.folder) > limits.folder:
                child.why = TOO_MUCH_ON_DISK
        self._next_watch = time.monotonic() + _WATCH_EVERY

    def _end(self, child: Child) -> None:
        """Ends a child with all its processes, and reports on its check."""
        if child.why == TIMED_OUT and not child.has_gone():
            self._ask_where(child)
        self._kill(child)
        child.drain()
        for descriptor in list(child.ends):
            child.close(descriptor)
        self._children.remove(child)
        result = child.result()
        if result["outcome"] == TIMED_OUT:
            # An answer that does not even load will not do so for the next check.
            self._hung = _HUNG_FOR_GOOD if result["came"] == STUCK_WHILE_LOADING else self._hung + 1
        self.send(**result)

    def _ask_where(self, child: Child) -> None:
        processes.signal_to(child.pid, signal.SIGUSR2)
        until = time.monotonic() + _GRACE
        while time.monotonic() < until and not child.has_gone():
            time.sleep(0.005)

    def _kill(self, child: Child) -> None:
        processes.signal_to(-child.pid, signal.SIGKILL)
        if child.status is None:
            processes.signal_to(child.pid, signal.SIGKILL)
            child.status = os.waitpid(child.pid, 0)[1]


def main() -> None:
    """Reads the job from standard input, and leaves when it is done or when that input ends."""
    job = Job.from_dict(ast.literal_eval(_first_line().decode()))
    out = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path.extend(job.paths)
    if job.adopt:
        processes.adopt_orphans()
    keeper = Keeper(job, out)
    try:
        plan = Plan(job)
    except SyntaxError as error:
        keeper.send(broken=shown(error))
        return
    # The candidate's code shall not come across us.
    for name in [name for name in sys.modules if name.partition(".")[0] == "simulator"]:
        del sys.modules[name]
    # From here on, what is not reported is the code's own doing.
    keeper.send(ready=True)
    keeper.run(plan)
    if job.adopt:
        processes.end_orphans()
    keeper.send(done=True)


def _first_line() -> bytes:
    """The line on which the job stands; what follows stays in the pipe, which tells whether the simulator is there."""
    found = b""
    while not found.endswith(b"\n"):
        data = os.read(0, 65536)
        if not data:
            break
        found += data
    return found
