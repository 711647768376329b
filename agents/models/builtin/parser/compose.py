"""From a settled question to one typed query."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.models.builtin.parser.expressions import CannotJoin, Scope, both
from agents.models.builtin.parser.meaning import Attr, Measure, Part
from agents.models.builtin.parser.where import Out, Where, table_of, tables_of
from agents.sources.query import Call, Expr, Order, Query, Select, Sub, Window, call, col, lit


class Composer(Where):
    """Composes the query of one question."""

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
        wanted = {table_of(o) for o in [*self.groups, *self.outputs]} | {m.table for m in self._all_measures()}
        wanted |= {table_of(s.by) for s in self.ask.order if not isinstance(s.by, Measure)}
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
        self.selects.append(Select(name=self._name(wanted), expr=expr, **more))

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
        """ "the semester with the most students": through a table that only ties them together its rows are counted, as people do."""
        if not (self.ask.limit is not None or any(isinstance(c.of, Measure) for c in self.ask.conds)) or any(
            m.of is not None for m in self.measures
        ):
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
        if self.ask.limit is not None:  # no value is never the most common one
            empty = [g for g in self.groups if isinstance(g, Attr) and self.graph.tables[g.table].column(g.column).nulls]
            out += [call("not_null", self.scope.column(group)) for group in empty[:1]]
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
            Order(
                expr=exprs[s.by] if s.by in exprs else call("max" if s.descending else "min", self.scope.value(s.by)),
                descending=s.descending,
            )
            for s in sorts
            if not isinstance(s.by, Measure)
        )
        return self._finish(where, tuple(exprs.values()), (), order, None)

    def _finish(
        self, where: list[Expr], group_by: tuple[Expr, ...], having: tuple[Expr, ...], order: tuple[Order, ...], limit: int | None
    ) -> Query:
        return Query(
            table=self.scope.root,
            joins=tuple(self.scope.joins.values()),
            select=tuple(self.selects),
            where=tuple(where),
            group_by=group_by,
            having=having,
            order=order,
            limit=limit,
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
        table = Query(
            table=self.scope.root, joins=tuple(self.scope.joins.values()), select=tuple(inner), where=tuple(where), group_by=tuple(group_by)
        )
        a, b = col("t", "before"), col("t", "after")
        pct = call("div", call("mul", call("sub", b, a), lit(100.0)), a)
        selects = [*(Select(name=k, expr=col("t", k)) for k in keys)]
        selects += [
            Select(name="change_pct", expr=pct),
            Select(name="before", expr=a, label=before.label),
            Select(name="after", expr=b, label=after.label),
            Select(name="change", expr=call("sub", b, a)),
        ]
        limits = (Call(op=self.ask.growth_filter, args=(b, a)),) if self.ask.growth_filter else ()
        order: tuple[Order, ...] = ()
        if self.ask.order and isinstance(self.ask.order[0].by, Measure):
            order = (Order(expr=pct, descending=self.ask.order[0].descending),)
        return Query(table=table, alias="t", select=tuple(selects), where=limits, order=order, limit=self.ask.limit)

    def _share(self, where: list[Expr]) -> Query:
        """The part of the whole in percent: by group, or of the rows that meet the part's conditions (in each group)."""
        if self.ask.whole or not self.groups:
            return self._share_of_rows(where)
        measure = self.measures[0]
        group_by = self._group_exprs()
        for group in self.groups:
            self._select_out(group, self.scope.value(group))
        part = self.scope.measure(measure)
        total_of: Expr
        if measure.op == "count_distinct" or self.scope.root != measure.table and measure.of is None:
            scope = Scope(self.graph, self.scope.root)
            total = scope.measure(measure)
            total_of = Sub(
                query=Query(
                    table=scope.root,
                    joins=tuple({**scope.joins, **self.scope.joins}.values()),
                    select=(Select(name="total", expr=total),),
                    where=tuple(where),
                )
            )
        else:
            total_of = Window(op="total", args=(part,))
        share = call("div", call("mul", part, lit(100.0)), total_of)
        self._select("share_pct", share)
        self._select_measure(measure, part)
        order = tuple(Order(expr=part, descending=s.descending) for s in self.ask.order if isinstance(s.by, Measure))
        return self._finish(where + self._no_gaps(), tuple(group_by), (), order, self.ask.limit)

    def _share_of_rows(self, where: list[Expr]) -> Query:
        measure = self.measures[0]
        tests = [made for cond in self.ask.whole if (made := self._condition(cond, [], [])) is not None]
        if len(tests) < len(self.ask.whole):
            if measure.op == "sum":  # a whole order is no part of what one of its lines is about
                raise CannotJoin(measure.table)
            tests += self._semijoins([c for c in self.ask.whole if not all(self.scope.holds(t) for t in tables_of(c))])
        group_by = self._group_exprs()
        for group in self.groups:
            self._select_out(group, self.scope.value(group))
        part, whole = self.scope.measure(measure, both(tests)), self.scope.measure(measure)
        share = call("div", call("mul", call("coalesce", part, lit(0)), lit(100.0)), whole)
        self._select("share_pct", share)
        self._select("part", part)
        self._select("whole", whole)
        order = tuple(Order(expr=share, descending=s.descending) for s in self.ask.order if isinstance(s.by, Measure))
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
