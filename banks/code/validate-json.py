"""A user record out of JSON, validated."""

import inspect
import json

import answer
from answer import User

NAMES = ("User",)

STARTER = '''class User:
    """A name that is not empty, an email with an @, an age from 0 to 150,
    and tags: a list that may be left out."""

    @classmethod
    def from_json(cls, text: str):
        """Give the user in a JSON text. Raise ValueError if the text is not
        a valid user."""
'''

EXAMPLES = """user = User.from_json('{"name": "Ada", "email": "ada@example.org", "age": 36}')
user.name, user.age, user.tags           # ('Ada', 36, [])
User.from_json('{"name": "Ada"}')        # ValueError: email and age are missing
A Pydantic model may keep its own model_validate_json; a function that takes the text will do as well."""

WRONG = {
    "test_a_valid_user": """
import json
class User:
    def __init__(self, name, email, age, tags=()):
        self.name, self.email, self.tags = name, email, list(tags)
        self.age = str(age)
    @classmethod
    def from_json(cls, text):
        data = json.loads(text)
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(**data)
""",
    "test_a_missing_field": """
import json
from dataclasses import dataclass, field
@dataclass
class User:
    name: str = ""
    email: str = "@"
    age: int = 0
    tags: list = field(default_factory=list)
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_it_is_an_object": """
import json
class User(dict):
    @classmethod
    def from_json(cls, text):
        data = json.loads(text)
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(data)
""",
    "test_tags": """
import json
from dataclasses import dataclass
@dataclass
class User:
    name: str
    email: str
    age: int
    @classmethod
    def from_json(cls, text):
        data = json.loads(text)
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(data["name"], data["email"], data["age"])
    tags = []
""",
    "test_users_do_not_share_their_tags": """
import json
class User:
    def __init__(self, name, email, age, tags=[]):
        if not name or "@" not in email or not 0 <= age <= 150:
            raise ValueError("not a user")
        self.name, self.email, self.age, self.tags = name, email, age, tags
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_a_value_of_the_wrong_type": """
import json
from dataclasses import dataclass, field
@dataclass
class User:
    name: str
    email: str
    age: int
    tags: list = field(default_factory=list)
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_an_age_out_of_range": """
import json
from dataclasses import dataclass, field
@dataclass
class User:
    name: str
    email: str
    age: int
    tags: list = field(default_factory=list)
    def __post_init__(self):
        if not isinstance(self.name, str) or not isinstance(self.age, int) or "@" not in self.email:
            raise ValueError("not a user")
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_an_email_without_an_at": """
import json
from dataclasses import dataclass, field
@dataclass
class User:
    name: str
    email: str
    age: int
    tags: list = field(default_factory=list)
    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name or not isinstance(self.email, str):
            raise ValueError("not a user")
        if type(self.age) is not int or not 0 <= self.age <= 150:
            raise ValueError("age")
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_an_empty_name": """
import json
from dataclasses import dataclass, field
@dataclass
class User:
    name: str
    email: str
    age: int
    tags: list = field(default_factory=list)
    def __post_init__(self):
        if not isinstance(self.name, str) or not isinstance(self.email, str) or "@" not in self.email:
            raise ValueError("not a user")
        if type(self.age) is not int or not 0 <= self.age <= 150:
            raise ValueError("age")
    @classmethod
    def from_json(cls, text):
        return cls(**json.loads(text))
""",
    "test_text_that_is_no_json": """
import json
class User:
    def __init__(self, name="", email="", age=0, tags=None):
        self.name, self.email, self.age, self.tags = name, email, age, tags or []
    @classmethod
    def from_json(cls, text):
        try:
            data = json.loads(text)
        except json.JSONDecodeError:
            return cls()
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(**data)
""",
    "test_json_that_is_no_record": """
import json
class User:
    def __init__(self, name="", email="", age=0, tags=None):
        self.name, self.email, self.age, self.tags = name, email, age, tags or []
    @classmethod
    def from_json(cls, text):
        data = json.loads(text)
        if not isinstance(data, dict):
            return cls()
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(**data)
""",
    "test_letters_of_any_script": """
import json
class User:
    def __init__(self, name, email, age, tags=()):
        self.name, self.email, self.age, self.tags = name, email, age, list(tags)
    @classmethod
    def from_json(cls, text):
        data = json.loads(text.encode("ascii", "replace"))
        if not data["name"] or "@" not in data["email"] or not 0 <= data["age"] <= 150:
            raise ValueError("not a user")
        return cls(**data)
""",
}

RECORD = {"name": "Ada Lovelace", "email": "ada@example.org", "age": 36}
ACCIDENTS = (NameError, AttributeError, RecursionError, ImportError, MemoryError)


def readers():
    """All that may read a user: methods of the class, functions, and at last what Pydantic gives each model."""
    for name, value in vars(User).items() if isinstance(User, type) else ():
        if isinstance(value, classmethod | staticmethod) and not name.startswith("__"):
            yield getattr(User, name)
    for value in list(vars(answer).values()):
        if inspect.isfunction(value) and value.__module__ == answer.__name__:
            yield value
    for name in ("from_json", "model_validate_json", "parse_raw"):
        if hasattr(User, name):
            yield getattr(User, name)


def find_reader():
    """The first that makes a user of a valid text."""
    text = json.dumps({**RECORD, "tags": ["maths"]})
    for reader in readers():
        try:
            came = reader(text)
        except Exception:
            continue
        if isinstance(came, User) or (hasattr(came, "email") and hasattr(came, "age")):
            return reader
    return next(readers(), User)


def user(**changes):
    """What is read from a valid record with changes."""
    return find_reader()(json.dumps({**RECORD, **changes}))


def outcome(text):
    """What becomes of a text: "refused" with an error that is no mere accident, or what came instead."""
    reader = find_reader()
    assert reader(json.dumps(RECORD)).name == RECORD["name"]
    try:
        return reader(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}" if isinstance(error, ACCIDENTS) else "refused"


def record(**changes):
    """The text of a valid record with changes; what is None is left out."""
    return json.dumps({name: value for name, value in {**RECORD, **changes}.items() if value is not None})


def test_a_valid_user():
    """a valid record becomes an object with its values
    Weight: 2
    Visible.
    """
    came = user()
    assert came.name == "Ada Lovelace"
    assert came.email == "ada@example.org"
    assert came.age == 36


def test_a_missing_field():
    """a record without its email, age or name is refused
    Weight: 2
    Visible.
    """
    assert outcome(record(email=None)) == "refused"
    assert outcome(record(age=None)) == "refused"
    assert outcome(record(name=None)) == "refused"
    assert outcome("{}") == "refused"


def test_it_is_an_object():
    """the result is an object of its own class, no dictionary"""
    came = user()
    assert not isinstance(came, dict)
    assert came.name == "Ada Lovelace"


def test_tags():
    """tags are kept; left out, there are none"""
    assert list(user(tags=["maths", "poetry"]).tags) == ["maths", "poetry"]
    assert list(user().tags) == []


def test_users_do_not_share_their_tags():
    """two users without tags do not share one list"""
    first, second = user(), user()
    assert list(first.tags) == []
    if hasattr(first.tags, "append"):
        first.tags.append("mine")
    elif hasattr(first.tags, "add"):
        first.tags.add("mine")
    assert list(second.tags) == []
    assert list(user().tags) == []


def test_a_value_of_the_wrong_type():
    """a value of the wrong type is refused
    Weight: 2
    """
    assert outcome(record(age="thirty-six")) == "refused"
    assert outcome(record(age=[36])) == "refused"
    assert outcome(record(name=5)) == "refused"
    assert outcome(record(email=["ada@example.org"])) == "refused"
    assert outcome('{"name": null, "email": "ada@example.org", "age": 36}') == "refused"


def test_an_age_out_of_range():
    """an age below 0 or above 150 is refused; 0 and 150 are not"""
    assert outcome(record(age=-1)) == "refused"
    assert outcome(record(age=151)) == "refused"
    assert user(age=0).age == 0
    assert user(age=150).age == 150


def test_an_email_without_an_at():
    """an email without an @ is refused"""
    assert outcome(record(email="ada.example.org")) == "refused"
    assert outcome(record(email="")) == "refused"


def test_an_empty_name():
    """an empty name is refused"""
    assert outcome(record(name="")) == "refused"


def test_text_that_is_no_json():
    """text that is no JSON is refused
    Weight: 2
    """
    assert outcome("name: Ada") == "refused"
    assert outcome('{"name": "Ada", ') == "refused"
    assert outcome("") == "refused"


def test_json_that_is_no_record():
    """JSON that is no object, such as a list or null, is refused"""
    assert outcome("[1, 2]") == "refused"
    assert outcome("null") == "refused"
    assert outcome('"Ada"') == "refused"
    assert outcome("42") == "refused"


def test_letters_of_any_script():
    """names in any script"""
    assert user(name="Zoë 王小明").name == "Zoë 王小明"
    text = '{"name": "José", "email": "j@example.org", "age": 1}'
    assert find_reader()(text).name == "José"
