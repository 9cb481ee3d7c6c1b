"""Messages that only those with the key can write."""

from __future__ import annotations

import builtins
import os

try:
    # Straight from its C module: hashlib brings OpenSSL along, which takes longer to load than the rest.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

globals()["__builtins__"] = dict(vars(builtins))

_LONGEST = 20_000
"""The most characters of one field."""


def digest(key: bytes, data: bytes) -> bytes:
    return blake2b(data, key=key, digest_size=16).hexdigest().encode()


def sealed(key: bytes, *fields: object) -> bytes:
    """A message of some texts. It uses nothing that the candidate's code could have exchanged.

    With a line break before it, too: whatever stands on the line already is not our message.
    """
    texts = [str(field)[:_LONGEST].encode("utf-8", "backslashreplace") for field in fields]
    body = b" ".join([text.hex().encode() or b"-" for text in texts])
    return b"\n" + digest(key, body) + b" " + body + b"\n"


def unsealed(key: bytes, data: bytes) -> Iterator[list[str]]:
    """The messages in what came: the lines whose seal is right."""
    for line in data.split(b"\n"):
        seal, _, body = line.partition(b" ")
        if body and seal == digest(key, body):
            yield [
                "" if part == b"-" else bytes.fromhex(part.decode()).decode("utf-8", "replace")
                for part in body.split(b" ")
            ]


def write_all(descriptor: int, data: bytes) -> None:
    """Writes all of it, however little goes at a time."""
    while data:
        data = data[os.write(descriptor, data) :]
