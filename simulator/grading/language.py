"""Closed classes of English words that decide what a clause claims."""

from __future__ import annotations

import keyword
import re

HARD_NEGATORS = frozenset(
    "not no never nothing without neither nor cannot nobody nowhere cant dont doesnt didnt isnt arent wasnt werent "
    "wont wouldnt shouldnt couldnt hasnt havent hadnt aint neednt mustnt n't w/o".split()
) | frozenset(
    f"{aux}n't"
    for aux in "do does did is are was were wo would should could has have had ai need must ca might sha may".split()
)
"""These turn what follows them in the clause into its opposite."""

SOFT_NEGATORS = frozenset(
    "avoid avoids avoiding avoided prevent prevents preventing prevented stop stops stopping skip skips "
    "skipping skipped "
    "lack lacks lacking fail fails failing failed refuse refuses refusing omit omits omitted forbid forbids forbidden "
    "disallow disallows instead rather unlike unable hardly rarely barely seldom unnecessary needless useless "
    "forget forgot "
    "forgets forgetting missing miss misses ignore ignores ignored ignoring disable disables disabled drop drops "
    "zero except none".split()
)
"""These let a wanted negative be found; they do not by themselves make a plain claim false."""

NEGATES_WITH = {"rather": "than"}
"""Soft negators that are none without the next word: "rather than copying", but not "I'd rather copy"."""

NEGATION_CANCELLED_BY = frozenset(
    "only just merely simply forget forgetting doubt wonder problem mention worry hesitate until unless "
    "surprise surprisingly".split()
)
"""Within two words of a negator, in its clause, these make it none: "not only", "no doubt", "don't forget"."""

NEGATION_IDIOMS = frozenset({("no", "matter"), ("nothing", "but")})
"""Pairs of a negator and a word soon after it that do not negate."""

CLAUSE_WORDS = frozenset("but while whereas although though however and or nor yet unlike otherwise versus vs".split())
"""Words that begin a new clause."""

NEGATION_ENDS_AT = (CLAUSE_WORDS - {"or", "nor"}) | frozenset(
    "because since so which who when if unless until as then therefore hence instead where thus can will may "
    "might must -> => ==> →".split()
)
"""Words at which the scope of a negation ends."""

FRONTED = frozenset(
    "for when if with without in on as since because to once after before unless under using given by where "
    "whenever from "
    "while although though at".split()
)
"""Words that open a phrase which belongs to the clause behind its comma: "for I/O-bound work, use threads"."""

MYTH_OPENERS: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.split())
    for phrase in (
        "people think;people believe;people say;people assume;many think;many believe;many people think;"
        "some think;some say;"
        "some people think;people often think;people often say;you might think;you may think;"
        "you would think;one might think;"
        "you'd think;might assume;may assume;common myth;common misconception;a myth;common mistake;classic mistake;"
        "common bug;popular belief;often claimed;tempting to think;easy to think;easy to assume;"
        "used to think;used to believe;"
        "i thought;beginners think;beginners often;wrong to say;wrong to think;mistake to think;"
        "misconception is;myth is;"
        "something about;something to do with;something like that;don't remember;dont remember;"
        "can't remember;can't recall;"
        "don't know exactly;not sure how;not sure what;no idea;never understood;forgot how;heard of;heard about;"
        "mistake is;not true that;isn't true that;wrongly assume;wrongly think;wrongly believe;mistakenly think"
    ).split(";")
)
"""What they introduce is reported as an error, or as something that one does not know, so it is not claimed."""

MYTH_ENDS_AT = frozenset("but however though although so because since actually really yet whereas while".split())
"""Words with which somebody who has reported an error goes on to what is true."""

FUNCTION_WORDS = frozenset(
    "the a an is are was were be been being am it its it's that this these those there to of in on at by for "
    "with from as "
    "and or but so if then than when while where because since which who whom whose what how why do does did "
    "done don't "
    "doesn't isn't aren't can can't cannot could would should will won't may might must have has had having not no you "
    "your you're yours i i'm i'd i've i'll we we're we'd our us they their them he she his her my me one "
    "every each any "
    "all both some most more only just also too very still even up out into onto over under about after before between "
    "through during without within again once never always often usually get gets got let lets that's there's what's "
    "whether though although however either neither nor yet until unless own same other another such here now "
    "u ur w bc "
    "cuz dont doesnt isnt cant wont im id ill thats its else way ok".split()
)
"""Words without a subject matter of their own."""

