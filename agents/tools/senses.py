"""What an unread word may be taken for over one source: its columns and tables, measures that are made of columns, operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agents.core.brief import Language
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.meaning import Attr
from agents.models.builtin.parser.parse import Lexis, parse
from agents.models.builtin.parser.readings import Meaning
from agents.sources.catalog import ColumnInfo
from agents.sources.reader import Reader

Choice = tuple[str, str]  # what a word means, and the value or the days; both as a model says them
NEAR, LEAST = 0.25, 0.6  # how far below the surest name of a word another counts, and how sure any must be
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
    operations: Mapping[str, str]
    stated: Mapping[str, Attr] = field(default_factory=dict)  # kinds of measures that are one plain column here

    @property
    def choices(self) -> tuple[str, ...]:
        """All that a word may be said to mean."""
        return (*self.columns, *self.tables, *self.measures, *self.operations, PERIOD, FILLER, UNKNOWN)

    @cached_property
    def names(self) -> dict[str, str]:
        """The columns by their plain name: "orders.Sales" -> its key."""
        return {key.partition(" ")[2]: key for key in self.columns}

    def info(self, key: str) -> ColumnInfo:
        """The column of a key or a plain name."""
        attr = self.columns[self.names.get(key, key)]
        return self.lexis.catalog.table(attr.table).column(attr.column)

    def meaning(self, text: str, language: Language) -> Meaning | None:
        """What the parser reads for a word, a name or a period that it knows itself; None where it knows it not, or where it is more."""
        item = self._item(text, language)
        if item is None:
            return None
        kind = ":".join(part for part in (item.kind, item.sub, "|".join(item.hint)) if part)
        return Meaning(kind, item.tables, item.columns, item.held, item.period, item.parts)

    def named_by(self, text: str, language: Language) -> set[Choice]:
        """The choices that such a word stands for."""
        item = self._item(text, language)
        if item is None:
            return set()
        if item.kind == "period":
            return {(PERIOD, text)}
        if item.kind != "name":
            kinds = {item.kind, f"{item.kind}:{item.sub}", f"{item.kind}:{item.sub}:{'|'.join(item.hint)}"}
            found = {(key, "") for key, kind in {**self.measures, **self.operations}.items() if kind in kinds}
            return found | {(column_key(attr), "") for kind, attr in self.stated.items() if kind in kinds}
        top = max((target.score for target in (*item.columns, *item.tables)), default=0.0)
        sure = [target for target in (*item.columns, *item.tables) if target.score >= max(top - NEAR, LEAST)]
        found = {(column_key(Attr(each.table, each.column)) if each.column else f"table {each.table}", "") for each in sure}
        held = {(column_key(Attr(each.table, each.column)), str(each.value)) for each in item.held if each.whole}
        return {choice for choice in found | held if choice[0] in self.choices}

    def _item(self, text: str, language: Language) -> Item | None:
        """The one item with a meaning in a text."""
        items = read_items(text, language, self.lexis.vocabulary, request=True)
        content = [item for item in items if item.kind != "fill"]
        return content[0] if len(content) == 1 and content[0].kind != "unknown" and not content[0].quoted else None


def column_key(attr: Attr) -> str:
    return f"column {attr.table}.{attr.column}"


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
        lexis, reader, {column_key(attr): attr for attr in attrs},
        {f"table {table.name}": table.name for table in lexis.catalog.tables if many and not table.is_link}, measures,
        {f"operation {name}": kind for name, kind in OPERATIONS.items()}, stated,
    )  # fmt: skip
