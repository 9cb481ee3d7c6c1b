"""A long stream of JSON lines, worked through with generators."""

import tracemalloc
from itertools import count, islice

from answer import play_events

NAMES = ("play_events",)

STARTER = '''def play_events(lines):
    """Yield the events of type "play" from an iterable of JSON lines, one
    at a time; skip lines that are no event."""
'''

EXAMPLES = """lines = ['{"type": "play", "id": 1}', '{"type": "stop"}', "half a li", '{"type": "play", "id": 2}']
list(play_events(lines)) gives [{"type": "play", "id": 1}, {"type": "play", "id": 2}].
The stream may never end."""

WRONG = {
    "test_picks_the_events": """
import json
def play_events(lines):
    for line in lines:
        yield json.loads(line)
""",
    "test_broken_lines": """
import json
def play_events(lines):
    for line in lines:
        event = json.loads(line)
        if event.get("type") == "play":
            yield event
""",
    "test_going_on_after_a_broken_line": """
import json
def play_events(lines):
    try:
        for line in lines:
            event = json.loads(line)
            if event.get("type") == "play":
                yield event
    except json.JSONDecodeError:
        return
""",
    "test_events_without_a_type": """
import json
def play_events(lines):
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if event["type"] == "play":
            yield event
""",
    "test_json_that_is_no_event": """
import json
def play_events(lines):
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if event.get("type") == "play":
            yield event
""",
    "test_the_type_itself_counts": """
import json
def play_events(lines):
    for line in lines:
        if '"play"' in line:
            try:
                yield json.loads(line)
            except ValueError:
                pass
""",
    "test_nothing_is_read_before_it_is_asked": """
import json
def play_events(lines):
    lines = list(lines)
    def events():
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and event.get("type") == "play":
                yield event
    return events()
""",
    "test_one_at_a_time": """
import json
from itertools import islice
def play_events(lines):
    lines = iter(lines)
    while batch := list(islice(lines, 5000)):
        for line in batch:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and event.get("type") == "play":
                yield event
""",
    "test_a_stream_without_end": """
import json
def play_events(lines):
    found = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and event.get("type") == "play":
            found.append(event)
    return iter(found)
""",
    "test_in_constant_memory": """
import json
def play_events(lines):
    seen = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        seen.append(event)
        if isinstance(event, dict) and event.get("type") == "play":
            yield event
""",
    "test_empty": """
import json
def play_events(lines):
    lines = iter(lines)
    line = next(lines)
    while line is not None:
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if isinstance(event, dict) and event.get("type") == "play":
            yield event
        line = next(lines, None)
""",
}


class Stream:
    """Lines without end, every other of them a play; counts how many were taken."""

    def __init__(self):
        self.taken = 0

    def __iter__(self):
        for number in count():
            self.taken += 1
            kind = "stop" if number % 2 else "play"
            yield f'{{"type": "{kind}", "id": {number}, "note": "{number:0100}"}}\n'


def ids(lines):
    return [event["id"] for event in play_events(lines)]


def test_picks_the_events():
    """the events of the type that is wanted, in their order
    Weight: 2
    Visible.
    """
    lines = [
        '{"type": "play", "id": 1}\n',
        '{"type": "stop", "id": 1}\n',
        '{"type": "play", "id": 2, "at": {"s": 9}}\n',
    ]
    assert list(play_events(lines)) == [{"type": "play", "id": 1}, {"type": "play", "id": 2, "at": {"s": 9}}]


def test_broken_lines():
    """a line that is no JSON is skipped
    Visible.
    """
    assert ids(["half a li", '{"type": "play", "id": 1}']) == [1]


def test_going_on_after_a_broken_line():
    """the stream goes on after broken and empty lines
    Weight: 2
    """
    lines = ['{"type": "play", "id": 1}\n', '{"type": "pl\n', "\n", "", '{"type": "play", "id": 2}\n', "}", "oops"]
    assert ids([*lines, '{"type": "play", "id": 3}\n']) == [1, 2, 3]


def test_events_without_a_type():
    """an event without a type does not stop it"""
    assert ids(['{"id": 1}', "{}", '{"type": null}', '{"type": "play", "id": 2}']) == [2]


def test_json_that_is_no_event():
    """JSON that is no object, such as 42 or a list, is skipped"""
    assert ids(["42", "[1, 2]", "null", '"play"', '["type"]', "true", '{"type": "play", "id": 2}']) == [2]


def test_the_type_itself_counts():
    """the word play elsewhere in an event makes it no play"""
    lines = ['{"type": "stop", "id": 1, "next": "play"}', '{"type": "play", "id": 2}', '{"type": "playback", "id": 3}']
    assert ids(lines) == [2]


def test_nothing_is_read_before_it_is_asked():
    """no line is taken from the stream before the first event is asked for
    Weight: 2
    Seconds: 2
    """
    stream = Stream()
    events = play_events(islice(stream, 1_000))
    assert stream.taken <= 1
    assert next(iter(events))["id"] == 0


def test_one_at_a_time():
    """for ten events it takes hardly more lines than it needs
    Weight: 2
    Seconds: 2
    """
    stream = Stream()
    assert [event["id"] for event in islice(play_events(stream), 10)] == list(range(0, 20, 2))
    assert stream.taken < 1_000


def test_a_stream_without_end():
    """a stream that never ends
    Weight: 2
    Seconds: 2
    """
    assert [event["id"] for event in islice(play_events(Stream()), 1_000)] == list(range(0, 2_000, 2))


def test_in_constant_memory():
    """after 10,000 events it holds no more than after ten
    Weight: 2
    Seconds: 8
    """
    events = iter(play_events(Stream()))
    assert len(list(islice(events, 10))) == 10
    tracemalloc.start()
    for _ in islice(events, 10_000):
        pass
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000, "bytes"


def test_empty():
    """an empty stream, and one without a single play"""
    assert ids([]) == []
    assert ids(['{"type": "stop", "id": 1}']) == []
    assert ids(iter(['{"type": "play", "id": 7}'])) == [7]
