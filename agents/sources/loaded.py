"""What a loader hands on: the names of the tables it put into the copy, and what it saw on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.sources.catalog import Link


@dataclass
class LoadedTable:
    """A table in the copy, values as they were read. `keep_blank`: empty text is a value, since the source can say null."""

    name: str
    rows: int
    origin: str = ""
    primary_key: tuple[str, ...] = ()
    problems: list[str] = field(default_factory=list)
    booleans: list[str] = field(default_factory=list)
    keep_blank: bool = False


@dataclass
class Loaded:
    """All tables of one file and the joins it declares."""

    tables: list[LoadedTable]
    links: list[Link] = field(default_factory=list)
