"""What tests of follow-ups read from a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agents.core.brief import Brief
from agents.sources.open import open_data
from agents.sources.query import Query
from agents.team.desk import Outcome


def brief_of(outcome: Outcome) -> Brief:
    assert outcome.brief is not None, outcome.cannot
    return outcome.brief


def analyses(brief: Brief) -> list[str]:
    return [question.analysis for question in brief.questions]


def only(brief: Brief) -> list[tuple[str, tuple[str, ...], bool]]:
    """(column, values, left out) of each limit."""
    return [(limit.column, limit.values, limit.out) for limit in brief.only]


def arguments(brief: Brief, analysis: str) -> dict[str, Any]:
    return next(question.arguments for question in brief.questions if question.analysis == analysis)


def segment(brief: Brief) -> str:
    """The column that a report goes by, "" for none."""
    found = brief.questions[0].arguments["subject"]["segment"]
    return str(found["expr"]["name"]) if found else ""


def measure(brief: Brief) -> str:
    return str(brief.questions[0].arguments["subject"]["measure"]["key"])


def labels(brief: Brief) -> list[str]:
    return [period.label for period in brief.periods]


def rows(outcome: Outcome, shop: Path, room: Path) -> list[tuple[object, ...]]:
    """The rows that a single question gives."""
    reader = open_data([shop], room)
    try:
        return [tuple(row) for row in reader.run(Query.model_validate(arguments(brief_of(outcome), "lookup")["query"]), id="r").rows]
    finally:
        reader.close()
