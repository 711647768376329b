"""The rows of a data sheet: which ones an address asks for, and what they show."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from agents.core.errors import LimitReached
from agents.evidence.results import ColumnType
from agents.evidence.results import Result as ResultValue
from agents.renderers.html.sheet import data_row
from agents.renderers.xlsx.record import SheetRecord
from agents.sources import kept
from workspace.runs.models import Result, Run

KEPT = 3600  # seconds
LONGEST = 200  # characters of a text to look for
KINDS: dict[ColumnType, str] = {
    "text": "text", "boolean": "text", "integer": "number", "number": "number", "date": "date", "datetime": "date",
}  # fmt: skip
Shown = tuple[int, list[tuple[str, float | None]]]


class BadQuestion(ValueError):
    """The address asks for what no sheet can answer; the message says what to write instead."""


class NotKept(Exception):
    """The rows of a sheet are no longer here; the message says where they are."""

    def __str__(self) -> str:
        return _("The rows of this sheet are no longer kept here. They are all in the file: download it to see them.")


@dataclass(frozen=True)
class Column:
    """A column for the form that sorts and filters. `number` counts from 1; `kind` is text, number or date."""

    number: int
    label: str
    kind: str
    sort: str = ""  # up, down


@dataclass(frozen=True)
class Limit:
    """A filter that is on: in words, as parameters, and the question without it."""

    label: str
    params: dict[str, str]
    rest: str = ""


@dataclass(frozen=True)
class Page:
    """Rows with their numbers on the sheet, and how many fit in all."""

    total: int
    rows: list[Shown]


@dataclass(frozen=True)
class Table:
    """A data sheet with the question that an address puts to it."""

    record: SheetRecord
    result: ResultValue
    asked: kept.Asked
    columns: tuple[Column, ...]
    limits: tuple[Limit, ...]
    sorts: dict[str, str]

    @classmethod
    def of(cls, run: Run, record: SheetRecord, query: Mapping[str, str]) -> Table:
        """Raises BadQuestion, and NotKept."""
        result = _result(run, record.data)
        names = [column.name for column in record.columns]
        sort = whole(query, "sort", 0, most=len(names))
        order = "down" if query.get("order") == "down" else "up"
        columns = tuple(
            Column(number, column.header, KINDS[meta.type], order if number == sort else "")
            for number, (column, meta) in enumerate(zip(record.columns, result.columns, strict=True), start=1)
        )
        found = [(column, wanted) for column in columns if (wanted := _filter(column, names[column.number - 1], query))]
        sorts = {"sort": str(sort), "order": order} if sort else {}
        asked = kept.Asked(
            first=record.first, size=record.rows, sort=names[sort - 1] if sort else "", order=order,
            filters=tuple(wanted for _column, wanted in found),
        )  # fmt: skip
        return cls(record, result, asked, columns, _limits([_limit(column, wanted) for column, wanted in found], sorts), sorts)

    @property
    def params(self) -> dict[str, str]:
        """The question as parameters of an address."""
        return self.sorts | {key: value for limit in self.limits for key, value in limit.params.items()}

    @property
    def query(self) -> str:
        return urlencode(self.params)

    def page(self, start: int, count: int = kept.PAGE) -> Page:
        try:
            page = kept.page(self.result, self.asked, start, count)
        except LimitReached as error:
            raise NotKept from error
        rows = [(place - self.record.first + 2, data_row(self.record.columns, row)) for place, row in page.rows]
        return Page(page.total, rows)

    def sums(self, start: int, count: int, left: int, right: int) -> kept.Sums:
        """What rows and columns (counted from 1, both included) add up to."""
        try:
            return kept.sums(self.result, self.asked, start, count, [column.name for column in self.record.columns[left - 1 : right]])
        except LimitReached as error:
            raise NotKept from error


def whole(query: Mapping[str, str], name: str, default: int, *, most: int, least: int = 0) -> int:
    """A whole number of the address within bounds. Raises BadQuestion."""
    text = query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or not least <= int(text) <= most:
        raise BadQuestion(_("“%(name)s” must be a whole number from %(least)s to %(most)s.") % {"name": name, "least": least, "most": most})
    return int(text)


def _result(run: Run, ref: str) -> ResultValue:
    """The result of a data sheet, without its rows where a file holds them all."""
    key = f"rows-{run.pk}-{ref}"
    found: ResultValue | None = caches["previews"].get(key)
    if found is None:
        row = Result.objects.filter(run=run, ref=ref).order_by("-id").first()
        if row is None:
            raise NotKept
        found = ResultValue.model_validate(row.payload)
        found = found.model_copy(update={"rows": ()}) if found.path else found
        caches["previews"].set(key, found, KEPT)
    if found.path and not Path(found.path).resolve().is_relative_to(settings.VAR_DIR / "work"):
        raise NotKept
    return found


def _filter(column: Column, name: str, query: Mapping[str, str]) -> kept.Filter | None:
    """A column's filter: has3, least3, most3, or the one of the plain form (column, contains, least, most)."""
    plain = query.get("column") == str(column.number)
    has, least, most = ((plain and query.get(key)) or query.get(f"{key}{column.number}", "") for key in ("has", "least", "most"))
    if column.kind == "text":
        return kept.Filter(column=name, contains=has.strip()[:LONGEST]) if has.strip() else None
    if not (least.strip() or most.strip()):
        return None
    return kept.Filter(column=name, least=_bound(column, least.strip()), most=_bound(column, most.strip()))


def _bound(column: Column, text: str) -> float | date | None:
    if not text:
        return None
    try:
        if column.kind == "date":
            return date.fromisoformat(text)
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        words = _("“%(text)s” is not a date. Write it as 2025-03-31.") if column.kind == "date" else _("“%(text)s” is not a number.")
        raise BadQuestion(words % {"text": text[:40]})
    return number


def _limit(column: Column, wanted: kept.Filter) -> Limit:
    number = column.number
    if wanted.contains:
        words = _("%(column)s has “%(text)s”") % {"column": column.label, "text": wanted.contains}
        return Limit(words, {f"has{number}": wanted.contains})
    least, most = _said(wanted.least), _said(wanted.most)
    bounds = {"column": column.label, "least": least, "most": most}
    params = {key: value for key, value in ((f"least{number}", least), (f"most{number}", most)) if value}
    if not most:
        return Limit(_("%(column)s from %(least)s") % bounds, params)
    if not least:
        return Limit(_("%(column)s up to %(most)s") % bounds, params)
    return Limit(_("%(column)s from %(least)s to %(most)s") % bounds, params)


def _limits(found: list[Limit], sorts: dict[str, str]) -> tuple[Limit, ...]:
    """Each with the address that leaves it out."""
    rests = [[other.params for other in found if other is not limit] for limit in found]
    return tuple(
        replace(limit, rest=urlencode(sorts | {key: value for params in rest for key, value in params.items()}))
        for limit, rest in zip(found, rests, strict=True)
    )


def _said(bound: float | date | None) -> str:
    if isinstance(bound, float):
        return f"{bound:.15g}"
    return "" if bound is None else str(bound)
