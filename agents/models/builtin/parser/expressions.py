"""Parts of a meaning as expressions of the typed query, over one root table and what it points to."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from agents.core.periods import Period
from agents.evidence.results import Cell
from agents.models.builtin.parser.graph import Edge, Graph
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure, Part
from agents.sources.query import Call, Col, Expr, Join, Lit, Query, Select, Sub, call, col, lit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class CannotJoin(Exception):
    """No join of these tables keeps each row once. The message names them."""


class Scope:
    """A root table and the joins that are needed so far."""

    def __init__(self, graph: Graph, root: str) -> None:
        self.graph, self.root = graph, root
        self.paths = graph.reach(root)
        self.joins: dict[str, Join] = {}
        self.columns: dict[Attr, Col] = {}  # the same column reads the same everywhere in one query

    def holds(self, table: str) -> bool:
        """Does each row of the root have at most one row of this table?"""
        return table in self.paths

    def need(self, table: str) -> None:
        """Join a table (and what lies between)."""
        if not self.holds(table):
            raise CannotJoin(f"{self.root}, {table}")
        for edge in self.paths[table]:
            if edge.to not in self.joins and edge.to != self.root:
                self.joins[edge.to] = Join(table=edge.to, alias=edge.to, left=col(edge.table, edge.column), right=edge.to_column)

    def column(self, attr: Attr) -> Col:
        """A column in this scope. A key of another table is read where it points from, without joining."""
        if attr not in self.columns:
            self.columns[attr] = self._column(attr)
        return self.columns[attr]

    def _column(self, attr: Attr) -> Col:
        path = self.paths.get(attr.table)
        if path and path[-1].to_column == attr.column and attr.table not in self.joins:
            last = path[-1]
            if len(path) > 1:
                self.need(last.table)
            return col(last.table, last.column)
        self.need(attr.table)
        return col(attr.table, attr.column)

    # -- values --------------------------------------------------------------------------------------------------------------

    def value(self, of: Attr | Part | Formula) -> Expr:
        """A value of one row."""
        if isinstance(of, Attr):
            return self.column(of)
        if isinstance(of, Part):
            return self._part(of)
        return self._formula(of)

    def _part(self, part: Part) -> Expr:
        here = self.column(part.attr)
        ops = {
            "month": "month_start",
            "quarter": "quarter_start",
            "year": "year",
            "week": "week_start",
            "day": "day_start",
            "weekday": "weekday",
            "hour": "hour",
        }
        return Call(op=ops[part.grain], args=(here,))

    def _formula(self, formula: Formula) -> Expr:
        parts = [self.column(part) for part in formula.parts]
        if formula.kind == "price":
            return call("mul", parts[0], parts[1])
        if formula.kind == "net":
            share: Expr = parts[2]
            largest = self.graph.tables[formula.parts[2].table].column(formula.parts[2].column).maximum
            if isinstance(largest, (int, float)) and largest > 1:
                share = call("div", parts[2], lit(100))
            return call("mul", call("mul", parts[0], parts[1]), call("sub", lit(1), share))
        if formula.kind == "days":
            return call("days_between", parts[0], parts[1])
        if formula.kind == "length":
            return call("length", parts[0])
        return call("div" if formula.kind == "div" else "sub", parts[0], parts[1])

    # -- aggregates ------------------------------------------------------------------------------------------------------------

    def measure(self, measure: Measure, extra: Expr | None = None) -> Expr:
        """An aggregate, with its own conditions (and a further one) as a filter."""
        filters = [self.condition(cond) for cond in measure.conds] + ([extra] if extra is not None else [])
        where = both(filters)
        made: Expr = self._aggregate(measure, where)
        if measure.per is not None:
            made = call("div", call("mul", made, lit(1.0)), self.measure(measure.per, extra))
        return call("mul", made, lit(measure.scale)) if measure.scale != 1.0 else made

    def _aggregate(self, measure: Measure, where: Expr | None) -> Call:
        if measure.of is None:
            return self._count(measure.table, where)
        if isinstance(measure.of, Attr) and measure.op == "count_distinct" and not self.holds(measure.table):
            raise CannotJoin(f"{self.root}, {measure.table}")
        if measure.op in ("sum", "avg", "median", "stddev", "variance") and measure.table != self.root and not self._once(measure.table):
            raise CannotJoin(f"{self.root}, {measure.table}")
        return Call(op=measure.op, args=(self.value(measure.of),), where=where)

    def _count(self, table: str, where: Expr | None) -> Call:
        if table == self.root:
            return Call(op="count", where=where)
        path = self.paths.get(table)
        if path is None:
            raise CannotJoin(f"{self.root}, {table}")
        return Call(op="count_distinct", args=(self.column(Attr(table, path[-1].to_column)),), where=where)

    def _once(self, table: str) -> bool:
        """Does a link table as the root bring each row of `table` once for each row of the other side?"""
        info = self.graph.tables[self.root]
        pointers = {edge.column for edge in self.graph.edges[self.root]}
        return (
            len(self.paths.get(table, ())) == 1
            and (info.is_link or len(info.columns) <= 3)
            and all(c.name in pointers or c.role == "key" for c in info.columns)
        )

    # -- conditions --------------------------------------------------------------------------------------------------------------

    def condition(self, cond: Cond) -> Expr:
        """A condition on one row of this scope."""
        if cond.op == "exists":
            made = self._present(cond)
        elif isinstance(cond.of, Measure) or cond.of is None:
            raise CannotJoin("a condition on groups")
        else:
            made = self._test(cond)
        return call("not", made) if cond.neg else made

    def _present(self, cond: Cond) -> Expr:
        path = self.paths.get(cond.table)
        if path is None:
            raise CannotJoin(f"{self.root}, {cond.table}")
        if not path:
            tests = both([self.condition(inner) for inner in cond.inner])
            if tests is None:
                raise CannotJoin(cond.table)
            return tests
        inner = [self.condition(c) for c in cond.inner]
        there = call("not_null", self.column(Attr(cond.table, path[-1].to_column)))
        return both([there, *inner]) or there

    def _test(self, cond: Cond) -> Expr:
        assert isinstance(cond.of, (Attr, Part, Formula))
        left = self.value(cond.of)
        if cond.op in ("is_null", "not_null"):
            return self._null(cond, left)
        if cond.op == "among" and isinstance(cond.values[0], Attr):
            other = cond.values[0]
            there = Query(table=other.table, select=(Select(name="value", expr=col(other.table, other.column)),))
            return call("in", left, Sub(query=there))
        if cond.op in ("contains", "starts", "ends"):
            ops = {"contains": "contains", "starts": "starts_with", "ends": "ends_with"}
            return Call(op=ops[cond.op], args=(call("lower", left), lit(str(cond.values[0]).lower())))
        first = cond.values[0]
        if isinstance(first, Attr):
            return Call(op=cond.op, args=(left, self.column(first)))
        if isinstance(first, Measure):
            return Call(op=cond.op, args=(left, self._of_whole(first)))
        return self._against(cond, left)

    def _null(self, cond: Cond, left: Expr) -> Expr:
        missing = call("is_null", left)
        if isinstance(cond.of, Attr) and self.graph.tables[cond.of.table].column(cond.of.column).type == "text":
            missing = call("or", missing, call("eq", call("trim", left), lit("")))
        return missing if cond.op == "is_null" else call("not", missing)

    def _against(self, cond: Cond, left: Expr) -> Expr:
        values: list[Cell] = [v for v in cond.values if not isinstance(v, (Attr, Measure))]
        type_ = self.graph.tables[cond.of.table].column(cond.of.column).type if isinstance(cond.of, Attr) else ""
        if type_ == "text" and values and all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values):
            left = call("cast_number", left)
        if type_ == "boolean" and all(isinstance(v, (int, float)) for v in values):
            values = [bool(v) for v in values]
        if cond.op == "between":
            low, high = values[0], values[1]
            if type_ == "datetime" and isinstance(high, date) and not isinstance(high, datetime):
                return call("and", call("ge", left, lit(low)), call("lt", left, lit(high + timedelta(days=1))))
            return call("between", left, lit(low), lit(high))
        if type_ == "datetime" and cond.op in ("le", "gt") and isinstance(values[0], date) and not isinstance(values[0], datetime):
            return Call(op="lt" if cond.op == "le" else "ge", args=(left, lit(values[0] + timedelta(days=1))))
        if cond.op == "in" or len(values) > 1:
            return call("not_in" if cond.op == "ne" else "in", left, lit(tuple(values)))
        return Call(op=cond.op, args=(left, lit(values[0])))

    def _of_whole(self, measure: Measure) -> Sub:
        """An aggregate over the whole of its table."""
        scope = Scope(self.graph, measure.table)
        expr = scope.measure(measure)
        return Sub(query=Query(table=measure.table, joins=tuple(scope.joins.values()), select=(Select(name="value", expr=expr),)))

    def within(self, attr: Attr, period: Period) -> Expr:
        """A time column inside a period."""
        column = self.graph.tables[attr.table].column(attr.column)
        if column.type in ("date", "datetime"):
            return self.condition(Cond(attr, "between", (period.start, period.end)))
        return self.condition(Cond(attr, "between", (period.start.year, period.end.year)))

    def name_of_weekday(self, part: Part) -> Expr:
        """The English name of a weekday number (1 = Monday)."""
        number = self._part(part)
        made: Expr = lit(WEEKDAYS[6])
        for index in range(5, -1, -1):
            made = call("if", call("eq", number, lit(index + 1)), lit(WEEKDAYS[index]), made)
        return made


def both(exprs: list[Expr]) -> Expr | None:
    """All of them, as one expression."""
    if not exprs:
        return None
    return exprs[0] if len(exprs) == 1 else Call(op="and", args=tuple(exprs))


def either(exprs: list[Expr]) -> Expr:
    return exprs[0] if len(exprs) == 1 else Call(op="or", args=tuple(exprs))


__all__ = ["CannotJoin", "Edge", "Lit", "Scope", "both", "either"]
