"""Typed query -> SQL text of a dialect.

Ibis knows how each function is written in each dialect, so every call is compiled by Ibis over a small unbound table of typed
slots, once, and kept. The statement around the calls (FROM, JOIN, WHERE, GROUP BY, ORDER BY, windows, set operations) is built
with sqlglot: Ibis would nest a SELECT for every step, and this text is read by people. Dates count in ISO: weekday 1 is Monday.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlglot import exp

from agents.core.errors import ToolError
from agents.evidence.results import Cell, ColumnType
from agents.sources.catalog import Catalog
from agents.sources.functions import Slot, written
from agents.sources.query import AGGREGATES, Call, Col, Expr, Lit, Order, Query, Sub, Window

TEMPORAL = ("date", "datetime")


@dataclass
class Scope:
    """The names that expressions of one query may use: alias -> column -> type. An outer scope serves subqueries."""

    tables: dict[str, dict[str, ColumnType]] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()

    def type_of(self, reference: Col) -> ColumnType:
        columns = self.tables.get(reference.table)
        if columns is None:
            near = _near(reference.table, self.tables)
            raise ToolError(f"There is no table or alias {reference.table!r} in this query; it has {_listed(self.tables)}.{near}")
        if reference.name not in columns:
            raise ToolError(
                f"{reference.table!r} has no column {reference.name!r}.{_near(reference.name, columns)} Its columns: {_listed(columns)}."
            )
        return columns[reference.name]


class Compiler:
    """Compiles queries over one catalog for one dialect."""

    def __init__(self, catalog: Catalog, dialect: str = "duckdb") -> None:
        self.dialect = dialect
        self.tables = {table.name: {column.name: column.type for column in table.columns} for table in catalog.tables}

    def sql(self, query: Query) -> str:
        """The text. Raises ToolError for a query that does not fit the catalog."""
        return self.statement(query)[0].sql(dialect=self.dialect, pretty=True)

    def statement(self, query: Query) -> tuple[exp.Query, list[Slot]]:
        """(tree, output columns with their types)."""
        if not query.select:
            raise ToolError("A query needs at least one column in `select`.")
        names = [select.name for select in query.select]
        if len(set(names)) < len(names):
            raise ToolError(f"Each name in `select` must be unique; these are {_listed(names)}.")
        scope, source, joins = self._from(query)
        selected = [self.expression(select.expr, scope) for select in query.select]
        tree = exp.select(*(exp.alias_(tree, select.name, quoted=True) for (tree, _), select in zip(selected, query.select, strict=True)))
        tree = tree.from_(source)
        for join in joins:
            tree = tree.join(join)
        tree = self._clauses(tree, query, scope)
        outputs = [Slot(name, type_) for name, (_, type_) in zip(names, selected, strict=True)]
        whole: exp.Query = self._combined(tree, query, outputs) if query.combine else tree
        return self._ordered(whole, query, scope), outputs

    def _from(self, query: Query) -> tuple[Scope, exp.Expr, list[exp.Join]]:
        scope = Scope()
        if isinstance(query.table, Query):
            if not query.alias:
                raise ToolError("A query over a query needs an `alias`.")
            inner, outputs = self.statement(query.table)
            scope.tables[query.alias] = {slot.name: slot.type for slot in outputs}
            source: exp.Expr = inner.subquery(exp.to_identifier(query.alias, quoted=True))
        else:
            source = self._table(query.table, query.alias or query.table, scope)
        joins = []
        for join in query.joins:
            scope.type_of(join.left)
            table = self._table(join.table, join.alias, scope)
            right = Col(table=join.alias, name=join.right)
            scope.type_of(right)
            joins.append(
                exp.Join(
                    this=table, on=exp.EQ(this=_column(join.left), expression=_column(right)), side="LEFT" if join.how == "left" else None
                )
            )
        return scope, source, joins

    def _table(self, name: str, alias: str, scope: Scope) -> exp.Expr:
        if name not in self.tables:
            raise ToolError(f"There is no table {name!r}.{_near(name, self.tables)} The tables: {_listed(self.tables)}.")
        if alias in scope.tables:
            raise ToolError(f"The alias {alias!r} stands twice; give each join an alias of its own.")
        scope.tables[alias] = self.tables[name]
        table = exp.Table(this=exp.to_identifier(name, quoted=True))
        return table if alias == name else exp.alias_(table, alias, quoted=True, table=True)

    def _clauses(self, tree: exp.Select, query: Query, scope: Scope) -> exp.Select:
        for condition in query.where:
            tree = tree.where(self.condition(condition, scope))
        for group in query.group_by:
            tree = tree.group_by(self.expression(group, scope)[0])
        for condition in query.having:
            tree = tree.having(self.condition(condition, scope))
        return tree.distinct() if query.distinct else tree

    def _combined(self, tree: exp.Select, query: Query, outputs: list[Slot]) -> exp.Query:
        assert query.combine is not None
        other, columns = self.statement(query.combine.query)
        if len(columns) != len(outputs):
            raise ToolError(
                f"Both sides of {query.combine.op} must have the same number of columns; they have {len(outputs)} and {len(columns)}."
            )
        kinds = {"union": exp.Union, "union_all": exp.Union, "intersect": exp.Intersect, "except": exp.Except}
        if other.args.get("limit") or other.args.get("order"):
            other = exp.select("*").from_(other.subquery("later"))
        return kinds[query.combine.op](this=tree, expression=other, distinct=query.combine.op != "union_all")

    def _ordered(self, tree: exp.Query, query: Query, scope: Scope) -> exp.Query:
        for order in query.order:
            tree = tree.order_by(self._order(order, scope, {str(s.expr): s.name for s in query.select} if query.combine else None))
        return tree.limit(query.limit) if query.limit is not None else tree

    def _order(self, order: Order, scope: Scope, outputs: Mapping[str, str] | None = None) -> exp.Ordered:
        if outputs is not None:  # the order of a set operation can only name output columns
            if str(order.expr) not in outputs:
                raise ToolError("The order of a set operation must repeat an expression of `select`.")
            key: exp.Expr = exp.column(outputs[str(order.expr)], quoted=True)
        else:
            key = self.expression(order.expr, scope)[0]
        return exp.Ordered(this=key, desc=order.descending, nulls_first=False)

    def condition(self, expr: Expr, scope: Scope) -> exp.Expr:
        """An expression that must be true or false."""
        tree, type_ = self.expression(expr, scope)
        if type_ != "boolean":
            raise ToolError(f"A condition must be true or false; {tree.sql(self.dialect)} is of type {type_}.")
        return tree

    def expression(self, expr: Expr, scope: Scope) -> tuple[exp.Expr, ColumnType]:
        """(tree, type) of an expression in a scope."""
        match expr:
            case Col():
                return _column(expr), scope.type_of(expr)
            case Lit():
                return literal(expr.value)
            case Sub():
                tree, outputs = self.statement(expr.query)
                return tree.subquery(), outputs[0].type
            case Window():
                return self._window(expr, scope)
            case Call():
                return self._call(expr, scope)

    def _call(self, call: Call, scope: Scope) -> tuple[exp.Expr, ColumnType]:
        if call.where is not None and call.op not in AGGREGATES:
            raise ToolError(f"`where` belongs to aggregates; {call.op} is none.")
        if call.op in ("in", "not_in"):
            return self._membership(call, scope)
        arguments = [self.expression(argument, scope) for argument in call.args]
        arguments = _dated(arguments)
        where = self.condition(call.where, scope) if call.where is not None else None
        constants = tuple(
            argument.value if isinstance(argument, Lit) and not isinstance(argument.value, tuple) else None for argument in call.args
        )
        return written(call.op, arguments, constants, where, self.dialect)

    def _membership(self, call: Call, scope: Scope) -> tuple[exp.Expr, ColumnType]:
        if len(call.args) != 2 or not (
            isinstance(call.args[1], Sub) or (isinstance(call.args[1], Lit) and isinstance(call.args[1].value, tuple))
        ):
            raise ToolError(f"{call.op} needs a value and a list (a literal tuple or a subquery).")
        value = self.expression(call.args[0], scope)
        found: exp.Expr
        if isinstance(call.args[1], Sub):
            found = exp.In(this=value[0], query=self.statement(call.args[1].query)[0].subquery())
        else:
            items = [_dated([value, literal(item)])[1][0] for item in call.args[1].value]  # type: ignore[union-attr]
            found = exp.In(this=value[0], expressions=items) if items else exp.false()
        return (exp.not_(found) if call.op == "not_in" else found), "boolean"

    def _window(self, window: Window, scope: Scope) -> tuple[exp.Expr, ColumnType]:
        arguments = [self.expression(argument, scope) for argument in window.args]
        if not arguments and window.op not in ("rank", "row_number"):
            raise ToolError(f"The window function {window.op} needs an argument.")
        trees = [tree for tree, _ in arguments]
        makers: dict[str, type[exp.Expr]] = {
            "lag": exp.Lag,
            "lead": exp.Lead,
            "running_sum": exp.Sum,
            "total": exp.Sum,
            "average": exp.Avg,
            "max": exp.Max,
            "min": exp.Min,
        }
        function: exp.Expr
        if window.op == "rank":
            function = exp.Rank()
        elif window.op == "row_number":
            function = exp.RowNumber()
        elif window.op in ("lag", "lead"):
            function = makers[window.op](this=trees[0], offset=trees[1] if len(trees) > 1 else None)
        else:
            function = makers[window.op](this=trees[0])
        order = exp.Order(expressions=[self._order(each, scope) for each in window.order]) if window.order else None
        running = window.op == "running_sum"
        frame = exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW") if running else None
        partition = [self.expression(each, scope)[0] for each in window.partition]
        type_: ColumnType = (
            "integer" if not arguments or window.op in ("rank", "row_number") else "number" if window.op == "average" else arguments[0][1]
        )
        return exp.Window(this=function, partition_by=partition or None, order=order, spec=frame), type_


def literal(value: Cell | tuple[Cell, ...]) -> tuple[exp.Expr, ColumnType]:
    """A constant as a tree. Dates are written as casts, which every dialect reads."""
    if value is None:
        return exp.null(), "text"
    if isinstance(value, bool):
        return exp.Boolean(this=value), "boolean"
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.isoformat(sep=" ")), "TIMESTAMP"), "datetime"
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE"), "date"
    if isinstance(value, (int, float)):
        if value != value or value in (float("inf"), float("-inf")):
            raise ToolError("A constant must be a finite number.")
        return exp.convert(value), "integer" if isinstance(value, int) else "number"
    if isinstance(value, str):
        return exp.Literal.string(value), "text"
    raise ToolError("A list of constants may only stand on the right side of `in`.")


def _dated(arguments: list[tuple[exp.Expr, ColumnType]]) -> list[tuple[exp.Expr, ColumnType]]:
    """Text constants beside a date become dates. Raises ToolError where they are none."""
    if not any(type_ in TEMPORAL for _, type_ in arguments):
        return arguments
    return [_as_date(tree) if type_ == "text" and isinstance(tree, exp.Literal) else (tree, type_) for tree, type_ in arguments]


def _as_date(tree: exp.Literal) -> tuple[exp.Expr, ColumnType]:
    try:
        moment = datetime.fromisoformat(tree.this)
    except ValueError as error:
        raise ToolError(f"{tree.this!r} is compared with a date but is none; write it as yyyy-mm-dd.") from error
    return literal(moment if len(tree.this) > 10 else moment.date())


def _column(reference: Col) -> exp.Column:
    return exp.column(exp.to_identifier(reference.name, quoted=True), table=exp.to_identifier(reference.table, quoted=True))


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:30]) + (f" and {len(listed) - 30} more" if len(listed) > 30 else "")


def _near(name: str, names: Iterable[str]) -> str:
    by_lower = {each.lower(): each for each in names}
    near = difflib.get_close_matches(name.lower(), by_lower, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(by_lower[each]) for each in near)}?" if near else ""
