"""How fast the program is, as ratios in one run. No test: run one with `python -m tests.benchmarks.NAME`."""

import os

# Where it is set, every start compiles the program anew, but none of the libraries that it is compared with.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
