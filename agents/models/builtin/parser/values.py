"""The values of a source as a person may say them: which phrases are found in which text columns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from agents.core.errors import ThreedayError
from agents.evidence.results import Cell
from agents.models.builtin.parser.lemma import lemma
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo
from agents.sources.query import Order, Query, Select, call, col
from agents.sources.reader import Limits, Reader

Phrase = tuple[str, ...]
MANY = 20_000  # distinct values of one column that are still read
PART_WORDS = 6


@dataclass(frozen=True, slots=True)
class Held:
    """A value that a column holds. `whole` is False where the phrase is only a part of it."""

    table: str
    column: str
    value: Cell
    whole: bool = True


@dataclass(slots=True)
class Values:
    """Phrase -> the values that read so. `exact` is keyed by the words as written, `loose` by lemmas, `parts` by words inside a value."""

    exact: dict[Phrase, list[Held]] = field(default_factory=lambda: defaultdict(list))
    loose: dict[Phrase, list[Held]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[Phrase, list[Held]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[tuple[str, str], dict[str, Cell]] = field(default_factory=dict)  # folded text -> value
    longest: int = 1

    def add(self, table: str, column: str, value: Cell) -> None:
        """Take in one value of a column."""
        text = str(value)
        self.columns.setdefault((table, column), {})[text.strip().lower()] = value
        words = phrase_words(text)
        if not words or len(words) > 12:
            return
        self.longest = max(self.longest, len(words))
        self.exact[words].append(Held(table, column, value))
        self.loose[tuple(lemma(word) for word in words)].append(Held(table, column, value))
        if 1 < len(words) <= PART_WORDS:
            for start in range(len(words)):
                for end in range(start + 1, len(words) + 1):
                    if end - start < len(words):
                        self.parts[words[start:end]].append(Held(table, column, value, whole=False))


def phrase_words(text: str) -> Phrase:
    """The words of a value or a question piece, folded, signs left out; Han characters one by one."""
    return tuple(re.findall(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+", text.lower()))


def build_values(catalog: Catalog, reader: Reader | None) -> Values:
    """Read the distinct texts of every text column: from the samples where they hold all, else by one query a column."""
    values = Values()
    for table in catalog.tables:
        for column in table.columns:
            if column.type == "text":
                for value in _texts(table, column, reader):
                    if value is not None and len(str(value)) <= 120:
                        values.add(table.name, column.name, value)
    return values


def _texts(table: TableInfo, column: ColumnInfo, reader: Reader | None) -> list[Cell]:
    sampled = [sample.value for sample in column.samples]
    if reader is None or len(sampled) >= column.distinct or column.distinct > MANY:
        return sampled
    here = col(table.name, column.name)
    query = Query(
        table=table.name,
        select=(Select(name="value", expr=here), Select(name="rows", expr=call("count"))),
        group_by=(here,),
        order=(Order(expr=call("count"), descending=True),),
    )
    try:
        return list(reader.run(query, id="values", limits=Limits(page=MANY)).values("value"))
    except ThreedayError:
        return sampled  # a column that cannot be read in time is known by its samples
