"""What each use may be told beside its instructions: catalog, brief, findings, columns, earlier turns, as parts to choose from.

Texts of the data stand here as they are; whoever sends them marks them as data (agents/models/context.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable

from agents.core.brief import Brief
from agents.core.context import ContextPart, Exchange
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo
from agents.specs.story import Beat
from agents.team.desk import Desk
from agents.team.limits import words_of

MOST_COLUMNS = 8
MANY, VALUE = 12, 30  # of a column with more values none is told: they may be names of people; characters of one
WORD = re.compile(r"[a-z]{3,}")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def catalog_parts(catalog: Catalog) -> list[ContextPart]:
    """A line for each table: its columns and what they are good for. The same for every request."""
    return [ContextPart(kind="catalog", name=f"table {table.name}", text=_table(table)) for table in catalog.tables]


def column_parts(catalog: Catalog, request: str, planned: str = "") -> list[ContextPart]:
    """The columns that the request says, by name or by a value, and those that stand in `planned`, a plan as JSON: the most said first,
    at most eight."""
    asked = request.casefold()
    found = [
        (_touch(column, asked) * 2 + (json.dumps(column.name, ensure_ascii=False) in planned), table, column)
        for table in catalog.tables
        for column in table.columns
    ]
    ranked = sorted((item for item in found if item[0]), key=lambda item: -item[0])
    return [
        ContextPart(kind="columns", name=f"column {table.name}.{column.name}", text=f"{table.name}.{column.name}: {_column(column)}")
        for _, table, column in ranked[:MOST_COLUMNS]
    ]


def brief_part(brief: Brief) -> ContextPart:
    """What was understood and will be made, without the request itself, which stands at the end of every prompt."""
    lines = [f"Work: {brief.title}", f"Sources: {', '.join(brief.sources)}"]
    lines += [f"{definition.term} means {definition.text}" for definition in brief.definitions]
    lines += [f"Periods: {', '.join(period.label for period in brief.periods)}"] if brief.periods else []
    lines += [f"Rows: {words_of(brief.only, brief.language)}"] if brief.only else []
    lines += [f"Question: {question.text}" for question in brief.questions]
    lines += [f"Files: {', '.join(brief.deliverables)}"] if brief.deliverables else []
    return ContextPart(kind="brief", name="brief", text="\n".join(lines))


def finding_parts(beats: Iterable[Beat], told: Collection[str] = ()) -> list[ContextPart]:
    """A line for each finding, what moves the headline most first; `told` are texts that stand elsewhere in the prompt already."""
    ranked = sorted(beats, key=lambda beat: -beat.finding.weight)
    return [
        ContextPart(kind="findings", name=f"finding {beat.finding.id}", text=f"{beat.finding.id}: {beat.summary}")
        for beat in ranked
        if beat.summary and not any(beat.summary in text for text in told)
    ]


def turn_parts(desk: Desk) -> list[ContextPart]:
    """The thread before the request of a desk."""
    return earlier_parts(desk.older, desk.turns)


def earlier_parts(older: str, turns: Iterable[Exchange]) -> list[ContextPart]:
    """A digest of older turns, then the latest as they were."""
    digest = [ContextPart(kind="older", name="older turns", text=older)] if older else []
    return digest + [
        ContextPart(kind="turn", name=f"turn {turn.number}", text=f"{turn.number}. {turn.request}\n→ {turn.outcome}".rstrip("→ \n"))
        for turn in turns
    ]


def _table(table: TableInfo) -> str:
    columns = ", ".join(f"{column.name} ({column.role})" for column in table.columns)
    return f"{table.name}, {table.rows} rows: {columns}"


def _column(column: ColumnInfo) -> str:
    said = [column.label, column.role, column.currency or column.unit, column.note]
    if column.role == "dimension" and column.samples:
        values = [str(sample.value)[:VALUE] for sample in column.samples] if column.distinct <= MANY else []
        said.append(f"{column.distinct} values" + (f": {', '.join(values)}" if values else ""))
    elif column.role in ("measure", "time") and column.minimum is not None:
        said.append(f"from {column.minimum} to {column.maximum}")
    return "; ".join(word for word in said if word)


def _touch(column: ColumnInfo, asked: str) -> int:
    """2 where the request names the column, 1 where it has one of its words or values, else 0. Of a key only the name counts."""
    name = (column.label or column.name).casefold()
    if _says(asked, name):
        return 2
    if column.role == "key":
        return 0
    values = (str(sample.value).casefold() for sample in column.samples) if column.role == "dimension" else ()
    return int(any(_says(asked, word) for word in (*WORD.findall(name), *HAN.findall(name), *values) if len(word) > 1))


def _says(asked: str, word: str) -> bool:
    """Does the request say this word, also in the plural? Chinese words stand without spaces between them."""
    stem = word.removesuffix("s")
    if stem not in asked or HAN.search(word):
        return word in asked
    return re.search(rf"(?<![a-z]){re.escape(stem)}(?:e?s)?(?![a-z])", asked) is not None
