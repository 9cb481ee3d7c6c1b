# mypy: ignore-errors
"""Runs inside the sandbox: loads an answer, runs checks on it, and reports. A script of its own, free of our modules.

One process, the keeper, reads a job from standard input and forks a child for each check; only children run the
candidate's code. A child reports to the keeper, and the keeper to the simulator, in lines that carry a keyed digest,
so that nothing that the code prints or writes can pass for a result; a check that did not report has failed.

The code runs in the same interpreter as its check, and could read and change much of it. So this file keeps its own
copy of the built-in functions, holds on to what it needs before the code is loaded, refuses ways into its frames with
an audit hook, and afterwards looks whether what the checks rely on is still what it was.
"""

import builtins

# Functions look built-ins up in the dictionary that their module had at their definition: a copy stays as it is.
__builtins__ = dict(vars(builtins))

import _thread
import ast
import errno
import faulthandler
import json
import math
import os
import reprlib
import select
import signal
import sys
import time
import types

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

try:
    import resource
except ImportError:
    resource = None

ANSWER, CHECKS = "answer.py", "checks.py"
LONGEST = 2000
HEAD, TAIL = 12_000, 4_000
PUBLIC_UID = 65534


def digest(key, data):
    return blake2b(data, key=key, digest_size=16).hexdigest().encode()


def sealed(key, fields):
    """A line that nobody without the key can write."""
    body = b" ".join(
        [str(field)[:LONGEST].encode("utf-8", "backslashreplace").hex().encode() or b"-" for field in fields]
    )
    return b"\n" + digest(key, body) + b" " + body + b"\n"


def unsealed(key, data):
    """The messages among what came: those whose seal is right."""
    for line in data.split(b"\n"):
        seal, _, body = line.partition(b" ")
        if body and seal == digest(key, body):
            yield [b"" if part == b"-" else bytes.fromhex(part.decode()) for part in body.split(b" ")]


# What checks say in place of pytest


class Failed(AssertionError):
    """A check that does not hold, with what was asked, expected, and came."""

    asked = expected = came = ""


def failed(asked, expected, came):
    failure = Failed(expected)
    failure.asked, failure.expected, failure.came = asked, expected, came
    return failure


class Raises:
    """`with raises(ValueError):` as in pytest."""

    def __init__(self, expected, match=None):
        self.expected, self.match, self.value, self.type = expected, match, None, None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        wanted = self.expected if isinstance(self.expected, tuple) else (self.expected,)
        words = " or ".join([error.__name__ for error in wanted])
        if kind is None:
            raise failed("", words, "no exception")
        if not issubclass(kind, wanted):
            return False
        if self.match is not None:
            import re

            if not re.search(self.match, str(value)):
                raise failed("", f"{words} that says {self.match!r}", shown(value))
        self.value, self.type = value, kind
        return True


class Approx:
    """`approx(0.3)` as in pytest, for a number or a sequence of numbers."""

    def __init__(self, expected, rel=1e-6, abs=1e-12):
        self.expected, self.rel, self.abs = expected, rel, abs

    def __eq__(self, came):
        if isinstance(self.expected, (list, tuple)):
            pairs = list(zip(self.expected, came))
            return len(came) == len(self.expected) and all([self.near(a, b) for a, b in pairs])
        return self.near(self.expected, came)

    def near(self, a, b):
        return isinstance(b, (int, float)) and math.isclose(a, b, rel_tol=self.rel, abs_tol=self.abs)

    def __repr__(self):
        return f"about {self.expected!r}"

    __hash__ = None


def pytest_stand_in():
    module = types.ModuleType("pytest")
    module.raises, module.approx = Raises, Approx

    def fail(reason=""):
        raise failed("", reason or "not to get here", "")

    module.fail = fail
    return module


SHORT = reprlib.Repr()
SHORT.maxlevel, SHORT.maxstring, SHORT.maxother, SHORT.maxlong = 5, 200, 200, 60
SHORT.maxlist = SHORT.maxtuple = SHORT.maxset = SHORT.maxfrozenset = SHORT.maxdeque = SHORT.maxdict = 12


def shown(value):
    """A value for people, at a sensible length."""
    try:
        if isinstance(value, BaseException):
            name, words = type(value).__name__, str(value)
            return f"{name}: {words}"[:400] if words else name
        return SHORT.repr(value)[:400]
    except BaseException as error:
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"


