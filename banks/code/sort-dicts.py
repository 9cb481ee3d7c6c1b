"""Sort a list of dictionaries by one of their keys."""

import inspect

from answer import sort_by

NAMES = ("sort_by",)

STARTER = '''def sort_by(rows: list[dict], key: str, reverse: bool = False) -> list:
    """Give a new list of the rows, sorted by the value that each has under
    the key."""
'''

EXAMPLES = """people = [{"name": "Ada", "age": 36}, {"name": "Bob", "age": 25}]
sort_by(people, "age") gives Bob and then Ada; sort_by(people, "age", reverse=True) gives Ada and then Bob."""

WRONG = {
    "test_by_number": """
def sort_by(rows, key, reverse=False):
    return sorted(rows, key=lambda row: next(iter(row.values())), reverse=reverse)
""",
    "test_downwards": """
def sort_by(rows, key, reverse=False):
    return sorted(rows, key=lambda row: row[key])
""",
    "test_by_any_key": """
def sort_by(rows, key, reverse=False):
    return sorted(rows, key=lambda row: row["age"], reverse=reverse)
""",
    "test_numbers_as_numbers": """
def sort_by(rows, key, reverse=False):
    return sorted(rows, key=lambda row: str(row[key]), reverse=reverse)
""",
    "test_equal_values_keep_their_order": """
def sort_by(rows, key, reverse=False):
    rows = list(rows)
    for i in range(len(rows)):
        smallest = min(range(i, len(rows)), key=lambda n: rows[n][key])
        rows[i], rows[smallest] = rows[smallest], rows[i]
    return rows[::-1] if reverse else rows
""",
    "test_equal_values_keep_their_order_downwards": """
def sort_by(rows, key, reverse=False):
    rows = sorted(rows, key=lambda row: row[key])
    return rows[::-1] if reverse else rows
""",
    "test_no_row_is_lost": """
def sort_by(rows, key, reverse=False):
    by_value = {row[key]: row for row in rows}
    return [by_value[value] for value in sorted(by_value, reverse=reverse)]
""",
    "test_rows_that_can_not_be_compared": """
def sort_by(rows, key, reverse=False):
    return [row for _, row in sorted([(row[key], row) for row in rows], reverse=reverse)]
""",
    "test_empty": """
def sort_by(rows, key, reverse=False):
    if key not in rows[0]:
        raise KeyError(key)
    return sorted(rows, key=lambda row: row[key], reverse=reverse)
""",
    "test_list_is_left_alone": """
def sort_by(rows, key, reverse=False):
    rows.sort(key=lambda row: row[key], reverse=reverse)
    return rows
""",
    "test_a_row_without_the_key": """
def sort_by(rows, key, reverse=False):
    return sorted(rows, key=lambda row: row.get(key), reverse=reverse)
""",
    "test_many_rows": """
def sort_by(rows, key, reverse=False):
    rows = list(rows)
    for end in range(len(rows) - 1, 0, -1):
        for i in range(end):
            if (rows[i][key] < rows[i + 1][key]) if reverse else (rows[i][key] > rows[i + 1][key]):
                rows[i], rows[i + 1] = rows[i + 1], rows[i]
    return rows
""",
}


def upwards(rows, key):
    """The sorted rows, also of an answer that sorts in place and gives nothing."""
    came = sort_by(rows, key)
    return rows if came is None else list(came)


def downwards(rows, key):
    """The rows from the largest to the smallest, whatever the answer calls that parameter."""
    named = list(inspect.signature(sort_by).parameters.values())[2:]
    up = [each.name for each in named if "asc" in each.name and "desc" not in each.name]
    down = [each.name for each in named if "rev" in each.name or "desc" in each.name]
    words = [each.name for each in named if isinstance(each.default, str) and "asc" in each.default.lower()]
    if words:
        came = sort_by(rows, key, **{words[0]: "desc"})
    elif down:
        came = sort_by(rows, key, **{down[0]: True})
    elif up:
        came = sort_by(rows, key, **{up[0]: False})
    else:
        came = sort_by(rows, key, True)
    return rows if came is None else list(came)


