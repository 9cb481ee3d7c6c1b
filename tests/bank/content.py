"""A small library on disk that is in order, for tests to damage."""

from __future__ import annotations

from pathlib import Path

BANK = """\
topic: memory
title: Memory
questions:
  - id: gc
    prompt: How does CPython free memory?
    kind: explain
    difficulty: hard
    topics: [memory, internals]
    asked_by: [Google, Meta]
    minutes: 5
    sources: [004/signals/4, 003/7]
    rubric: gc
    model_answer: |
      It counts references.

      Cycles are found by a collector.
  - id: google-gc
    prompt: How does the collector work?
    kind: code
    difficulty: easy
    topics: [memory]
    asked_by: [Google]
    minutes: 3
    sources: [004/google/2]
    rubric: gc
    model_answer: Like this.
"""

RUBRIC = """\
rubrics:
  - id: gc
    criteria:
      - id: counting
        signal: Knows that references are counted.
        weight: 2
        sources: ['004/signals/4#1']
        probe: When is an object freed at the latest?
        shown: |
          # the count itself
          $refcount (zero | drop)

            count reach zero
        partly: |
          count reference
        accept: [It counts references., Once nobody points to it it goes.]
        refuse: [It counts.]
      - id: cycles
        signal: Knows that cycles need a collector.
        probe: What about two objects that refer to each other?
        shown:
          - cycle collector
          - 'gc cycle'
      - id: generations
        signal: Knows the generations.
        probe: How often does it look?
        shown: generation (young | old)
    misconceptions:
      - id: only-gc
        denies: [counting]
        correction: Most objects are freed by counting.
        claim: |
          only collector free
        says: [Only the collector frees memory.]
        fine: [The collector frees cycles.]
    keyword_lists: ["refcount, gc, cycles"]
    wrong_answers: [Python never frees memory.]
"""

VOCABULARY = """\
synonyms:
  refcount: 'refcount* | "reference count"'
"""

COMPANY = """\
id: google
name: Google
looks_for: Depth.
ratings:
  poor: No hire
  mixed: Lean no
  good: Hire
  excellent: Strong hire
rounds:
  - id: internals
    title: Internals
    theme: How Python works
    opening: Let us look inside.
    minutes: 20
questions:
  - source: 004/google/2
    round: internals
  - source: gc
    round: internals
"""


class Content:
    """The folders of a library, and the four files in them."""

    def __init__(self, root: Path) -> None:
        self.banks = root / "banks"
        self.rubrics = root / "rubrics"
        (self.banks / "companies").mkdir(parents=True)
        self.rubrics.mkdir()
        self.bank_file = self.banks / "memory.yaml"
        self.company_file = self.banks / "companies" / "google.yaml"
        self.rubric_file = self.rubrics / "memory.yaml"
        self.vocabulary_file = self.rubrics / "vocabulary.yaml"
        for path, text in (
            (self.bank_file, BANK),
            (self.company_file, COMPANY),
            (self.rubric_file, RUBRIC),
            (self.vocabulary_file, VOCABULARY),
        ):
            path.write_text(text, encoding="utf-8")

    def change(self, path: Path, old: str, new: str) -> None:
        """Replaces the only occurrence of a text in a file."""
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")
