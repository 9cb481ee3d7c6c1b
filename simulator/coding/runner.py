"""Runs the checks of a question on an answer, in a process apart, and reads the report."""

from __future__ import annotations

import ast
import contextlib
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from threading import Event
from typing import Any

from simulator.coding import sandbox
from simulator.coding.contract import Check, Contract
from simulator.coding.extract import extract
from simulator.coding.inside.wire import unsealed
from simulator.coding.names import aliases
from simulator.coding.report import CheckResult, Outcome, RunReport
from simulator.coding.sandbox import Containment, Limits

PACKAGES: Mapping[str, tuple[str, ...]] = {"aiohttp": ("aiohttp",), "redis": ("redis", "fakeredis")}
"""The packages behind each need of a check file."""
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
_MOST_REPORTED = 8 << 20
_LONGEST_LINE = 200


def run_checks(
    contract: Contract,
    answer: str,
    *,
    visible_only: bool = False,
    only: Sequence[str] = (),
    limits: Limits | None = None,
    how: Containment | None = None,
    at_once: int | None = None,
    stop: Event | None = None,
) -> RunReport:
    """The outcome of each check on the code in an answer; with `visible_only` of those that the candidate may see.

    Takes as long as the code does, at most `limits.total` seconds and some; `stop`, once set, ends the run within a
    tenth of a second, and what has not reported by then is left out. Call it in a thread to keep a screen alive. Raises
    nothing on account of the answer or of the machine: `why_not` then says why nothing was run.
    """
    began = time.monotonic()
    limits = limits or Limits()
    how = how or sandbox.containment()
    checks = [
        check for check in contract.checks if (not visible_only or check.visible) and check.name in (only or check.name)
    ]

    def not_run(why: str, line: int = 0) -> RunReport:
        return RunReport(contract.question, contract.version, why_not=why, line=line)

    if how.kind == "none":
        return not_run(how.why_not)
    code = extract(answer)
    if code.problem:
        results = tuple(
            _result(check, Outcome.ERROR, came=code.problem, line=code.line, code=_line_of(answer, code.line))
            for check in checks
        )
        return RunReport(contract.question, contract.version, results, line=code.line, containment="none needed")
    if not code.text.strip():
        return not_run("There is no code in the answer.")
    missing = missing_packages(contract)
    if missing:
        return not_run(f"The checks need {' and '.join(missing)}: {how_to_install(contract)}.")
    stranger = _unknown_import(code.text)
    if stranger:
        return not_run(f"The answer imports {stranger}, which is not installed here.")
    found_as = aliases(code.text, contract.names, contract.starter)
    paths = _package_folders(contract, code.text)
    backends = _backends(contract, how)
    with _folder() as folder:
        job = _job(contract, code.text, checks, found_as, paths, backends, how, limits, at_once)
        start = sandbox.launch(how, paths, folder, limits)
        job |= {"folder": start.folder, "guard": start.guard, "adopt": start.adopt}
        job["limits"]["folder"] = start.folder_limit
        heard = _listen(start.command, folder, job, limits.total + 5, stop)
    report = _report(contract, checks, heard, how, backends, found_as, time.monotonic() - began)
    return replace(report, results=tuple(_with_code(result, code.text) for result in report.results))


def _with_code(result: CheckResult, code: str) -> CheckResult:
    return replace(result, code=_line_of(code, result.line)) if result.line else result


def _line_of(text: str, number: int) -> str:
    """A line of a text, as long as one can be shown; empty if there is none."""
    lines = text.split("\n")
    return lines[number - 1][:_LONGEST_LINE] if 0 < number <= len(lines) else ""


def missing_packages(contract: Contract) -> tuple[str, ...]:
    """The packages that the checks need and that are not installed."""
    return tuple(name for need in contract.needs for name in PACKAGES[need] if not _is_installed(name))


def how_to_install(contract: Contract) -> str:
    """What to do about missing packages."""
    return "pip install 'mock-interview-simulator[code]'"


def _is_installed(name: str) -> bool:
    return _package(name) is not None


