"""A small library for interviews in tests: its answers are fruit, and each question has one minute."""

from __future__ import annotations

from pathlib import Path

from simulator.coding.trust import trust

_RATINGS = {"poor": "No hire", "mixed": "Leaning no", "good": "Hire", "excellent": "Strong hire"}

LONG_PROMPT = " ".join(f"This is sentence number {n} of a long question." for n in range(1, 31))


CHECKS = '''
"""Loops over fruit."""

from answer import count

NAMES = ("count",)
STARTER = """def count(fruits):
    \\"\\"\\"How many fruits there are.\\"\\"\\"
"""
EXAMPLES = "count(['fig', 'kiwi']) gives 2"


def test_two():
    """two fruits are two
    Visible.
    """
    assert count(["fig", "kiwi"]) == 2


def test_none():
    """no fruits are none
    Weight: 2
    """
    assert count([]) == 0
'''


def _question(id_: str, prompt: str, kind: str = "explain", topic: str = "fruit") -> str:
    return f"""\
  - id: {id_}
    prompt: {prompt}
    kind: {kind}
    difficulty: easy
    topics: [{topic}]
    asked_by: [Orchard]
    minutes: 1
    sources: [test/{id_}]
    rubric: fruit
    model_answer: An apple a day and a cherry too.
"""


def _criterion(word: str) -> str:
    return f"""\
      - id: {word}
        signal: Praises the {word}.
        probe: What about the fruit that begins with {word[0]}?
        shown: |
          {word} (good | best | praise)
        accept: [The {word} is good., Nothing but praise for a {word}.]
        refuse: [The {word}.]
"""


class Orchard:
    """The folders of the library: two companies, and one of them has two rounds."""

    def __init__(self, root: Path) -> None:
        self.banks = root / "banks"
        self.rubrics = root / "rubrics"
        (self.banks / "companies").mkdir(parents=True)
        self.rubrics.mkdir()
        self._write(
            self.banks / "fruit.yaml",
            "topic: fruit\ntitle: Fruit\nquestions:\n"
            + _question("praise", "Which fruit would you praise?")
            + _question("basket", "What is in your basket?")
            + _question("code", "Write a loop over fruit.", kind="code")
            + _question("long", LONG_PROMPT),
        )
        self._write(
            self.rubrics / "fruit.yaml",
            "rubrics:\n  - id: fruit\n    criteria:\n"
            + "".join(map(_criterion, ("apple", "banana", "cherry")))
            + """\
    misconceptions:
      - id: stones
        denies: [apple, banana, cherry]
        correction: An apple has no stone.
        claim: apple stone
        says: [An apple has a stone.]
        fine: [A cherry has a stone.]
    keyword_lists: ["apple, banana, cherry"]
    wrong_answers: [An apple has a stone.]
""",
        )
        self._write(self.rubrics / "vocabulary.yaml", "synonyms:\n  fruits: apple | banana\n")
        self.company("orchard", [("first", ("praise", "basket")), ("second", ("code",))])
        self.company("longwind", [("only", ("long", "praise"))])

    def company(self, id_: str, rounds: list[tuple[str, tuple[str, ...]]]) -> None:
        """Writes a company profile from (round, questions) pairs."""
        text = f"id: {id_}\nname: {id_.capitalize()}\nlooks_for: People who know the fruit of {id_}.\nratings:\n"
        text += "".join(f"  {band}: {word}\n" for band, word in _RATINGS.items())
        text += "rounds:\n"
        for name, _ in rounds:
            text += f"  - id: {name}\n    title: Round {name}\n    theme: Fruit\n"
            text += f"    opening: Welcome to the {name} round.\n    minutes: 2\n"
        text += "questions:\n"
        for name, questions in rounds:
            text += "".join(f"  - source: {question}\n    round: {name}\n" for question in questions)
        self._write(self.banks / "companies" / f"{id_}.yaml", text)

    def checks(self, home: Path | None = None) -> None:
        """Gives the code question a check file, trusted by the user whose home this is."""
        (self.banks / "code").mkdir()
        self._write(self.banks / "code" / "code.py", CHECKS)
        if home is not None:
            trust(self.banks, home / ".config" / "mock-interview" / "trusted-banks.json")

    @property
    def options(self) -> list[str]:
        """The options that use this library."""
        return ["--banks", str(self.banks), "--rubrics", str(self.rubrics)]

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
