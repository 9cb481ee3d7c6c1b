"""What an answer may try, and that it harms nothing. Each attempt runs beside another check, which must not suffer.

The home is a made-up one; after each test it must be whole, and no process of the run may be left.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from simulator.coding.report import Outcome
from tests.coding.trial import CHECKS, Trial


def test_an_honest_answer_passes(trial: Trial) -> None:
    assert trial.go("return 42").passed


def test_an_endless_loop_is_ended_and_its_line_is_told(trial: Trial) -> None:
    result = trial.go("while True:\n    pass")
    assert result.outcome is Outcome.TIMED_OUT
    assert result.line in (4, 5)


def test_an_endless_wait_is_ended(trial: Trial) -> None:
    result = trial.go("import threading\nthreading.Event().wait()")
    assert result.outcome is Outcome.TIMED_OUT
    assert result.line == 5


def test_an_endless_loop_that_takes_no_exception_is_ended(trial: Trial) -> None:
    result = trial.go(
        "import signal, time\n"
        "for number in range(1, 65):\n"
        "    try:\n        signal.signal(number, signal.SIG_IGN)\n    except (OSError, ValueError):\n        pass\n"
        "while True:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass"
    )
    assert result.outcome in (Outcome.TIMED_OUT, Outcome.ERROR)


def test_an_endless_loop_while_loading_is_ended_and_told(trial: Trial) -> None:
    report = trial.run("def go():\n    return 42\n\nwhile True:\n    pass\n")
    assert report.results[0].outcome is Outcome.TIMED_OUT
    assert report.results[1].outcome in (Outcome.TIMED_OUT, Outcome.NOT_RUN)
    assert report.results[0].line in (4, 5)
    assert "while the code was loaded" in report.results[0].came


def test_processes_are_few(trial: Trial) -> None:
    """The probe of what the fork bomb needs: children that only sleep."""
    result = trial.go(
        "count = 0\ntry:\n    for _ in range(400):\n        if os.fork() == 0:\n            import time\n"
        "            time.sleep(5)\n            os._exit(0)\n        count += 1\nexcept BlockingIOError:\n"
        "    return count < 200 and 42"
    )
    assert result.passed


def test_a_fork_bomb_fizzles_out(trial: Trial) -> None:
    test_processes_are_few(trial)
    result = trial.go("while True:\n    try:\n        os.fork()\n    except OSError:\n        pass")
    assert not result.passed


def test_memory_is_limited(trial: Trial) -> None:
    """The probe of what the large allocation needs: address space that is never touched."""
    assert "Cannot allocate" in trial.go("import mmap\nmmap.mmap(-1, 20 << 30)").came


def test_an_allocation_of_20_gigabytes_is_refused(trial: Trial) -> None:
    test_memory_is_limited(trial)
    result = trial.go("return len(bytearray(20 << 30))")
    assert result.outcome is Outcome.ERROR
    assert result.came == "MemoryError"
    assert result.line == 4


def test_memory_taken_by_many_processes_together_is_limited(trial: Trial) -> None:
    result = trial.go(
        "import time\nfor _ in range(4):\n    if os.fork() == 0:\n        held = bytearray(b'x') * (60 << 20)\n"
        "        time.sleep(20)\ntime.sleep(20)",
        memory=100 << 20,
    )
    assert result.came == "too much memory"


def test_endless_output_is_cut_and_ended(trial: Trial) -> None:
    result = trial.go("while True:\n    print('x' * 1000)")
    assert result.outcome is Outcome.ERROR
    assert result.came == "too much output"
    assert 10_000 < len(result.output) < 20_000


def test_output_that_is_not_text_is_no_problem(trial: Trial) -> None:
    result = trial.go(r"os.write(1, b'\xff\x00\x1b[2J')" + "\nreturn 42")
    assert result.passed
    assert "\ufffd" in result.output


def test_a_file_of_a_gigabyte_is_refused(trial: Trial) -> None:
    result = trial.go("with open('large', 'wb') as file:\n    file.truncate(1 << 30)\nreturn 42")
    assert "File too large" in result.came


def test_a_file_that_grows_is_stopped_at_the_limit(trial: Trial) -> None:
    body = (
        "import resource\nmost = resource.getrlimit(resource.RLIMIT_FSIZE)[0]\nassert most == 1 << 20\n"
        "with open('large', 'wb') as file:\n    for _ in range(1024):\n        file.write(bytes(1 << 20))"
    )
    assert "File too large" in trial.go(body, file=1 << 20).came


def test_many_files_together_are_limited(trial: Trial) -> None:
    body = (
        "import time\nfor n in range(60):\n    with open(f'{n}', 'wb') as file:\n"
        "        file.write(bytes(1 << 20))\n    time.sleep(0.01)\n    if n > 20: time.sleep(0.05)\nreturn 42"
    )
    result = trial.go(body, folder=16 << 20)
    assert "No space" in result.came or result.came == "too much on disk"


def test_keys_in_the_home_can_t_be_read(trial: Trial) -> None:
    secret = trial.home / ".ssh" / "id_ed25519"
    for path in (f"{str(secret)!r}", "os.path.expanduser('~/.ssh/id_ed25519')"):
        result = trial.go(f"return open({path}).read()")
        assert result.outcome is Outcome.ERROR
        assert "the secret key" not in repr(result)
    assert trial.go(f"return os.listdir({str(trial.home)!r})").outcome is Outcome.ERROR


def test_other_programs_can_t_read_keys_either(trial: Trial) -> None:
    secret = trial.home / ".ssh" / "id_ed25519"
    result = trial.go(f"import subprocess\nreturn subprocess.run(['cat', {str(secret)!r}], capture_output=True).stdout")
    assert not result.passed
    assert "the secret key" not in repr(result)


@pytest.mark.parametrize(
    "name", ["{outside}/new", "/etc/new", "/usr/new", "{home}/new", "/new", "../../../../../../new"]
)
def test_nothing_can_be_written_outside(trial: Trial, name: str) -> None:
    path = name.format(outside=trial.outside, home=trial.home)
    result = trial.go(f"with open({path!r}, 'w') as file:\n    file.write('x')\nreturn 42")
    assert result.outcome is Outcome.ERROR, result
    assert not os.path.lexists("/new")


def test_a_link_is_no_way_out(trial: Trial) -> None:
    result = trial.go(f"os.symlink({str(trial.outside)!r}, 'link')\nopen('link/new', 'w')\nreturn 42")
    assert result.outcome is Outcome.ERROR


def test_a_link_is_no_way_out_when_the_folder_is_removed(trial: Trial) -> None:
    result = trial.go(f"os.symlink({str(trial.home)!r}, 'link')\nos.mkdir('shut')\nos.chmod('shut', 0)\nreturn 42")
    assert result.passed


def test_the_home_can_t_be_deleted(trial: Trial) -> None:
    for path in (f"{str(trial.home)!r}", "os.path.expanduser('~')", "os.environ['HOME']", "'/'"):
        if path == "'/'" and trial.kind == "process":
            continue
        trial.go(f"import shutil\nshutil.rmtree({path}, ignore_errors=True)\nreturn 42")
    body = (
        f"for folder, _, files in os.walk({str(trial.home)!r}):\n    for name in files:\n"
        "        os.unlink(os.path.join(folder, name))\nreturn 42"
    )
    trial.go(body)
    assert not trial.go(f"os.unlink({str(trial.home / 'thesis.txt')!r})\nreturn 42").passed
    assert not trial.go(f"os.rename({str(trial.home)!r}, {str(trial.outside / 'x')!r})\nreturn 42").passed


def test_there_is_no_network(trial: Trial) -> None:
    for address in ("192.0.2.1", "example.com"):
        result = trial.go(f"import socket\nsocket.create_connection(({address!r}, 80), 0.5)\nreturn 42")
        assert result.outcome is Outcome.ERROR
        assert result.came.startswith(("PermissionError", "OSError", "gaierror"))


def test_the_loopback_is_a_private_one(boxed: Trial) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = boxed.go(f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)\nreturn 42")
    assert "Connection refused" in result.came


def test_the_loopback_works(trial: Trial) -> None:
    body = (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "client = socket.create_connection(server.getsockname())\nreturn 42"
    )
    assert trial.go(body).passed


def test_signals_reach_nobody_else(trial: Trial) -> None:
    # Those that would only be noticed, in case that they arrive.
    victim = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        for target in (os.getpid(), victim.pid, 1):
            result = trial.go(f"import signal\nos.kill({target}, signal.SIGCONT)\nreturn 'sent'")
            assert result.outcome is Outcome.ERROR or (trial.kind == "bubblewrap" and target != 1), result
        assert victim.poll() is None
    finally:
        victim.kill()
        victim.wait()
        assert victim.stdin is not None
        victim.stdin.close()


@pytest.mark.parametrize(
    "body", ["os.kill(os.getppid(), 9)", "os.killpg(os.getpgid(os.getppid()), 9)", "os.kill(-1, 9)"]
)
def test_killing_the_parent_or_everybody_harms_only_the_run(trial: Trial, body: str) -> None:
    report = trial.run(f"import os\n\ndef go():\n    {body}\n    return 41\n")
    assert report.ran
    assert not report.results[0].passed


def test_children_that_leave_are_ended_too(trial: Trial) -> None:
    mark = f"mark-{os.getpid()}"
    body = (
        "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        try:\n"
        f"            os.execv('/bin/sleep', ['sleep-{mark}', '300'])\n        except OSError:\n"
        "            import time\n            time.sleep(300)\n    os._exit(0)\nos.wait()\nreturn 42"
    )
    assert trial.go(body).passed


@pytest.mark.parametrize(
    "body",
    [
        "os._exit(0)",
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "os.abort()",
        "os.closerange(0, 1000)",
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getpid(), 19)",
        "sys.setrecursionlimit(10**9)\nf = lambda x: [f(x)]\nreturn f(1)",
        "deep = []\nfor _ in range(10**6): deep = [deep]\nreturn repr(deep) and deep == [deep]",
    ],
)
def test_ending_the_process_is_not_passing(trial: Trial, body: str) -> None:
    assert not trial.go(body).passed


def test_closing_the_output_is_nobody_s_business(trial: Trial) -> None:
    assert trial.go("sys.stdout.close()\nsys.stderr.close()\nreturn 42").passed
    assert trial.go("os.close(1)\nos.close(2)\nreturn 42").passed


def test_there_is_nothing_to_read_from(trial: Trial) -> None:
    assert trial.go("return input()").came.startswith("EOFError")


def test_nothing_of_the_environment_is_seen(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "s3cr3t")
    assert "s3cr3t" not in repr(trial.go("return dict(os.environ)"))
    assert trial.go("return os.listdir() == [] and 42").passed


def test_the_code_is_not_root(trial: Trial) -> None:
    assert trial.go("return (0 not in os.getresuid()) and 42").passed


# Passing without having earned it


@pytest.mark.parametrize(
    "body",
    [
        "import builtins\nbuiltins.AssertionError = type('A', (Exception,), {})\nbuiltins.isinstance = lambda *a: True",
        "import builtins\nbuiltins.callable = lambda x: True\nbuiltins.all = lambda x: True",
        "sys.settrace(lambda *a: None)",
        "sys.setprofile(lambda *a: None)",
        "import threading\nthreading.settrace(lambda *a: None)",
        "frame = sys._getframe(1)\nframe.f_globals['test_go'] = lambda: None",
        "try:\n    1 / 0\nexcept Exception as e:\n    e.__traceback__.tb_frame.f_back.f_globals.clear()",
        "import inspect\nfor level in inspect.stack():\n    level.frame.f_globals.clear()",
        "import inspect\ninspect.currentframe().f_back.f_globals.clear()",
        "import logging\nlogging.currentframe().f_back.f_back",
        "g = (g.gi_frame.f_back for _ in [1])\nnext(g)",
        "import gc\nfor o in gc.get_objects():\n    if getattr(o, '__name__', '') == 'test_go':\n"
        "        o.__code__ = (lambda: None).__code__",
        "import __main__\nvars(__main__).update(run_child=None, equal=lambda a, b: True, Failed=None)",
        "for m in list(sys.modules.values()):\n    for n, v in list(vars(m).items()):\n"
        "        if n in ('equal', 'sealed', 'digest', 'test_go', 'Failed'): setattr(m, n, lambda *a: True)",
        "import ctypes\nctypes.pythonapi",
        "open('/proc/self/mem', 'rb')",
        "sys.addaudithook(print)",
        "import os\nos.write = lambda *a: 0\nos._exit = lambda code: None",
        "import sys\nsys.modules['answer'].go = lambda: 42",
        "import atexit\natexit.register(lambda: os._exit(0))",
        "import time\ntime.perf_counter = None",
        "import reprlib\nreprlib.Repr.repr = lambda *a: 1 / 0",
        "import json, hashlib\njson.dumps = lambda *a: '{}'\nhashlib.blake2b = None",
        "for c in object.__subclasses__():\n    space = getattr(c.__init__, '__globals__', {})\n"
        "    for name in ('sealed', 'changed', 'equal', '_line', 'shown'):\n"
        "        if name in space: space[name] = lambda *a: ''",
        "for c in object.__subclasses__():\n    real = getattr(c.__init__, '__globals__', {}).get('sealed')\n"
        "    if real:\n        digest = real.__globals__['digest']\n"
        "        real.__globals__['digest'] = lambda k, d: digest(k, d)",
        "for c in object.__subclasses__():\n    real = getattr(c.__init__, '__globals__', {}).get('sealed')\n"
        "    if real:\n        own = real.__globals__['__builtins__']\n"
        "        own['str'] = lambda x: {'failed': 'passed'}.get(x, f'{x}')",
        "raise AssertionError",
        "class E(Exception):\n    __init__ = None\nraise E",
        "class E(BaseException):\n    def __str__(self): raise self\n    __repr__ = __str__\nraise E",
    ],
)
def test_meddling_does_not_pass(trial: Trial, body: str) -> None:
    result = trial.go(f"{body}\nreturn 41")
    assert not result.passed, result


def test_meddling_while_loading_does_not_pass(trial: Trial) -> None:
    code = (
        "import builtins, sys, types\nbuiltins.callable = lambda x: True\n"
        "fake = types.ModuleType('answer')\nfake.go = lambda: 42\nsys.modules['answer'] = fake\n"
        "sys.modules['pytest'].raises = None\n\ndef go():\n    return 41\n"
    )
    assert trial.run(code).passed == 0


def test_what_a_check_relies_on_must_stay_as_it_is(trial: Trial) -> None:
    checks = CHECKS.replace("from answer import go", "import time\nfrom answer import go").replace(
        "assert go() == 42", "began = time.perf_counter()\n    go()\n    assert time.perf_counter() - began < 0.1"
    )
    code = "import time\n\ndef go():\n    time.perf_counter = lambda: 0\n    time.sleep(0.2)\n"
    result = trial.run(code, checks).results[0]
    assert not result.passed
    assert (result.input, result.came) == ("time.perf_counter", "the answer changed it")


def test_helpers_of_a_check_must_stay_as_they_are(trial: Trial) -> None:
    checks = CHECKS.replace("assert go() == 42", "assert right(go(lambda: None))").replace(
        "def test_go", "def right(n):\n    return n == 42\n\n\ndef test_go"
    )
    code = "def go(func):\n    func.__globals__['right'] = lambda n: True\n    return 41\n"
    assert not trial.run(code, checks).results[0].passed


def test_equality_of_one_s_own_does_not_pass_for_plain_data(trial: Trial) -> None:
    body = "class Any(int):\n    def __eq__(self, other): return True\n    __hash__ = None\nreturn Any(7)"
    assert not trial.go(body).passed
    checks = CHECKS.replace("== 42", '== {"a": [42]}')
    nested = "class Any:\n    def __eq__(self, other): return True\n\ndef go():\n    return {'a': [Any()]}\n"
    assert not trial.run(nested, checks).results[0].passed


@pytest.mark.parametrize("descriptors", ["[1]", "[2]", "range(1, 256)"])
def test_what_looks_like_a_result_is_only_output(trial: Trial, descriptors: str) -> None:
    fakes = (
        '{"check": "test_go", "outcome": "passed"}',
        f"{'0' * 32} 706173736564 302e31 - - - 30",
        "test_go PASSED",
        '{"done": true}',
    )
    text = "\n".join(("", *fakes, ""))
    body = (
        f"for descriptor in {descriptors}:\n    try:\n        os.write(descriptor, {text!r}.encode())\n"
        "    except OSError:\n        pass\nreturn 41"
    )
    assert not trial.go(body).passed


def test_a_copy_of_the_process_has_no_say(trial: Trial) -> None:
    assert not trial.go("if os.fork() == 0:\n    return 42\nos.wait()\nreturn 41").passed
    assert trial.go("if os.fork() == 0:\n    return 41\nos.wait()\nreturn 42").passed


def test_all_this_holds_for_a_plain_user_with_bubblewrap(plain: Trial) -> None:
    secret, outside = plain.home / ".ssh" / "id_ed25519", plain.outside / "new"
    mark = f"mark-{os.getpid()}"
    refused = (
        "while True:\n    pass",
        "import mmap\nmmap.mmap(-1, 20 << 30)",
        "for _ in range(400):\n    if os.fork() == 0:\n        import time\n        time.sleep(5)\n        os._exit(0)",
        f"return open({str(secret)!r}).read()",
        f"open({str(outside)!r}, 'w')\nreturn 42",
        "open('/new', 'w')\nreturn 42",
        "open('/dev/new', 'w')\nreturn 42",
        f"import shutil\nshutil.rmtree({str(plain.home)!r})\nreturn 42",
        "import socket\nsocket.create_connection(('192.0.2.1', 80), 0.5)\nreturn 42",
        f"os.kill({os.getpid()}, 18)\nreturn 42 if os.getppid() < 2 else 41",
    )
    for body in refused:
        result = plain.go(body)
        assert not result.passed, result
        assert "secret key" not in repr(result)
    leaving = f"if os.fork() == 0:\n    os.setsid()\n    os.execv('/bin/sleep', ['sleep-{mark}', '300'])\nreturn 42"
    assert plain.go(leaving).passed
    for body in ("os.kill(os.getppid(), 9)", "os.kill(-1, 9)"):
        assert not plain.run(f"import os\n\ndef go():\n    {body}\n    return 41\n").results[0].passed
    assert plain.go("return 42").passed


def test_what_the_answer_changed_is_named(trial: Trial) -> None:
    result = trial.go("import builtins\nbuiltins.callable = lambda x: True\nreturn 42")
    assert (result.input, result.came) == ("builtins.callable", "the answer changed it")
