"""A source as a page shows it: plain values and words, so that the web needs no word of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from workspace.connections.models import Source, SourceVersion
from workspace.runs import periods_shown
from workspace.runs.telling import page_language, said

TYPES = {
    "text": gettext_lazy("Text"), "integer": gettext_lazy("Whole number"), "number": gettext_lazy("Number"),
    "boolean": gettext_lazy("Yes or no"), "date": gettext_lazy("Date"), "datetime": gettext_lazy("Date and time"),
}  # fmt: skip
ROLES = {
    "measure": pgettext_lazy("role of a column", "Amount"), "dimension": pgettext_lazy("role of a column", "Group"),
    "time": pgettext_lazy("role of a column", "Time"), "key": pgettext_lazy("role of a column", "Key"),
    "text": pgettext_lazy("role of a column", "Free text"),
}  # fmt: skip
UNITS = {"days": gettext_lazy("days")}
EXAMPLES = 4


@dataclass(frozen=True)
class ColumnShown:
    """A column in words. `least` and `most` are its bounds where they say something."""

    name: str
    type: str
    role: str
    unit: str
    distinct: int
    nulls: int
    nulls_percent: int
    least: object
    most: object
    examples: list[object]
    note: str


class TableShown:
    """A table of a source: what the catalog says, and what its profile adds."""

    def __init__(self, info: dict[str, Any], extra: dict[str, Any], number: int) -> None:
        self.info, self.extra, self.number = info, extra, number

    @cached_property
    def columns(self) -> list[ColumnShown]:
        return [_column(column, self.info["rows"]) for column in self.info["columns"]]

    @property
    def problems(self) -> list[str]:
        return [said(problem) for problem in self.info["problems"]]

    @cached_property
    def partial(self) -> list[periods_shown.Partial]:
        return periods_shown.partial(self.info["partial_periods"])

    @cached_property
    def time(self) -> dict[str, Any] | None:
        """The main time column: the one of role time with the fewest missing values."""
        times = [column for column in self.info["columns"] if column["role"] == "time" and column["minimum"]]
        return min(times, key=lambda column: column["nulls"]) if times else None

    @property
    def first_day(self) -> date | None:
        return date.fromisoformat(self.time["minimum"][:10]) if self.time else None

    @property
    def last_day(self) -> date | None:
        return date.fromisoformat(self.time["maximum"][:10]) if self.time else None

    @property
    def whole_years(self) -> str:
        return periods_shown.whole_years(self.first_day, self.last_day, self.info["partial_periods"])

    @cached_property
    def bars(self) -> periods_shown.Bars | None:
        return periods_shown.bars(self.extra.get("months", []), self.info["partial_periods"])

    @property
    def head(self) -> list[dict[str, Any]]:
        """The columns of the first rows, with whether they stand to the right."""
        numbers = {column["name"] for column in self.info["columns"] if column["type"] in ("integer", "number") and column["role"] != "key"}
        return [{"name": name, "number": name in numbers} for name in self.extra.get("columns", [])]

    @property
    def rows(self) -> list[list[tuple[str | None, bool]]]:
        right = [column["number"] for column in self.head]
        return [list(zip(row, right, strict=True)) for row in self.extra.get("rows", [])]


class SourceShown:
    """A source for templates. Each part is read when a template asks for it."""

    def __init__(self, source: Source, find: str = "") -> None:
        self.source, self.find = source, find.strip().lower()

    @cached_property
    def version(self) -> SourceVersion | None:
        return self.source.versions.filter(number=self.source.version).first()

    @cached_property
    def waiting(self) -> SourceVersion | None:
        """The file that is being read: the newer one, or the first."""
        newer = self.source.versions.filter(number__gt=self.source.version).first()
        return newer or (self.version if self.source.state == Source.State.READING else None)

    @property
    def problem(self) -> str:
        return said(self.source.problem)

    @cached_property
    def all_tables(self) -> list[TableShown]:
        extra = self.version.profile.get("tables", {}) if self.version else {}
        found = sorted(self.source.tables, key=lambda table: (not table["rows"], table["is_link"]))
        return [TableShown(table, extra.get(table["name"], {}), number) for number, table in enumerate(found, 1)]

    @property
    def tables(self) -> list[TableShown]:
        """The tables that have the words looked for in their name or in one of their columns'."""
        return [table for table in self.all_tables if self.find in " ".join(_names(table.info)).lower()]

    @cached_property
    def timed(self) -> TableShown | None:
        """The table whose time is told first: the one with most rows that has a time."""
        timed = [table for table in self.all_tables if table.time]
        return max(timed, key=lambda table: (bool(table.bars), table.info["rows"]), default=None)

    @property
    def total_rows(self) -> int:
        return sum(table.info["rows"] for table in self.all_tables)

    @property
    def total_columns(self) -> int:
        return sum(len(table.info["columns"]) for table in self.all_tables)

    @property
    def findings(self) -> list[tuple[TableShown, list[str]]]:
        """Per table: what was found and how it was settled."""
        told = [(table, table.problems + _repeats(table.info)) for table in self.all_tables]
        return [(table, lines) for table, lines in told if lines]

    @property
    def links(self) -> list[dict[str, Any]]:
        links: list[dict[str, Any]] = self.source.catalog["links"] if self.source.catalog else []
        return links

    @property
    def first_day(self) -> date | None:
        return _day((self.source.catalog or {}).get("first_day"))

    @property
    def last_day(self) -> date | None:
        return _day((self.source.catalog or {}).get("last_day"))

    @property
    def starters(self) -> list[str]:
        return starters_of(self.source)

    @property
    def changes(self) -> list[str]:
        return change_lines(self.version.profile.get("changes", {})) if self.version else []


