"""Reading expressions and queries: which tables they use, and a query without the joins that nothing in it needs."""

from __future__ import annotations

from collections.abc import Iterable

from agents.sources.query import Call, Col, Expr, Join, Query, Window


def tables_in(expr: Expr) -> set[str]:
    """The aliases that an expression reads."""
    if isinstance(expr, Col):
        return {expr.table}
    if isinstance(expr, Call):
        return _all([*expr.args, *([expr.where] if expr.where is not None else [])])
    if isinstance(expr, Window):
        return _all([*expr.args, *expr.partition, *(order.expr for order in expr.order)])
    return set()


def _all(exprs: Iterable[Expr]) -> set[str]:
    return {table for expr in exprs for table in tables_in(expr)}


def needed_joins(joins: tuple[Join, ...], tables: set[str]) -> tuple[Join, ...]:
    """The joins that bring in the tables, and those that these stand on. All joins of a subject go from many to one and lose no
    row, so that what a query counts is the same without the others."""
    used, kept = set(tables), list[Join]()
    for join in reversed(joins):
        if join.alias in used:
            kept.insert(0, join)
            used.add(join.left.table)
    return tuple(kept)


def lean(query: Query) -> Query:
    """The query, and the query it reads from, without joins that nothing in it needs."""
    if isinstance(query.table, Query):
        return query.model_copy(update={"table": lean(query.table)})
    if not query.joins:
        return query
    exprs = [*(s.expr for s in query.select), *query.where, *query.group_by, *query.having, *(o.expr for o in query.order)]
    return query.model_copy(update={"joins": needed_joins(query.joins, _all(exprs))})
