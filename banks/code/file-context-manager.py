"""A context manager that opens a file and closes it again."""

import pytest
from answer import managed_file

NAMES = ("managed_file",)

STARTER = '''def managed_file(path, mode="r"):
    """Opens the file for a with block, and closes it at the end. A class of
    this name will do as well."""
'''

EXAMPLES = """with managed_file("notes.txt", "w") as file:
    file.write("hello")
file.closed    # True, also when the block raised an exception"""

WRONG = {
    "test_writes_what_it_is_given": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path, self.mode = path, mode
    def __enter__(self):
        self.file = open(self.path, "r")
        return self.file
    def __exit__(self, *error):
        self.file.close()
""",
    "test_closed_afterwards": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path, self.mode = path, mode
    def __enter__(self):
        self.file = open(self.path, self.mode)
        return self.file
    def __exit__(self, *error):
        self.file.flush()
""",
    "test_reading_is_the_default": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path = path
    def __enter__(self):
        self.file = open(self.path, "w+")
        return self.file
    def __exit__(self, *error):
        self.file.close()
""",
    "test_closed_after_an_exception": """
from contextlib import contextmanager
@contextmanager
def managed_file(path, mode="r"):
    file = open(path, mode)
    yield file
    file.close()
""",
    "test_an_exception_is_passed_on": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path, self.mode = path, mode
    def __enter__(self):
        self.file = open(self.path, self.mode)
        return self.file
    def __exit__(self, *error):
        self.file.close()
        return True
""",
    "test_a_missing_file": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path, self.mode = path, mode
    def __enter__(self):
        try:
            self.file = open(self.path, self.mode)
        except OSError:
            self.file = None
        return self.file
    def __exit__(self, *error):
        if self.file:
            self.file.close()
""",
    "test_opened_on_entering": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.file = open(path, mode)
    def __enter__(self):
        return self.file
    def __exit__(self, *error):
        self.file.close()
""",
    "test_two_files_at_once": """
class managed_file:
    def __init__(self, path, mode="r"):
        managed_file.path, managed_file.mode = path, mode
    def __enter__(self):
        managed_file.file = open(self.path, self.mode)
        return self.file
    def __exit__(self, *error):
        managed_file.file.close()
""",
    "test_closed_by_the_block_itself": """
class managed_file:
    def __init__(self, path, mode="r"):
        self.path, self.mode = path, mode
    def __enter__(self):
        self.file = open(self.path, self.mode)
        return self.file
    def __exit__(self, *error):
        self.file.flush()
        self.file.close()
""",
    "test_closed_when_the_program_is_interrupted": """
from contextlib import contextmanager
@contextmanager
def managed_file(path, mode="r"):
    file = open(path, mode)
    try:
        yield file
    except Exception:
        file.close()
        raise
    else:
        file.close()
""",
}


def test_writes_what_it_is_given(tmp_path):
    """what the block writes is in the file afterwards
    Weight: 2
    Visible.
    """
    with managed_file(tmp_path / "notes.txt", "w") as file:
        file.write("hello")
    assert (tmp_path / "notes.txt").read_text() == "hello"


def test_closed_afterwards(tmp_path):
    """the file is open within the block and closed after it
    Weight: 2
    Visible.
    """
    with managed_file(tmp_path / "notes.txt", "w") as file:
        assert not file.closed
    assert file.closed


def test_reading_is_the_default(tmp_path):
    """without a mode the file is read, and left as it is"""
    path = tmp_path / "notes.txt"
    path.write_text("one\ntwo\n")
    with managed_file(str(path)) as file:
        assert list(file) == ["one\n", "two\n"]
    assert path.read_text() == "one\ntwo\n"


def test_closed_after_an_exception(tmp_path):
    """the file is closed when the block raises
    Weight: 3
    """
    with pytest.raises(ZeroDivisionError), managed_file(tmp_path / "notes.txt", "w") as file:
        file.write(str(1 // 0))
    assert file.closed


def test_an_exception_is_passed_on(tmp_path):
    """an exception of the block reaches the caller
    Weight: 2
    """
    with pytest.raises(KeyError), managed_file(tmp_path / "notes.txt", "w"):
        raise KeyError("in the block")


def test_a_missing_file(tmp_path):
    """a file that is not there raises FileNotFoundError"""
    with pytest.raises(FileNotFoundError), managed_file(tmp_path / "missing.txt"):
        pass


def test_opened_on_entering(tmp_path):
    """nothing is opened before the with block begins"""
    path = tmp_path / "notes.txt"
    manager = managed_file(path, "w")
    assert not path.exists()
    with manager as file:
        assert not file.closed
    assert file.closed


def test_two_files_at_once(tmp_path):
    """two files at once are both closed"""
    with managed_file(tmp_path / "a", "w") as one, managed_file(tmp_path / "b", "w") as other:
        one.write("A")
        other.write("B")
    assert one.closed
    assert other.closed
    assert (tmp_path / "a").read_text() == "A"


def test_closed_by_the_block_itself(tmp_path):
    """a block that closes the file itself does no harm"""
    with managed_file(tmp_path / "notes.txt", "w") as file:
        file.write("hello")
        file.close()
    assert (tmp_path / "notes.txt").read_text() == "hello"


def test_closed_when_the_program_is_interrupted(tmp_path):
    """the file is closed also after Ctrl-C"""
    with pytest.raises(KeyboardInterrupt), managed_file(tmp_path / "notes.txt", "w") as file:
        raise KeyboardInterrupt
    assert file.closed
