"""The inner loops of grading once more, compiled, for whoever grades thousands of answers.

Each module here does what the one of the same name in `simulator.grading` does. That one says what is right, and is
used wherever nothing was compiled. Names are the same here and there, so that the two can be read side by side, and
tests/grading/test_compiled.py holds their answers against each other. What knows about language (stems, misspellings,
negation, clauses) is not done again but called.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from types import ModuleType

VARIABLE = "MOCK_INTERVIEW_NO_COMPILED"
_FOLDER = Path(__file__).parent


@cache
def quickest(name: str) -> ModuleType:
    """The module of that name: compiled where that can be used, else in Python."""
    if not why_not():
        with suppress(ImportError):
            return import_module(f"{__name__}.{name}")
    return import_module(f"simulator.grading.{name}")


def why_not() -> str:
    """Why what is compiled is not used, in a few words; empty if it is."""
    if os.environ.get(VARIABLE):
        return f"{VARIABLE} is set"
    compiled = [path.stat().st_mtime for path in _FOLDER.glob(f"*{EXTENSION_SUFFIXES[0]}")]
    if not compiled:
        return "no C compiler was found when it was installed"
    # A wheel holds no sources; in a checkout they may have changed since.
    sources = [path.stat().st_mtime for pattern in ("*.pyx", "*.pxd") for path in _FOLDER.glob(pattern)]
    if max(sources, default=0.0) > min(compiled):
        return "its source has changed since it was installed"
    return ""
