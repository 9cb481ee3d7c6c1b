"""Counts of errors in a log file that does not fit into memory."""

import gc
import inspect
import tracemalloc
import warnings

from answer import count_errors

NAMES = ("count_errors",)

STARTER = '''def count_errors(path):
    """Read the log file at the path; give a dictionary from each kind of
    error to how often it occurs."""
'''

EXAMPLES = """A line of the log has a date, a time, a level, and for an error its kind and a message:
    2026-03-01 12:00:05 ERROR TimeoutError: no answer from the database
    2026-03-01 12:00:06 INFO started worker 3
For these two lines count_errors("app.log") gives {"TimeoutError": 1}: only lines of level ERROR count."""

WRONG = {
    "test_counts_each_kind": """
def count_errors(path):
    kinds = {}
    with open(path) as log:
        for line in log:
            parts = line.split()
            if len(parts) > 3 and parts[2] == "ERROR":
                kinds[parts[3].rstrip(":")] = 1
    return kinds
""",
    "test_only_errors": """
from collections import Counter
def count_errors(path):
    with open(path) as log:
        return Counter(line.split()[3].rstrip(":") for line in log if len(line.split()) > 3)
""",
    "test_the_word_in_a_message": """
from collections import Counter
def count_errors(path):
    with open(path) as log:
        return Counter(line.split()[3].rstrip(":") for line in log if "ERROR" in line and len(line.split()) > 3)
""",
    "test_messages_with_colons": """
import re
from collections import Counter
def count_errors(path):
    kinds = Counter()
    with open(path) as log:
        for line in log:
            if match := re.match(r"\\S+ \\S+ ERROR (.+): ", line):
                kinds[match[1]] += 1
    return kinds
""",
    "test_lines_that_do_not_fit": """
from collections import Counter
def count_errors(path):
    kinds = Counter()
    with open(path) as log:
        for line in log:
            date, time, level, kind, *message = line.split()
            if level == "ERROR":
                kinds[kind.rstrip(":")] += 1
    return kinds
""",
    "test_empty_file": """
def count_errors(path):
    kinds = {}
    with open(path) as log:
        line = next(log)
        while line:
            parts = line.split()
            if len(parts) > 3 and parts[2] == "ERROR":
                kind = parts[3].rstrip(":")
                kinds[kind] = kinds.get(kind, 0) + 1
            line = next(log, "")
    return kinds
""",
    "test_last_line_without_an_end": """
from collections import Counter
def count_errors(path):
    kinds, rest = Counter(), ""
    with open(path) as log:
        while block := log.read(4096):
            *lines, rest = (rest + block).split("\\n")
            for line in lines:
                parts = line.split()
                if len(parts) > 3 and parts[2] == "ERROR":
                    kinds[parts[3].rstrip(":")] += 1
    return kinds
""",
    "test_a_large_file_in_constant_memory": """
from collections import Counter
def count_errors(path):
    with open(path) as log:
        lines = log.readlines()
    parts = [line.split() for line in lines]
    return Counter(part[3].rstrip(":") for part in parts if len(part) > 3 and part[2] == "ERROR")
""",
    "test_two_files": """
kinds = {}
def count_errors(path):
    with open(path) as log:
        for line in log:
            parts = line.split()
            if len(parts) > 3 and parts[2] == "ERROR":
                kind = parts[3].rstrip(":")
                kinds[kind] = kinds.get(kind, 0) + 1
    return kinds
""",
    "test_the_file_is_closed": """
from collections import Counter
def count_errors(path):
    kinds = Counter()
    for line in open(path):
        parts = line.split()
        if len(parts) > 3 and parts[2] == "ERROR":
            kinds[parts[3].rstrip(":")] += 1
    return kinds
""",
}

