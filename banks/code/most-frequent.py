"""The element of a list that occurs most often."""

from answer import most_frequent

NAMES = ("most_frequent",)

STARTER = '''def most_frequent(items: list):
    """Give the element that occurs most often; of several, any of them."""
'''

EXAMPLES = 'most_frequent([4, 3, 3, 1]) gives 3; most_frequent(["b", "a", "b"]) gives "b".'

WRONG = {
    "test_numbers": """
def most_frequent(items):
    return max(items)
""",
    "test_words": """
def most_frequent(items):
    counts = [0] * (max(items) + 1)
    for item in items:
        counts[item] += 1
    return counts.index(max(counts))
""",
    "test_not_side_by_side": """
def most_frequent(items):
    best, longest, run = items[0], 1, 1
    for before, item in zip(items, items[1:]):
        run = run + 1 if item == before else 1
        if run > longest:
            best, longest = item, run
    return best
""",
    "test_not_only_a_majority": """
def most_frequent(items):
    candidate, lead = None, 0
    for item in items:
        if lead == 0:
            candidate = item
        lead += 1 if item == candidate else -1
    return candidate
""",
    "test_a_tie": """
def most_frequent(items):
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    best = max(counts.values())
    (winner,) = [item for item, count in counts.items() if count == best]
    return winner
""",
    "test_one_element": """
def most_frequent(items):
    best = None
    for i, item in enumerate(items[:-1]):
        if item in items[i + 1:] and (best is None or items.count(item) > items.count(best)):
            best = item
    return best
""",
    "test_zero_none_and_false": """
def most_frequent(items):
    counts, best = {}, None
    for item in items:
        if item:
            counts[item] = counts.get(item, 0) + 1
            if not best or counts[item] > counts[best]:
                best = item
    return best
""",
    "test_empty": """
def most_frequent(items):
    best, most = 0, 0
    for item in set(items):
        if items.count(item) > most:
            best, most = item, items.count(item)
    return best
""",
    "test_list_is_left_alone": """
def most_frequent(items):
    items.sort()
    best, most, i = items[0], 0, 0
    while i < len(items):
        j = i
        while j < len(items) and items[j] == items[i]:
            j += 1
        if j - i > most:
            best, most = items[i], j - i
        i = j
    return best
""",
    "test_many_different_elements": """
def most_frequent(items):
    return max(set(items), key=items.count)
""",
}


def test_numbers():
    """a list of numbers
    Visible.
    """
    assert most_frequent([4, 3, 3, 1]) == 3


def test_words():
    """a list of words
    Visible.
    """
    assert most_frequent(["b", "a", "b"]) == "b"


def test_not_side_by_side():
    """equal elements that are far apart
    Weight: 2
    """
    assert most_frequent([7, 3, 3, 7, 5, 5, 7, 4]) == 7
    assert most_frequent(["x", "y", "x", "y", "x"]) == "x"


def test_not_only_a_majority():
    """the winner holds less than half of the list
    Weight: 2
    """
    assert most_frequent([2, 2, 2, 1, 3, 1, 4, 5]) == 2
    assert most_frequent([-1, -1, 8, 9, 10, 11]) == -1


def test_a_tie():
    """of two that tie, one of them"""
    assert most_frequent([1, 1, 2, 2, 3]) in (1, 2)


def test_one_element():
    """a single element, and all alike"""
    assert most_frequent(["only"]) == "only"
    assert most_frequent([4, 4, 4]) == 4


def test_zero_none_and_false():
    """zero, an empty string, None and False are elements, too"""
    assert most_frequent([0, 5, 0]) == 0
    assert most_frequent(["a", "", ""]) == ""
    assert most_frequent([False, True, False]) is False
    assert most_frequent([None, None]) is None


def test_empty():
    """an empty list: None, or an error"""
    assert most_frequent([6]) == 6
    try:
        came = most_frequent([])
    except (ValueError, LookupError, TypeError, StopIteration, AssertionError):
        return
    assert came is None


def test_list_is_left_alone():
    """the list that was handed in is unchanged"""
    items = [3, 1, 3, 2]
    assert most_frequent(items) == 3
    assert items == [3, 1, 3, 2]


def test_many_different_elements():
    """200,000 elements, most of them different, in a time that grows no faster than the list
    Weight: 2
    Seconds: 2
    """
    items = [*range(199_998), 77, 77]
    assert most_frequent(items) == 77
