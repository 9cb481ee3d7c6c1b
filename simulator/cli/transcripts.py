"""What commands about transcripts share: the folder, the one that is meant, and what the shell offers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from simulator.transcript.log import Contents
    from simulator.transcript.state import InterviewRecord

Transcripts = Annotated[
    Path | None,
    typer.Option(
        "--transcripts", metavar="DIR", help="Use the transcripts in this folder (MOCK_INTERVIEW_TRANSCRIPTS)."
    ),
]


def same_folder(transcripts: Path | None) -> str:
    """What leads a later command to the same transcripts: the option again, or nothing."""
    import shlex

    return f" --transcripts {shlex.quote(str(transcripts))}" if transcripts else ""


def ids(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """For the shell: the newest transcripts' ids, with their companies and states. Never an error, at worst nothing."""
    from itertools import islice

    from simulator.errors import UserError
    from simulator.terminal.text import printable
    from simulator.transcript.folder import LATEST, folder_for, summaries

    given = context.params.get("transcripts")
    offered: list[tuple[str, str]] = []
    try:
        folder = folder_for(Path(given) if given else None)
        for summary in islice(summaries(folder), _MOST_OFFERED):
            offered.append((summary.id, f"{printable(summary.company_name)}, {summary.state}"))
    except (UserError, OSError):
        return []
    if offered:
        offered.append((LATEST, "the newest"))
    return [(id_, said) for id_, said in offered if id_.startswith(incomplete.lower())]


_MOST_OFFERED = 200


def companies(context: typer.Context, incomplete: str) -> list[str]:
    """For the shell: the companies that there are transcripts of."""
    from itertools import islice

    from simulator.errors import UserError
    from simulator.transcript.folder import folder_for, summaries

    given = context.params.get("transcripts")
    try:
        folder = folder_for(Path(given) if given else None)
        known = dict.fromkeys(summary.company for summary in islice(summaries(folder), _MOST_OFFERED))
    except (UserError, OSError):
        return []
    return [company for company in known if company.startswith(incomplete.lower())]


Company = Annotated[
    str,
    typer.Option("--company", metavar="NAME", autocompletion=companies, help="Only interviews at this company."),
]
Since = Annotated[
    str, typer.Option("--since", metavar="DATE", help="Only since then: 2026-11-21, 7d, 2w, today, yesterday.")
]
NoPager = Annotated[bool, typer.Option("--no-pager", help="Print all at once, also in a terminal.")]


def notes_of(contents: Contents) -> tuple[str, ...]:
    """What is damaged in a transcript, a sentence each."""
    from simulator.cli.output import said

    return tuple(said(problem) for problem in contents.notes)


def question_of(record: InterviewRecord, key: str, there: str) -> str:
    """The id of the question with this number, id or source key. Raises UserError (usage). `there` leads a later
    command to the same transcripts."""
    from simulator.cli.find import did_you_mean
    from simulator.errors import UserError

    for q in record.questions:
        if key.lower() in (str(q.number), q.id, *q.question.sources):
            if q.asked:
                return q.id
            raise UserError(
                f"Question {q.number} has not been asked yet.", f"Go on: mock-interview resume {record.id}{there}", 2
            )
    count = len(record.questions)
    hint = f"Give a number from 1 to {count}, or a question's id."
    hint = did_you_mean(key, [q.id for q in record.questions if q.asked], hint)
    raise UserError(f"{record.id} has no question {key!r}.", hint, exit_code=2)