PLAIN = (int, float, complex, bool, str, bytes, bytearray, list, tuple, dict, set, frozenset, type(None))


def claims_equality(value, depth=0):
    """Whether the value, or one in it, has an __eq__ of the answer's own: such a thing could claim to be anything."""
    if type(value) in (int, float, complex, bool, str, bytes, bytearray, type(None)) or depth > 20:
        return False
    for method in ("__eq__", "__ne__", "__hash__"):
        code = getattr(getattr(type(value), method, None), "__code__", None)
        if code is not None and code.co_filename == ANSWER:
            return True
    if isinstance(value, (list, tuple, set, frozenset)):
        return any([claims_equality(item, depth + 1) for item in list(value)[:100_000]])
    if isinstance(value, dict):
        pairs = list(value.items())[:100_000]
        return any([claims_equality(item, depth + 1) for pair in pairs for item in pair])
    return False


def equal(left, right):
    """left == right; but plain data equals only what does not decide on equality itself."""
    if type(left) in PLAIN and claims_equality(right):
        return False
    if type(right) in PLAIN and claims_equality(left):
        return False
    return left == right


WORDS = {
    ast.Eq: "{}", ast.NotEq: "anything but {}", ast.Is: "{} itself", ast.IsNot: "anything but {} itself",
    ast.Lt: "less than {}", ast.LtE: "at most {}", ast.Gt: "more than {}", ast.GtE: "at least {}",
    ast.In: "something in {}", ast.NotIn: "nothing in {}",
}  # fmt: skip


class Rewriter(ast.NodeTransformer):
    """Turns asserts into code that remembers both sides. Names with an @ can't be those of the file."""

    def __init__(self, source):
        self.source = source
        self.table = []

    def visit_Assert(self, node):
        test = node.test
        single = isinstance(test, ast.Compare) and len(test.ops) == 1
        before = []
        if single:
            kind, left, right = type(test.ops[0]), test.left, test.comparators[0]
            before = [assigned("@left", left), assigned("@right", right)]
            if kind in (ast.Eq, ast.NotEq):
                verdict = called("@equal", loaded("@left"), loaded("@right"))
                if kind is ast.NotEq:
                    verdict = ast.UnaryOp(ast.Not(), verdict)
            else:
                verdict = ast.Compare(loaded("@left"), test.ops, [loaded("@right")])
            words = WORDS[kind]
        else:
            denied = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
            left = test.operand if denied else test
            before = [assigned("@left", left), assigned("@right", ast.Constant(None))]
            verdict = ast.UnaryOp(ast.Not(), loaded("@left")) if denied else loaded("@left")
            words = "false" if denied else "true"
        self.table.append((ast.get_source_segment(self.source, left) or "", words))
        about = ast.Dict([ast.Constant(n) for n in names_in(left)], [loaded(n) for n in names_in(left)])
        message = node.msg or ast.Constant(None)
        number = ast.Constant(len(self.table) - 1)
        failure = called("@failure", number, loaded("@left"), loaded("@right"), about, message)
        raising = ast.If(ast.UnaryOp(ast.Not(), verdict), [ast.Raise(failure, None)], [])
        statements = [*before, raising]
        for statement in statements:
            ast.copy_location(statement, node)
            for inner in ast.walk(statement):
                if isinstance(inner, (ast.expr, ast.stmt)) and not hasattr(inner, "lineno"):
                    ast.copy_location(inner, node)
            ast.fix_missing_locations(statement)
        return statements


def assigned(name, value):
    return ast.Assign([ast.Name(name, ast.Store())], value)


def loaded(name):
    return ast.Name(name, ast.Load())


def called(name, *arguments):
    return ast.Call(loaded(name), list(arguments), [])


def names_in(node):
    """The variables that a call is made with."""
    if not isinstance(node, ast.Call):
        return []
    inner = list(ast.walk(node))
    if any([isinstance(n, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)) for n in inner]):
        return []
    found = [n.id for argument in [*node.args, *node.keywords] for n in ast.walk(argument) if isinstance(n, ast.Name)]
    return list(dict.fromkeys(found))


def failures(table, noted):
    """The function that makes the exception of a failed assert."""

    def failure(number, left, right, about, message):
        asked, words = table[number]
        values = [f"{name} = {shown(value)}" for name, value in about.items() if type(value) in PLAIN]
        if values:
            asked = f"{asked} with {', '.join(values)}"
        expected = words.format(shown(right)) if "{}" in words else words
        if message is not None:
            expected = f"{expected} ({message})"
        made = failed(asked, expected, shown(left))
        noted.append(made)
        return made

    return failure


