"""A context manager of one's own: a transaction."""

import sqlite3

import pytest
from answer import transaction

NAMES = ("transaction",)

STARTER = '''def transaction(connection):
    """Commits what the with block does; takes it back if the block raises.
    The connection stays open."""
'''

EXAMPLES = """connection = sqlite3.connect("shop.db")
with transaction(connection) as cursor:
    cursor.execute("INSERT INTO orders VALUES ('book')")    # stays, as the block ends well
with transaction(connection) as cursor:
    cursor.execute("INSERT INTO orders VALUES ('pen')")     # does not stay
    raise ValueError("sold out")                            # and this reaches the caller"""

WRONG = {
    "test_commits_at_the_end": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    cursor = connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()
""",
    "test_takes_back_after_an_exception": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    cursor = connection.cursor()
    try:
        yield cursor
    finally:
        connection.commit()
        cursor.close()
""",
    "test_an_exception_reaches_the_caller": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    cursor = connection.cursor()
    try:
        yield cursor
        connection.commit()
    except Exception:
        connection.rollback()
    finally:
        cursor.close()
""",
    "test_it_is_the_same_exception": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    try:
        yield connection
        connection.commit()
    except Exception:
        connection.rollback()
        raise RuntimeError("the transaction failed") from None
""",
    "test_nothing_before_the_end": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    connection.isolation_level = None
    yield connection.cursor()
""",
    "test_after_a_failure_the_next_succeeds": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    yield connection.cursor()
    connection.commit()
""",
    "test_the_connection_stays_open": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    try:
        yield connection.cursor()
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.close()
""",
    "test_an_interrupted_block_is_not_committed": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    failed = False
    try:
        yield connection.cursor()
    except Exception:
        failed = True
        raise
    finally:
        if failed:
            connection.rollback()
        else:
            connection.commit()
""",
    "test_two_connections": """
from contextlib import contextmanager
@contextmanager
def transaction(connection):
    global current
    current = connection
    try:
        yield current.cursor()
        current.commit()
    except BaseException:
        current.rollback()
        raise
""",
    "test_leaving_early_is_no_failure": """
class transaction:
    def __init__(self, connection):
        self.connection, self.done = connection, False
    def __enter__(self):
        return self
    def execute(self, *args):
        return self.connection.execute(*args)
    def commit(self):
        self.done = True
    def __exit__(self, *error):
        if self.done:
            self.connection.commit()
        else:
            self.connection.rollback()
""",
    "test_an_error_of_the_commit_is_not_hidden": """
from contextlib import contextmanager, suppress
@contextmanager
def transaction(connection):
    try:
        yield connection.cursor()
    except BaseException:
        connection.rollback()
        raise
    with suppress(Exception):
        connection.commit()
""",
}


class Shop:
    """A database in a file, the connection that is tried, and another one that sees only what is committed."""

    def __init__(self, folder, name="shop.db"):
        self.connection = sqlite3.connect(folder / name, timeout=0.1)
        self.connection.execute("CREATE TABLE orders (item TEXT)")
        self.connection.commit()
        self._other = sqlite3.connect(folder / name, timeout=0.1)

    def order(self, handle, item):
        """Orders with what the manager handed out; if that is nothing, with the connection."""
        runner = handle if hasattr(handle, "execute") else self.connection
        runner.execute("INSERT INTO orders VALUES (?)", (item,))

    @property
    def orders(self):
        return [item for (item,) in self._other.execute("SELECT item FROM orders ORDER BY rowid")]


def test_commits_at_the_end(tmp_path):
    """what the block did is committed when it ends
    Weight: 2
    Visible.
    """
    shop = Shop(tmp_path)
    with transaction(shop.connection) as cursor:
        shop.order(cursor, "book")
        shop.order(cursor, "lamp")
    assert shop.orders == ["book", "lamp"]