def people():
    return [
        {"name": "Ada", "age": 36, "city": "London"},
        {"name": "Bob", "age": 25, "city": "Paris"},
        {"name": "Cy", "age": 30, "city": "Athens"},
    ]


def test_by_number():
    """by a number
    Visible.
    """
    assert [row["name"] for row in upwards(people(), "age")] == ["Bob", "Cy", "Ada"]


def test_downwards():
    """from the largest to the smallest
    Visible.
    """
    assert [row["name"] for row in downwards(people(), "age")] == ["Ada", "Cy", "Bob"]


def test_by_any_key():
    """by a text, under another key"""
    assert [row["city"] for row in upwards(people(), "city")] == ["Athens", "London", "Paris"]


def test_numbers_as_numbers():
    """9 comes before 10, and -1 before 0
    Weight: 2
    """
    rows = [{"n": 10}, {"n": 9}, {"n": 100}, {"n": 0}, {"n": -1}, {"n": 2.5}]
    assert [row["n"] for row in upwards(rows, "n")] == [-1, 0, 2.5, 9, 10, 100]


def test_equal_values_keep_their_order():
    """rows with equal values keep their order
    Weight: 2
    """
    rows = [{"id": n, "group": group} for n, group in enumerate([2, 2, 1, 2, 1, 0, 1])]
    assert [row["id"] for row in upwards(rows, "group")] == [5, 2, 4, 6, 0, 1, 3]


def test_equal_values_keep_their_order_downwards():
    """rows with equal values keep their order also from the largest to the smallest"""
    rows = [{"id": n, "group": group} for n, group in enumerate([2, 2, 1, 2, 1, 0, 1])]
    assert [row["id"] for row in downwards(rows, "group")] == [0, 1, 3, 2, 4, 6, 5]


def test_no_row_is_lost():
    """rows that are equal in all are all kept"""
    rows = [{"n": 2}, {"n": 1}, {"n": 2}, {"n": 1}]
    assert upwards(rows, "n") == [{"n": 1}, {"n": 1}, {"n": 2}, {"n": 2}]


def test_rows_that_can_not_be_compared():
    """equal values do not make it compare the dictionaries themselves
    Weight: 2
    """
    rows = [{"n": 1, "x": None}, {"n": 1, "x": "text"}, {"n": 0, "x": 3}]
    assert [row["x"] for row in upwards(rows, "n")] == [3, None, "text"]


def test_empty():
    """an empty list, and a single row"""
    assert upwards([], "age") == []
    assert upwards([{"age": 1}], "age") == [{"age": 1}]
    assert [row["age"] for row in upwards([{"age": 2}, {"age": 1}], "age")] == [1, 2]


def test_list_is_left_alone():
    """the list that was handed in is unchanged"""
    rows = people()
    came = sort_by(rows, "age")
    assert rows == people()
    assert [row["age"] for row in came] == [25, 30, 36]


def test_a_row_without_the_key():
    """a row without the key: at one end, or an error that says so"""
    rows = [{"id": 1, "age": 36}, {"id": 2}, {"id": 3, "age": 25}, {"id": 4}]
    try:
        ids = [row["id"] for row in upwards(rows, "age")]
    except (LookupError, ValueError):
        return
    assert ids in ([3, 1, 2, 4], [2, 4, 3, 1], [3, 1, 4, 2], [4, 2, 3, 1])


def test_many_rows():
    """20,000 rows, in a time that hardly grows faster than their number
    Seconds: 2
    """
    rows = [{"n": n * 7919 % 20_011} for n in range(20_000)]
    expected = sorted(n * 7919 % 20_011 for n in range(20_000))
    assert [row["n"] for row in upwards(rows, "n")] == expected
