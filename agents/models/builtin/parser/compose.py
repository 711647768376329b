"""From a settled question to one typed query."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.models.builtin.parser.expressions import CannotJoin, Scope, both, either
from agents.models.builtin.parser.graph import Graph
from agents.models.builtin.parser.meaning import Ask, Attr, Cond, Formula, Measure, Nested, Part, Sort
from agents.sources.query import Call, Expr, Order, Query, Select, Sub, Window, call, col, lit

Out = Attr | Part | Formula


class Composer:
    """Composes the query of one question."""

    def __init__(self, graph: Graph, ask: Ask) -> None:
        self.graph, self.ask = graph, ask
        self.groups: list[Attr | Part] = list(ask.groups)
        self.outputs: list[Out] = list(ask.outputs)
        self.measures = list(ask.measures)
        self.selects: list[Select] = []
        self.names: set[str] = set()
        self.renamed: dict[Measure, Measure] = {}

    def query(self) -> Query:
        """Raises CannotJoin."""
        ask = self.ask
        self._group_by_having()
        if self.measures and self.outputs and self.groups:
            self.groups += [o for o in self.outputs if isinstance(o, (Attr, Part)) and o not in self.groups]
            self.outputs = []
        self.scope = Scope(self.graph, self._root())
        self._rows_of_link()
        where, having = self._conditions()
        if ask.kind == "growth":
            return self._growth(where)
        if ask.kind == "share":
            return self._share(where)
        if self.measures:
            return self._grouped(where, having)
        return self._listed(where)

    # -- root ------------------------------------------------------------------------------------------------------------------

    def _tables(self) -> set[str]:
        wanted = {_table(o) for o in [*self.groups, *self.outputs]} | {m.table for m in self._all_measures()}
        wanted |= {_table(s.by) for s in self.ask.order if not isinstance(s.by, Measure)}
        if self.ask.periods and self.ask_time:
            wanted.add(self.ask_time.table)
        return wanted

    def _all_measures(self) -> list[Measure]:
        return [m for measure in self.measures for m in (measure, measure.per) if m is not None]

    @property
    def ask_time(self) -> Attr | None:
        return self.ask.time

    def _root(self) -> str:
        """The table whose rows are counted or listed: where numbers are summed, else the nearest that holds all."""
        tables = self._tables()
        summed = {m.table for m in self._all_measures() if m.of is not None and m.op not in ("count_distinct", "min", "max")}
        candidates = [t for t in summed if tables <= set(self.graph.reach(t))]
        if len(summed) == 1 and candidates:
            return candidates[0]
        counted = [m.table for m in self._all_measures() if m.of is None]
        for table in counted:
            if tables <= set(self.graph.reach(table)):
                return table
        root = self.graph.root(tables)
        if root is None:
            raise CannotJoin(", ".join(sorted(tables)))
        return root

    # -- conditions ------------------------------------------------------------------------------------------------------------

    def _group_by_having(self) -> None:
        """A list of things limited by how many (or how much) they have becomes a grouped query that shows the number."""
        limits = [c for c in self.ask.conds if isinstance(c.of, Measure) and not c.neg]
        if not limits or any(m.table != limits[0].of.table for m in self.measures if isinstance(limits[0].of, Measure)) or self.groups or self.ask.kind or len({c.alternative for c in limits}) > 1 or limits[0].alternative:
            return
        plain = [o for o in self.outputs if isinstance(o, Attr)]
        if len(plain) < len(self.outputs) or not plain:
            return
        owner = self.ask.entity or plain[0].table
        key = self.graph.key(owner) if self.ask.entity else None
        if any(c.of.table == owner and c.of.of is None for c in limits if isinstance(c.of, Measure)):
            owner = plain[0].table
            key = None
        self.groups = ([Attr(owner, key)] if key and any(p.table == owner for p in plain) else []) + [p for p in plain if p.column != key or p.table != owner]
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
                if a is not b and a.of == b.of and not a.both and not a.alternative and not a.neg and not b.neg and _excludes(a, b):
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
        tables = _tables_of(cond)
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
        """"not part of any organisation": the pointer is empty, or points to none that is meant."""
        path = self.scope.paths[cond.table]
        pointer = self.scope.column(Attr(cond.table, path[-1].to_column))
        if not cond.inner:
            return call("is_null", pointer)
        scope = Scope(self.graph, cond.table)
        tests = tuple(scope.condition(inner) for inner in cond.inner)
        there = Query(table=cond.table, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=scope.column(Attr(cond.table, path[-1].to_column))),), where=tests)
        return call("or", call("is_null", pointer), call("not_in", pointer, Sub(query=there)))

    @staticmethod
    def _compare(left: Expr, cond: Cond) -> Expr:
        values = [lit(v) for v in cond.values if not isinstance(v, (Attr, Measure))]
        if not values:
            raise CannotJoin("a comparison of groups")
        return Call(op=cond.op, args=(left, *values))  # type: ignore[arg-type]

    def _for_some(self, cond: Cond, inside: bool) -> Expr:
        """"both … and …": a row of its own must exist for each."""
        plain = replace(cond, both=0)
        outputs = [o for o in [*self.outputs, *self.groups] if isinstance(o, Attr)]
        if inside and outputs:
            anchor = next((o for o in outputs if isinstance(cond.of, Attr) and o.table == cond.of.table), outputs[0])
            scope = Scope(self.graph, self.scope.root)
            others = [c for c in self.ask.conds if not c.both and all(scope.holds(t) for t in _tables_of(c)) and not isinstance(c.of, Measure) and not c.neg]
            tests = [scope.condition(c) for c in [plain, *others]]
            here = scope.column(anchor)
            query = Query(table=scope.root, joins=tuple(scope.joins.values()), select=(Select(name="value", expr=here),), where=tuple(tests))
            return call("in", self.scope.column(anchor), Sub(query=query))
        others = [c for c in self.ask.conds if not c.both and not c.neg and not isinstance(c.of, Measure) and not all(self.scope.holds(t) for t in _tables_of(c))]
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
        order = [self.ask.entity, self.scope.root, *(_table(o) for o in [*self.outputs, *self.groups]), *self.scope.paths]
        return [t for t in dict.fromkeys(order) if t in self.scope.paths and self.graph.key(t)]

    def _semijoin(self, conds: list[Cond], *, negative: bool) -> Expr:
        """key in (select key from … where …): for conditions on tables with many rows for one row here."""
        tables = {t for cond in conds for t in _tables_of(cond)}
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
        tests = [scope.condition(cond) for cond in conds if not (cond.op == "exists" and cond.table == root and not cond.inner and not cond.neg)]
        here = scope.column(key)
        tests.append(call("not_null", here))
        query = Query(table=root, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=here),), where=tuple(tests))
        return call("not_in" if negative else "in", self.scope.column(key), Sub(query=query))

    def _by_groups(self, cond: Cond) -> Expr:
        """key in (select key … group by key having …)."""
        assert isinstance(cond.of, Measure)
        measure = cond.of
        counted = self.measures[0] if len(self.measures) == 1 else None
        if counted is not None and isinstance(counted.of, Attr) and counted.op == "count_distinct" and measure.table == counted.of.table == self.scope.root:
            return self._same_table(counted.of, measure, cond)
        for anchor in self._anchors():
            root = self.graph.root({anchor, measure.table})
            if root is None or anchor == measure.table and measure.of is None:
                continue
            scope = Scope(self.graph, root)
            key = scope.column(Attr(anchor, self.graph.key(anchor) or ""))
            having = self._compare(scope.measure(measure), cond)
            query = Query(
                table=root, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=key),), where=(call("not_null", key),), group_by=(key,), having=(having,),
            )
            return call("not_in" if cond.neg else "in", self.scope.column(Attr(anchor, self.graph.key(anchor) or "")), Sub(query=query))
        raise CannotJoin(measure.table)

    def _same_table(self, of: Attr, measure: Measure, cond: Cond) -> Expr:
        """"product numbers with more than one name", all in one table."""
        scope = Scope(self.graph, self.scope.root)
        here = scope.column(of)
        query = Query(
            table=scope.root, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=here),), where=(call("not_null", here),), group_by=(here,),
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
        query = Query(table=nested.table, joins=tuple(scope.joins.values()), select=(Select(name="key", expr=scope.column(Attr(nested.table, key))),), order=order, limit=nested.limit)
        return call("in", self.scope.column(Attr(nested.table, key)), Sub(query=query))

    # -- shapes ----------------------------------------------------------------------------------------------------------------

    def _name(self, wanted: str) -> str:
        base = re.sub(r"\W+", "_", wanted.strip().lower()).strip("_") or "value"
        name, number = base, 1
        while name in self.names:
            number += 1
            name = f"{base}_{number}"
        self.names.add(name)
        return name

    def _select(self, wanted: str, expr: Expr, **more: str) -> None:
        self.selects.append(Select(name=self._name(wanted), expr=expr, **more))  # type: ignore[arg-type]

    def _select_out(self, out: Out, expr: Expr) -> None:
        if isinstance(out, Part) and out.grain == "quarter":
            self._select("quarter", call("concat", lit("Q"), call("cast_text", call("quarter", self.scope.column(out.attr)))))
            self._select("quarter_start", expr)
        elif isinstance(out, Part) and out.grain == "weekday":
            self._select("weekday", self.scope.name_of_weekday(out))
        elif isinstance(out, Part):
            self._select(out.grain, expr)
        elif isinstance(out, Attr):
            info = self.graph.tables[out.table].column(out.column)
            self._select(out.column, expr, unit=info.unit, currency=info.currency, label=info.label)
        else:
            self._select(out.kind, expr)

    def _select_measure(self, measure: Measure, expr: Expr) -> None:
        self._select(measure_name(measure), expr, unit=self._unit(measure))

    def _rows_of_link(self) -> None:
        """"the semester with the most students": through a table that only ties them together its rows are counted, as people do."""
        if not (self.ask.limit is not None or any(isinstance(c.of, Measure) for c in self.ask.conds)) or any(m.of is not None for m in self.measures):
            return
        info = self.graph.tables[self.scope.root]
        if any(c.role == "measure" or c.role == "time" for c in info.columns):
            return
        for place, measure in enumerate(self.measures):
            path = self.scope.paths.get(measure.table, [])
            if measure.of is None and not measure.distinct and len(path) == 1:
                self.renamed[measure] = replace(measure, table=self.scope.root)
                self.measures[place] = self.renamed[measure]
        self.ask.order = [replace(s, by=self.renamed.get(s.by, s.by)) if isinstance(s.by, Measure) else s for s in self.ask.order]
        self.ask.conds = [replace(c, of=self.renamed.get(c.of, c.of)) if isinstance(c.of, Measure) else c for c in self.ask.conds]

    def _unit(self, measure: Measure) -> str:
        if measure.op in ("count", "count_distinct") and measure.per is None:
            return "count"
        if isinstance(measure.of, Attr) and measure.per is None and measure.op not in ("variance", "skew", "corr"):
            return self.graph.tables[measure.of.table].column(measure.of.column).unit
        return ""

    def _group_exprs(self) -> list[Expr]:
        exprs: list[Expr] = []
        for group in self.groups:
            expr = self.scope.value(group)
            exprs.append(expr)
            if isinstance(group, Part) and group.grain == "quarter":
                exprs.append(call("quarter", self.scope.column(group.attr)))
        return exprs

    def _grouped(self, where: list[Expr], having: list[Expr]) -> Query:
        group_by = self._group_exprs()
        for group in self.groups:
            self._select_out(group, self.scope.value(group))
        made = {measure: self.scope.measure(measure) for measure in self.measures}
        for measure, expr in made.items():
            self._select_measure(measure, expr)
        if len(self.measures) == 2 and self.ask.kind == "difference":
            self._select("difference", call("sub", *made.values()))
        order = self._order(made)
        where = where + self._no_gaps()
        return self._finish(where, tuple(group_by), tuple(having), order, self.ask.limit)

    def _no_gaps(self) -> list[Expr]:
        """Groups of an entity leave out rows that belong to none."""
        out: list[Expr] = []
        for group in self.groups[:1]:
            if isinstance(group, Attr):
                info = self.graph.tables[group.table].column(group.column)
                path = self.scope.paths.get(group.table, [])
                pointer = self.graph.tables[path[-1].table].column(path[-1].column) if path else info
                if pointer.nulls and (info.role == "key" or path):
                    out.append(call("not_null", self.scope.column(group)))
            elif isinstance(group, Part) and self.graph.tables[group.attr.table].column(group.attr.column).nulls:
                out.append(call("not_null", self.scope.column(group.attr)))
        return out

    def _order(self, made: dict[Measure, Expr]) -> tuple[Order, ...]:
        orders = []
        for sort in self.ask.order:
            if isinstance(sort.by, Measure):
                expr = made.get(sort.by) or self.scope.measure(sort.by)
            else:
                expr = self.scope.value(sort.by)
                if self.groups and sort.by not in self.groups:
                    expr = call("max" if sort.descending else "min", expr)
            orders.append(Order(expr=expr, descending=sort.descending))
        parts = [g for g in self.groups if isinstance(g, Part) or isinstance(g, Attr) and "year" in g.column.lower()]
        if not orders and parts:
            orders += [Order(expr=self.scope.value(part)) for part in parts]
        return tuple(orders)

    def _listed(self, where: list[Expr]) -> Query:
        """Rows, each once."""
        outputs = self.outputs or list(self.groups)
        exprs = {out: self.scope.value(out) for out in outputs}
        for out, expr in exprs.items():
            self._select_out(out, expr)
        sorts = [s for s in self.ask.order if not isinstance(s.by, Measure)]
        plain = [s for s in sorts if s.by in exprs]
        if self.ask.limit is not None:
            for sort in sorts:
                if sort.by not in exprs and not isinstance(sort.by, Measure):
                    self._select_out(sort.by, self.scope.value(sort.by))
            order = tuple(Order(expr=self.scope.value(s.by), descending=s.descending) for s in sorts if not isinstance(s.by, Measure))
            where = where + [call("not_null", self.scope.value(s.by)) for s in sorts[:1] if not isinstance(s.by, Measure)]
            return self._finish(where, (), (), order, self.ask.limit)
        if len(plain) == len(sorts):
            order = tuple(Order(expr=exprs[s.by], descending=s.descending) for s in sorts if not isinstance(s.by, Measure))
            query = self._finish(where, (), (), order, None)
            return query.model_copy(update={"distinct": True})
        order = tuple(
            Order(expr=exprs[s.by] if s.by in exprs else call("max" if s.descending else "min", self.scope.value(s.by)), descending=s.descending)
            for s in sorts if not isinstance(s.by, Measure)
        )
        return self._finish(where, tuple(exprs.values()), (), order, None)

    def _finish(self, where: list[Expr], group_by: tuple[Expr, ...], having: tuple[Expr, ...], order: tuple[Order, ...], limit: int | None) -> Query:
        return Query(
            table=self.scope.root, joins=tuple(self.scope.joins.values()), select=tuple(self.selects), where=tuple(where), group_by=group_by, having=having, order=order, limit=limit,
        )

    # -- change and share --------------------------------------------------------------------------------------------------------

    def _growth(self, where: list[Expr]) -> Query:
        """before, after, change, change in percent of one measure between two periods, by group."""
        time, (before, after) = self.ask_time, self.ask.periods
        if time is None:
            raise CannotJoin("time")
        measure = self.measures[0]
        then = self.scope.measure(measure, self.scope.within(time, before))
        now = self.scope.measure(measure, self.scope.within(time, after))
        if measure.op == "sum":
            then, now = call("coalesce", then, lit(0)), call("coalesce", now, lit(0))
        group_by = self._group_exprs()
        for group in self.groups:
            self._select_out(group, self.scope.value(group))
        keys = [select.name for select in self.selects]
        inner = [*self.selects, Select(name="before", expr=then), Select(name="after", expr=now)]
        table = Query(table=self.scope.root, joins=tuple(self.scope.joins.values()), select=tuple(inner), where=tuple(where), group_by=tuple(group_by))
        a, b = col("t", "before"), col("t", "after")
        pct = call("div", call("mul", call("sub", b, a), lit(100.0)), a)
        selects = [*(Select(name=k, expr=col("t", k)) for k in keys)]
        selects += [Select(name="change_pct", expr=pct), Select(name="before", expr=a, label=before.label), Select(name="after", expr=b, label=after.label), Select(name="change", expr=call("sub", b, a))]
        limits = (Call(op=self.ask.growth_filter, args=(b, a)),) if self.ask.growth_filter else ()  # type: ignore[arg-type]
        order: tuple[Order, ...] = ()
        if self.ask.order and isinstance(self.ask.order[0].by, Measure):
            order = (Order(expr=pct, descending=self.ask.order[0].descending),)
        return Query(table=table, alias="t", select=tuple(selects), where=limits, order=order, limit=self.ask.limit)

    def _share(self, where: list[Expr]) -> Query:
        """The part of the whole in percent: by group, or of the rows that meet the part's conditions."""
        measure = self.measures[0]
        if not self.groups:
            tests = [made for cond in self.ask.whole if (made := self._condition(cond, [], [])) is not None]
            if len(tests) < len(self.ask.whole):
                tests += self._semijoins([c for c in self.ask.whole if not all(self.scope.holds(t) for t in _tables_of(c))])
            part, whole = self.scope.measure(measure, both(tests)), self.scope.measure(measure)
            self._select("share_pct", call("div", call("mul", call("coalesce", part, lit(0)), lit(100.0)), whole))
            self._select("part", part)
            self._select("whole", whole)
            return self._finish(where, (), (), (), None)
        group_by = self._group_exprs()
        for group in self.groups:
            self._select_out(group, self.scope.value(group))
        part = self.scope.measure(measure)
        whole: Expr
        if measure.op == "count_distinct" or self.scope.root != measure.table and measure.of is None:
            scope = Scope(self.graph, self.scope.root)
            total = scope.measure(measure)
            whole = Sub(query=Query(table=scope.root, joins=tuple({**scope.joins, **self.scope.joins}.values()), select=(Select(name="total", expr=total),), where=tuple(where)))
        else:
            whole = Window(op="total", args=(part,))
        share = call("div", call("mul", part, lit(100.0)), whole)
        self._select("share_pct", share)
        self._select_measure(measure, part)
        order = tuple(Order(expr=part, descending=s.descending) for s in self.ask.order if isinstance(s.by, Measure))
        return self._finish(where + self._no_gaps(), tuple(group_by), (), order, self.ask.limit)


