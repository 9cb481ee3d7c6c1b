"""A real Redis server on a loopback that is nobody else's."""

from __future__ import annotations

import builtins
import os
import shutil
import socket
import subprocess
import time

globals()["__builtins__"] = dict(vars(builtins))

PORT = 6379
_PATIENCE = 5.0


class RedisServer:
    """Started once for a run; it ends with the sandbox."""

    def start(self, uid: int, folder: str) -> None:
        """Starts the server and waits until it answers. Raises OSError if it does not."""
        program = shutil.which("redis-server", path="/usr/local/bin:/usr/bin:/bin")
        if program is None:
            raise FileNotFoundError("there is no redis-server")
        own = f"{folder}/redis"
        os.mkdir(own, 0o700)  # noqa: PTH102
        command = [program, "--port", str(PORT), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        as_root = os.geteuid() == 0
        if as_root:
            os.chmod(own, 0o777)  # noqa: PTH101
        subprocess.Popen(
            [*command, "--dir", own, "--maxmemory", "64mb"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=uid if as_root else None,
            group=uid if as_root else None,
            extra_groups=[] if as_root else None,
        )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.empty()
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)

    def empty(self) -> None:
        """Forgets all keys, so that checks know nothing of each other."""
        with socket.create_connection(("127.0.0.1", PORT), 1) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            if not connection.recv(100).startswith(b"+OK"):
                raise OSError("the server does not answer")