def starters_of(source: Source) -> list[str]:
    """The requests to begin with, in the language of the page."""
    found: list[str] = source.starters.get(page_language(), [])
    return found


def change_lines(changed: dict[str, Any]) -> list[str]:
    """What a newer version changed, a sentence each; [] where there is no version before it."""
    if not changed:
        return []
    lines = [_("New table: %(name)s.") % {"name": name} for name in changed["added"]]
    lines += [_("Table gone: %(name)s.") % {"name": name} for name in changed["removed"]]
    for table in changed["tables"]:
        lines += _table_lines(table)
    before, after = changed["last_day"]
    if after and after != before:
        words = {"day": periods_shown.day_words(_day(after)), "before": periods_shown.day_words(_day(before)) if before else "–"}
        lines.append(_("New last day: %(day)s (before: %(before)s).") % words)
    return lines or [_("Nothing that a question would notice: the same tables, columns, rows and last day.")]


def _table_lines(table: dict[str, Any]) -> list[str]:
    name, (before, after) = table["name"], table["rows"]
    lines = []
    if before != after:
        lines.append(_("%(name)s: %(after)s rows, %(before)s before.") % {"name": name, "after": f"{after:,}", "before": f"{before:,}"})
    if table["columns_added"]:
        lines.append(_("%(name)s: new columns %(columns)s.") % {"name": name, "columns": ", ".join(table["columns_added"])})
    if table["columns_removed"]:
        lines.append(_("%(name)s: columns gone %(columns)s.") % {"name": name, "columns": ", ".join(table["columns_removed"])})
    for column, old, new in table["types"]:
        words = {"name": name, "column": column, "old": TYPES[old], "new": TYPES[new]}
        lines.append(_("%(name)s: %(column)s is now “%(new)s”, before “%(old)s”.") % words)
    return lines


def _repeats(info: dict[str, Any]) -> list[str]:
    if not info["duplicates"]:
        return []
    return [_("Rows that repeat another row exactly: %(count)s. They are kept and counted.") % {"count": f"{info['duplicates']:,}"}]


def _column(column: dict[str, Any], rows: int) -> ColumnShown:
    bounds = column["role"] in ("measure", "time") or (column["type"] in ("date", "datetime"))
    return ColumnShown(
        name=column["name"], type=str(TYPES[column["type"]]), role=str(ROLES[column["role"]]),
        unit=column["currency"] or str(UNITS.get(column["unit"], "")), distinct=column["distinct"], nulls=column["nulls"],
        nulls_percent=round(100 * column["nulls"] / rows) if rows else 0,
        least=_bound(column["minimum"]) if bounds else None, most=_bound(column["maximum"]) if bounds else None,
        examples=[_bound(sample["value"]) for sample in column["samples"][:EXAMPLES]], note=said(column["note"]),
    )  # fmt: skip


def _bound(value: object) -> object:
    return value.removesuffix("T00:00:00") if isinstance(value, str) else value


def _names(info: dict[str, Any]) -> list[str]:
    return [info["name"], info["label"], *(column["name"] for column in info["columns"])]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
