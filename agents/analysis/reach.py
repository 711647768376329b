"""Which tables can be reached from a base table without doubling its rows: always from many to one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from agents.sources.catalog import Catalog, ColumnInfo, Link, TableInfo
from agents.sources.query import Col, Join, col

FARTHEST = 4


@dataclass(frozen=True)
class Reached:
    """A column that stands beside the rows of the base table. `steps` joins away."""

    table: TableInfo
    column: ColumnInfo
    steps: int

    @property
    def col(self) -> Col:
        return col(self.table.name, self.column.name)


class Reach:
    """All tables around one base table by the shortest way."""

    def __init__(self, catalog: Catalog, base: str) -> None:
        self.catalog, self.base = catalog, base
        self.ways: dict[str, tuple[Link, ...]] = {base: ()}
        waiting = deque([base])
        while waiting:
            here = waiting.popleft()
            if len(self.ways[here]) >= FARTHEST:
                continue
            for link in (k for k in catalog.links if k.table == here and k.to_table not in self.ways and k.to_table != here):
                self.ways[link.to_table] = (*self.ways[here], link)
                waiting.append(link.to_table)

    def columns(self) -> list[Reached]:
        """Every column in reach, the nearest first."""
        tables = sorted(self.ways, key=lambda name: len(self.ways[name]))
        return [Reached(self.catalog.table(t), c, len(self.ways[t])) for t in tables for c in self.catalog.table(t).columns]

    def find(self, column: Col) -> Reached | None:
        if column.table not in self.ways:
            return None
        table = self.catalog.table(column.table)
        found = [c for c in table.columns if c.name == column.name]
        return Reached(table, found[0], len(self.ways[column.table])) if found else None

    def joins(self, tables: set[str]) -> tuple[Join, ...]:
        """The joins that bring the tables in, each once, those that others need first."""
        needed: dict[Link, None] = {}
        for name in sorted(tables - {self.base}, key=lambda t: (len(self.ways[t]), t)):
            needed |= dict.fromkeys(self.ways[name])
        return tuple(self._join(link) for link in needed)

    def loses(self, table: str) -> bool:
        """Whether rows of the base table may have no partner in a table."""
        return any(link.contained < 1 or self.catalog.table(link.table).column(link.column).nulls for link in self.ways[table])

    def _join(self, link: Link) -> Join:
        return Join(
            table=link.to_table,
            alias=link.to_table,
            left=col(link.table, link.column),
            right=link.to_column,
            how="left" if self.loses(link.to_table) else "inner",
        )
