"""The cases of an evaluation, read from JSON lines: a question with its answer, a request with its plan, a story to be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from agents.core.base import Value
from agents.core.brief import Deliverable, Language
from agents.core.context import Exchange
from agents.core.errors import InputError
from agents.evidence.results import Cell

UNANSWERABLE = "unanswerable"
# Kinds of question whose answer may stand as a fraction or in percent.
PERCENT_KINDS = frozenset({"share", "growth", "share-or-ratio", "change"})


class QuestionCase(Value):
    """A question with its answer: rows that are given, or rows that `gold_sql` reads from the demo shop, past the engine.

    `db` is the file to ask, relative to the folder of the questions; "" is the demo shop.
    """

    id: str
    question: str
    lang: Language = "en"
    db: str = ""
    kinds: tuple[str, ...] = ()
    ordered: bool = False
    gold_rows: tuple[tuple[Cell, ...], ...] | None = None
    gold_sql: str | None = None

    @property
    def unanswerable(self) -> bool:
        return UNANSWERABLE in self.kinds

    @property
    def percent(self) -> bool:
        return bool(PERCENT_KINDS & set(self.kinds))


class PlanCase(Value):
    """A request for a report and what its plan must hold. None is not asked for; `analyses` may be more; `cannot`: it must refuse."""

    id: str
    request: str
    lang: Language = "en"
    measure: str | None = None
    segment: str | None = None
    periods: tuple[str, ...] | None = None
    analyses: tuple[str, ...] = ()
    deliverables: tuple[Deliverable, ...] | None = None
    cannot: bool = False


class Story(Value):
    """A request over the demo shop whose findings are made once, by the engine, for all cases of writing about it."""

    id: str
    request: str
    lang: Language = "en"


class WritingCase(Value):
    """A story to be arranged or put into words by one use, as `request` wants it; "" is the story's own request.

    Parts are ids of slides, charts and findings, names of sheets, titles of sections. `early` must stand among the first three parts
    after the title; `before` are pairs in their order; `says` are facts of the answer's first paragraph.
    """

    id: str
    use: str
    story: str
    request: str = ""
    early: tuple[str, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    says: tuple[str, ...] = ()


class DigestCase(Value):
    """Earlier requests to be kept in a digest. `keeps` are words that it must hold; what it holds of `never` was made up."""

    id: str
    before: str = ""
    turns: tuple[Exchange, ...]
    keeps: tuple[str, ...]
    never: tuple[str, ...] = ()


Read = TypeVar("Read", bound=Value)


def read_cases(path: Path, kind: type[Read]) -> list[Read]:
    """The cases of a file; fields that a kind of case does not know are left. Raises InputError with the line that is not one."""
    try:
        return [_case(number, row, kind, path) for number, row in _rows(path)]
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Name a file of cases, one JSON object a line.") from error


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except ValueError as error:
                    raise InputError(f"Line {number} of {path} is not JSON. Write one JSON object a line.") from error


def _case(number: int, row: Any, kind: type[Read], path: Path) -> Read:
    try:
        return kind.model_validate({key: value for key, value in row.items() if key in kind.model_fields})
    except (ValidationError, AttributeError) as error:
        raise InputError(f"Line {number} of {path} is not a case of this suite: {_first(error)}") from error


def _first(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "an object is needed."
    found = error.errors()[0]
    return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}."
