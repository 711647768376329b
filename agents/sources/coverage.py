"""What the rows behind a question leave out, as far as the catalog knows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from agents.evidence.results import Coverage
from agents.sources.catalog import Catalog, TableInfo
from agents.sources.query import Call, Col, Expr, Query, Sub, Window


def coverage_of(catalog: Catalog, query: Query) -> Coverage:
    """The coverage of a query: rows and duplicates of its base table, nulls in the columns it uses, the days it spans."""
    base = query
    while isinstance(base.table, Query):
        base = base.table
    try:
        table = catalog.table(str(base.table))
    except KeyError:
        return Coverage()
    used = {name for alias, name in columns_used(base) if alias == (base.alias or base.table)}
    return table_coverage(table, used)


def table_coverage(table: TableInfo, columns: set[str] | None = None) -> Coverage:
    """The coverage of a table; nulls of the given columns, of all where None."""
    time = table.time
    return Coverage(
        rows_read=table.rows,
        duplicates=table.duplicates,
        nulls={column.name: column.nulls for column in table.columns if column.nulls and (columns is None or column.name in columns)},
        first_day=_day(time.minimum) if time else None,
        last_day=_day(time.maximum) if time else None,
        notes=table.problems,
    )


def columns_used(query: Query) -> set[tuple[str, str]]:
    """(alias, column) of every column a query's own expressions name."""
    expressions = [select.expr for select in query.select] + list(query.where) + list(query.group_by) + list(query.having)
    expressions += [order.expr for order in query.order] + [join.left for join in query.joins]
    return {found for expression in expressions for found in _columns(expression)} | {(join.alias, join.right) for join in query.joins}


def _columns(expression: Expr) -> Iterator[tuple[str, str]]:
    if isinstance(expression, Col):
        yield expression.table, expression.name
    elif isinstance(expression, (Call, Window)):
        inner: list[Expr] = list(expression.args)
        if isinstance(expression, Call) and expression.where is not None:
            inner.append(expression.where)
        if isinstance(expression, Window):
            inner += [*expression.partition, *(order.expr for order in expression.order)]
        for part in inner:
            yield from _columns(part)
    elif isinstance(expression, Sub):
        return


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