PREDICATES = frozenset(
    "is are was were be am isn't aren't wasn't weren't has have had hasn't haven't does do did doesn't don't "
    "didn't can "
    "can't cannot could couldn't will won't would wouldn't should shouldn't must mustn't may might need needs "
    "dont doesnt "
    "isnt cant wont it's that's there's they're you're we're i'm he's what's i'd i've i'll you'd you'll we'd they'd "
    "means mean meant gives give gets get got makes make lets let keeps keep holds hold runs run ran takes take took "
    "goes go comes come works work uses used returns return returned calls call called creates create created builds "
    "build built knows know happens happen stays stay becomes become needs want wants says say said tells tell looks "
    "look finds find found shows show starts start stops stop waits wait blocks block fails fail breaks break "
    "lose loses "
    "saves save costs cost allows allow prevents prevent forces force checks check reads read writes write opens open "
    "closes close copies copy shares share points point refers refer catches catch raises raise throws throw handles "
    "handle contains contain stores store puts put adds add removes remove changes change sees see think believe guess "
    "prefer prefers depends depend belongs remembers remember forgets forget helps help sorts sort returns "
    "yields yield "
    "wraps wrap passes pass accepts accept receives receive expects expect matches match sets set sits sit lives live "
    "collects gathers unpacks binds executes evaluates produces consumes computes defines inherits "
    "overrides implements converts ensures provides requires explains rewrites "
    "grows grow dies die survives survive leaks leak wins win loses dont try tries avoids avoid ends end".split()
)
"""Common verb forms: a claim has one, a list of terms has few."""

CONNECTIVES = frozenset("and or with from".split())
"""Python's keywords that join the words of a sentence far more often than they are named."""

STATEMENT_WORDS = frozenset(
    "is are was were be been isn't aren't has have had does do did doesn't don't didn't can can't cannot "
    "could would will "
    "won't should must might need it's that's there's they're you're we're i'm i'd i've i'll you'd you'll "
    "dont doesnt isnt "
    "cant wont im ur u i you we they it".split()
) | frozenset(word for word in PREDICATES if word.endswith("s") and len(word) > 3)
"""Words that only a statement has: subjects, auxiliaries and verbs in the third person."""

RELATIONS = frozenset({"=", "->", "=>", "==>", "→", "<-", "≠", "!=", ">", "<", "~", "≈"})
"""Symbols with which terse writers state a relation."""

GRAMMAR, KEYWORD, VERB, RELATION, HARD_NEGATOR, SOFT_NEGATOR, MYTH_OPENER, CLAUSE_OPENER = (1 << i for i in range(8))
"""The classes of `word_classes`."""

_KEYWORDS = frozenset(word.lower() for word in keyword.kwlist)
MYTH_OPENERS_BY_KEY: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
"""The openers by their longest word, which is the one least often met elsewhere, with its place in them."""
for _opener in MYTH_OPENERS:
    _key = max(_opener, key=len)
    MYTH_OPENERS_BY_KEY.setdefault(_key, []).append((_opener.index(_key), _opener))


def word_classes(word: str) -> int:
    """The classes of a canonical word, as bits. Python's keywords are terms too, so they are not plain grammar."""
    classes = KEYWORD if word in _KEYWORDS else (word in FUNCTION_WORDS and GRAMMAR) | (word in PREDICATES and VERB)
    return (
        classes
        | (word in RELATIONS and RELATION)
        | (word in HARD_NEGATORS and HARD_NEGATOR)
        | (word in SOFT_NEGATORS and SOFT_NEGATOR)
        | (word in MYTH_OPENERS_BY_KEY and MYTH_OPENER)
        | (word in CLAUSE_WORDS and CLAUSE_OPENER)
    )


def bytes_without(wanted: int) -> bytes:
    """The byte values that have none of those classes: what `bytes.translate` is to delete."""
    return bytes(kind for kind in range(256) if not kind & wanted)


def bytes_with(wanted: int) -> re.Pattern[bytes]:
    """Finds the words of any of those classes in an answer's `classes`."""
    return re.compile(b"[" + b"".join(b"\\x%02x" % kind for kind in range(256) if kind & wanted) + b"]")
