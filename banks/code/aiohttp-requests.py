"""Pages fetched concurrently with aiohttp, from a real server that counts the requests in flight."""

import asyncio
import contextlib
import inspect
import mmap
import os
import signal
import socket
import struct

import aiohttp
from answer import fetch_all

NAMES = ("fetch_all",)

NEEDS = ("aiohttp",)

STARTER = '''async def fetch_all(urls):
    """Fetch all URLs at the same time; give their bodies in the order of
    the URLs, for one that failed its error."""
'''

EXAMPLES = """await fetch_all(["http://localhost/a", "http://localhost/b"])    # ['the text of a', 'the text of b']
If b can't be had, the text of a is there all the same, and in the place of b the exception, or None."""

WRONG = {
    "test_bodies": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return response.status
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[fetch(session, url) for url in urls], return_exceptions=True)
""",
    "test_at_the_same_time": """
import aiohttp
async def fetch_all(urls):
    bodies = []
    async with aiohttp.ClientSession() as session:
        for url in urls:
            try:
                async with session.get(url) as response:
                    bodies.append(await response.text())
            except aiohttp.ClientError as error:
                bodies.append(error)
    return bodies
""",
    "test_in_the_order_of_the_urls": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return await response.text()
    async with aiohttp.ClientSession() as session:
        return [await body for body in asyncio.as_completed([fetch(session, url) for url in urls])]
""",
    "test_one_session": """
import asyncio, aiohttp
async def fetch_all(urls):
    limit = asyncio.Semaphore(50)
    async def fetch(url):
        async with limit, aiohttp.ClientSession() as session, session.get(url) as response:
            return await response.text()
    return await asyncio.gather(*[fetch(url) for url in urls], return_exceptions=True)
""",
    "test_the_session_is_closed": """
import asyncio, aiohttp
async def fetch_all(urls):
    session = aiohttp.ClientSession()
    async def fetch(url):
        async with session.get(url) as response:
            return await response.text()
    return await asyncio.gather(*[fetch(url) for url in urls], return_exceptions=True)
""",
    "test_nobody_listens": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return await response.text() if response.status == 200 else None
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[fetch(session, url) for url in urls])
""",
    "test_a_server_error": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        try:
            async with session.get(url, raise_for_status=True) as response:
                return await response.text()
        except aiohttp.ClientConnectionError as error:
            return error
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[fetch(session, url) for url in urls])
""",
    "test_a_connection_that_breaks": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        try:
            async with session.get(url) as response:
                return await response.text()
        except aiohttp.ClientConnectorError as error:
            return error
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[fetch(session, url) for url in urls])
""",
    "test_not_all_at_once": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return await response.text()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        return await asyncio.gather(*[fetch(session, url) for url in urls], return_exceptions=True)
""",
    "test_the_same_url_twice": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return await response.text()
    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[fetch(session, url) for url in dict.fromkeys(urls)], return_exceptions=True)
""",
    "test_no_urls": """
import asyncio, aiohttp
async def fetch_all(urls):
    async def fetch(session, url):
        async with session.get(url) as response:
            return await response.text()
    async with aiohttp.ClientSession() as session:
        tasks = [asyncio.create_task(fetch(session, url)) for url in urls]
        await asyncio.wait(tasks)
        return [task.exception() or task.result() for task in tasks]
""",
    "test_a_second_run": """
import asyncio, aiohttp
session = None
async def fetch_all(urls):
    global session
    session = session or aiohttp.ClientSession()
    async def fetch(url):
        async with session.get(url) as response:
            return await response.text()
    async with session:
        return await asyncio.gather(*[fetch(url) for url in urls], return_exceptions=True)
