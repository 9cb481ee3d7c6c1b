"""Asynchronous calls side by side, but never too many."""

import asyncio

import pytest
from answer import run_all

NAMES = ("run_all",)

STARTER = '''async def run_all(jobs, limit):
    """Run asynchronous functions, at most `limit` at the same time; give
    their results in the order of the jobs."""
'''

EXAMPLES = """async def fetch(number):
    await asyncio.sleep(0.1)    # stands for a slow request
    return number * 2

jobs = [lambda: fetch(1), lambda: fetch(2), lambda: fetch(3)]    # each is called without arguments, then awaited
await run_all(jobs, limit=2)    # [2, 4, 6]
As soon as one job is done the next begins. The exception of a job reaches the caller."""

WRONG = {
    "test_results_of_all": """
import asyncio
async def run_all(jobs, limit):
    places = asyncio.Semaphore(limit)
    async def run(job):
        async with places:
            await job()
    return await asyncio.gather(*[run(job) for job in jobs])
""",
    "test_results_in_order": """
import asyncio
async def run_all(jobs, limit):
    gate, out = asyncio.Semaphore(limit), []
    async def one(job):
        async with gate:
            out.append(await job())
    await asyncio.gather(*[one(job) for job in jobs])
    return out
""",
    "test_side_by_side": """
async def run_all(jobs, limit):
    return [await job() for job in jobs]
""",
    "test_never_more_than_the_limit": """
import asyncio
async def run_all(jobs, limit):
    return await asyncio.gather(*[job() for job in jobs])
""",
    "test_a_free_place_is_used_at_once": """
import asyncio
async def run_all(jobs, limit):
    out = []
    for start in range(0, len(jobs), limit):
        out += await asyncio.gather(*[job() for job in jobs[start:start + limit]])
    return out
""",
    "test_one_at_a_time": """
import asyncio
async def run_all(jobs, limit):
    gate = asyncio.Semaphore(limit + 1)
    async def one(job):
        async with gate:
            return await job()
    return await asyncio.gather(*[one(job) for job in jobs])
""",
    "test_no_jobs": """
import asyncio
async def run_all(jobs, limit):
    gate = asyncio.Semaphore(limit)
    async def one(job):
        async with gate:
            return await job()
    done, _ = await asyncio.wait([asyncio.create_task(one(job)) for job in jobs])
    return sorted(task.result() for task in done)
""",
    "test_an_exception_reaches_the_caller": """
import asyncio
async def run_all(jobs, limit):
    gate = asyncio.Semaphore(limit)
    async def one(job):
        async with gate:
            return await job()
    return await asyncio.gather(*[one(job) for job in jobs], return_exceptions=True)
""",
    "test_results_of_any_kind": """
import asyncio
async def run_all(jobs, limit):
    gate = asyncio.Semaphore(limit)
    async def one(job):
        async with gate:
            return await job()
    results = await asyncio.gather(*[one(job) for job in jobs])
    return [result for result in results if result]
""",
    "test_calls_do_not_share": """
import asyncio
results = {}
async def run_all(jobs, limit):
    gate = asyncio.Semaphore(limit)
    async def one(number, job):
        async with gate:
            results[number] = await job()
    await asyncio.gather(*[one(number, job) for number, job in enumerate(jobs)])
    return [results[number] for number in sorted(results)]
""",
}


class Crowd:
    """Makes jobs, and counts how many of them are running."""

    def __init__(self):
        self.running = self.most = self.started = 0

    def job(self, result, turns=3):
        """A job that gives the others their turn a few times before it is done."""

        async def work():
            self.started += 1
            self.running += 1
            self.most = max(self.most, self.running)
            for _ in range(turns):
                await asyncio.sleep(0.001)
            self.running -= 1
            return result

        return work


def finish(awaitable):
    """The result of a coroutine, which may take two seconds."""

    async def main():
        return await asyncio.wait_for(awaitable, 2)

    return asyncio.run(main())


def test_results_of_all():
    """the results of all jobs
    Weight: 2
    Visible.
    """
    crowd = Crowd()
    assert list(finish(run_all([crowd.job(2), crowd.job(4), crowd.job(6)], 3))) == [2, 4, 6]


def test_side_by_side():
    """jobs run at the same time
    Weight: 2
    Visible.
    """
    crowd = Crowd()
    finish(run_all([crowd.job(number) for number in range(5)], 5))
    assert crowd.most == 5


def test_results_in_order():
    """the results come in the order of the jobs, whichever is done first
    Weight: 2
    """
    crowd = Crowd()
    jobs = [crowd.job(number, turns=20 - 2 * number) for number in range(10)]
    assert list(finish(run_all(jobs, 10))) == list(range(10))


def test_never_more_than_the_limit():
    """never more than the limit at the same time
    Weight: 3
    """
    crowd = Crowd()
    finish(run_all([crowd.job(number, turns=1 + number % 4) for number in range(20)], 3))
    assert crowd.started == 20
    assert crowd.most == 3


def test_a_free_place_is_used_at_once():
    """as soon as one job is done the next begins, while a slow one goes on
    Weight: 2
    """
    crowd = Crowd()

    async def main():
        last_is_done = asyncio.Event()

        async def slow():
            await last_is_done.wait()
            return "slow"

        async def last():
            last_is_done.set()
            return "last"

        jobs = [slow, crowd.job(1), crowd.job(2), crowd.job(3), last]
        return await run_all(jobs, 2)

    assert list(finish(main())) == ["slow", 1, 2, 3, "last"]


def test_one_at_a_time():
    """a limit of one: one after the other"""
    crowd = Crowd()
    assert list(finish(run_all([crowd.job(number) for number in range(4)], 1))) == [0, 1, 2, 3]
    assert crowd.most == 1


def test_no_jobs():
    """no jobs give no results"""
    assert list(finish(run_all([], 3))) == []


def test_an_exception_reaches_the_caller():
    """the exception of a job reaches the caller
    Weight: 2
    """
    crowd = Crowd()

    async def fails():
        raise ValueError("no answer")

    with pytest.raises((ValueError, ExceptionGroup)):
        finish(run_all([crowd.job(1), fails, crowd.job(2)], 2))


def test_results_of_any_kind():
    """None, zero and empty lists are results"""
    crowd = Crowd()
    assert list(finish(run_all([crowd.job(None), crowd.job(0), crowd.job([])], 2))) == [None, 0, []]


def test_calls_do_not_share():
    """a second call knows nothing of the first"""
    crowd = Crowd()
    assert list(finish(run_all([crowd.job(1), crowd.job(2), crowd.job(3)], 2))) == [1, 2, 3]
    assert list(finish(run_all([crowd.job(4)], 2))) == [4]
