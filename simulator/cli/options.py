"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Banks = Annotated[
    Path | None,
    typer.Option("--banks", metavar="DIR", help="Use the question files in this folder (MOCK_INTERVIEW_BANKS)."),
]
Rubrics = Annotated[
    Path | None,
    typer.Option("--rubrics", metavar="DIR", help="Use the rubric files in this folder (MOCK_INTERVIEW_RUBRICS)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
