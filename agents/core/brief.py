"""The brief: the contract of a run, shown before work starts and editable until then."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from agents.core.base import Value
from agents.core.periods import Period

Language = Literal["en", "zh"]
Deliverable = Literal["deck", "workbook", "document", "charts"]
DELIVERABLES: tuple[Deliverable, ...] = ("deck", "workbook", "document", "charts")


class Definition(Value):
    """What a word of the request means here: ("Revenue", "sum of line amount, cancelled orders left out")."""

    term: str
    text: str


class Question(Value):
    """One thing to find out: a registered analysis with its typed arguments (see agents/analysis/registry.py)."""

    id: str
    text: str
    analysis: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class Brief(Value):
    """What was understood and what will be done. Money in US dollars."""

    request: str
    language: Language
    title: str
    sources: tuple[str, ...]
    definitions: tuple[Definition, ...] = ()
    periods: tuple[Period, ...] = ()
    questions: tuple[Question, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    warnings: tuple[str, ...] = ()  # coverage and data quality that the reader must know before work starts
    price_limit: Decimal = Decimal(0)
