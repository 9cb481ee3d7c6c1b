"""Runs of whole answers: what is reported, and what is said where nothing can be run."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from simulator.bank.loader import load
from simulator.coding import runner
from simulator.coding.contract import Contract, find_contract, parse_contract
from simulator.coding.report import Outcome
from simulator.coding.runner import run_checks
from simulator.coding.sandbox import Containment, containment
from tests.coding.trial import CHECKS, contract

pytestmark = pytest.mark.skipif(containment().kind == "none", reason=containment().why_not)

BANKS = Path(__file__).resolve().parents[2] / "banks"
MEMOIZE = """\
Here is what I would write:

def memo(f):
    cache = {}
    def inner(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]
    return inner

print(memo(abs)(-3))

It keeps results in a dictionary. That takes memory.
"""


def given_checks(question: str) -> Contract:
    found = find_contract(BANKS, question)
    assert found is not None
    return found


def test_an_answer_in_other_words_and_under_another_name_is_tried() -> None:
    report = run_checks(given_checks("memoize-decorator"), MEMOIZE)
    assert dict(report.found_as) == {"memoize": "memo"}
    outcomes = {result.check: result for result in report.results}
    assert outcomes["test_computed_once"].passed
    wrong = outcomes["test_keyword_arguments_count"]
    assert wrong.outcome is Outcome.ERROR
    assert wrong.came.startswith("TypeError: ")
    assert wrong.input == "scale(5, by=2) == 10"
    assert report.output == "3\n"
    assert report.containment == containment().kind


def test_only_visible_checks_run_while_the_candidate_works() -> None:
    report = run_checks(given_checks("memoize-decorator"), MEMOIZE, visible_only=True)
    assert [result.check for result in report.results] == ["test_result_is_right", "test_computed_once"]


def test_a_failed_check_says_what_was_asked_what_expected_and_what_came() -> None:
    report = run_checks(given_checks("flatten-dict"), "def flatten(nested, sep='.'):\n    return {}")
    first = report.results[0]
    assert first.outcome is Outcome.FAILED
    assert first.input == 'flatten({"a": 1, "b": {"c": 2}})'
    assert first.expected == "{'a': 1, 'b.c': 2}"
    assert first.came == "{}"


def test_an_error_in_a_helper_of_the_checks_shows_what_was_called() -> None:
    report = run_checks(given_checks("flatten-dict"), "def flatten(nested, sep='.'):\n    return nothing")
    helped = next(result for result in report.results if result.check == "test_another_separator")
    assert helped.input.startswith("flatten(nested, **{")


def test_an_error_is_told_with_the_line_of_the_answer() -> None:
    answer = "Some words first.\n\ndef reverse(text):\n    # a comment\n    return text[5]\n"
    result = run_checks(given_checks("reverse-string"), answer).results[0]
    assert (result.came, result.line) == ("IndexError: string index out of range", 5)
    assert result.code.strip() == "return text[5]"


def test_code_that_does_not_compile_fails_with_its_line() -> None:
    report = run_checks(given_checks("reverse-string"), "def reverse(text)\n    return text")
    assert {(r.outcome, r.came, r.line) for r in report.results} == {
        (Outcome.ERROR, "SyntaxError: expected ':'", 1),
    }


def test_a_demonstration_that_fails_takes_nothing_with_it() -> None:
    answer = "def go():\n    return 42\n\nprint(1 / 0)\nprint('still here')\n"
    report = run_checks(contract(), answer)
    assert report.passed == 2
    assert (report.load_error, report.load_line) == ("ZeroDivisionError: division by zero", 4)
    assert "still here" in report.output


def test_what_is_not_there_is_told() -> None:
    report = run_checks(contract(), "x = 1\n\ndef one():\n    pass\n\ndef two():\n    pass\n")
    assert {result.came for result in report.results} == {"go is not defined; your code defines one, two"}


def test_an_error_that_a_check_raises_itself_is_a_failure_in_its_words() -> None:
    text = CHECKS.replace("assert go() == 42", "raise AssertionError('it came too late')")
    result = run_checks(contract(text), "def go():\n    return 42").results[0]
    assert (result.outcome, result.came) == (Outcome.FAILED, "it came too late")


def test_an_assertion_of_the_answer_is_an_error_with_its_line() -> None:
    result = run_checks(contract(), "def go():\n    assert 1 == 2, 'mine'").results[0]
    assert (result.outcome, result.came, result.line) == (Outcome.ERROR, "AssertionError: mine", 2)


def test_each_call_has_a_solution_of_its_own() -> None:
    answer = "class Solution:\n    def __init__(self):\n        self.n = 41\n\n    def go(self):\n        self.n += 1\n"
    answer += "        return self.n\n"
    text = CHECKS.replace("assert go() == 42", "assert (go(), go()) == (42, 42)")
    assert run_checks(contract(text), answer).passed == 2


def test_an_asynchronous_solution_is_awaited_and_shows_its_signature() -> None:
    answer = "class Solution:\n    async def go(self, number=42):\n        return number"
    looked = "import asyncio, inspect\n\n    assert inspect.iscoroutinefunction(go) and 'number' in "
    looked += "inspect.signature(go).parameters\n    assert asyncio.run(go()) == 42"
    assert run_checks(contract(CHECKS.replace("assert go() == 42", looked)), answer).passed == 2


def test_checks_know_nothing_of_each_other() -> None:
    answer = "calls = []\n\ndef go():\n    calls.append(1)\n    open('file', 'x')\n    return 41 + len(calls)\n"
    text = CHECKS + '\n\ndef test_again():\n    """again"""\n    assert go() == 42\n'
    assert run_checks(contract(text), answer).passed == 3


def test_asynchronous_checks_and_folders_work() -> None:
    text = (
        CHECKS
        + '\n\nasync def test_waits(tmp_path):\n    """waits"""\n    import asyncio\n\n    await asyncio.sleep(0)\n'
        "    (tmp_path / 'a').write_text('b')\n    assert go() == 42\n"
    )
    assert run_checks(contract(text), "def go():\n    return 42").passed == 3


def test_what_pytest_gives_to_checks_is_there() -> None:
    body = (
        "import pytest\n    with pytest.raises(ValueError, match='lo') as caught:\n        raise ValueError('hello')\n"
        "    assert str(caught.value) == 'hello'\n    assert 0.1 + 0.2 == pytest.approx(0.3)\n"
        "    assert [0.1 + 0.2] == pytest.approx([0.3])\n    assert go() == 42"
    )
    assert run_checks(contract(CHECKS.replace("assert go() == 42", body)), "def go():\n    return 42").passed == 2


@pytest.mark.parametrize(
    ("statement", "expected", "came"),
    [
        ("assert go() != 7", "anything but 7", "7"),
        ("assert go() is None", "None", "7"),
        ("assert go() < 5", "less than 5", "7"),
        ("assert go() in (1, 2)", "one of (1, 2)", "7"),
        ("assert 5 in [go()]", "5 in it", "[7]"),
        ("assert 'x' not in 'x' * go()", "no 'x' in it", "'xxxxxxx'"),
        ("limit = 8\n    assert go() is limit", "8 itself", "7"),
        ("assert not (go() == 7)", "False", "True"),
        ("assert not go()", "something false", "7"),
        ("assert go() == 8, 'as agreed'", "8 (as agreed)", "7"),
        ("assert go() == 7 == 8", "True", "False"),
        ("with __import__('pytest').raises(KeyError):\n        go()", "KeyError", "no exception"),
    ],
)
def test_each_form_of_assert_tells_what_it_expected(statement: str, expected: str, came: str) -> None:
    result = run_checks(contract(CHECKS.replace("assert go() == 42", statement)), "def go():\n    return 7").results[0]
    assert (result.outcome, result.expected, result.came) == (Outcome.FAILED, expected, came)


def test_a_swallowed_assert_still_fails() -> None:
    body = "def inner():\n        assert 1 == 2\n    go(inner)"
    answer = "def go(func):\n    try:\n        func()\n    except BaseException:\n        pass"
    assert not run_checks(contract(CHECKS.replace("assert go() == 42", body)), answer).results[0].passed


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "There is no code in the answer."),
        ("I would use a dictionary.", "There is no code in the answer."),
        (
            "import nowhere_to_be_found\n\ndef go():\n    return 42",
            "imports nowhere_to_be_found, which is not installed",
        ),
    ],
)
def test_where_nothing_can_be_run_the_report_says_why(answer: str, why: str) -> None:
    report = run_checks(contract(), answer)
    assert not report.ran
    assert why in report.why_not


def test_where_the_machine_can_t_contain_code_nothing_is_run() -> None:
    report = run_checks(contract(), "def go():\n    return 42", how=Containment("none", "", "You are root."))
    assert (report.why_not, report.results) == ("You are root.", ())


def test_a_missing_extra_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_package", lambda name: None)
    report = run_checks(contract(CHECKS.replace("EXAMPLES", 'NEEDS = ("redis",)\nEXAMPLES')), "def go(): pass")
    assert report.why_not == ("The checks need redis and fakeredis: pip install 'mock-interview-simulator[code]'.")


def test_a_run_can_be_stopped() -> None:
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    report = run_checks(
        contract(CHECKS.replace("Seconds: 1", "Seconds: 30")), "def go():\n    while True: pass", stop=stop
    )
    assert time.monotonic() - began < 20
    assert all(result.check != "test_go" for result in report.results)


def test_the_time_for_all_checks_together_is_limited() -> None:
    from simulator.coding.sandbox import Limits

    text = CHECKS.replace("Seconds: 1", "Seconds: 30")
    report = run_checks(contract(text), "def go():\n    while True: pass", limits=Limits(total=1), at_once=1)
    assert [result.outcome for result in report.results] == [Outcome.TIMED_OUT, Outcome.NOT_RUN]


REDIS = '''
import redis
from answer import allow

NAMES = ("allow",)
NEEDS = ("redis",)
STARTER = """def allow(client, user): ..."""
EXAMPLES = "No more than two."


def test_two():
    """two and no more
    Visible.
    """
    client = redis.Redis()
    assert client.dbsize() == 0
    assert [allow(client, "a") for _ in range(3)] == [True, True, False]
    assert redis.Redis(host="localhost").dbsize() == 1


def test_again():
    """the same again"""
    test_two_again = redis.Redis(decode_responses=True)
    assert test_two_again.dbsize() == 0
    assert allow(test_two_again, "a")
'''
LIMITER = "import redis\n\ndef allow(client, user):\n    return client.incr(user) <= 2\n"


def needing(text: str) -> Contract:
    made = parse_contract(text, Path("own.py"))
    if runner.missing_packages(made):
        pytest.skip("an extra is missing")
    return made


def test_redis_is_there() -> None:
    report = run_checks(needing(REDIS), LIMITER)
    assert [(result.outcome, result.came) for result in report.results] == [(Outcome.PASSED, "")] * 2
    assert report.backends in (("redis-server",), ("fakeredis",))


def test_without_a_server_fakeredis_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "_backends", lambda *_: ("fakeredis",))
    report = run_checks(needing(REDIS), LIMITER)
    assert [(result.outcome, result.came) for result in report.results] == [(Outcome.PASSED, "")] * 2
    assert report.backends == ("fakeredis",)


def test_aiohttp_fetches_from_a_server_on_loopback() -> None:
    checks = needing('''
from aiohttp import web
from answer import fetch

NAMES = ("fetch",)
NEEDS = ("aiohttp",)
STARTER = """async def fetch(url): ..."""
EXAMPLES = "The text."


async def test_text():
    """the text
    Visible.
    """
    app = web.Application()
    app.router.add_get("/", lambda request: web.Response(text="hello"))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 8080).start()
    assert await fetch("http://127.0.0.1:8080/") == "hello"
    await runner.cleanup()
''')
    answer = (
        "import aiohttp\n\nasync def fetch(url):\n    async with aiohttp.ClientSession() as session:\n"
        "        async with session.get(url) as response:\n            return await response.text()\n"
    )
    report = run_checks(checks, answer)
    assert [(result.outcome, result.came) for result in report.results] == [(Outcome.PASSED, "")]
    assert report.backends == ("aiohttp",)


@pytest.mark.parametrize("question", ["memoize-decorator", "flatten-dict", "reverse-string"])
def test_a_model_answer_passes(question: str) -> None:
    report = run_checks(given_checks(question), load().questions[question].model_answer)
    assert report.ran
    assert report.passed == len(report.results)


MANY = CHECKS + "".join(f'\n\ndef test_more_{n}():\n    """one more"""\n    assert go() == 42\n' for n in range(8))


def test_an_answer_that_always_hangs_is_given_up_early() -> None:
    report = run_checks(contract(MANY), "def go():\n    while True:\n        pass")
    outcomes = [result.outcome for result in report.results]
    hung = [result for result in report.results if result.outcome is Outcome.TIMED_OUT]
    assert 4 <= len(hung) <= 5
    assert outcomes.count(Outcome.PASSED) == 1
    assert {result.line for result in hung} <= {2, 3}
    given_up = [result for result in report.results if result.outcome is Outcome.NOT_RUN]
    assert len(given_up) == len(report.results) - len(hung) - 1
    assert {result.came for result in given_up} == {"too many checks before this one ran out of time"}


def test_an_answer_that_hangs_now_and_then_is_tried_to_the_end() -> None:
    text = MANY.replace("assert callable(go)", "while True: go()")
    report = run_checks(contract(text), "def go():\n    return 42")
    assert [result.check for result in report.results if not result.passed] == ["test_other"]


def test_code_that_hangs_while_it_is_loaded_is_given_up_at_once() -> None:
    report = run_checks(contract(MANY), "def go():\n    return 42\n\nwhile True:\n    pass", at_once=1)
    assert report.results[0].came.startswith("the time ran out while the code was loaded")
    assert {result.outcome for result in report.results[1:]} == {Outcome.NOT_RUN}
