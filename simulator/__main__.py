"""`python -m simulator`: the same as the command `mock-interview`."""

from simulator.cli.main import run

run()