def test_takes_back_after_an_exception(tmp_path):
    """what the block did is taken back when it raises
    Weight: 3
    Visible.
    """
    shop = Shop(tmp_path)
    try:
        with transaction(shop.connection) as cursor:
            shop.order(cursor, "pen")
            raise ValueError("sold out")
    except ValueError:
        pass
    assert shop.orders == []
    assert not shop.connection.in_transaction


def test_an_exception_reaches_the_caller(tmp_path):
    """an exception of the block reaches the caller
    Weight: 2
    """
    shop = Shop(tmp_path)
    with pytest.raises(ZeroDivisionError), transaction(shop.connection) as cursor:
        shop.order(cursor, str(1 // 0))


def test_it_is_the_same_exception(tmp_path):
    """it is the exception of the block, with its words"""
    shop = Shop(tmp_path)
    with pytest.raises(LookupError, match="no such item"), transaction(shop.connection):
        raise LookupError("no such item")


def test_nothing_before_the_end(tmp_path):
    """others see nothing of it before the block ends"""
    shop = Shop(tmp_path)
    with transaction(shop.connection) as cursor:
        shop.order(cursor, "book")
        assert shop.orders == []
    assert shop.orders == ["book"]


def test_after_a_failure_the_next_succeeds(tmp_path):
    """after a block that failed the next one commits its own work, and nothing else
    Weight: 2
    """
    shop = Shop(tmp_path)
    with pytest.raises(ValueError), transaction(shop.connection) as cursor:  # noqa: PT011, PT012
        shop.order(cursor, "pen")
        raise ValueError("sold out")
    with transaction(shop.connection) as cursor:
        shop.order(cursor, "book")
    assert shop.orders == ["book"]


def test_the_connection_stays_open(tmp_path):
    """the connection stays open, after a good block and after a bad one"""
    shop = Shop(tmp_path)
    with transaction(shop.connection) as cursor:
        shop.order(cursor, "book")
    assert shop.connection.execute("SELECT count(*) FROM orders").fetchone() == (1,)
    with pytest.raises(ValueError), transaction(shop.connection):  # noqa: PT011
        raise ValueError("sold out")
    assert shop.connection.execute("SELECT count(*) FROM orders").fetchone() == (1,)


def test_an_interrupted_block_is_not_committed(tmp_path):
    """Ctrl-C in the middle of the block commits nothing
    Weight: 2
    """
    shop = Shop(tmp_path)
    with pytest.raises(KeyboardInterrupt), transaction(shop.connection) as cursor:  # noqa: PT012
        shop.order(cursor, "half")
        raise KeyboardInterrupt
    assert shop.orders == []


def test_two_connections(tmp_path):
    """two transactions at once on two connections"""
    shop, store = Shop(tmp_path), Shop(tmp_path, "store.db")
    with transaction(shop.connection) as first:
        shop.order(first, "book")
        with pytest.raises(ValueError), transaction(store.connection) as second:  # noqa: PT011, PT012
            store.order(second, "pen")
            raise ValueError("sold out")
    assert shop.orders == ["book"]
    assert store.orders == []


def test_leaving_early_is_no_failure(tmp_path):
    """leaving the block with return or break commits"""
    shop = Shop(tmp_path)

    def buy(item):
        with transaction(shop.connection) as cursor:
            shop.order(cursor, item)
            return item

    for item in ("book", "lamp"):
        with transaction(shop.connection) as cursor:
            shop.order(cursor, item)
            break
    assert buy("pen") == "pen"
    assert shop.orders == ["book", "pen"]


def test_an_error_of_the_commit_is_not_hidden(tmp_path):
    """a commit that fails is not hidden from the caller"""
    shop = Shop(tmp_path)
    reader = sqlite3.connect(tmp_path / "shop.db", timeout=0.1, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM orders").fetchall()
    with pytest.raises(sqlite3.OperationalError), transaction(shop.connection) as cursor:
        shop.order(cursor, "book")
