"""What an unread word may be taken for over one source: its columns and tables, measures that are made of columns, operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agents.evidence.results import Cell
from agents.models.builtin.parser.meaning import Attr
from agents.models.builtin.parser.names import Target
from agents.models.builtin.parser.parse import Lexis, parse
from agents.models.builtin.parser.periods import Piece, find_pieces
from agents.models.builtin.parser.readings import Meaning
from agents.models.builtin.parser.values import Held
from agents.sources.catalog import ColumnInfo
from agents.sources.query import Query, Select, call, col, lit
from agents.sources.reader import Reader

PERIOD, FILLER, UNKNOWN = "period", "filler", "unknown"
# The words of an operation, for models and people -> the kind of the word lists that it reads as.
OPERATIONS: dict[str, str] = {
    "highest": "super:desc", "lowest": "super:asc", "most common": "common:desc", "least common": "common:asc",
    "best selling": "super:desc:sales|revenue|amount|total", "average": "agg:avg", "median": "agg:median", "maximum": "agg:max",
    "minimum": "agg:min", "number of": "count", "share of the whole": "share", "growth": "growth", "trend over time": "trend",
    "causes": "op:drivers", "overview": "op:summary", "outliers": "op:outliers", "distribution": "op:distribution", "action plan": "plan",
    "slides": "deliver:deck", "spreadsheet": "deliver:workbook", "written report": "deliver:document", "charts": "deliver:charts",
}  # fmt: skip
# The same for measures that have to be made of columns; each is offered where the data can make it.
MEASURES: dict[str, str] = {
    "revenue": "derived:revenue", "units sold": "derived:units", "number of orders": "derived:orders", "profit margin": "derived:margin",
    "average order value": "derived:aov",
}  # fmt: skip


@dataclass(frozen=True)
class Senses:
    """The choices for words of one request. Keys are what a model says: "column orders.Sales", "operation highest"."""

    lexis: Lexis
    reader: Reader
    columns: Mapping[str, Attr]
    tables: Mapping[str, str]
    measures: Mapping[str, str]
    stated: Mapping[str, Attr] = field(default_factory=dict)  # kinds of measures that are one plain column here

    @property
    def choices(self) -> tuple[str, ...]:
        """All that a word may be said to mean."""
        operations = (f"operation {name}" for name in OPERATIONS)
        return (*self.columns, *self.tables, *self.measures, *operations, PERIOD, FILLER, UNKNOWN)

    @cached_property
    def names(self) -> dict[str, str]:
        """The columns by their plain name: "orders.Sales" -> its key."""
        return {key.partition(" ")[2]: key for key in self.columns}

    def info(self, key: str) -> ColumnInfo:
        """The column of a key or a plain name."""
        attr = self.columns[self.names.get(key, key)]
        return self.lexis.catalog.table(attr.table).column(attr.column)

    def meaning(self, means: str, value: Cell = None) -> Meaning:
        """What the parser reads for a choice; `value` is one that the column holds, or a period in words. Raises KeyError."""
        if means in self.columns:
            attr = self.columns[means]
            if value in (None, ""):
                return Meaning("name", columns=(Target(attr.table, attr.column),))
            return Meaning("name", held=(Held(attr.table, attr.column, value),))
        if means in self.tables:
            return Meaning("name", tables=(Target(self.tables[means]),))
        if means == PERIOD:
            piece = self.piece(str(value))
            return Meaning("period", period=piece.period, parts=piece.parts)
        kinds = {FILLER: "fill"} | dict(self.measures) | {f"operation {name}": kind for name, kind in OPERATIONS.items()}
        return Meaning(kinds[means])

    def piece(self, text: str) -> Piece:
        """The one period that a text is. Raises KeyError where it is none, or more than that."""
        found = find_pieces(text, self.lexis.vocabulary.today)
        if len(found) != 1 or found[0].period is None or found[0].end - found[0].start < len(text.strip()):
            raise KeyError(text)
        return found[0]

    def held(self, means: str, value: str) -> Cell:
        """The value of a text column as it is written there, None where the column does not hold it."""
        attr = self.columns[means]
        known = self.lexis.vocabulary.values.columns.get((attr.table, attr.column), {}).get(value.strip().lower())
        if known is not None or len(self.info(means).samples) >= self.info(means).distinct:
            return known
        here = col(attr.table, attr.column)  # a column of so many values that only some are known
        same = call("eq", call("lower", here), lit(value.strip().lower()))
        found = self.reader.run(Query(table=attr.table, select=(Select(name="value", expr=here),), where=(same,), limit=1), id="value")
        return found.rows[0][0] if found.rows else None


def senses_of(lexis: Lexis, reader: Reader) -> Senses:
    """The choices of a source."""
    attrs = [Attr(table.name, column.name) for table in lexis.catalog.tables for column in table.columns]
    many = len(lexis.catalog.tables) > 1
    measures, stated = {}, {}
    for name, kind in MEASURES.items():
        ask = parse(name, "en", lexis).ask
        measure = ask.measures[0] if ask is not None and ask.measures else None
        if measure is None:
            continue
        if isinstance(measure.of, Attr) and measure.op == "sum" and measure.per is None:
            stated[kind] = measure.of
        else:
            measures[f"measure {name}"] = kind
    return Senses(
        lexis, reader, {f"column {attr.table}.{attr.column}": attr for attr in attrs},
        {f"table {table.name}": table.name for table in lexis.catalog.tables if many and not table.is_link}, measures, stated,
    )  # fmt: skip
