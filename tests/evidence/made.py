"""Small ledgers made by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from agents.evidence.ledger import Ledger
from agents.evidence.results import Column, Result, digest


def two_years(now: float, before: float) -> Ledger:
    """One result r1 with the columns channel, before, now and one row for Website."""
    rows = (("Website", before, now),)
    columns = (
        Column(name="channel", type="text"),
        Column(name="before", type="number", unit="currency", currency="USD"),
        Column(name="now", type="number", unit="currency", currency="USD"),
    )
    ledger = Ledger()
    ledger.add_result(Result(
        id="r1", source="shop", sql="SELECT 1", columns=columns, rows=rows, row_count=1, hash=digest(rows),
        taken_at=datetime(2026, 1, 2, tzinfo=UTC), seconds=0.01,
    ))
    return ledger
