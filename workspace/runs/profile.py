"""The profile of a version of a source: first rows, rows a month, and what changed against the version before."""

from __future__ import annotations

from typing import Any

from agents.core.errors import ThreedayError
from agents.evidence.results import Cell
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo
from agents.sources.reader import Reader

FIRST_ROWS = 8
MOST_TABLES = 60  # the rest is listed without first rows
MOST_COLUMNS = 40
LONGEST_CELL = 80
MOST_MONTHS = 600


def profile_of(reader: Reader) -> dict[str, Any]:
    """{"tables": {name: {"columns": names, "rows": rows of text or None, "months": [[first day, rows], ...]}}} as JSON."""
    biggest = sorted((table for table in reader.catalog.tables if table.rows), key=lambda table: -table.rows)[:MOST_TABLES]
    return {"tables": {table.name: _table(reader, table) for table in biggest}}


def _table(reader: Reader, table: TableInfo) -> dict[str, Any]:
    columns = table.columns[:MOST_COLUMNS]
    try:
        listed = ", ".join(_quoted(column.name) for column in columns)
        first = reader.run_sql(f"SELECT {listed} FROM {_quoted(table.name)} LIMIT {FIRST_ROWS}", id="first")
        rows = [[_short(value) for value in row] for row in first.rows]
        return {"columns": [column.name for column in columns], "rows": rows, "months": _months(reader, table)}
    except ThreedayError:
        return {"columns": [], "rows": [], "months": []}  # a profile without first rows is better than a source that cannot be used


def _months(reader: Reader, table: TableInfo) -> list[list[Any]]:
    """Rows of each month of the main time column, by its first day; none where it has no time."""
    time = table.time
    if time is None or time.minimum is None:
        return []
    column = _quoted(time.name)
    sql = (f"SELECT date_trunc('month', {column}) AS month, count(*) AS n FROM {_quoted(table.name)} "
           f"WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT {MOST_MONTHS}")  # fmt: skip
    return [[str(month)[:10], n] for month, n in reader.run_sql(sql, id="months").rows]


def changes(before: Catalog, after: Catalog) -> dict[str, Any]:
    """What a newer version changed: tables, columns, types, rows, the last day. As JSON."""
    old, new = {table.name: table for table in before.tables}, {table.name: table for table in after.tables}
    return {
        "added": [name for name in new if name not in old], "removed": [name for name in old if name not in new],
        "last_day": [str(day) if day else None for day in (before.last_day, after.last_day)],
        "tables": [_changed(old[name], new[name]) for name in new if name in old and _changed(old[name], new[name])],
    }  # fmt: skip


def _changed(before: TableInfo, after: TableInfo) -> dict[str, Any]:
    """{} where nothing that people notice has changed."""
    old, new = _types(before.columns), _types(after.columns)
    found = {
        "columns_added": [name for name in new if name not in old], "columns_removed": [name for name in old if name not in new],
        "types": [[name, old[name], new[name]] for name in new if name in old and old[name] != new[name]],
    }  # fmt: skip
    if before.rows == after.rows and not any(found.values()):
        return {}
    return {"name": after.name, "rows": [before.rows, after.rows]} | found


def _types(columns: tuple[ColumnInfo, ...]) -> dict[str, str]:
    return {column.name: column.type for column in columns}


def _short(value: Cell) -> str | None:
    """A cell as text, cut."""
    if value is None:
        return None
    text = str(value).replace("T00:00:00", "").removesuffix(" 00:00:00")
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
