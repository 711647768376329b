"""What every source offers to the rest of the engine: a catalog and read-only questions."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from agents.core.base import Value
from agents.evidence.results import Coverage, Grouping, Result
from agents.sources.catalog import Catalog
from agents.sources.query import Query


class Limits(Value):
    """Bounds of one query. `page` rows are kept in the result; more rows go to a Parquet file, up to `rows`."""

    page: int = 2_000
    rows: int = 10_000_000
    seconds: float = 120.0
    memory_mb: int = 2_000


class Reader(Protocol):
    """An open source. Reading only: a write is refused by the parser and by the connection."""

    @property
    def catalog(self) -> Catalog: ...

    def compile(self, query: Query) -> str:
        """The SQL text of a typed query. Raises ToolError for one that does not fit the catalog."""

    def run(
        self, query: Query, *, id: str, purpose: str = "", limits: Limits | None = None,
        grouping: Grouping | None = None, coverage: Coverage | None = None, store: Path | None = None,
    ) -> Result:
        """Ask. `store` is the folder for a big result's Parquet file. Raises LimitReached, ToolError, Fault."""

    def run_sql(self, sql: str, *, id: str, purpose: str = "", limits: Limits | None = None) -> Result:
        """Ask with raw SQL: one SELECT over known tables, guarded, limited."""

    def close(self) -> None: ...
