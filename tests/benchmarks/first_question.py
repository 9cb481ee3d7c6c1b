"""From the command `start google` to the first question on the screen, beside the time that the imports take.

Run it with `python -m tests.benchmarks.first_question`; the promise is a ratio of at most 1.5. The round's opening is
dismissed by an Enter that is sent at once, as somebody would who types ahead.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 15
IMPORTS = "import typer, rich, prompt_toolkit, yaml"
ON_SCREEN = b"Question 1 of"
PROMISE = 1.5


def imports() -> float:
    """Seconds that a process takes which does nothing but import."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)
    return time.perf_counter() - begun


def first_question(folder: str) -> float:
    """Seconds from the command to the first question, in a terminal of its own."""
    environment = os.environ | {"TERM": "xterm-256color", "MOCK_INTERVIEW_TRANSCRIPTS": folder}
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "simulator", "start", "google"], environment)
    os.write(terminal, b"\r")
    seen = b""
    while ON_SCREEN not in seen:
        if not select.select([terminal], [], [], 10)[0]:
            raise SystemExit(f"No question within ten seconds: {seen[-400:]!r}")
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - begun
    os.write(terminal, b"\x03\x03")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.close(terminal)
    os.waitpid(child, 0)
    return taken


def main() -> None:
    """Print the figures; ends with 1 if the promise is broken."""
    with tempfile.TemporaryDirectory() as folder:
        imports(), first_question(folder)
        pairs = [(imports(), first_question(folder)) for _ in range(RUNS)]
    base = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    print(f"imports         {base * 1000:6.0f} ms   ({IMPORTS})")
    print(f"first question  {ours * 1000:6.0f} ms   (mock-interview start google)")
    print(f"ratio           {ours / base:6.2f}      at most {PROMISE}")
    raise SystemExit(ours / base > PROMISE)


if __name__ == "__main__":
    main()
