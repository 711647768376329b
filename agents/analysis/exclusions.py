"""The default definition of what counts: cancelled rows are left out; and what the data says about returns."""

from __future__ import annotations

from dataclasses import dataclass

from agents.analysis import wordlists
from agents.analysis.measures import Values
from agents.analysis.reach import Reach, Reached
from agents.analysis.subject import Named, Returned
from agents.sources.catalog import Link, TableInfo
from agents.sources.query import Col, Expr, Join, call, col, lit


@dataclass(frozen=True)
class Exclusions:
    """Conditions on the rows that count, and the words for what they leave out. `reversed_rows` is the condition for rows taken back."""

    filters: tuple[Expr, ...] = ()
    words: tuple[Named, ...] = ()
    reversed_rows: Expr | None = None
    columns: tuple[Col, ...] = ()


def of(reach: Reach) -> Exclusions:
    """A status with a value like "cancelled"; or invoice numbers beginning with C whose quantities are negative."""
    for found in reach.columns():
        values = tuple(s.value for s in found.column.samples if isinstance(s.value, str) and s.value.strip().lower() in wordlists.CANCELLED)
        if values and wordlists.place(found.column.name, wordlists.STATUS) is not None:
            keep: Expr = call("not_in", found.col, lit(values)) if len(values) > 1 else call("ne", found.col, lit(values[0]))
            if found.column.nulls:
                keep = call("or", call("is_null", found.col), keep)
            return Exclusions((keep,), (Named(en=f"{values[0].lower()} orders", zh=_chinese(values[0])),), columns=(found.col,))
    return _reversed(reach)


def _chinese(value: str) -> str:
    return f"{value}订单" if not value.isascii() else "已取消订单"


def _reversed(reach: Reach) -> Exclusions:
    own = [c for c in reach.columns() if c.steps == 0]
    invoice = next((c for c in own if c.column.type == "text" and wordlists.place(c.column.name, wordlists.INVOICE) is not None), None)
    quantity = next(
        (c for c in own if c.column.type in ("integer", "number") and wordlists.place(c.column.name, wordlists.QUANTITY) is not None),
        None,
    )
    if quantity is None or not _goes_negative(quantity):
        return Exclusions()
    if invoice is not None and _begins_with_c(invoice):
        back = call("starts_with", invoice.col, lit("C"))
        return Exclusions(
            (call("not", back), call("gt", quantity.col, lit(0))),
            (Named(en="cancelled invoices", zh="已取消发票"), Named(en="rows with negative quantity", zh="数量为负的行")),
            back,
        )
    back = call("lt", quantity.col, lit(0))
    return Exclusions((call("ge", quantity.col, lit(0)),), (Named(en="rows with negative quantity", zh="数量为负的行"),), back)


def _goes_negative(found: Reached) -> bool:
    low = found.column.minimum
    return isinstance(low, (int, float)) and low < 0


def _begins_with_c(found: Reached) -> bool:
    """Whether the highest value begins with C where others are plain numbers: C sorts after every digit."""
    high, low = str(found.column.maximum or ""), str(found.column.minimum or "")
    return high[:1] == "C" and low[:1].isdigit()


def returned(reach: Reach, joins: tuple[Join, ...], values: Values, out: Exclusions) -> Returned | None:
    """A table of returns that points to rows of the base table; a flag; or rows taken back with negative quantities."""
    for link in reach.catalog.links:
        table = reach.catalog.table(link.table)
        if link.to_table == reach.base and wordlists.place(table.name, wordlists.RETURNS_TABLE) is not None:
            return _by_table(link, table, joins, values, out)
    for found in reach.columns():
        if found.steps == 0 and found.column.type == "boolean" and wordlists.place(found.column.name, wordlists.RETURNED_FLAG) is not None:
            return Returned(table=reach.base, joins=joins, filters=(*out.filters, found.col), per="rows")
    if out.reversed_rows is not None and values.revenue is not None:
        return Returned(table=reach.base, joins=joins, filters=(out.reversed_rows,), amount=call("neg", values.revenue), per="revenue")
    return None


def _by_table(link: Link, table: TableInfo, joins: tuple[Join, ...], values: Values, out: Exclusions) -> Returned:
    pieces = next(
        (c for c in table.columns if wordlists.place(c.name, wordlists.QUANTITY) is not None and c.type in ("integer", "number")), None
    )
    whole = (Join(table=link.to_table, alias=link.to_table, left=col(link.table, link.column), right=link.to_column), *joins)
    both = pieces is not None and values.quantity is not None
    return Returned(
        table=table.name,
        joins=whole,
        filters=out.filters,
        amount=col(table.name, pieces.name) if both and pieces else None,
        per="quantity" if both else "rows",
    )
