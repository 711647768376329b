"""Conditions of a settled question as expressions: on rows, on groups, on rows of other tables."""

from __future__ import annotations

from dataclasses import replace

from agents.models.builtin.parser.expressions import CannotJoin, Scope, either
from agents.models.builtin.parser.graph import Graph
from agents.models.builtin.parser.meaning import Ask, Attr, Cond, Formula, Measure, Nested, Part
from agents.sources.query import Call, Expr, Order, Query, Select, Sub, call, lit

Out = Attr | Part | Formula


class Where:
    """The conditions of one question over the scope of its query."""

    scope: Scope

    def __init__(self, graph: Graph, ask: Ask) -> None:
        self.graph, self.ask = graph, ask
        self.groups: list[Attr | Part] = list(ask.groups)
        self.outputs: list[Out] = list(ask.outputs)
        self.measures = list(ask.measures)
        self.selects: list[Select] = []
        self.names: set[str] = set()
        self.renamed: dict[Measure, Measure] = {}

    def _group_by_having(self) -> None:
        """A list of things limited by how many (or how much) they have becomes a grouped query that shows the number."""
        limits = [c for c in self.ask.conds if isinstance(c.of, Measure) and not c.neg]
        if (
            not limits
            or any(m.table != limits[0].of.table for m in self.measures if isinstance(limits[0].of, Measure))
            or self.groups
            or self.ask.kind
            or len({c.alternative for c in limits}) > 1
            or limits[0].alternative
        ):
            return
        plain = [o for o in self.outputs if isinstance(o, Attr)]
        if len(plain) < len(self.outputs) or not plain:
            return
        owner = self.ask.entity or plain[0].table
        key = self.graph.key(owner) if self.ask.entity else None
        if any(c.of.table == owner and c.of.of is None for c in limits if isinstance(c.of, Measure)):
            owner = plain[0].table
            key = None
        self.groups = [
            *([Attr(owner, key)] if key and any(p.table == owner for p in plain) else []),
            *(p for p in plain if p.column != key or p.table != owner),
        ]
        self.outputs = []
        self.measures = list(dict.fromkeys([*(c.of for c in limits if isinstance(c.of, Measure)), *self.measures]))

    def _conditions(self) -> tuple[list[Expr], list[Expr]]:
        """(where, having)."""
        where: list[Expr] = []
        having: list[Expr] = []
        rows: list[Cond] = []
        self._contradictions()
        alternatives: dict[int, list[Expr]] = {}
        for cond in self.ask.conds:
            made = self._condition(cond, having, rows)
            if made is not None and cond.alternative:
                alternatives.setdefault(cond.alternative, []).append(made)
            elif made is not None:
                where.append(made)
        where += [either(exprs) for exprs in alternatives.values()]
        where += self._semijoins(rows)
        where += [self._nested(nested) for nested in self.ask.nested]
        return where, having

    def _contradictions(self) -> None:
        """Two limits that no one row can meet ("above 40 and below 30") are about different rows."""
        conds = self.ask.conds
        for a in conds:
            for b in conds:
                if a is not b and a.of == b.of and not a.both and not a.alternative and not a.neg and not b.neg and excludes(a, b):
                    if a.op == "eq" and isinstance(a.of, Attr) and self.scope.holds(a.of.table):
                        self.ask.conds = [replace(c, alternative=77) if c.of == a.of and c.op == "eq" and not c.neg else c for c in conds]
                        return
                    same = [c for c in conds if c.of == a.of and c.op == a.op and not c.neg] if a.op == b.op else [a, b]
                    self.ask.conds = [replace(c, both=same.index(c) + 1) if c in same else c for c in conds]
                    return

    def _condition(self, cond: Cond, having: list[Expr], rows: list[Cond]) -> Expr | None:
        """The condition as an expression; None where it is kept for a semijoin or put into `having`."""
        if isinstance(cond.of, Measure):
            if cond.of in self.measures and self.groups and not cond.neg:
                having.append(self._compare(self.scope.measure(cond.of), cond))
                return None
            return self._by_groups(cond)
        tables = tables_of(cond)
        inside = all(self.scope.holds(t) for t in tables)
        if cond.both:
            return self._for_some(cond, inside)
        if inside and cond.neg and cond.op == "exists" and self.scope.paths[cond.table]:
            return self._absent(cond)
        if inside and not (cond.neg and cond.op == "exists" and self.scope.paths[cond.table]):
            if cond.op == "exists" and not cond.neg and not cond.inner and not self.scope.paths[cond.table]:
                return None
            return self.scope.condition(cond)
        if cond.neg:
            return self._semijoin([replace(cond, neg=False)], negative=True)
        if cond.alternative:
            return self._semijoin([cond], negative=False)
        rows.append(cond)
        return None

    def _absent(self, cond: Cond) -> Expr:
        """ "not part of any organisation": the pointer is empty, or points to none that is meant."""
        path = self.scope.paths[cond.table]
        pointer = self.scope.column(Attr(cond.table, path[-1].to_column))
        if not cond.inner:
            return call("is_null", pointer)
        scope = Scope(self.graph, cond.table)
        tests = tuple(scope.condition(inner) for inner in cond.inner)
        there = Query(
            table=cond.table,
            joins=tuple(scope.joins.values()),
            select=(Select(name="key", expr=scope.column(Attr(cond.table, path[-1].to_column))),),
            where=tests,
        )
        return call("or", call("is_null", pointer), call("not_in", pointer, Sub(query=there)))

    @staticmethod
    def _compare(left: Expr, cond: Cond) -> Expr:
        values = [lit(v) for v in cond.values if not isinstance(v, (Attr, Measure))]
        if not values:
            raise CannotJoin("a comparison of groups")
        return Call(op=cond.op, args=(left, *values))

    def _for_some(self, cond: Cond, inside: bool) -> Expr:
        """ "both … and …": a row of its own must exist for each."""
        plain = replace(cond, both=0)
        outputs = [o for o in [*self.outputs, *self.groups] if isinstance(o, Attr)]
        if inside and outputs:
            anchor = next((o for o in outputs if isinstance(cond.of, Attr) and o.table == cond.of.table), outputs[0])
            scope = Scope(self.graph, self.scope.root)
            others = [
                c
                for c in self.ask.conds
                if not c.both and all(scope.holds(t) for t in tables_of(c)) and not isinstance(c.of, Measure) and not c.neg
            ]
            tests = [scope.condition(c) for c in [plain, *others]]
            here = scope.column(anchor)
            query = Query(
                table=scope.root, joins=tuple(scope.joins.values()), select=(Select(name="value", expr=here),), where=tuple(tests)
            )
            return call("in", self.scope.column(anchor), Sub(query=query))
        others = [
            c
            for c in self.ask.conds
            if not c.both and not c.neg and not isinstance(c.of, Measure) and not all(self.scope.holds(t) for t in tables_of(c))
        ]
        return self._semijoin([plain, *others], negative=False)

    def _semijoins(self, rows: list[Cond]) -> list[Expr]:
        if not rows:
            return []
        try:
            return [self._semijoin(rows, negative=False)]
        except CannotJoin:
            if len(rows) == 1:
                raise
            return [self._semijoin([row], negative=False) for row in rows]

    def _anchors(self) -> list[str]:
        """The tables of this scope that can be named by a key, the one spoken of first."""
        order = [self.ask.entity, self.scope.root, *(table_of(o) for o in [*self.outputs, *self.groups]), *self.scope.paths]
        return [t for t in dict.fromkeys(order) if t in self.scope.paths and self.graph.key(t)]

    def _semijoin(self, conds: list[Cond], *, negative: bool) -> Expr:
        """key in (select key from … where …): for conditions on tables with many rows for one row here."""
        tables = {t for cond in conds for t in tables_of(cond)}
        best: tuple[float, str, str] | None = None
        for place, anchor in enumerate(self._anchors()):
            root = self.graph.root(tables | {anchor})
            if root is not None and root != anchor:
                cost = sum(len(self.graph.reach(root)[t]) for t in tables | {anchor}) + 0.3 * place
                if best is None or cost < best[0]:
                    best = (cost, anchor, root)
        if best is None:
            raise CannotJoin(", ".join(sorted(tables | {self.scope.root})))
        return self._key_in(best[1], best[2], conds, negative=negative)

    def _key_in(self, anchor: str, root: str, conds: list[Cond], *, negative: bool) -> Expr:
        scope = Scope(self.graph, root)
        key = Attr(anchor, self.graph.key(anchor) or "")
        tests = [
            scope.condition(cond) for cond in conds if not (cond.op == "exists" and cond.table == root and not cond.inner and not cond.neg)
        ]
        here = scope.column(key)
        tests.append(call("not_null", here))
        query = Query(table=root, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=here),), where=tuple(tests))
        return call("not_in" if negative else "in", self.scope.column(key), Sub(query=query))

    def _by_groups(self, cond: Cond) -> Expr:
        """key in (select key … group by key having …)."""
        assert isinstance(cond.of, Measure)
        measure = cond.of
        counted = self.measures[0] if len(self.measures) == 1 else None
        if (
            counted is not None
            and isinstance(counted.of, Attr)
            and counted.op == "count_distinct"
            and measure.table == counted.of.table == self.scope.root
        ):
            return self._same_table(counted.of, measure, cond)
        for anchor in self._anchors():
            root = self.graph.root({anchor, measure.table})
            if root is None or anchor == measure.table and measure.of is None:
                continue
            scope = Scope(self.graph, root)
            key = scope.column(Attr(anchor, self.graph.key(anchor) or ""))
            having = self._compare(scope.measure(measure), cond)
            query = Query(
                table=root,
                joins=tuple(scope.joins.values()),
                select=(Select(name="key", expr=key),),
                where=(call("not_null", key),),
                group_by=(key,),
                having=(having,),
            )
            return call("not_in" if cond.neg else "in", self.scope.column(Attr(anchor, self.graph.key(anchor) or "")), Sub(query=query))
        raise CannotJoin(measure.table)

    def _same_table(self, of: Attr, measure: Measure, cond: Cond) -> Expr:
        """ "product numbers with more than one name", all in one table."""
        scope = Scope(self.graph, self.scope.root)
        here = scope.column(of)
        query = Query(
            table=scope.root,
            joins=tuple(scope.joins.values()),
            select=(Select(name="key", expr=here),),
            where=(call("not_null", here),),
            group_by=(here,),
            having=(self._compare(scope.measure(measure), cond),),
        )
        return call("not_in" if cond.neg else "in", self.scope.column(of), Sub(query=query))

    def _nested(self, nested: Nested) -> Expr:
        """key in (select key from … order by … limit n)."""
        key = self.graph.key(nested.table)
        if key is None or not self.scope.holds(nested.table):
            raise CannotJoin(nested.table)
        scope = Scope(self.graph, nested.table)
        order = tuple(Order(expr=scope.value(s.by), descending=s.descending) for s in nested.order if not isinstance(s.by, Measure))
        query = Query(
            table=nested.table,
            joins=tuple(scope.joins.values()),
            select=(Select(name="key", expr=scope.column(Attr(nested.table, key))),),
            order=order,
            limit=nested.limit,
        )
        return call("in", self.scope.column(Attr(nested.table, key)), Sub(query=query))


def table_of(out: Out) -> str:
    return out.attr.table if isinstance(out, Part) else out.parts[0].table if isinstance(out, Formula) else out.table


def tables_of(cond: Cond) -> set[str]:
    tables = {t for inner in cond.inner for t in tables_of(inner)}
    if cond.table:
        tables.add(cond.table)
    if isinstance(cond.of, (Attr, Part, Formula)):
        tables.add(table_of(cond.of))
    return tables


def excludes(a: Cond, b: Cond) -> bool:
    """Can no single value meet both?"""
    if len(a.values) != 1 or len(b.values) != 1 or isinstance(a.values[0], (Attr, Measure)) or isinstance(b.values[0], (Attr, Measure)):
        return False
    x, y = a.values[0], b.values[0]
    if a.op == "eq" and b.op == "eq":
        return x != y
    if {a.op, b.op} <= {"lt", "le", "gt", "ge"} and isinstance(x, (int, float)) and isinstance(y, (int, float)):
        return (a.op in ("gt", "ge") and b.op in ("lt", "le") and x >= y) or (b.op in ("gt", "ge") and a.op in ("lt", "le") and y >= x)
    return False