# What the code may not do


ALWAYS_REFUSED = frozenset(
    "sys._current_frames sys._current_exceptions sys.settrace sys.setprofile sys.addaudithook gc.get_objects "
    "gc.get_referrers gc.get_referents code.__new__ sys.monitoring.register_callback".split()
)
FRAMES = frozenset("tb_frame gi_frame cr_frame ag_frame".split())
MAY_LOOK = frozenset("collections typing enum abc types dataclasses functools warnings".split())
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = frozenset(
    "os.remove os.rmdir os.mkdir os.rename os.chmod os.chown os.link os.symlink os.truncate os.utime shutil.rmtree "
    "shutil.move shutil.copyfile os.setxattr os.removexattr".split()
)
STARTING = frozenset(
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.startfile pty.spawn os.forkpty".split()
)
LOCAL = frozenset(("127.0.0.1", "::1", "localhost", "", None, b"localhost", b"127.0.0.1"))


def guard(job, folder):
    """The audit hook of a child: keeps the harness out of reach, and, without a sandbox, the machine too."""
    here = globals()
    getframe, ident, realpath = sys._getframe, _thread.get_ident, os.path.realpath
    getpid, readlink, opened = os.getpid, os.readlink, open
    stdlib = os.path.dirname(os.__file__)
    busy = set()
    whole = job["guard"]
    homes = [realpath(path) for path in job["homes"]]
    readable = [realpath(path) for path in [folder, sys.base_prefix, sys.prefix, stdlib, *job["path"]]]
    writable = [realpath(folder)]
    me = getpid()

    def inside(path, roots):
        return any([path == root or path.startswith(root + "/") for root in roots])

    def place(path, at=-1):
        if isinstance(path, int):
            return None
        path = os.fsdecode(path)
        if isinstance(at, int) and at >= 0 and not path.startswith("/"):
            path = readlink(f"/proc/self/fd/{at}") + "/" + path
        return realpath(path)

    def modules_frame(frame):
        name = frame.f_code.co_filename
        if not (name.startswith(stdlib) or name.startswith("<frozen")):
            return ""
        return frame.f_globals.get("__name__", "").partition(".")[0]

    def check_frames(event):
        frame = getframe(2)
        if frame.f_globals is here:
            return
        first = modules_frame(frame)
        second = frame.f_back
        by_answer = second is not None and second.f_globals is not here and not modules_frame(second)
        if not first or (by_answer and first not in MAY_LOOK) or first in ("inspect", "pdb", "bdb"):
            if first == "inspect" and frame.f_code.co_name in ("getgeneratorstate", "getcoroutinestate"):
                return
            raise RuntimeError(f"{event} is not available while checks run")

    def descends(pid):
        for _ in range(50):
            if pid == me:
                return True
            try:
                with opened(f"/proc/{pid}/stat", "rb") as file:
                    pid = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                return False
        return False

    def outside(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            path = place(path)
            if path is None or path in ("/dev/null", "/dev/urandom", "/dev/random"):
                return
            writing = isinstance(flags, int) and flags & WRITING
            if writing and not inside(path, writable):
                raise PermissionError(errno.EACCES, "checks may write only in their own folder", path)
            if inside(path, homes) and not inside(path, readable):
                raise PermissionError(errno.EACCES, "checks may not read your files", path)
        elif event in ("os.listdir", "os.scandir", "os.chdir", "os.walk", "os.fwalk", "glob.glob"):
            path = place("." if arguments[0] is None else arguments[0])
            if path and inside(path, homes) and not inside(path, readable):
                raise PermissionError(errno.EACCES, "checks may not read your files", path)
        elif event in CHANGING:
            ats = [a for a in arguments if type(a) is int] if event not in ("os.chmod", "os.chown") else arguments[-1:]
            for path in [a for a in arguments[:2] if isinstance(a, (str, bytes)) or hasattr(a, "__fspath__")]:
                if event == "os.symlink" and path is arguments[0]:
                    continue
                found = place(path, ats[-1] if ats and event != "os.truncate" else -1)
                # The link itself is changed, not what it leads to; so its own place counts.
                if not inside(found, writable) and not inside(
                    realpath(os.path.dirname(os.fsdecode(path)) or "."), writable
                ):
                    raise PermissionError(errno.EACCES, "checks may change only their own folder", found)
                if found in writable:
                    raise PermissionError(errno.EACCES, "the folder of the check stays", found)
        elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
            address = arguments[1]
            if isinstance(address, tuple) and address[0] not in LOCAL and not str(address[0]).startswith("127."):
                raise PermissionError(errno.EACCES, f"checks have no network: {address[0]}")
            if isinstance(address, (str, bytes)) and address and not os.fsdecode(address).startswith("\0"):
                if not inside(place(address), writable):
                    raise PermissionError(errno.EACCES, "checks may connect only within their own folder")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            if arguments[0] not in LOCAL and not str(arguments[0]).startswith("127."):
                raise PermissionError(errno.EACCES, f"checks have no network: {arguments[0]}")
        elif event in ("os.kill", "signal.pidfd_send_signal"):
            if event == "os.kill" and not (arguments[0] > 0 and descends(arguments[0])):
                raise PermissionError(errno.EPERM, "checks may signal only their own processes")
        elif event == "os.killpg":
            if arguments[0] <= 0 or not descends(arguments[0]):
                raise PermissionError(errno.EPERM, "checks may signal only their own processes")
        elif event in STARTING:
            raise PermissionError(errno.EACCES, "checks may not start other programs on this machine")

    def hook(event, arguments):
        if event == "object.__getattr__":
            looked = arguments[1] in FRAMES
            if not looked:
                return
        thread = ident()
        if thread in busy:
            return
        busy.add(thread)
        try:
            if event == "sys._getframe" or event == "object.__getattr__":
                check_frames(event if event[0] == "s" else arguments[1])
            elif event == "object.__setattr__":
                if arguments[1] == "__code__":
                    raise RuntimeError("code can't be exchanged while checks run")
            elif event in ALWAYS_REFUSED:
                if getframe(1).f_globals is not here:
                    raise RuntimeError(f"{event} is not available while checks run")
            elif event.startswith("ctypes.") or (event == "import" and arguments[0] in ("ctypes", "_ctypes")):
                raise ImportError("ctypes is not available while checks run")
            elif event == "open" and isinstance(arguments[0], (str, bytes)) and "/mem" in place(arguments[0])[-4:]:
                raise PermissionError(errno.EACCES, "the memory of processes is not available while checks run")
            elif whole:
                outside(event, arguments)
        finally:
            busy.discard(thread)

    return hook


def snapshot(modules):
    """What checks rely on: the public functions and classes of these modules, and the methods of their classes."""
    taken = []
    for module in modules:
        for name, value in list(vars(module).items()):
            if name.startswith("_") and module is not builtins:
                continue
            if callable(value):
                taken.append((vars(module), f"{module.__name__}.{name}", name, value))
            if isinstance(value, type) and getattr(value, "__module__", "") == module.__name__:
                taken.extend(
                    [(vars(value), f"{module.__name__}.{name}.{n}", n, v) for n, v in list(vars(value).items())]
                    if value.__flags__ & (1 << 9)
                    else []
                )
    return taken


def changed(taken):
    """The name of something that is no longer what it was, or None."""
    for where, words, name, value in taken:
        if where.get(name, None) is not value and callable(value):
            return words
    return None


# Running one check, in a child


def position(error, file, last=True):
    """The line at which an exception passed through the file; 0 for none."""
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno or 0
    line, trace = 0, error.__traceback__
    for _ in range(100_000):
        if trace is None:
            break
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
            if not last:
                break
        trace = trace.tb_next
    return line


def load(answer, job, tree):
    """Runs the answer statement by statement, so that a demonstration that fails takes nothing else with it.

    Gives the first error as (words, line), or None.
    """
    flags = 0
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            import __future__

            for name in statement.names:
                flags |= getattr(__future__, name.name).compiler_flag
    first = None
    for statement in tree.body:
        code = compile(ast.Module([statement], []), ANSWER, "exec", flags, True)
        try:
            exec(code, vars(answer))
        except BaseException as error:
            if first is None:
                first = (shown(error), position(error, ANSWER))
    return first


def supply(answer, names, aliases):
    """Puts the names that the checks import in place; gives those that are missing."""
    missing = []
    for name in names:
        if name in vars(answer):
            continue
        found, path = answer, aliases.get(name, "").split(".")
        try:
            for number, part in enumerate(path):
                found = vars(answer)[part] if number == 0 else getattr(found(), part)
        except BaseException:
            missing.append(name)
            continue
        setattr(answer, name, found)
    return missing


def run_child(job, check, plan, key, report_fd, output_fd, trace_fd, folder):
    """Everything that happens in a child; never returns."""
    write, leave, flushing = os.write, os._exit, (sys.stdout, sys.stderr)
    clock = time.perf_counter

    def tell(*fields):
        for stream in flushing:
            try:
                stream.flush()
            except BaseException:
                pass
        data = sealed(key, fields)
        while data:
            data = data[write(report_fd, data) :]

    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(output_fd, 1)
        os.dup2(output_fd, 2)
        for descriptor in (null, output_fd):
            if descriptor > 2:
                os.close(descriptor)
        for descriptor in job["close"]:
            os.close(descriptor)
        os.chdir(folder)
        limit(job, check)
        faulthandler.register(signal.SIGXCPU, file=trace_fd, all_threads=True, chain=True)
        faulthandler.register(signal.SIGUSR2, file=trace_fd, all_threads=True, chain=True)
        _thread.stack_size(1 << 20)
        os.environ.clear()
        os.environ.update(job["environment"], HOME=folder, TMPDIR=folder, PWD=folder)
        answer = types.ModuleType("answer")
        answer.__file__ = ANSWER
        sys.modules["answer"] = answer
        noted = []
        private = dict(vars(builtins))
        space = {
            "__builtins__": private,
            "__name__": "checks",
            "@equal": equal,
            "@failure": failures(plan.table, noted),
        }
        tracked = plan.tracked
        modules = sys.modules
        sys.argv = [ANSWER]
        sys.modules["__main__"] = types.ModuleType("__main__")
        if "asyncio" in sys.modules:
            run_async = sys.modules["asyncio"].run
        else:
            run_async = None
        sys.addaudithook(guard(job, folder))
        problem = load(answer, job, plan.answer)
        missing = supply(answer, job["names"], job["aliases"])
        tell("loaded", *(problem or ("", 0)), " ".join(missing))
        modules["answer"] = answer
        if missing:
            leave(0)
        began = clock()
        try:
            exec(plan.code, space)
            function = space[check["name"]]
            for name in plan.tests:
                space.pop(name, None)
            own = [(space, name, name, value) for name, value in list(space.items()) if callable(value)]
            own += [(private, name, name, value) for name, value in list(private.items())]
            arguments = ()
            if check["tmp_path"]:
                import pathlib

                arguments = (pathlib.Path(folder),)
            if check["async"]:
                run_async(function(*arguments))
            else:
                function(*arguments)
        except BaseException as error:
            took = clock() - began
            line = position(error, ANSWER)
            asked = plan.statement(position(error, CHECKS, last=True))
            if isinstance(error, Failed):
                tell("failed", took, error.asked or asked, error.expected, error.came, line)
            else:
                tell("error", took, asked, "", shown(error), line)
            leave(0)
        took = clock() - began
        meddled = changed(tracked) or changed(own)
        if meddled:
            tell("failed", took, meddled.replace("@", ""), "to stay as it is", "the answer changed it", 0)
        elif noted:
            tell("failed", took, noted[0].asked, noted[0].expected, noted[0].came, 0)
        else:
            tell("passed", took, "", "", "", 0)
    except BaseException as error:
        try:
            tell("error", 0, "", "", shown(error), 0)
        except BaseException:
            pass
    leave(0)


def limit(job, check):
    """Puts the limits on a child in force. What can't be limited here is said in the report on containment."""
    limits = job["limits"]
    os.umask(0o077)
    try:
        os.nice(5)
    except OSError:
        pass
    seconds = max(1, math.ceil(check["seconds"]))

    def within(name, value, hard=None):
        number = getattr(resource, name, None) if resource is not None else None
        if number is None:
            return
        try:
            most = resource.getrlimit(number)[1]
            hard = value if hard is None else hard
            if most != resource.RLIM_INFINITY:
                value, hard = min(value, most), min(hard, most)
            resource.setrlimit(number, (value, hard))
        except (OSError, ValueError):
            pass

    within("RLIMIT_CORE", 0)
    within("RLIMIT_CPU", seconds, seconds + 1)
    within("RLIMIT_FSIZE", limits["file"])
    within("RLIMIT_NOFILE", limits["files"])
    within("RLIMIT_AS", limits["memory"])
    within("RLIMIT_MEMLOCK", 0)
    within("RLIMIT_MSGQUEUE", 0)
    if os.geteuid() == 0:
        os.setgroups([])
        for uid in (job["uid"], PUBLIC_UID):
            try:
                os.setresgid(uid, uid, uid)
                os.setresuid(uid, uid, uid)
                break
            except OSError:
                continue
        if 0 in os.getresuid():
            raise RuntimeError("checks may not run as root")
    within("RLIMIT_NPROC", limits["processes"])
    # The signal that says that a file is full would end the process without a word; an error says more.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


# Keeping the children, in the keeper


class Plan:
    """All that can be prepared before the answer runs."""

    def __init__(self, job):
        self.answer = ast.parse(job["answer"], ANSWER)
        tree = ast.parse(job["checks_source"], CHECKS)
        self.lines = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt) and not isinstance(
                node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
            ):
                compound = hasattr(node, "body")
                for line in range(node.lineno, (node.lineno if compound else node.end_lineno) + 1):
                    self.lines[line] = node
        self.source = job["checks_source"]
        rewriter = Rewriter(self.source)
        rewritten = rewriter.visit(tree)
        self.table = rewriter.table
        self.code = compile(rewritten, CHECKS, "exec", dont_inherit=True)
        self.tests = [check["name"] for check in job["all_checks"]]
        used = imported(self.answer) | imported(tree)
        stand_in = pytest_stand_in()
        sys.modules["pytest"] = stand_in
        if any([check["async"] for check in job["checks"]]):
            used.add("asyncio")
        for name in sorted(used):
            root = name.partition(".")[0]
            if (root in sys.stdlib_module_names or root in job["needs"]) and root not in (
                "antigravity",
                "this",
                "ctypes",
            ):
                try:
                    __import__(name)
                except BaseException:
                    pass
        relied = [sys.modules[n] for n in sorted(imported(tree)) if n in sys.modules and n not in ("sys", "answer")]
        self.tracked = snapshot([builtins, stand_in, *[module for module in relied if module is not stand_in]])

    def statement(self, line):
        node = self.lines.get(line)
        if node is None:
            return ""
        text = ast.get_source_segment(self.source, node) or ""
        if hasattr(node, "body"):
            text = text.partition("\n")[0]
        return text.removeprefix("assert ").strip()[:400]


