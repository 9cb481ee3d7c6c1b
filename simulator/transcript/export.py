"""A whole interview as plain JSON types, for scripts: what the log says, and what is derived from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.grading.result import Span
from simulator.transcript.codec import to_plain
from simulator.transcript.state import InterviewRecord, ProbeRecord, QuestionRecord


def to_dict(record: InterviewRecord, notes: Iterable[str] = ()) -> dict[str, Any]:
    """The interview; `notes` say what in its transcript is damaged. Scores are 0 to 100, times in seconds, evidence
    is in characters of the answer."""
    plan = record.planned
    return {
        "id": record.id,
        "created": record.header.created,
        "company": plan.company,
        "company_name": plan.company_name,
        "options": to_plain(plan.options),
        "state": str(record.state),
        "score": record.score,
        "band": record.band and str(record.band),
        "rating": record.rating,
        "self_score": record.self_score,
        "used": record.used,
        "rounds": [{"id": r.id, "title": r.title, "opening": r.opening, "seconds": r.seconds} for r in plan.rounds],
        "questions": [question_to_dict(q) for q in record.questions if q.asked],
        "not_asked": sum(not q.asked for q in record.questions),
        "notes": list(notes),
    }


def question_to_dict(q: QuestionRecord) -> dict[str, Any]:
    """One question, its answer and what was made of it."""
    answer = q.answer or ""
    return {
        "number": q.number,
        "id": q.id,
        "round": q.round.id,
        "prompt": q.question.prompt,
        "kind": str(q.question.kind),
        "difficulty": str(q.question.difficulty),
        "topics": list(q.question.topics),
        "sources": list(q.question.sources),
        "seconds": q.question.seconds,
        "used": q.used,
        "how": q.how and str(q.how),
        "answer": q.answer,
        "draft": None if q.answered else q.draft,
        "score": q.score,
        "band": q.band and str(q.band),
        "self_mark": q.self_mark,
        "self_score": q.self_score,
        "contract": to_plain(q.question.contract),
        "checked": q.checked and q.checked.to_dict(),
        "criteria": _criteria(q),
        "missing": [c.id for c in q.missing] if q.answered else [],
        "misconceptions": [
            {"id": m.misconception, "evidence": _evidence(m.evidence, answer), "correction": m.correction}
            for m in (q.grade.misconceptions if q.grade else ())
        ],
        "flags": [str(flag) for flag in (q.grade.flags if q.grade else ())],
        "probe": q.probe and _probe(q.probe),
        "model_answer": q.question.model_answer,
    }


def _criteria(q: QuestionRecord) -> list[dict[str, Any]]:
    graded = {c.criterion: c for c in (q.grade.criteria if q.grade else ())}
    return [
        {
            "id": c.id,
            "signal": c.signal,
            "weight": c.weight,
            "credit": q.credits[c.id] if q.score is not None else None,
            "self_credit": q.self_credits.get(c.id),
            "evidence": _evidence(graded[c.id].evidence, q.answer or "") if c.id in graded else [],
            "why_not": graded[c.id].why_not if c.id in graded else "",
        }
        for c in q.question.criteria
    ]


def _probe(probe: ProbeRecord) -> dict[str, Any]:
    return {
        "criterion": probe.criterion,
        "text": probe.text,
        "seconds": probe.seconds,
        "used": probe.used,
        "how": probe.how and str(probe.how),
        "answer": probe.answer,
        "gained": probe.gained,
        "evidence": _evidence(probe.evidence, probe.answer or ""),
    }


def _evidence(spans: Iterable[Span], text: str) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "text": text[s.start : s.end]} for s in spans]