def measure_name(measure: Measure) -> str:
    """A plain name for a measure."""
    if measure.label:
        return measure.label
    if measure.of is None:
        return f"number_of_{measure.table}"
    of = measure.of.column if isinstance(measure.of, Attr) else measure.of.kind
    if measure.op == "count_distinct":
        return f"number_of_{of}"
    return of if measure.op == "sum" else f"{measure.op}_{of}"


def _table(out: Out) -> str:
    return out.attr.table if isinstance(out, Part) else out.parts[0].table if isinstance(out, Formula) else out.table


def _tables_of(cond: Cond) -> set[str]:
    tables = {t for inner in cond.inner for t in _tables_of(inner)}
    if cond.table:
        tables.add(cond.table)
    if isinstance(cond.of, (Attr, Part, Formula)):
        tables.add(_table(cond.of))
    return tables


def _excludes(a: Cond, b: Cond) -> bool:
    """Can no single value meet both?"""
    if len(a.values) != 1 or len(b.values) != 1 or isinstance(a.values[0], (Attr, Measure)) or isinstance(b.values[0], (Attr, Measure)):
        return False
    x, y = a.values[0], b.values[0]
    if a.op == "eq" and b.op == "eq":
        return x != y
    if {a.op, b.op} <= {"lt", "le", "gt", "ge"} and isinstance(x, (int, float)) and isinstance(y, (int, float)):
        return (a.op in ("gt", "ge") and b.op in ("lt", "le") and x >= y) or (b.op in ("gt", "ge") and a.op in ("lt", "le") and y >= x)
    return False


__all__ = ["Composer", "Sort"]
