"""The brief: the contract of a run, shown before work starts and editable until then."""

from __future__ import annotations

from datetime import date
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


class WordReading(Value):
    """What a word of the request was taken to mean, where neither the data nor the built-in word lists know it.

    It is read as `like` would be, a word that they know ("" for one that says nothing). `means` says what that is: "column orders.Sales",
    "table orders", "measure revenue", "operation highest", "period" or "filler"; `value` is the value of that column. `by` names the
    model for people.
    """

    word: str
    means: str
    value: str = ""
    like: str = ""
    by: str = ""


class Question(Value):
    """One thing to find out: a registered analysis with its typed arguments (see agents/analysis/registry.py)."""

    id: str
    text: str
    analysis: str
    arguments: dict[str, Any] = Field(default_factory=dict)


class Choice(Value):
    """Something that a person may choose in the brief: its key and its words in the language of the run."""

    key: str
    words: str


class Only(Value):
    """A limit on the rows of the whole run: only rows whose column holds one of the values. `text` says it for people.

    `out` turns it round: rows that hold one of them are left out. `part`: the column contains the value as a part of its text.
    """

    table: str
    column: str
    values: tuple[str, ...]
    text: str
    out: bool = False
    part: bool = False


class BriefOptions(Value):
    """What the form of a brief offers, and what is chosen now. Empty for a brief that is a single question.

    `measure` and `segment` are keys of `measures` and `segments` ("" is no segment); the analyses chosen are those of the questions.
    """

    measures: tuple[Choice, ...] = ()
    segments: tuple[Choice, ...] = ()
    analyses: tuple[Choice, ...] = ()
    measure: str = ""
    segment: str = ""
    first_day: date | None = None
    last_day: date | None = None


class Span(Value):
    """Days chosen by a person, both included."""

    start: date
    end: date


class BriefEdit(Value):
    """What a person changed in a brief; None leaves it as the plan has it. The plan is made again from the request and these."""

    title: str | None = None
    measure: str | None = None
    segment: str | None = None  # "" is none
    analyses: tuple[str, ...] | None = None
    periods: tuple[Span, ...] | None = None  # one, or two to compare, the earlier first
    deliverables: tuple[Deliverable, ...] | None = None
    only: tuple[Only, ...] | None = None  # those of the brief that stay


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
    price_limit: Decimal = Decimal(0)  # what all calls of models together may cost; 0 where no model that costs is asked
    models: tuple[str, ...] = ()  # language models that may be asked
    unpriced: tuple[str, ...] = ()  # models whose price nobody knows: where there are any, there is no price limit
    only: tuple[Only, ...] = ()
    options: BriefOptions = BriefOptions()
    readings: tuple[WordReading, ...] = ()  # words read by a language model; what follows in the thread reads them alike
    adds: str = ""  # the run whose slides get further ones: nothing is asked of the data again
    follows: str = ""  # how it was understood as a follow-up, in words for people: "As before, only Marketplace"