def imported(tree):
    """The modules that a file imports anywhere, by their full names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update([name.name for name in node.names])
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


class Child:
    """A check that is running."""

    def __init__(self, check, pid, key, pipes, folder):
        self.check, self.pid, self.key, self.folder = check, pid, key, folder
        self.report, self.output, self.trace = pipes
        self.began = time.monotonic()
        self.messages, self.traced = b"", b""
        self.head, self.tail, self.size = b"", b"", 0
        self.loaded_at = None
        self.why = ""
        self.status = None

    def took(self):
        return time.monotonic() - self.began

    def open(self):
        """The ends of its pipes that may still give something."""
        return [descriptor for descriptor in (self.report, self.output, self.trace) if descriptor >= 0]

    def close(self, descriptor):
        os.close(descriptor)
        for name in ("report", "output", "trace"):
            if getattr(self, name) == descriptor:
                setattr(self, name, -1)

    def read(self, descriptor):
        """Reads what is there; whether there may be more."""
        try:
            data = os.read(descriptor, 65536)
        except OSError:
            return False
        if descriptor == self.report:
            self.messages = (self.messages + data)[-200_000:]
            if self.loaded_at is None and any([m[0] == b"loaded" for m in unsealed(self.key, self.messages)]):
                self.drain(self.output)
                self.loaded_at = self.size
        elif descriptor == self.output:
            self.size += len(data)
            room = HEAD - len(self.head)
            self.head += data[:room]
            self.tail = (self.tail + data[room:])[-TAIL:] if len(data) > room else self.tail
        else:
            self.traced = (self.traced + data)[:20_000]
        return bool(data)

    def drain(self, descriptor):
        for _ in range(100):
            if not select.select([descriptor], [], [], 0)[0] or not self.read(descriptor):
                break

    def reported(self):
        return any([m[0] != b"loaded" for m in unsealed(self.key, self.messages)])


class Keeper:
    """Runs the checks of a job, several at a time, and sends each result as it comes."""

    def __init__(self, job, out):
        self.job, self.out = job, out
        self.key = bytes.fromhex(job["key"])
        self.children = []
        self.last_watch = time.monotonic()

    def send(self, **message):
        data = sealed_json(self.key, message)
        while data:
            data = data[os.write(self.out, data) :]

    def start(self, check, number, plan):
        folder = os.path.join(self.job["folder"], f"check-{number}")
        os.mkdir(folder, 0o700)
        if os.geteuid() == 0:
            os.chmod(folder, 0o777)
        key = os.urandom(32)
        pipes = [os.pipe() for _ in range(3)]
        pid = os.fork()
        if pid == 0:
            mine = [self.out, *[reading for reading, _ in pipes]]
            for child in self.children:
                mine += child.open()
            self.job["close"] = [descriptor for descriptor in mine if descriptor > 2]
            self.children, self.key = [], b""
            run_child(self.job, check, plan, key, pipes[0][1], pipes[1][1], pipes[2][1], folder)
            os._exit(1)
        for _, writing in pipes:
            os.close(writing)
        child = Child(check, pid, key, [reading for reading, _ in pipes], folder)
        self.children.append(child)

    def run(self, plan):
        waiting = list(enumerate(self.job["checks"]))
        ends = time.monotonic() + self.job["limits"]["total"]
        while waiting or self.children:
            if time.monotonic() > ends:
                for child in self.children:
                    child.why = child.why or "timed out"
                    self.end(child)
                for _, check in waiting:
                    self.send(check=check["name"], outcome="timed out", came="the time for all checks was used up")
                return
            while waiting and len(self.children) < self.job["at_once"]:
                number, check = waiting.pop(0)
                self.start(check, number, plan)
            if not self.wait():
                return

    def wait(self):
        """Reads what comes, and ends children that are done or over a limit; False if the simulator is gone."""
        sources = {0: None}
        for child in self.children:
            sources.update(dict.fromkeys(child.open(), child))
        ready, _, _ = select.select(list(sources), [], [], 0.02)
        for descriptor in ready:
            child = sources[descriptor]
            if child is None:
                if not os.read(0, 4096):
                    self.kill_all()
                    return False
            elif not child.read(descriptor):
                child.close(descriptor)
        now = time.monotonic()
        if now - self.last_watch > 0.2:
            self.last_watch = now
            self.watch()
        for child in list(self.children):
            if child.reported() or self.is_over(child) or self.is_gone(child):
                self.end(child)
        return True

    def is_gone(self, child):
        if child.status is None:
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                child.status = status
        return child.status is not None

    def is_over(self, child):
        if child.took() > 2 * child.check["seconds"] + 0.5:
            child.why = "timed out"
        elif child.size > self.job["limits"]["output"]:
            child.why = "too much output"
        return child.why

    def watch(self):
        """Ends what takes too much memory or disk all in all."""
        limits = self.job["limits"]
        for child, size in weights(self.children).items():
            if size > limits["memory"] * 1.25:
                child.why = "too much memory"
        if limits["folder"]:
            for child in self.children:
                if filled(child.folder) > limits["folder"]:
                    child.why = "too much on disk"

    def end(self, child):
        """Ends a child with all its processes, and reports on its check."""
        if child.status is None and child.why == "timed out":
            # Asks where it is, before it goes.
            signalled(child.pid, signal.SIGUSR2)
            until = time.monotonic() + 0.3
            while child.trace >= 0 and time.monotonic() < until and not self.is_gone(child):
                if select.select([child.trace], [], [], 0.02)[0] and not child.read(child.trace):
                    break
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except OSError:
            pass
        if child.status is None:
            signalled(child.pid, signal.SIGKILL)
            child.status = os.waitpid(child.pid, 0)[1]
        for descriptor in child.open():
            child.drain(descriptor)
            child.close(descriptor)
        self.children.remove(child)
        self.send(**verdict(child, self.job["limits"]))

    def kill_all(self):
        for child in self.children:
            for kill in (os.killpg, os.kill):
                try:
                    kill(child.pid, signal.SIGKILL)
                except OSError:
                    pass


def signalled(pid, number):
    try:
        os.kill(pid, number)
    except OSError:
        pass


def verdict(child, limits):
    """What became of a check, as plain values."""
    told = list(unsealed(child.key, child.messages))
    text = [[part.decode("utf-8", "replace") for part in message] for message in told]
    loads = [message for message in text if message[0] == "loaded"]
    ends = [message for message in text if message[0] in ("passed", "failed", "error")]
    split = child.loaded_at if child.loaded_at is not None else child.size
    whole = child.head + (b"\n...\n" if child.size > HEAD + TAIL else b"") + child.tail
    found = {
        "check": child.check["name"],
        "seconds": round(child.took(), 4),
        "loading": whole[:split].decode("utf-8", "replace"),
        "output": whole[split:].decode("utf-8", "replace"),
        "load_error": loads[0][1] if loads else "",
        "load_line": int(loads[0][2]) if loads else 0,
        "missing": loads[0][3].split() if loads else [],
        "loaded": bool(loads),
    }
    killed = os.WTERMSIG(child.status) if os.WIFSIGNALED(child.status) else 0
    if child.why == "timed out" or killed == signal.SIGXCPU or (killed and child.traced and not child.why):
        words = "the time ran out" if loads else "the time ran out while the answer was loading"
        return {**found, "outcome": "timed out", "came": words, "line": traced_line(child.traced)}
    if child.why:
        return {**found, "outcome": "error", "came": child.why, "line": traced_line(child.traced)}
    if ends:
        outcome, took, asked, expected, came, line = ends[0]
        found["seconds"] = round(float(took), 4)
        return {**found, "outcome": outcome, "input": asked, "expected": expected, "came": came, "line": int(line)}
    if found["missing"]:
        words = found["load_error"] or f"{', '.join(found['missing'])} is not defined"
        return {**found, "outcome": "error", "came": words, "line": found["load_line"]}
    words = "the code was killed" if killed else "the code ended the process"
    if killed == signal.SIGSEGV:
        words = "the interpreter crashed"
    return {**found, "outcome": "error", "came": words, "line": 0}


def traced_line(data):
    """The innermost line of the answer in a dump of the stack; 0 if there is none."""
    needle = b'File "' + ANSWER.encode() + b'", line '
    for line in data.split(b"\n"):
        _, found, rest = line.partition(needle)
        if found:
            number = rest.split(b" ")[0]
            return int(number) if number.isdigit() else 0
    return 0


def weights(children):
    """How much memory the processes of each child take, in bytes; nothing where /proc does not tell."""
    parents, sizes = {}, {}
    try:
        pids = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return {}
    for pid in pids:
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        # Of a process that has left its parent, the session may still tell where it came from.
        parents[int(pid)] = (int(fields[1]), int(fields[3]))
        sizes[int(pid)] = int(fields[21]) * PAGE
    found = dict.fromkeys(children, 0)
    by_pid = {child.pid: child for child in children}
    for pid in parents:
        at = pid
        for _ in range(100):
            parent, session = parents.get(at, (0, 0))
            child = by_pid.get(at) or by_pid.get(session)
            if child is not None:
                found[child] += sizes[pid]
                break
            if parent <= 1 or parent == os.getpid():
                break
            at = parent
    return found


PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def filled(folder, most=5000):
    """How many bytes the files below a folder take; of many files, the first."""
    total, folders, seen = 0, [folder], 0
    while folders and seen < most:
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


def sealed_json(key, message):
    body = json.dumps(message).encode()
    return b"\n" + digest(key, body) + b" " + body + b"\n"


def adopt_orphans():
    """Makes processes that leave their parents ours, so that they can be ended. On Linux only."""
    try:
        import ctypes

        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    except Exception:
        pass


def end_orphans():
    """Ends every process that descends from this one."""
    me = os.getpid()
    for _ in range(20):
        found = []
        try:
            for name in os.listdir("/proc"):
                if name.isdigit():
                    with open(f"/proc/{name}/stat", "rb") as file:
                        if int(file.read().rpartition(b")")[2].split()[1]) == me:
                            found.append(int(name))
        except (OSError, ValueError, IndexError):
            pass
        if not found:
            return
        for pid in found:
            signalled(pid, signal.SIGKILL)
        for _ in found:
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                break


def main():
    job = json.loads(sys.stdin.buffer.readline())
    out = os.dup(1)
    os.set_inheritable(out, False)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    sys.path.extend(job["path"])
    sys.dont_write_bytecode = True
    if job["adopt"]:
        adopt_orphans()
    keeper = Keeper(job, out)
    try:
        plan = Plan(job)
    except SyntaxError as error:
        keeper.send(broken=shown(error), line=error.lineno or 0)
        return
    keeper.run(plan)
    if job["adopt"]:
        end_orphans()
    keeper.send(done=True)


if __name__ == "__main__":
    main()
