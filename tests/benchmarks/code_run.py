"""From the key that runs the code to its result on the screen, for several questions, beside the code's own time.

Run it with `python -m tests.benchmarks.code_run`. It drives the real program in a terminal of 80 by 24: each question's
model answer is pasted and ^R pressed a few times. Printed are the median milliseconds from the key press until the
whole result stands on the screen, the own time (what the answer imports, and the visible check that took longest, as
they run side by side), what lies between the two, and the ratio of the whole to a bare `python -c pass`, which tells a
slow machine from a slow program. The promise is at most 300 ms beside the code's own time; the run ends with 1 if a
question breaks it. The Redis question starts a server of its own on top of that.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from simulator.bank.loader import load
from simulator.coding import sandbox, trust
from simulator.coding.contract import find_contract
from simulator.coding.runner import run_checks
from tests.terminal.typing import CTRL_C, ENTER, ESCAPE, Terminal

RUNS = 5
PROMISE = 0.3
QUESTIONS = ("reverse-string", "flatten-dict", "memoize-decorator", "lru-cache", "validate-json", "limited-gather",
             "thread-safe-queue", "aiohttp-requests", "redis-rate-limiter")  # fmt: skip
_CTRL_A, _CTRL_R = "\x01", "\x12"
_ROOT = Path(__file__).resolve().parents[2]
_COMPANY = """id: bench
name: Bench
looks_for: How long it takes until the result of a run stands on the screen, beside the time of the code.
ratings: {{excellent: Strong hire, good: Hire, mixed: Leaning no hire, poor: No hire}}
rounds:
  - id: coding
    title: Code
    theme: Small pieces of code, each with the checks that the candidate may see.
    minutes: 30
    opening: In this part you write code, and I take the time.
questions:
  - {{source: {question}, round: coding}}
"""


def bare_python() -> float:
    """Seconds that an interpreter takes which does nothing."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - begun


def import_time(answer: str) -> float:
    """Seconds that the imports of an answer take, beyond a bare interpreter."""
    lines = [line for line in answer.splitlines() if line.startswith(("import ", "from "))]
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - begun)
    return max(0.0, statistics.median(times) - bare_python())


def own_time(question: str, answer: str) -> float:
    """Seconds that are the code's own: its imports, and the visible check that takes longest."""
    contract = find_contract(_ROOT / "banks", question)
    assert contract is not None
    runs = [run_checks(contract, answer, visible_only=True) for _ in range(3)]
    checks = statistics.median(max(result.seconds for result in run.results) for run in runs)
    return checks + import_time(answer)


def key_to_result(question: str, answer: str, folder: Path) -> list[float]:
    """Seconds of some runs from the key press to the result on the screen."""
    banks = folder / "banks"
    shutil.rmtree(banks, ignore_errors=True)
    shutil.copytree(_ROOT / "banks", banks)
    (banks / "companies" / "bench.yaml").write_text(_COMPANY.format(question=question), encoding="utf-8")
    config = folder / "config"
    trust.trust(banks, config / "mock-interview" / "trusted-banks.json")
    settings = {"XDG_CONFIG_HOME": str(config), "MOCK_INTERVIEW_TRANSCRIPTS": str(folder / "transcripts")}
    terminal = Terminal(
        "start", "bench", "--untimed", "--no-probes", "--banks", banks, home=folder / "home", **settings
    )
    try:
        terminal.wait_for("Enter begin")
        terminal.type(ENTER)
        terminal.wait_for("Question 1 of 1")
        terminal.type(_CTRL_A)
        terminal.paste(answer)
        terminal._read(1.0)
        return [_one_run(terminal) for _ in range(RUNS + 1)][1:]
    finally:
        terminal.type(CTRL_C)
        terminal.close()


def _one_run(terminal: Terminal) -> float:
    begun = time.perf_counter()
    terminal.send(_CTRL_R)
    # Looked at only when there is news, so that this process leaves the machine to the one that is measured.
    while not terminal._read(0.05) or "visible checks passed" not in terminal.words:
        if time.perf_counter() - begun > 20:
            raise SystemExit(f"No result within twenty seconds:\n{terminal.text}")
    taken = time.perf_counter() - begun
    terminal._read(0.2)
    terminal.type(ESCAPE)
    terminal.wait_until_gone("visible checks passed")
    return taken


def main() -> None:
    """Print the figures; ends with 1 if the promise is broken."""
    library = load()
    bare = statistics.median(bare_python() for _ in range(10))
    print(f"contained by {sandbox.containment().kind}; a bare python takes {bare * 1000:.0f} ms\n")
    print(f"{'question':<24}{'key to result':>14}{'own time':>10}{'between':>9}{'ratio':>7}")
    late = False
    for question in QUESTIONS:
        answer = library.questions[question].model_answer
        with tempfile.TemporaryDirectory() as folder:
            taken = statistics.median(key_to_result(question, answer, Path(folder)))
        own = own_time(question, answer)
        late |= taken - own > PROMISE
        figures = f"{taken * 1000:>11.0f} ms{own * 1000:>7.0f} ms{(taken - own) * 1000:>6.0f} ms{taken / bare:>7.1f}"
        print(f"{question:<24}{figures}", flush=True)
    print(f"\nat most {PROMISE * 1000:.0f} ms between")
    raise SystemExit(late)


if __name__ == "__main__":
    main()