LOG = """2026-03-01 12:00:01 INFO started worker 3
2026-03-01 12:00:05 ERROR TimeoutError: no answer from the database
2026-03-01 12:00:06 WARN DiskSpace: 5 per cent left
2026-03-01 12:00:09 ERROR KeyError: 'user'
2026-03-01 12:00:09 ERROR TimeoutError: no answer from the cache
2026-03-01 12:00:11 INFO stopped worker 3
"""


def counts(folder, text, name="app.log"):
    """The counts as a plain dictionary, also of an answer that takes an open file, or gives pairs."""
    path = folder / name
    if text is not None:
        path.write_text(text)
    first = next(iter(inspect.signature(count_errors).parameters), "path")
    if first in ("lines", "file", "f", "fp", "log", "stream", "source", "handle", "fh"):
        with path.open() as file:
            return dict(count_errors(file))
    return dict(count_errors(str(path)))


def test_counts_each_kind(tmp_path):
    """how often each kind of error occurs
    Weight: 2
    Visible.
    """
    assert counts(tmp_path, LOG) == {"TimeoutError": 2, "KeyError": 1}


def test_only_errors(tmp_path):
    """lines of other levels do not count
    Visible.
    """
    text = "2026-03-01 12:00:01 INFO started: now\n2026-03-01 12:00:06 WARN DiskSpace: 5 per cent left\n"
    assert counts(tmp_path, text + LOG) == {"TimeoutError": 2, "KeyError": 1}


def test_the_word_in_a_message(tmp_path):
    """a line that only mentions ERROR is none"""
    text = "2026-03-01 12:00:00 INFO Report: 3 ERROR lines so far\n2026-03-01 12:00:01 WARN ERROR: rate is high\n"
    assert counts(tmp_path, text + LOG) == {"TimeoutError": 2, "KeyError": 1}


def test_messages_with_colons(tmp_path):
    """the kind ends at the first colon, whatever the message holds"""
    text = "2026-03-01 12:00:00 ERROR OSError: [Errno 2] no such file: config: /etc/app\n"
    assert counts(tmp_path, text) == {"OSError": 1}


def test_lines_that_do_not_fit(tmp_path):
    """empty lines, stack traces and half a line do not stop it
    Weight: 2
    """
    text = '\n\nTraceback (most recent call last):\n  File "app.py", line 3\n----\n2026-03-01 12:00:00\n'
    assert counts(tmp_path, text + LOG + "\n2026-03-01 12:00") == {"TimeoutError": 2, "KeyError": 1}


def test_empty_file(tmp_path):
    """an empty file gives nothing"""
    assert counts(tmp_path, "") == {}


def test_last_line_without_an_end(tmp_path):
    """the last line counts, though no line break follows it"""
    assert counts(tmp_path, LOG + "2026-03-01 12:00:12 ERROR KeyError: 'name'") == {"TimeoutError": 2, "KeyError": 2}


def test_two_files(tmp_path):
    """a second file is counted from zero"""
    counts(tmp_path, LOG)
    assert counts(tmp_path, LOG, "other.log") == {"TimeoutError": 2, "KeyError": 1}


def test_the_file_is_closed(tmp_path):
    """the file is closed at the end"""
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always")
        assert counts(tmp_path, LOG) == {"TimeoutError": 2, "KeyError": 1}
        gc.collect()
    assert [str(note.message) for note in noted if note.category is ResourceWarning] == []


def test_a_large_file_in_constant_memory(tmp_path):
    """a file of 150,000 lines, with less than a third of it in memory at any time
    Weight: 3
    Seconds: 10
    """
    with (tmp_path / "app.log").open("w") as file:
        for number in range(50):
            some = [
                f"2026-03-01 12:00:05 ERROR Kind{n % 5}Error: request {number:05}-{n:05} was given up after a while\n"
                for n in range(3_000)
            ]
            file.writelines(some)
            size = file.tell()
    del some
    tracemalloc.start()
    came = counts(tmp_path, None)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert came == {f"Kind{n}Error": 30_000 for n in range(5)}
    assert peak < size / 3, "bytes"
