"""A table of small cases for each ability of the pattern language: yes, no, and nearly."""

from __future__ import annotations

import pytest

from simulator.grading.analysis import analyse
from simulator.grading.pattern import Synonyms, parse
from simulator.grading.pattern_set import MatcherMaker, PatternSet
from tests.grading.matchers import MATCHERS

SYNONYMS = {"cpu-bound": '"cpu bound" | "number crunching" | compute*', "lazily": 'lazy | lazily | "on demand"'}


def holds(pattern: str, answer: str, matcher: MatcherMaker) -> bool:
    patterns = PatternSet()
    group = patterns.add([parse(pattern, Synonyms(SYNONYMS))])
    text = analyse(answer)
    return patterns.matcher(matcher).read(text, range(len(text.sentences))).first_found(group) is not None


LETTERS = "abcdefghijklmnopqrstuvwxyz"
MANY = [f"part{a}{b}" for a in LETTERS[:9] for b in LETTERS[:8]]
"""More than a machine word has bits."""

CASES: list[tuple[str, str, bool]] = [
    # words, stems and spelling
    ("protect memory", "The lock protects the memory.", True),
    ("protect memory", "Memory is what the lock protects.", True),
    ("protect memory", "The lock protects. Memory is cheap.", False),
    ("serialise", "It is serialized first.", True),
    ("import!", "This is important.", False),
    ("import", "This is important.", False),
    ("iterator", "You get an itertor.", True),
    ("copy", "Use deepcopy here.", False),
    ("deepcopy", "Make a copy of it.", False),
    ("match", "You search the text.", False),
    ("`__init__`", "Override __new__ instead.", False),
    ("mutable", "Tuples are immutable.", False),
    ("hold", "It helps a bit.", False),
    # code with a placeholder
    ("`maxsize=X`", "Set maxsize=128 on it.", True),
    ("`maxsize=X`", "The maxsize is set to 128.", True),
    ("`maxsize=X`", "It has no maxsize.", False),
    ("`sorted(X, key=X)`", "Call sorted(rows, key=len) on it.", True),
    ("`sorted(X, key=X)`", "Call sorted(rows) on it.", False),
    # wild cards
    ("thread*", "Multiple threads run.", True),
    ("*thread*", "That is multithreading.", True),
    ("de*ator", "A decorator.", True),
    ("thread*", "A read lock.", False),
    # alternatives, nesting, at least k
    ("(fast | quick) (list | dict)", "A dict is quick.", True),
    ("(fast | quick) (list | dict)", "A dict is slow.", False),
    ("(no cost here | very cheap)", "It is very, very cheap.", True),
    ("2 of (logging | auth* | caching)", "For logging and authentication.", True),
    ("2 of (logging | auth* | caching)", "For logging and logging.", False),
    ("[answer] 2 of (logging | auth* | caching)", "For logging. Also for caching.", True),
    # phrases
    ('"reference count"', "It keeps a reference count.", True),
    ('"reference count"', "reference-counted objects", True),
    ('"reference count"', "Count each reference.", False),
    ('"one * time"', "one at time", True),
    # scopes
    ("[near 3] thread io", "threads are for I/O", True),
    ("[near 3] thread io", "threads are, in my own experience, best for I/O", False),
    ("[clause] thread io", "threads for I/O and processes for CPU", True),
    ("[clause] thread cpu", "threads for I/O and processes for CPU", False),
    ("[clause] thread io", "For I/O-bound work, use threads.", True),
    ("[clause] process io", "use threads for I/O, processes for CPU", False),
    (f"[sentences 2] {' '.join(MANY)}", f"{' '.join(MANY[::2])}. {' '.join(MANY[1::2])}.", True),
    (f"[sentences 2] {' '.join(MANY)}", f"{' '.join(MANY[::2])}. {' '.join(MANY[3::2])}.", False),
    ("[sentences 2] lock memory count", "There is a lock. Memory has a count.", True),
    ("[sentences 2] lock memory count", "There is a lock. There is memory. There is a count.", False),
    ("[answer] lock memory count", "There is a lock. There is memory. There is a count.", True),
    ("[answer] lock memory count thread", "There is a lock. There is memory. There is a count.", False),
    ("[code] with open", "I open it with care.", False),
    ("[code] `with open`", "Like this:\n\n    with open(name) as file:\n        pass\n", True),
    # order
    ("run .. instead .. system", "Use run instead of os.system.", True),
    ("run .. instead .. system", "Use os.system instead of run.", False),
    # negation, and where its scope ends
    ("read .. all", "First read it, all of it.", True),
    ("read .. all", "Do not read, all of it, read.", False),
    ("affect jython", "It affects Jython too.", True),
    ("affect jython", "It doesn't affect Jython.", False),
    ("not affect jython", "It doesn't affect Jython.", True),
    ("not affect jython", "It affects Jython too.", False),
    ("affect jython", "It doesn't matter, but it affects Jython.", True),
    ("affect jython", "It never affects Jython.", False),
    ("not copy", "Nothing is copied.", True),
    ("not copy", "It avoids copying.", True),
    ("not copy", "Share it rather than copy it.", True),
    ("copy", "I'd rather copy it.", True),
    ("not copy", "I'd rather copy it.", False),
    ("not copy", "It is built without copying.", True),
    ("not copy", "It does not only copy.", False),
    ("copy", "Not only is it copied.", True),
    ("copy", "Don't forget to copy it.", True),
    ("affect jython", "It didn't, since it affects Jython.", True),
    ("affect jython", "There is no. It affects Jython.", True),
    ("not list", "It is not a list but an iterator.", True),
    ("copy", "It is nothing but a copy.", True),
    ("[clause] asyncio crunch", "For waiting I use asyncio, and for number crunching I use NumPy.", False),
    ("[clause] use share", "For this, I use threads, they share it.", False),
    ("maybe not copy", "It is copied.", True),
    ("maybe not copy", "It isn't copied.", True),
    ("affect jython", "People think that it affects Jython.", False),
    ("thread cpu unless slower", "Threads use the CPU.", True),
    ("thread cpu unless slower", "Threads are slower on the CPU.", False),
    # synonyms
    ("$cpu-bound process", "For number crunching I take processes.", True),
    ("$lazily", "Items are made on demand.", True),
    # code, with and without its decoration
    ("`__exit__`", "its __exit__ runs", True),
    ("`__exit__`", "the dunder exit runs", True),
    ("`__exit__`", "the exit method runs", True),
    ("`__exit__`", "there is no exit from this", False),
    ("`functools.wraps`", "put @functools.wraps(f) on it", True),
    ("`functools.wraps`", "put @wraps(f) on it", True),
    ("`functools.wraps`", "add functools.wraps", True),
    ("`functools.wraps`", "it wraps the function", False),
    ("`shell=True`", "with shell=True, the string goes to sh", True),
    ("`shell=True`", "with shell set to true", True),
    ("`shell=True`", "run it in the shell, true", False),
    ("`O(log n)`", "push is O(log n)", True),
    ("`O(log n)`", "push is o( log(n) )", True),
    ("`O(log n)`", "push is O(n log n)", False),
    ("`[:]`", "take items[:] of it", True),
    ("`[:]`", "take items[1] of it", False),
    ("3.13", "new in Python 3.13", True),
    ("3.13", "new in Python 3.12", False),
    ("256", "from -5 to 256", True),
    ("`raise X from`", "raise AppError('x') from error", True),
    ("`field(default_factory=list)`", "tags: list = field(default_factory=list)", True),
    ("`==`", "a == b compares values", True),
    ("`==`", "a = b binds a name", False),
    ("`:=`", "while chunk := read():", True),
]


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize(("pattern", "answer", "expected"), CASES)
def test_pattern(pattern: str, answer: str, expected: bool, matcher: MatcherMaker) -> None:
    assert holds(pattern, answer, matcher) is expected
