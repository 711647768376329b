"""The bench an analysis works on: a reader to ask, a ledger that keeps what came back, and the run's language and periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.analysis.expressions import lean
from agents.analysis.subject import Named
from agents.core.brief import Language
from agents.core.periods import Period
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell, Coverage, Grouping, Result
from agents.sources.query import Query
from agents.sources.reader import Reader


def _quiet(_: Result) -> None:
    """Nobody watches."""


@dataclass
class Workbench:
    """`emit` is called with each new result as it arrives. `extract` is the id of the data extract, once taken.

    A query asked twice is run once. `memo` holds what analyses of one run share.
    """

    reader: Reader
    ledger: Ledger
    language: Language = "en"
    periods: tuple[Period, ...] = ()
    emit: Callable[[Result], None] = _quiet
    store: Path | None = None
    extract: str = ""
    extract_of: Any = None  # what the extract is about: a subject's table, measure and filters
    extract_columns: tuple[str, ...] = ()
    extract_periods: tuple[str, ...] = ()
    memo: dict[Any, Any] = field(default_factory=dict)

    def ask(
        self, query: Query, purpose: str, *, grouping: Grouping | None = None, coverage: Coverage | None = None, store: Path | None = None
    ) -> Result:
        """The result of a query, registered in the ledger. Joins that nothing in it needs are left out. Raises what Reader.run raises."""
        query = lean(query)
        key = ("ask", query)
        if key not in self.memo:
            id = self.ledger.next_result_id()
            result = self.reader.run(query, id=id, purpose=purpose, grouping=grouping, coverage=coverage, store=store)
            self.memo[key] = self.ledger.add_result(result)
            self.emit(result)
        kept: Result = self.memo[key]
        return kept

    def say(self, words: Named) -> str:
        return words.of(self.language)

    def value(self, ref: str) -> Cell:
        return self.ledger.value(ref)

    def number(self, ref: str, missing: float = 0.0) -> float:
        """The value of a fact as a number, to decide and to sort by; `missing` where there is none."""
        value = self.ledger.value(ref) if ref else None
        return float(value) if isinstance(value, (int, float)) else missing

    def exists(self, ref: str) -> bool:
        return bool(ref) and self.ledger.value(ref) is not None

    def derive(self, id: str, expression: str, inputs: dict[str, str], like: str = "", **meta: Any) -> str:
        """The id of a derived fact. `like` names a fact whose unit and currency it shares. One id stands for one computation."""
        memo = ("derive", id, expression, tuple(inputs.items()))
        if memo not in self.memo:
            if like:
                model = self.ledger.fact(like)
                meta = {"unit": model.unit, "currency": model.currency} | meta
            self.memo[memo] = self.ledger.derive(id, expression, inputs, **meta).id
        kept: str = self.memo[memo]
        return kept

    def total(self, id: str, refs: Sequence[str], name: str) -> str:
        """The sum of facts of one unit."""
        inputs = {f"x{i}": ref for i, ref in enumerate(refs)}
        return self.derive(id, f"sum({', '.join(inputs)})", inputs, like=refs[0], name=name)
