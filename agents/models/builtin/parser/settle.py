"""From what a walk gathered to one settled question: which column is a sum, what is grouped, what a superlative compares."""

from __future__ import annotations

from dataclasses import replace

from agents.core.periods import Period
from agents.models.builtin.parser.draft import Time
from agents.models.builtin.parser.meaning import Ask, Attr, Cond, Measure, Part, Sort
from agents.models.builtin.parser.periods import previous
from agents.models.builtin.parser.ranks import Ranks
from agents.models.builtin.parser.sums import Unclear


class Settler(Ranks):
    """Settles one draft."""

    def settle(self) -> Ask:
        draft, ask = self.draft, self.ask
        if draft.unread:
            raise Unclear("unread")
        if draft.loose or self.binder.unsure:
            raise Unclear("ambiguous")
        if (draft.share or draft.how_much and draft.weak and not draft.outputs) and not any(
            item.is_("who", "list") or item.text.lower() == "which" for item in self.walk.items[:1]
        ):
            draft.shows = []  # "what percentage of orders …", "how much did customers spend": no list of them
        ask.conds = list(draft.conds)
        ask.measures = list(draft.measures)
        ask.outputs = list(draft.outputs)
        self._beyond()
        self._weak()
        self._groups()
        self._sums()
        self._per()
        self._extremes()
        self._sorts()
        self._shared_column()
        self._shows()
        self._times()
        self._each_value()
        self._change()
        self._share()
        self._average_counts()
        self._limits()
        self._tidy()
        dimensions = [g for g in draft.groups if not isinstance(g, str) or g.startswith("grain:")]  # "songs by singers" says who
        if dimensions and ask.groups and not ask.measures and not ask.kind and not set(ask.groups) <= set(ask.outputs):
            raise Unclear("mixed")  # a dimension without anything to be counted by it
        if any(isinstance(o, Attr) and self.binder.pointer(o) == o.table for o in ask.outputs):
            raise Unclear("ambiguous")  # "who reports to X" needs the table twice
        if not (ask.outputs or ask.measures or ask.groups):
            raise Unclear("nothing")
        return ask

    # -- time --------------------------------------------------------------------------------------------------------------------

    def _tables(self) -> list[str]:
        ask = self.ask
        measures = [m.table for m in ask.measures]
        grains = [g.attr.table for g in ask.groups if isinstance(g, Part)]
        return [
            t
            for t in [
                *grains,
                *measures,
                *[o.table for o in ask.outputs if isinstance(o, Attr)],
                ask.entity,
                *[g.table for g in ask.groups if isinstance(g, Attr)],
                *self.binder.mentioned,
            ]
            if t
        ]

    def _times(self) -> None:
        draft, ask = self.draft, self.ask
        if draft.growth and self._compared_periods():
            return
        times = [time for time in draft.times if time.item.period is not None]
        conds = []
        for time in times:
            cond = self.walk.time_cond(time, self._tables())
            if cond is None:
                raise Unclear("no_time")
            conds.append(cond)
        if len(conds) > 1 and all(t.op == "" and not t.neg for t in times):
            both = any(
                self.walk.kind(self.walk.items.index(t.item) - 1, "both") or "both" in self.walk.lead(self.walk.items.index(t.item))
                for t in times
            ) or any(i.is_("both") for i in self.walk.items)
            if both:
                conds = [replace(c, both=n) for n, c in enumerate(conds, 1)]
            elif (
                any(i.is_("separately", "each") or "分别" in i.text for i in self.walk.items)
                and self._side_by_side(times)
                or not self._inside(conds)
            ):
                conds = [replace(c, alternative=1) for c in conds]
        ask.conds += conds

    def _side_by_side(self, times: list[Time]) -> bool:
        """ "2024年和2025年的订单数分别是多少": a row a period."""
        grains = {t.item.period.grain for t in times if t.item.period is not None}
        if len(grains) != 1 or not grains <= {"year", "quarter", "month"} or self.ask.groups or not self.ask.measures:
            return False
        self._add_group(f"grain:{next(iter(grains))}")
        return True

    @staticmethod
    def _inside(conds: list[Cond]) -> bool:
        """One period inside another narrows it."""
        spans = [(c.values[0], c.values[1]) for c in conds if c.op == "between" and len(c.values) == 2]
        return len(spans) == len(conds) and any(a != b and a[0] <= b[0] and b[1] <= a[1] for a in spans for b in spans)  # type: ignore[operator]

    def _compared_periods(self) -> bool:
        """Growth: which two periods are compared."""
        draft, ask = self.draft, self.ask
        periods = [t.item.period for t in draft.times if t.item.period is not None and not t.op]
        parts = [t.item.parts for t in draft.times if t.item.parts]
        grain = draft.growth
        if len(periods) == 1 and parts and grain in ("any",) and not any(isinstance(g, Part) for g in ask.groups):
            ask.periods = (parts[0][0], parts[0][1])
        elif len(periods) == 2 and periods[0] != periods[1]:
            ask.periods = self._before_after(periods[0], periods[1])
        elif len(periods) == 1 and grain in ("year", "month", "quarter"):
            ask.periods = (previous(periods[0], grain), periods[0])
        elif len(periods) == 1 and grain == "period" and periods[0].grain in ("year", "quarter", "month"):
            ask.periods = (previous(periods[0], periods[0].grain), periods[0])
        else:
            return False
        if any(isinstance(g, Part) for g in ask.groups):
            ask.groups = [g for g in ask.groups if not isinstance(g, Part)]
        return True

    @staticmethod
    def _before_after(a: Period, b: Period) -> tuple[Period, Period]:
        return (a, b) if a.start <= b.start else (b, a)

    # -- change and share ----------------------------------------------------------------------------------------------------------

    def _each_value(self) -> None:
        """ "成都和重庆的销售额各是多少", "respectively": a row a value; and rows with one value of a column are counted, not that value."""
        ask = self.ask
        for number, measure in enumerate(ask.measures):
            if measure.op == "count_distinct" and any(c.of == measure.of and c.op == "eq" and not c.neg for c in ask.conds):
                ask.measures[number] = Measure("count", measure.table)
        apart = any(item.is_("separately") or "分别" in item.text or item.text[:1] == "各" for item in self.walk.items) or any(
            {"respectively", "separately"} & lead for lead in self.walk.leads
        )
        compared = [c for c in ask.conds if isinstance(c.of, Attr) and c.op in ("eq", "in") and not c.neg]
        columns = {c.of for c in compared if sum(len(d.values) for d in compared if d.of == c.of) > 1}
        if apart and ask.measures and not ask.groups and len(columns) == 1:
            ask.groups.append(columns.pop())  # type: ignore[arg-type]

    def _change(self) -> None:
        draft, ask = self.draft, self.ask
        if not draft.growth:
            return
        if not ask.periods:
            return self._no_periods()
        if not ask.measures:
            ask.measures.append(self._default_measure())
        plain = [o for o in ask.outputs if isinstance(o, Attr) and not self.binder.numeric(o)]
        if ask.measures[0].of is None and ask.measures[0].table == ask.entity:
            ask.outputs = [o for o in ask.outputs if o not in plain]  # "orders …: percent change" asks for no list of orders
        elif not ask.groups and plain:  # "which channel grew fastest": a row a channel, cut by the change
            ask.groups, ask.outputs = [*plain], [o for o in ask.outputs if o not in plain]
        ask.time = self.binder.time(self._tables())
        if ask.time is None:
            raise Unclear("no_time")
        ask.kind = "growth"
        ask.growth_filter = draft.keep if ask.groups and not self.fastest else ""
        if self.fastest is not None:
            ask.order, ask.limit = [Sort(ask.measures[0], self.fastest.descending)], self.fastest.count or draft.limit or 1

    def _no_periods(self) -> None:
        """Change words without two periods: a trend, where there is one period or a grain; else not to be read."""
        draft, ask = self.draft, self.ask
        compared = [c for c in ask.conds if isinstance(c.of, Attr) and c.op in ("eq", "in") and not c.neg]
        if (
            draft.growth == "any"
            and not draft.keep
            and compared
            and {c.of for c in compared} == {compared[0].of}
            and sum(len(c.values) for c in compared) > 1
        ):
            rest = [c for c in ask.conds if c not in compared]  # "compare A and B: number of orders"
            ask.conds = [*rest, Cond(compared[0].of, "in", tuple(v for c in compared for v in c.values))]
            if compared[0].of not in ask.groups:
                ask.groups.append(compared[0].of)  # type: ignore[arg-type]
            return
        if (
            (
                any(isinstance(g, Part) for g in ask.groups)
                or any(isinstance(g, Attr) and "year" in self.binder.words(g) for g in ask.groups)
            )
            and draft.growth == "any"
            and not draft.keep
        ):
            return
        raise Unclear("growth")

    def _default_measure(self) -> Measure:
        """What grows where nothing is named: how many events there were ("orders …: percent change"), else sales."""
        entity = self.ask.entity
        if entity and any(c.type in ("date", "datetime") for c in self.binder.catalog.table(entity).columns):
            return self.walk.rows_of(entity)
        revenue = self.binder.revenue(net=False)
        if revenue is not None:
            return Measure("sum", revenue[0], revenue[1], label="revenue")
        raise Unclear("no_measure")

    def _share(self) -> None:
        draft, ask = self.draft, self.ask
        if not draft.share or ask.kind == "growth":
            return
        if not ask.measures:
            table = ask.entity or (self.binder.mentioned[0] if self.binder.mentioned else "")
            if not table and len(self.binder.graph.tables) == 1:
                table = next(iter(self.binder.graph.tables))
            if not table:
                raise Unclear("share")
            ask.measures.append(self.walk.rows_of(table))
        if ask.measures[0].per is not None:
            return
        ask.kind = "share"
        ask.measures = ask.measures[:1]
        among = draft.conds[draft.whole_from :] if draft.whole_from else []
        timed = [c for c in ask.conds if isinstance(c.of, Attr) and self.binder.temporal(c.of) or c in among]
        part = [c for c in ask.conds if c not in timed and not (c.op == "exists" and not c.neg)]
        counted = ask.measures[0].op in ("count", "count_distinct")
        if not ask.groups or counted and part and not any(isinstance(c.of, Measure) for c in part):
            if not part:
                raise Unclear("share")
            ask.whole, ask.conds = part, timed

    def _average_counts(self) -> None:
        for number, measure in enumerate(self.ask.measures):
            if measure.label == "count" and measure.op == "avg":
                raise Unclear("average_count")
            if self.draft.minutes and isinstance(measure.of, Attr) and "millisecond" in " ".join(self.binder.words(measure.of)):
                self.ask.measures[number] = replace(measure, scale=1 / 60000)

    def _limits(self) -> None:
        """ "the four regions" is no limit; "five states" with a superlative is."""
        ask, draft = self.ask, self.draft
        if draft.limit and not draft.extremes:
            if ask.order and any(s.descending for s in ask.order) and not self._all_there(draft.limit):
                ask.limit = draft.limit
            elif self._all_there(draft.limit):
                ask.limit = None
            else:
                raise Unclear("limit")

    def _all_there(self, number: int) -> bool:
        for group in [*self.ask.groups, *self.ask.outputs]:
            if isinstance(group, Attr) and self.binder.info(group).distinct == number:
                return True
            if isinstance(group, Part) and {"quarter": 4, "month": 12}.get(group.grain) == number:
                return True
        return any(len(c.values) == number for c in self.ask.conds)


__all__ = ["Settler", "Unclear"]
