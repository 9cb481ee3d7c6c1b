"""Errors that are for the person at the keyboard, and not a bug of ours."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend: what is wrong, what to do next, and the exit code to end with."""

    def __init__(self, what: str, todo: str = "", exit_code: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo
        self.exit_code = exit_code