""",
}


class Site:
    """A web server on loopback, in a process of its own, so that nothing that the answer does can hold it up."""

    _COUNTS = struct.Struct("3i")

    def __enter__(self):
        self._shared = mmap.mmap(-1, self._COUNTS.size)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.port = self._socket.getsockname()[1]
        self._pid = os.fork()
        if self._pid == 0:
            try:
                asyncio.run(self._serve())
            finally:
                os._exit(0)
        self._socket.close()
        return self

    def __exit__(self, *_):
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    @property
    def most(self):
        """How many requests were in flight at most."""
        return self._COUNTS.unpack(self._shared[:])[1]

    @property
    def requests(self):
        return self._COUNTS.unpack(self._shared[:])[2]

    def url(self, number, kind="page"):
        return f"http://127.0.0.1:{self.port}/{kind}/{number}"

    async def _serve(self):
        server = await asyncio.start_server(self._answer, sock=self._socket, backlog=500)
        await server.serve_forever()

    def _count(self, by):
        now, most, total = self._COUNTS.unpack(self._shared[:])
        self._shared[:] = self._COUNTS.pack(now + by, max(most, now + by), total + (by > 0))

    async def _answer(self, reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                _, kind, number = head.split()[1].decode().split("/")
                self._count(1)
                await self._wait(kind)
                self._count(-1)
                if kind == "cut":
                    break
                body = text(number).encode()
                status = b"500 Internal Server Error" if kind == "broken" else b"200 OK"
                about = b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
                writer.write(b"HTTP/1.1 " + status + b"\r\n" + about + body)
                await writer.drain()
        writer.close()

    async def _wait(self, kind):
        await asyncio.sleep(0.25 if kind == "slow" else 0.005)
        before = -1
        while kind == "crowd" and before < self.requests:
            # Until no more come at the moment, as slow as this machine may be.
            before = self.requests
            await asyncio.sleep(0.05)


def text(number):
    """The body of a page: nothing that stands in its address."""
    return f"Größe {int(number) * 7919 + 13}."


def fetched(urls):
    """What came for each URL: of an answer that is a coroutine or not, that takes a session, or gives a dictionary."""

    async def main():
        first = next(iter(inspect.signature(fetch_all).parameters), "")
        if first in ("session", "client"):
            async with aiohttp.ClientSession() as session:
                return await fetch_all(session, urls)
        return await fetch_all(urls)

    came = asyncio.run(asyncio.wait_for(main(), 8)) if inspect.iscoroutinefunction(fetch_all) else fetch_all(urls)
    if not isinstance(came, dict):
        came = list(came)
        if came and all(isinstance(each, tuple) and each[0] == url for each, url in zip(came, urls, strict=False)):
            came = [each[1:] for each in came]
        return [readable(each) for each in came]
    return [readable(came.get(url)) for url in urls]


def readable(body):
    """The text that came, also of an answer that gives bytes, or more than the body."""
    if isinstance(body, bytes):
        return body.decode()
    if isinstance(body, dict | tuple | list):
        parts = [readable(part) for part in (body.values() if isinstance(body, dict) else body)]
        return next((part for part in parts if isinstance(part, str) and part.startswith("Größe")), body)
    return body


class Sessions:
    """Takes note of the sessions that are made."""

    def __enter__(self):
        self.made = made = []
        self._init = init = aiohttp.ClientSession.__init__

        def noted(session, *arguments, **options):
            made.append(session)
            init(session, *arguments, **options)

        aiohttp.ClientSession.__init__ = noted
        return self

    def __exit__(self, *_):
        aiohttp.ClientSession.__init__ = self._init


def test_bodies():
    """the bodies of three pages
    Weight: 2
    Visible.
    """
    with Site() as site:
        assert fetched([site.url(n) for n in (1, 2, 3)]) == [text(1), text(2), text(3)]


def test_at_the_same_time():
    """several requests are in flight at the same time
    Weight: 3
    Visible.
    """
    with Site() as site:
        assert fetched([site.url(n, "slow") for n in range(12)]) == [text(n) for n in range(12)]
        assert site.most >= 3, "requests in flight"


def test_in_the_order_of_the_urls():
    """the bodies come in the order of the URLs, whichever is there first
    Weight: 2
    """
    with Site() as site:
        urls = [site.url(0, "slow"), *[site.url(n) for n in range(1, 10)], site.url(10, "slow"), site.url(11)]
        assert fetched(urls) == [text(n) for n in range(12)]


def test_one_session():
    """one session serves all requests
    Weight: 2
    """
    with Site() as site, Sessions() as sessions:
        assert fetched([site.url(n) for n in range(30)]) == [text(n) for n in range(30)]
    assert len(sessions.made) >= 1, "sessions of aiohttp"
    assert len(sessions.made) <= 3, "sessions for 30 URLs"


def test_the_session_is_closed():
    """afterwards the session is closed"""
    with Site() as site, Sessions() as sessions:
        assert fetched([site.url(n) for n in range(3)]) == [text(0), text(1), text(2)]
    assert [session for session in sessions.made if not session.closed] == []


def test_nobody_listens():
    """where nobody listens at one address, the others come all the same
    Weight: 2
    """
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with Site() as site:
        came = fetched([site.url(1), f"http://127.0.0.1:{port}/page/2", site.url(3)])
    assert len(came) == 3
    assert [came[0], came[2]] == [text(1), text(3)]
    assert not isinstance(came[1], str) or not came[1].startswith("Größe")


def test_a_server_error():
    """where the server answers one with an error, the others come all the same
    Weight: 2
    """
    with Site() as site:
        came = fetched([site.url(1), site.url(2, "broken"), site.url(3)])
    assert len(came) == 3
    assert [came[0], came[2]] == [text(1), text(3)]


def test_a_connection_that_breaks():
    """where the connection breaks in one, the others come all the same"""
    with Site() as site:
        came = fetched([site.url(1), site.url(2, "cut"), site.url(3)])
    assert len(came) == 3
    assert [came[0], came[2]] == [text(1), text(3)]


def test_not_all_at_once():
    """of 220 requests not all are in flight at the same moment
    Seconds: 8
    """
    with Site() as site:
        assert fetched([site.url(n, "crowd") for n in range(220)]) == [text(n) for n in range(220)]
        assert site.most < 220, "requests in flight"


def test_the_same_url_twice():
    """an address that is there twice has two bodies"""
    with Site() as site:
        assert fetched([site.url(5), site.url(6), site.url(5)]) == [text(5), text(6), text(5)]


def test_no_urls():
    """no addresses give no bodies"""
    assert fetched([]) == []
    with Site() as site:
        assert fetched([site.url(4)]) == [text(4)]


def test_a_second_run():
    """a second call works like the first"""
    with Site() as site:
        assert fetched([site.url(1), site.url(2)]) == [text(1), text(2)]
        assert fetched([site.url(3)]) == [text(3)]
        assert site.requests == 3