def _package(name: str) -> ModuleSpec | None:
    """Where a package is installed; what lies in the current folder under the same name does not count."""
    return PathFinder.find_spec(name, [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")])


def _imports(code: str) -> Iterator[str]:
    """Modules beyond the standard library that code imports at its top level."""
    for statement in ast.parse(code).body:
        names: list[str] = []
        if isinstance(statement, ast.Import):
            names = [name.name for name in statement.names]
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            names = [statement.module]
        for name in names:
            root = name.partition(".")[0]
            if root not in sys.stdlib_module_names and root not in ("answer", "pytest"):
                yield root


def _unknown_import(code: str) -> str:
    return next((name for name in _imports(code) if not _is_installed(name)), "")


def _package_folders(contract: Contract, code: str) -> tuple[str, ...]:
    """Where the packages beyond the standard library are, if any are wanted."""
    wanted = [name for need in contract.needs for name in PACKAGES[need]]
    wanted += [*_imports(code), *_imports(contract.source)]
    folders = {}
    for name in wanted:
        spec = _package(name)
        if spec is not None and spec.origin:
            place = Path(spec.origin).resolve()
            folders[str(place.parent.parent if spec.submodule_search_locations else place.parent)] = True
    return tuple(folders)


def _backends(contract: Contract, how: Containment) -> tuple[str, ...]:
    found = []
    for need in contract.needs:
        if need == "redis":
            # A server of our own on Redis's own port, so that redis.Redis() just works: only where that port is
            # nobody else's.
            real = how.kind == "bubblewrap" and shutil.which("redis-server", path=_ENVIRONMENT["PATH"])
            found.append("redis-server" if real else "fakeredis")
        else:
            found.append(need)
    return tuple(found)


def _job(
    contract: Contract,
    code: str,
    checks: Sequence[Check],
    found_as: Mapping[str, str],
    paths: Sequence[str],
    backends: Sequence[str],
    how: Containment,
    limits: Limits,
    at_once: int | None,
) -> dict[str, Any]:
    home = Path.home()
    takes_folder = _wanting_folder(contract)
    return {
        "key": os.urandom(32).hex(),
        "answer": code,
        "source": contract.source,
        "names": contract.names,
        "found_as": dict(found_as),
        "packages": [name for need in contract.needs for name in PACKAGES[need]],
        "redis": next((name for name in backends if "redis" in name), ""),
        "checks": [
            {"name": c.name, "seconds": c.seconds, "is_async": c.is_async, "wants_folder": c.name in takes_folder}
            for c in checks
        ],
        "tests": [check.name for check in contract.checks],
        "paths": list(paths),
        "homes": [str(home), *(str(p) for p in (Path("/root"), Path("/home")) if p.is_dir())],
        "environment": _ENVIRONMENT,
        "uid": 1_610_000_000 + int.from_bytes(os.urandom(3), "big"),
        "at_once": at_once or min(4, os.cpu_count() or 1),
        "limits": {
            **asdict(limits),
            "processes": sandbox.process_limit(how, limits),
        },
    }


def _wanting_folder(contract: Contract) -> set[str]:
    return {
        statement.name
        for statement in ast.parse(contract.source).body
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and statement.args.args
    }


class _folder:  # noqa: N801
    """An empty folder for one run, gone afterwards whatever is in it."""

    def __enter__(self) -> Path:
        self._path = Path(tempfile.mkdtemp(prefix="mock-interview-"))
        self._path.chmod(0o711)
        return self._path.resolve()

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, onerror=_make_removable)


def _make_removable(function: Any, path: str, _: Any) -> None:
    # A folder without permissions keeps what is in it; nothing else stands in the way of removing our own.
    try:
        parent = Path(path).parent
        if not parent.is_symlink():
            parent.chmod(0o700)
        if not Path(path).is_symlink():
            Path(path).chmod(0o700)
        if Path(path).is_dir() and not Path(path).is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            Path(path).unlink()
    except OSError:
        pass


@dataclass(slots=True)
class _Heard:
    """What came back from a run."""

    messages: list[dict[str, str]] = field(default_factory=list)
    complaint: str = ""
    stopped: bool = False


def _listen(command: Sequence[str], folder: Path, job: Mapping[str, Any], seconds: float, stop: Event | None) -> _Heard:
    key = bytes.fromhex(job["key"])
    heard = _Heard()
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"PATH": _ENVIRONMENT["PATH"], "LANG": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as error:
        heard.complaint = f"The checks could not be started ({error.strerror})."
        return heard
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        _write(process.stdin.fileno(), repr(job).encode() + b"\n")
        _read(process, key, heard, time.monotonic() + seconds, stop)
    except BrokenPipeError:
        heard.complaint = process.stderr.read(2000).decode("utf-8", "replace").strip()
    finally:
        _end(process)
    return heard


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _read(process: subprocess.Popen[bytes], key: bytes, heard: _Heard, ends: float, stop: Event | None) -> None:
    assert process.stdout is not None
    assert process.stderr is not None
    rest, total = b"", 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            if stop is not None and stop.is_set():
                heard.stopped = True
                return
            if time.monotonic() > ends or total > _MOST_REPORTED:
                return
            for ready, _ in selector.select(0.05 if stop is not None else 0.5):
                data = os.read(ready.fd, 65536)
                total += len(data)
                if not data:
                    selector.unregister(ready.fileobj)
                elif ready.fileobj is process.stderr:
                    heard.complaint = (heard.complaint + data.decode("utf-8", "replace"))[-2000:]
                else:
                    *lines, rest = (rest + data).split(b"\n")
                    heard.messages += [message for line in lines if (message := _opened(key, line)) is not None]
                    if heard.messages and ("done" in heard.messages[-1] or "broken" in heard.messages[-1]):
                        return


def _opened(key: bytes, line: bytes) -> dict[str, str] | None:
    """The names and values on a line, if whoever wrote it has the key."""
    fields = next(unsealed(key, line), None)
    if fields is None:
        return None
    return dict(zip(fields[::2], fields[1::2], strict=True))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of a run: the keeper ends its children when its input does, and then itself."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(0.5)
    with contextlib.suppress(OSError):
        os.killpg(process.pid, 9)
    process.kill()
    process.wait()
    process.stdout.close()
    process.stderr.close()


def _report(
    contract: Contract,
    checks: Sequence[Check],
    heard: _Heard,
    how: Containment,
    backends: tuple[str, ...],
    found_as: Mapping[str, str],
    seconds: float,
) -> RunReport:
    told = {message["check"]: message for message in heard.messages if "check" in message}
    broken = next((message for message in heard.messages if "broken" in message), None)
    if not any("ready" in message for message in heard.messages) and not heard.stopped:
        why = broken["broken"] if broken else heard.complaint.strip().rpartition("\n")[2]
        return RunReport(
            contract.question, contract.version, why_not=f"The checks could not be run ({why or 'no word'})."
        )
    results = []
    for check in checks:
        message = told.get(check.name)
        if message is not None:
            results.append(_told(check, message))
        elif not heard.stopped:
            results.append(_result(check, Outcome.ERROR, came="the check was lost: the code ended the run"))
    first = next(iter(told.values()), {})
    return RunReport(
        question=contract.question,
        version=contract.version,
        results=tuple(results),
        output=str(first.get("loading", "")),
        load_error=str(first.get("load_error", "")),
        load_line=int(first.get("load_line", 0)),
        containment=how.kind,
        backends=backends,
        found_as=dict(found_as),
        seconds=round(seconds, 3),
    )


def _told(check: Check, message: Mapping[str, Any]) -> CheckResult:
    return _result(
        check,
        Outcome(message["outcome"]),
        input=str(message.get("input", "")),
        expected=str(message.get("expected", "")),
        came=str(message.get("came", "")),
        line=int(message.get("line", 0)),
        output=str(message.get("output", "")),
        seconds=float(message.get("seconds", 0)),
    )


def _result(check: Check, outcome: Outcome, **found: Any) -> CheckResult:
    return CheckResult(check.name, check.words, check.weight, check.visible, outcome, **found)
