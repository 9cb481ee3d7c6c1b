"""A mock-interview simulator for Python interviews: simulate, self-grade, review."""

__version__ = "0.1.0"
