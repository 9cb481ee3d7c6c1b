"""A prefix tree."""

from answer import Trie

NAMES = ("Trie",)

STARTER = '''class Trie:
    """Words, to be found by how they begin."""

    def __init__(self):
        ...

    def insert(self, word):
        """Adds a word."""

    def search(self, word):
        """Whether exactly this word was added: True or False."""

    def words_with(self, prefix):
        """All words that begin with the prefix, in any order."""
'''

EXAMPLES = """trie = Trie()
trie.insert("car")
trie.insert("cart")
trie.insert("dog")
trie.search("car")        # True
trie.search("ca")         # False: only the beginning of a word
trie.words_with("car")    # ["car", "cart"], in any order"""

WRONG = {
    "test_finds_words": """
class Trie:
    def __init__(self):
        self.root = {}
    def insert(self, word):
        node = self.root
        for char in word:
            node = node.setdefault(char, {})
        node[None] = True
    def find(self, word):
        node = self.root
        for char in word:
            node = node.get(char)
            if node is None:
                return None
        return node
    def search(self, word):
        node = self.find(word)
        return node if node and None in node else None
    def words_with(self, prefix):
        node = self.find(prefix)
        if node is None:
            return
        if None in node:
            yield prefix
        for char in node:
            if char is not None:
                yield from self.words_with(prefix + char)
""",
    "test_words_with_a_prefix": """
class Trie:
    def __init__(self):
        self.words = {}
    def insert(self, word):
        for end in range(len(word) + 1):
            self.words.setdefault(word[:end], set()).add(word[end:])
    def search(self, word):
        return "" in self.words.get(word, ())
    def words_with(self, prefix):
        return list(self.words.get(prefix, ()))
""",
    "test_a_beginning_is_no_word": """
class Trie:
    def __init__(self):
        self.words = []
    def insert(self, word):
        self.words.append(word)
    def search(self, word):
        return any(w.startswith(word) for w in self.words)
    def words_with(self, prefix):
        return list({w for w in self.words if w.startswith(prefix)})
""",
    "test_a_word_within_a_word": """
class Trie:
    def __init__(self):
        self.root = {}
    def insert(self, word):
        node = self.root
        for letter in word:
            node = node.setdefault(letter, {})
    def search(self, word):
        node = self.root
        for letter in word:
            if letter not in node:
                return False
            node = node[letter]
        return node == {}
    def words_with(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node:
                return []
            node = node[letter]
        out = []
        def walk(node, text):
            if not node:
                out.append(text)
            for letter in node:
                walk(node[letter], text + letter)
        walk(node, prefix)
        return out
""",
    "test_the_prefix_itself": """
class Trie:
    def __init__(self):
        self.words = set()
    def insert(self, word):
        self.words.add(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix) and w != prefix]
""",
    "test_nothing_begins_like_this": """
class Trie:
    def __init__(self):
        self.root = {}
    def insert(self, word):
        node = self.root
        for letter in word:
            node = node.setdefault(letter, {})
        node[None] = word
    def search(self, word):
        node = self.root
        for letter in word:
            node = node.get(letter, {})
        return None in node
    def words_with(self, prefix):
        node = self.root
        for letter in prefix:
            node = node[letter]
        out, stack = [], [node]
        while stack:
            node = stack.pop()
            for key, value in node.items():
                if key is None:
                    out.append(value)
                else:
                    stack.append(value)
        return out
""",
    "test_empty_prefix": """
class Trie:
    def __init__(self):
        self.by_prefix, self.words = {}, set()
    def insert(self, word):
        self.words.add(word)
        for end in range(1, len(word) + 1):
            self.by_prefix.setdefault(word[:end], set()).add(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return list(self.by_prefix.get(prefix, ()))
""",
    "test_empty_word": """
class Trie:
    def __init__(self):
        self.words = {""}
    def insert(self, word):
        self.words.add(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]
""",
    "test_added_twice": """
class Trie:
    def __init__(self):
        self.words = []
    def insert(self, word):
        self.words.append(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]
""",
    "test_letters_of_any_kind": """
class Trie:
    def __init__(self):
        self.words = set()
    def insert(self, word):
        self.words.add("".join(c for c in word.lower() if "a" <= c <= "z"))
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]
""",
    "test_tries_do_not_share": """
class Trie:
    words = set()
    def insert(self, word):
        self.words.add(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]
""",
    "test_does_not_look_at_every_word": """
class Trie:
    def __init__(self):
        self.words = set()
    def insert(self, word):
        self.words.add(word)
    def search(self, word):
        return word in self.words
    def words_with(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]
""",
}


def holding(*words):
    """A trie with these words."""
    trie = Trie()
    for word in words:
        trie.insert(word)
    return trie


def test_finds_words():
    """words that were added are found, others are not
    Weight: 2
    Visible.
    """
    trie = holding("car", "cart", "dog")
    assert [trie.search(word) for word in ("car", "cart", "dog", "cat", "carts")] == [True, True, True, False, False]


def test_words_with_a_prefix():
    """all words that begin with a prefix
    Weight: 2
    Visible.
    """
    assert sorted(holding("card", "cart", "cap", "dog").words_with("car")) == ["card", "cart"]


def test_a_beginning_is_no_word():
    """the beginning of a word is not a word
    Weight: 2
    """
    trie = holding("carton")
    assert [bool(trie.search(text)) for text in ("carton", "cart", "c")] == [True, False, False]


def test_a_word_within_a_word():
    """a word that another one begins with is kept, in whichever order they come
    Weight: 2
    """
    for trie in (holding("car", "carton"), holding("carton", "car")):
        assert [bool(trie.search(text)) for text in ("car", "carton", "cart")] == [True, True, False]
        assert sorted(trie.words_with("c")) == ["car", "carton"]


def test_the_prefix_itself():
    """a prefix that is itself a word belongs to the words"""
    assert sorted(holding("car", "cart").words_with("car")) == ["car", "cart"]


def test_nothing_begins_like_this():
    """a prefix that no word begins with gives nothing"""
    trie = holding("car", "dog")
    assert list(trie.words_with("cat")) == []
    assert list(trie.words_with("cars")) == []
    assert list(Trie().words_with("a")) == []
    assert bool(trie.search("cars")) is False


def test_empty_prefix():
    """the empty prefix gives all words"""
    assert sorted(holding("car", "dog", "cat").words_with("")) == ["car", "cat", "dog"]


def test_empty_word():
    """the empty word is there only if it was added"""
    assert bool(holding("car").search("")) is False
    assert bool(holding("car", "").search("")) is True


def test_added_twice():
    """a word that was added twice is listed once"""
    assert sorted(holding("car", "dog", "car").words_with("")) == ["car", "dog"]


def test_letters_of_any_kind():
    """capitals, digits, hyphens and letters of other scripts"""
    trie = holding("Étude", "e-mail", "e2e", "日本語")
    assert bool(trie.search("Étude")) is True
    assert bool(trie.search("étude")) is False
    assert sorted(trie.words_with("e")) == ["e-mail", "e2e"]
    assert list(trie.words_with("日")) == ["日本語"]


def test_tries_do_not_share():
    """two tries know nothing of each other"""
    one, other = holding("car"), holding("dog")
    assert bool(one.search("dog")) is False
    assert list(other.words_with("")) == ["dog"]


def test_does_not_look_at_every_word():
    """20,000 questions among 20,000 words
    Weight: 2
    """
    words = [f"{number * 7919 % 1_000_003:06}" for number in range(20_000)]
    trie = holding(*words)
    for word in words:
        assert word in trie.words_with(word[:5])
