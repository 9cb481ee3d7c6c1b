"""Word forms: what makes two words the same word.

Stems are those of the Snowball English stemmer ("Porter2", https://snowballstem.org/algorithms/english/stemmer.html),
except where it folds together words that mean different things in a talk about programs.
"""

from __future__ import annotations

from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer

_stemmer = EnglishStemmer()

# Snowball folds these onto a word that rubrics look for ("important" onto "import"), or apart from their own kin.
_OWN_STEM = {
    "important": "important",
    "importance": "important",
    "importantly": "important",
    "objective": "objective",
    "objectively": "objective",
    "organ": "organ",
    "generally": "general",
    "generic": "generic",
    "generics": "generic",
    "generator": "generator",
    "generators": "generator",
    "universe": "universe",
    "several": "several",
    "typical": "typical",
    "typically": "typical",
    "classic": "classic",
    "classical": "classic",
    "executive": "executive",
    "instant": "instant",
    "instantly": "instant",
    "notation": "notation",
    "methodology": "methodology",
    "caching": "cach",
    "static": "static",
    "statics": "static",
    "early": "earli",
    "news": "news",
    "ran": "run",
    "written": "write",
    "wrote": "write",
    "built": "build",
    "kept": "keep",
    "held": "hold",
    "made": "make",
    "making": "make",
    "makes": "make",
    "gave": "give",
    "given": "give",
    "gives": "give",
    "giving": "give",
    "took": "take",
    "taken": "take",
    "taking": "take",
    "threw": "throw",
    "thrown": "throw",
    "caught": "catch",
    "got": "get",
    "gotten": "get",
    "chose": "choos",
    "chosen": "choos",
    "forgot": "forget",
    "forgotten": "forget",
    "knew": "know",
    "known": "know",
    "lost": "lose",
    "losing": "lose",
    "loses": "lose",
    "lose": "lose",
    "meant": "mean",
    "broke": "break",
    "broken": "break",
    "sent": "send",
    "spent": "spend",
    "stood": "stand",
    "told": "tell",
    "thought": "think",
    "went": "go",
    "gone": "go",
    "goes": "go",
    "done": "do",
    "did": "do",
    "does": "do",
    "doing": "do",
    "came": "come",
    "comes": "come",
    "coming": "come",
    "began": "begin",
    "begun": "begin",
    "left": "left",
    "saw": "see",
    "seen": "see",
    "ate": "eat",
    "eaten": "eat",
    "grew": "grow",
    "grown": "grow",
    "fell": "fall",
    "fallen": "fall",
    "led": "lead",
    "found": "find",
    "bound": "bound",
    "slept": "sleep",
    "bought": "buy",
    "brought": "bring",
    "froze": "freez",
    "frozen": "freez",
    "hidden": "hide",
    "hid": "hide",
    "shown": "show",
    "swapped": "swap",
    "driven": "drive",
    "children": "child",
    "mice": "mouse",
    "indices": "index",
    "indexes": "index",
    "dicts": "dict",
    "dictionary": "dict",
    "dictionaries": "dict",
    "obj": "object",
    "objs": "object",
    "mem": "memori",
    "func": "function",
    "funcs": "function",
    "fn": "function",
    "arg": "argument",
    "param": "paramet",
    "params": "paramet",
    "impl": "implement",
    "config": "configur",
    "configs": "configur",
    "str": "string",
    "strs": "string",
    "int": "integ",
    "ints": "integ",
    "elem": "element",
    "elems": "element",
    "attr": "attribut",
    "attrs": "attrs",
    "init": "init",
    "proc": "process",
    "procs": "process",
    "perf": "perform",
    "env": "environ",
    "envs": "environ",
    "lib": "librari",
    "libs": "librari",
    "db": "databas",
    "val": "valu",
    "vals": "valu",
    "var": "variabl",
    "vars": "variabl",
    "exc": "except",
    "ctx": "context",
    "iter": "iter",
    "u": "you",
    "ur": "your",
    "w": "with",
    "bc": "because",
    "cuz": "because",
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word; British spellings stem like American ones."""
    own = _OWN_STEM.get(word)
    if own is not None:
        return own
    if len(word) < 3 or not word.isalpha():
        return word
    return str(_stemmer.stemWord(_american(word)))


def _american(word: str) -> str:
    for british, american in (
        ("isation", "ization"),
        ("ise", "ize"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("iser", "izer"),
        ("isers", "izers"),
        ("isable", "izable"),
    ):
        if len(word) > len(british) + 3 and word.endswith(british) and word[: -len(british)] not in _TRUE_ISE:
            return word[: -len(british)] + american
    for british, american in (("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring")):
        if word.endswith(british) and word[: -len(british)] in ("behavi", "col", "fav", "neighb", "hon", "lab"):
            return word[: -len(british)] + american
    return word


# Words whose -ise is not a suffix: "raise", "otherwise", "precise", "promise", "exercise", ...
_TRUE_ISE = frozenset(
    "ra pra no po prom exerc otherw prec conc adv rev dev superv surpr surprising comprom likew clockw pairw "
    "expert enterpr franch merchand prem rise rais noise wise cru bru".split()
)
