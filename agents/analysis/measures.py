"""Finding what can be added up in a table: an amount, or quantity × price × (1 − discount); profit, gross value, quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents.analysis import wordlists
from agents.analysis.reach import Reach, Reached
from agents.sources.catalog import ColumnInfo
from agents.sources.query import Expr, call, lit

NUMBERS = ("integer", "number")


@dataclass(frozen=True)
class Values:
    """The row expressions of a base table; None where the table cannot say it. `tables` are those that the expressions need."""

    revenue: Expr | None
    quantity: Expr | None
    profit: Expr | None
    gross: Expr | None
    price: Reached | None
    currency: str
    direct: bool  # the revenue is a column, not a product of columns
    tables: frozenset[str]


def best(columns: list[Reached], names: tuple[str, ...], types: tuple[str, ...] = NUMBERS, most_steps: int = 0) -> Reached | None:
    """The column whose name matches a list best, near ones first; None where none does. Keys are never measures."""
    found = [
        (c.steps, place, i, c)
        for i, c in enumerate(columns)
        if c.steps <= most_steps
        and c.column.type in types
        and usable(c.column)
        and (place := wordlists.place(c.column.name, names)) is not None
    ]
    return min(found, key=lambda f: f[:3])[3] if found else None


def usable(column: ColumnInfo) -> bool:
    """Whether a column holds values and is no number that only names things: an invoice number is never added up."""
    return not (column.distinct == 0 and column.minimum is None) and not re.search(wordlists.NOT_MEASURES, wordlists.words_of(column.name))


def values_of(reach: Reach) -> Values:
    """What the base table of a reach can say about value, volume and profit. Source of the formula for a line's value:
    quantity × unit price × (1 − discount), used only where no column states the amount."""
    columns = reach.columns()
    amount = best([c for c in columns if not re.search(wordlists.NOT_AMOUNT, wordlists.words_of(c.column.name))], wordlists.AMOUNT)
    quantity = best(columns, wordlists.QUANTITY)
    price = best(columns, wordlists.PRICE) or (best(columns, wordlists.PRICE, most_steps=1) if quantity else None)
    discount = best(columns, wordlists.DISCOUNT)
    rate = discount.col if discount and _is_rate(discount.column) else None
    listed = call("mul", quantity.col, price.col) if quantity and price else None
    revenue: Expr | None = amount.col if amount else None
    if revenue is None and listed is not None:
        revenue = call("mul", listed, call("sub", lit(1), rate)) if rate is not None else listed
    gross = _gross(revenue, listed, rate, amount is not None)
    profit, cost = best(columns, wordlists.PROFIT), best(columns, wordlists.COST, most_steps=2)
    expr = profit.col if profit else _profit(revenue, quantity, cost)
    sources = [amount, quantity, price if listed is not None else None, discount, profit, cost if expr is not None and not profit else None]
    tables = frozenset(s.table.name for s in sources if s is not None)
    currency = next((s.column.currency for s in (amount, price) if s is not None and s.column.currency), "")
    return Values(revenue, quantity.col if quantity else None, expr, gross, price, currency, amount is not None, tables)


def _is_rate(column: ColumnInfo) -> bool:
    """A discount between 0 and 1 is a share of the price; a larger one is money and needs another formula."""
    high = column.maximum
    return column.unit == "ratio" or (isinstance(high, (int, float)) and 0 < high <= 1)


def _gross(revenue: Expr | None, listed: Expr | None, rate: Expr | None, direct: bool) -> Expr | None:
    """The value before discounts: quantity × price, or the amount over one less the rate; None where no discount is known."""
    if revenue is None or rate is None:
        return None
    return listed if listed is not None else call("div", revenue, call("sub", lit(1), rate)) if direct else None


def _profit(revenue: Expr | None, quantity: Reached | None, cost: Reached | None) -> Expr | None:
    if revenue is None or cost is None:
        return None
    total = wordlists.place(cost.column.name, ("total cost", "cogs", "cost amount", "总成本")) is not None and cost.steps == 0
    spent: Expr = cost.col if total or quantity is None else call("mul", quantity.col, cost.col)
    return call("sub", revenue, spent)
