"""The table of prices, for the command that makes it anew."""

from __future__ import annotations

from agents.models import price_table, prices


def compare(*, write: bool) -> list[str]:
    """What the installed package of prices says otherwise than the table in use, a line for each model; with `write` it is taken over."""
    old, new = prices.table(), price_table.fresh()
    found = price_table.changes(old, new)
    if write:
        price_table.write(new)
        prices.table.cache_clear()
    return found


def about() -> tuple[str, str]:
    """(day, source) of the table in use."""
    return prices.table()["as_of"], prices.table()["source"]
