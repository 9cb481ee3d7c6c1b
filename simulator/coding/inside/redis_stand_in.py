"""Where there is no Redis server of our own, clients talk to fakeredis."""

from __future__ import annotations

import builtins
from typing import Any

globals()["__builtins__"] = dict(vars(builtins))


def put_in_place() -> None:
    """Exchanges the clients of the package redis for ones that share a server in this process."""
    import fakeredis
    import redis
    import redis.asyncio

    server = fakeredis.FakeServer()

    class Redis(fakeredis.FakeRedis):
        """As redis.Redis, whatever address it is given."""

        def __init__(self, *_: Any, **options: Any) -> None:
            kept = {name: options[name] for name in ("decode_responses", "encoding", "db") if name in options}
            super().__init__(server=server, **kept)

    class AsyncRedis(fakeredis.FakeAsyncRedis):
        """As redis.asyncio.Redis, whatever address it is given."""

        def __init__(self, *_: Any, **options: Any) -> None:
            kept = {name: options[name] for name in ("decode_responses", "encoding", "db") if name in options}
            super().__init__(server=server, **kept)

    for module, client in ((redis, Redis), (redis.asyncio, AsyncRedis)):
        client.__name__ = client.__qualname__ = "Redis"
        vars(module).update(Redis=client, StrictRedis=client, from_url=lambda _, client=client, **o: client(**o))
        client.from_url = lambda _, client=client, **o: client(**o)  # type: ignore[method-assign]
