"""Reverse a string by hand."""

from answer import reverse

NAMES = ("reverse",)

STARTER = '''def reverse(text: str) -> str:
    """Give the text with its characters in the opposite order."""
'''

EXAMPLES = 'reverse("abc") gives "cba"; reverse("") gives "".'

WRONG = {
    "test_a_word": "def reverse(text):\n    return text",
    "test_odd_length": "def reverse(text):\n    chars = list(text)\n    for i in range(len(chars) // 2 + 1):\n"
    "        chars[i], chars[-1 - i] = chars[-1 - i], chars[i]\n    return ''.join(chars)",
    "test_empty": "def reverse(text):\n    out = text[-1]\n    for i in range(len(text) - 2, -1, -1):\n"
    "        out += text[i]\n    return out",
    "test_spaces_and_case_are_kept": "def reverse(text):\n    out = ''\n    for char in text.strip():\n"
    "        out = char + out\n    return out",
    "test_letters_of_any_script": "def reverse(text):\n    return bytes(list(text.encode())[::-1]).decode()",
    "test_gives_a_string": "def reverse(text):\n    out = []\n    for char in text:\n        out.insert(0, char)\n"
    "    return out",
    "test_a_long_text": "def reverse(text):\n    return text[-1] + reverse(text[:-1]) if text else ''",
}


def test_a_word():
    """a word comes back to front
    Visible.
    """
    assert reverse("abc") == "cba"


def test_odd_length():
    """an even and an odd number of characters
    Weight: 2
    """
    assert reverse("ab") == "ba"
    assert reverse("abcd") == "dcba"
    assert reverse("abcde") == "edcba"


def test_empty():
    """an empty string and a single character
    Visible.
    """
    assert reverse("") == ""
    assert reverse("x") == "x"


def test_spaces_and_case_are_kept():
    """spaces and capitals stay as they are"""
    assert reverse(" Ab  c\n") == "\nc  bA "


def test_letters_of_any_script():
    """letters beyond ASCII are whole"""
    assert reverse("año") == "oña"
    assert reverse("日本🙂") == "🙂本日"


def test_gives_a_string():
    """the result is a string"""
    assert reverse("ab") == "ba"
    assert type(reverse("ab")) is str


def test_a_long_text():
    """a text of 100,000 characters, without running out of stack"""
    text = "abcde" * 20_000
    assert reverse(text) == text[::-1]
