"""Which tables can be joined without repeating rows: roots, paths and the keys of entities."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from agents.models.builtin.parser.names import name_words
from agents.models.builtin.parser.values import Values
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo

# How a Chinese column that names its rows ends.
_HAN_NAME = re.compile(r"(名称|姓名|名字|标题|题名|(?<![排户网域])名)$")


@dataclass(frozen=True, slots=True)
class Edge:
    """Many rows of `table` point to one row of `to`."""

    table: str
    column: str
    to: str
    to_column: str
    sure: bool = True


class Graph:
    """The joins of a catalog, each from the many side to the one side."""

    def __init__(self, catalog: Catalog, values: Values) -> None:
        self.catalog = catalog
        self.tables = {table.name: table for table in catalog.tables}
        self.edges: dict[str, list[Edge]] = {name: [] for name in self.tables}
        self.refused = {(link.table, link.column) for link in catalog.links}
        for edge in [*self._declared(), *self._guessed(values)]:
            if edge not in self.edges[edge.table]:
                self.edges[edge.table].append(edge)

    def _declared(self) -> list[Edge]:
        found: dict[tuple[str, str, str, str], Edge] = {}
        for link in self.catalog.links:
            ends = [(link.table, link.column, link.to_table, link.to_column), (link.to_table, link.to_column, link.table, link.column)]
            for table, column, to, to_column in ends:
                if self._unique(to, to_column) and (table, column) != (to, to_column):
                    if not link.declared and self._ties(to) and not self._ties(table):
                        continue  # an entity does not point to the table that ties it to others
                    if (table, column) == ends[1][:2] and self._unique(*ends[0][2:]) and not link.declared:
                        continue
                    found[(table, column, to, to_column)] = Edge(table, column, to, to_column, link.declared)
                    break
        return list(found.values())

    def _ties(self, table: str) -> bool:
        """Does a table only tie others together?"""
        info = self.tables[table]
        return (
            info.is_link
            or len(info.columns) <= 3
            and len({name_words(c.name)[:1] for c in info.columns}) > 1
            and all(c.role == "key" or c.name.lower().endswith("id") for c in info.columns)
        )

    def _unique(self, table: str, column: str) -> bool:
        info = self.tables[table]
        return info.primary_key == (column,) or info.column(column).unique

    def _guessed(self, values: Values) -> list[Edge]:
        """Joins that names and values show: "from_airport" holds codes of the table airport; "airline" the numbers of airlines."""
        known = {(e.table, e.column) for e in self._declared()}
        out: list[Edge] = []
        for table in self.catalog.tables:
            for column in table.columns:
                if (table.name, column.name) in known or table.primary_key == (column.name,):
                    continue
                out += [edge for other in self.catalog.tables if other is not table and (edge := self._guess(table, column, other, values))]
        return out

    def _guess(self, table: TableInfo, column: ColumnInfo, other: TableInfo, values: Values) -> Edge | None:
        words, noun = name_words(column.name, column.label), name_words(other.name, other.label)
        if noun[-1] not in words:
            return None
        for key in other.columns:
            if column.type == "integer" and words not in (noun, noun[-1:], (*noun, "id"), (noun[-1], "id")):
                continue  # "num_students" are no numbers of students
            plain = key.role == "key" or name_words(key.name, key.label)[-1] in ("id", "code", "name")
            if plain and key.type == column.type and self._unique(other.name, key.name) and _contained(table, column, other, key, values):
                return Edge(table.name, column.name, other.name, key.name, sure=False)
        return None

    # -- paths -----------------------------------------------------------------------------------------------------------

    def reach(self, root: str) -> dict[str, list[Edge]]:
        """Every table that has one row for each row of `root`, with the shortest path to it."""
        paths: dict[str, list[Edge]] = {root: []}
        queue = deque([root])
        while queue:
            here = queue.popleft()
            for edge in sorted(self.edges[here], key=self._preference):
                if edge.to not in paths:
                    paths[edge.to] = [*paths[here], edge]
                    queue.append(edge.to)
        return paths

    @staticmethod
    def _preference(edge: Edge) -> tuple[bool, bool, bool]:
        """Of two joins to one table: the sure one, the current or main one, the one not named after its own table ("friend_id" of Friend)."""
        words = set(name_words(edge.column))
        return (not edge.sure, bool(words & set(name_words(edge.table))), not words & {"current", "main", "primary", "home", "default"})

    def root(self, tables: Iterable[str]) -> str | None:
        """The nearest table from which all of `tables` have one row each; one of them where possible."""
        wanted = set(tables)
        best: tuple[float, str] | None = None
        for name in self.tables:
            paths = self.reach(name)
            if wanted <= set(paths):
                cost = (
                    sum(len(paths[table]) for table in wanted)
                    + (0 if name in wanted else 0.5)
                    + 0.1 * sum(not e.sure for t in wanted for e in paths[t])
                )
                if self.tables[name].rows == 0:
                    cost += 5
                if best is None or cost < best[0]:
                    best = (cost, name)
        return best[1] if best else None

    def distance(self, a: str, b: str) -> int:
        """How many joins lie between two tables, either way; 99 where none."""
        seen, queue = {a: 0}, deque([a])
        back = {name: [e.table for edges in self.edges.values() for e in edges if e.to == name] for name in self.tables}
        while queue:
            here = queue.popleft()
            if here == b:
                return seen[here]
            for other in [*(e.to for e in self.edges[here]), *back[here]]:
                if other not in seen:
                    seen[other] = seen[here] + 1
                    queue.append(other)
        return 99

    # -- entities --------------------------------------------------------------------------------------------------------

    def key(self, table: str) -> str | None:
        """The column that names one row of a table."""
        info = self.tables[table]
        if len(info.primary_key) == 1:
            return info.primary_key[0]
        unique = [c for c in info.columns if c.unique and c.nulls == 0]
        unique.sort(key=lambda c: (c.role != "key", name_words(c.name, c.label)[-1] not in ("id", "code", "no", "number")))
        return unique[0].name if unique and unique[0].role == "key" and not info.primary_key else None

    def shown(self, table: str) -> list[tuple[str, str]]:
        """(table, column) of what names a row for people: its own names, else those of the one thing it is ("player" -> person)."""
        own = self.display(table)
        if own != [self.key(table)]:
            return [(table, name) for name in own]
        named = [(e.to, name) for e in self.edges[table] for name in self.display(e.to) if name != self.key(e.to)]
        return (
            named
            if len({t for t, _ in named}) == 1 and len({e.column for e in self.edges[table]}) == 1
            else [(table, name) for name in own]
        )

    def display(self, table: str) -> list[str]:
        """The columns that name a row for people."""
        info = self.tables[table]
        noun = name_words(info.name, info.label)
        words = {c.name: name_words(c.name, c.label) for c in info.columns if c.type == "text"}
        first = next((n for n, w in words.items() if w in (("first", "name"), ("given", "name"))), None)
        last = next((n for n, w in words.items() if w in (("last", "name"), ("family", "name"), ("surname",))), None)
        if first and last and not any(w in ((*noun, "name"), (noun[-1], "name"), ("name",), ("full", "name")) for w in words.values()):
            return [first, last]
        for wanted in (
            (*noun, "name"),
            (noun[-1], "name"),
            ("name",),
            ("full", "name"),
            noun,
            (noun[-1],),
            ("title",),
            (*noun, "title"),
            ("company", "name"),
        ):
            if named := [n for n, w in words.items() if w == wanted]:
                return named[:1]
        ending = [n for n, w in words.items() if w[-1] in ("name", "title") or _HAN_NAME.search(n)]
        ending.sort(key=lambda n: not n.startswith(info.name))
        ending = ending or [n for n, w in words.items() if w[-1] in ("label", "description")]
        if ending:
            return ending[:1]
        key = self.key(table)
        return [key] if key else [info.primary_key[0]] if info.primary_key else [info.columns[0].name]


def _contained(table: TableInfo, column: ColumnInfo, other: TableInfo, key: ColumnInfo, values: Values) -> bool:
    if column.type == "text":
        here, there = values.columns.get((table.name, column.name), {}), values.columns.get((other.name, key.name), {})
        return bool(here) and set(here) <= set(there)
    if column.type != "integer" or column.distinct > key.distinct or None in (column.minimum, column.maximum, key.minimum, key.maximum):
        return False
    return float(column.minimum) >= float(key.minimum) and float(column.maximum) <= float(key.maximum)  # type: ignore[arg-type]
