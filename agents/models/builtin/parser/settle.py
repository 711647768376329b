"""From what a walk gathered to one settled question: which column is a sum, what is grouped, what a superlative compares."""

from __future__ import annotations

from dataclasses import replace

from agents.core.periods import Period
from agents.models.builtin.parser.draft import Extreme, Quantity
from agents.models.builtin.parser.meaning import Ask, Attr, Cond, Formula, Measure, Nested, Part, Sort
from agents.models.builtin.parser.periods import previous
from agents.models.builtin.parser.walk import Walk


class Unclear(Exception):
    """The words can be read, but not as one question over this data. The message is a key of the phrase tables."""


class Settler:
    """Settles one draft."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.draft, self.binder = walk, walk.draft, walk.binder
        self.ask = Ask(entity=walk.draft.entity, distinct=walk.draft.distinct, limit=walk.draft.limit)

    def settle(self) -> Ask:
        draft, ask = self.draft, self.ask
        if draft.unread:
            raise Unclear("unread")
        if draft.loose or self.binder.unsure:
            raise Unclear("ambiguous")
        if (draft.share or draft.how_much and draft.weak and not draft.outputs) and not any(item.is_("which", "who", "list") for item in self.walk.items[:1]):
            draft.shows = []  # "what percentage of orders …", "how much did customers spend": no list of them
        ask.conds = list(draft.conds)
        ask.measures = list(draft.measures)
        ask.outputs = list(draft.outputs)
        self._weak()
        self._groups()
        self._sums()
        self._per()
        self._extremes()
        self._sorts()
        self._shared_column()
        self._shows()
        self._times()
        self._change()
        self._share()
        self._average_counts()
        self._limits()
        self._tidy()
        if not (ask.outputs or ask.measures or ask.groups):
            raise Unclear("nothing")
        return ask

    def _weak(self) -> None:
        """"How much did we sell?": money, where nothing else is measured."""
        draft, ask = self.draft, self.ask
        numbers = [o for o in ask.outputs if isinstance(o, (Attr, Formula)) and (not isinstance(o, Attr) or self.binder.additive(o))]
        wanted = draft.how_much or draft.growth or draft.per is not None or any(e.by is None and not e.hint for e in draft.extremes)
        self._pieces()
        if draft.weak and wanted and not ask.measures and not numbers:
            revenue = self.binder.revenue(net=False)
            if revenue is not None:
                ask.measures.append(Measure("sum", revenue[0], revenue[1], label="revenue"))

    def _pieces(self) -> None:
        """"how many tracks did we sell": pieces sold, not kinds of tracks."""
        units = self.binder.find("quantity", "unit", "unit sold") if self.draft.weak else None
        if units is None:
            return
        products = {e.to for e in self.binder.graph.edges[units.table] if not any(c.type in ("date", "datetime") for c in self.binder.catalog.table(e.to).columns)}
        self.ask.measures = [Measure("sum", units.table, units) if m.op == "count" and m.of is None and m.table in products and not m.distinct else m for m in self.ask.measures]

    def _per(self) -> None:
        """"What is an average order worth": the measure divided by how many there are."""
        draft, ask = self.draft, self.ask
        if draft.per is None and not draft.average:
            return
        if draft.average and draft.per is None:
            ask.outputs, found = self._averaged()
            if found:
                return
            if not ask.measures and draft.outputs:
                raise Unclear("mixed")
            if len(ask.measures) == 1 and ask.measures[0].op == "sum":
                ask.measures[0] = replace(ask.measures[0], op="avg")
                return
            raise Unclear("average_count")
        assert draft.per is not None
        numbers = [o for o in ask.outputs if isinstance(o, Attr) and self.binder.numeric(o)]
        if not ask.measures and numbers:
            ask.measures, ask.outputs = [self.walk.as_measure(numbers[0])], [o for o in ask.outputs if o != numbers[0]]
        if len(ask.measures) != 1:
            raise Unclear("average_count")
        ask.entity = "" if ask.entity == draft.per.table else ask.entity
        draft.shows = [t for t in draft.shows if t != draft.per.table]
        draft.each = [e for e in draft.each if e != draft.per.table]
        ask.measures[0] = replace(ask.measures[0], per=draft.per) if ask.measures[0].op != "avg" else ask.measures[0]

    def _averaged(self) -> tuple[list[Attr | Part | Formula], bool]:
        """"on average … the weight": the one number asked for is averaged."""
        ask = self.ask
        numbers = [o for o in ask.outputs if isinstance(o, Formula) or isinstance(o, Attr) and self.binder.numeric(o) and self.binder.info(o).role == "measure"]
        if len(numbers) != 1 or ask.measures:
            return ask.outputs, False
        number = numbers[0]
        table = number.table if isinstance(number, Attr) else number.parts[0].table
        ask.measures.append(Measure("avg", table, number))
        return [o for o in ask.outputs if o != number], True

    # -- groups and sums ---------------------------------------------------------------------------------------------------

    def _aggregating(self) -> bool:
        draft = self.draft
        return bool(draft.measures or draft.groups or draft.share or draft.growth or any(isinstance(e.by, Measure) for e in draft.extremes))

    def _groups(self) -> None:
        draft, ask = self.draft, self.ask
        numbers = [o for o in draft.outputs if isinstance(o, Attr) and self.binder.additive(o)]
        grouped = bool(draft.measures or draft.share or draft.growth or any(isinstance(e.by, Measure) for e in draft.extremes))
        for group in draft.groups:
            self._add_group(group)
        for group in draft.each:
            if self._ratio(group):
                continue
            if grouped or numbers and not self._own_rows(group, numbers[0]):
                self._add_group(group)
            elif isinstance(group, str):
                if not ask.entity:
                    ask.entity = group
                if not draft.outputs:
                    draft.shows.append(group)
            elif isinstance(group, Attr) and group not in ask.outputs:
                ask.outputs.append(group)

    def _own_rows(self, group: Attr | Part | str, number: Attr) -> bool:
        """"the cost of each treatment": a row of the table itself, nothing to sum."""
        table = group if isinstance(group, str) else group.table if isinstance(group, Attr) else ""
        return table == number.table and isinstance(group, str)

    def _ratio(self, group: Attr | Part | str) -> bool:
        """"average sales per customer": the whole divided by how many there are."""
        measures = self.ask.measures
        if not measures or measures[-1].op != "avg" or not isinstance(group, (str, Attr)):
            return False
        last = measures[-1]
        count = self._count_of(group)
        if count is None:
            return False
        if last.label == "count":
            whole = self.walk.rows_of(last.table)
            if count.table == whole.table and count.of is None:
                return False
            measures[-1] = replace(whole, per=count)
            return True
        table = group if isinstance(group, str) else ""
        if isinstance(last.of, (Attr, Formula)) and table and table != last.table and (not isinstance(last.of, Attr) or self.binder.additive(last.of)) and self._many(table, last.table) and self.draft.groups:
            measures[-1] = replace(last, op="sum", per=count)
            return True
        return table == last.table and isinstance(last.of, Attr)

    def _many(self, one: str, many: str) -> bool:
        return one in self.binder.graph.reach(many)

    def _count_of(self, group: Attr | str) -> Measure | None:
        if isinstance(group, str):
            return self.walk.rows_of(group) if not group.startswith("grain:") else None
        if self.binder.info(group).role == "key":
            return Measure("count_distinct", group.table, group)
        return None

    def _add_group(self, group: Attr | Part | str) -> None:
        if isinstance(group, str) and group.startswith("grain:"):
            grain = group.split(":")[1]
            tables = [m.table for m in self.ask.measures] + [o.table for o in self.ask.outputs if isinstance(o, Attr)] + [self.ask.entity, *self.binder.mentioned]
            attr = self.binder.time([t for t in tables if t])
            if attr is None:
                raise Unclear("no_time")
            if not self.binder.temporal(attr):
                if grain != "year":
                    raise Unclear("no_time")
                self.ask.groups.append(attr)
            else:
                self.ask.groups.append(Part(attr, grain))
        elif isinstance(group, str):
            key = self.binder.graph.key(group)
            names = [Attr(t, name) for t, name in self.binder.graph.shown(group)]
            self.ask.groups += [g for g in ([Attr(group, key)] if key else []) + names if g not in self.ask.groups]
        else:
            attr = group.attr if isinstance(group, Part) else group
            if isinstance(group, Attr) and self.binder.temporal(attr) and False:
                return
            if group not in self.ask.groups:
                self.ask.groups.append(group)

    def _sums(self) -> None:
        """Columns asked for beside groups or periods are summed where they add up."""
        draft, ask = self.draft, self.ask
        having = any(isinstance(c.of, Measure) for c in ask.conds)
        dated = bool(draft.times) and not draft.extremes and not draft.shows and all(isinstance(o, Attr) and self.binder.additive(o) for o in ask.outputs)
        context = bool(having or dated or ask.groups or draft.share or draft.growth or draft.measures and not ask.entity)
        plain = not ask.entity and not draft.shows and not draft.extremes and all(isinstance(o, Attr) and self.binder.additive(o) for o in ask.outputs)
        for output in list(ask.outputs):
            if not isinstance(output, Attr) or not (context or plain) or output in ask.groups:
                continue
            if self.binder.additive(output):
                ask.outputs.remove(output)
                ask.measures.append(Measure("sum", output.table, output))
            elif ask.groups and self.binder.numeric(output) and self.binder.info(output).role == "measure":
                raise Unclear("ambiguous")
        if draft.trend and not ask.groups and ask.measures:
            self._add_group("grain:month" if not draft.growth else "grain:year")

    # -- superlatives ------------------------------------------------------------------------------------------------------

    def _extremes(self) -> None:
        said = [e for e in self.draft.extremes if e.by is not None or e.hint]
        for extreme in said or self.draft.extremes:
            by = extreme.by
            if by is None and extreme.hint:
                by = self.walk.hint_column(extreme) or (self._said_measure() if len(self.ask.measures) == 1 else None)
                if by is None:
                    raise Unclear("superlative")
            if by is None:
                by = self._said_measure()
            if by is None:
                raise Unclear("superlative")
            self._apply(extreme, by)

    def _said_measure(self) -> Quantity | None:
        """"the five states with …": the measure of the question, where there is only one."""
        if len(self.ask.measures) >= 1:
            return self.ask.measures[0]
        numbers = [o for o in self.ask.outputs if isinstance(o, Attr) and self.binder.numeric(o)]
        if len(numbers) == 1:
            return numbers[0]
        return None

    def _apply(self, extreme: Extreme, by: Quantity | Part) -> None:
        ask = self.ask
        if isinstance(by, Measure) and by.table == "":
            table = ask.entity or (extreme.group.table if extreme.group else "") or next((o.table for o in ask.outputs if isinstance(o, Attr)), "")
            by = Measure("count", table)
        if isinstance(by, Attr) and (matching := next((m for m in ask.measures if m.of == by), None)):
            by = matching
        if isinstance(by, Attr) and not ask.outputs and not self.draft.shows and not ask.groups and not self._count_asked() and not self._sought(by):
            ask.measures.append(Measure("max" if extreme.descending else "min", by.table, by))
            return
        if self._count_asked() and isinstance(by, (Attr, Formula)) and not ask.groups:
            table = by.table if isinstance(by, Attr) else by.parts[0].table
            if not any(m.table == table for m in ask.measures):
                self.draft.nested.append(Nested(table, (Sort(by, extreme.descending),), extreme.count or 1))
                ask.nested.append(self.draft.nested[-1])
                return
            raise Unclear("superlative")
        if isinstance(by, Attr) and self.binder.additive(by) and (ask.groups or self._by_dimensions(by)):
            by = Measure("sum", by.table, by)
            ask.outputs = [o for o in ask.outputs if o != by.of]
        ask.order.append(Sort(by, extreme.descending))
        ask.limit = extreme.count or self.draft.limit or max((e.count or 0 for e in self.draft.extremes), default=0) or 1
        if isinstance(by, Measure):
            self._grouped_by_sought(by, extreme)

    def _by_dimensions(self, by: Attr) -> bool:
        """"the five states with the worst profit": the states are no rows of their own, so profit is summed."""
        outputs = [o for o in self.ask.outputs if isinstance(o, Attr) and o != by]
        return bool(outputs) and self.ask.entity != by.table and all(not self.binder.info(o).unique and not self.binder.numeric(o) and (o.table != by.table or self.binder.info(o).distinct < 0.9 * self.binder.catalog.table(o.table).rows) for o in outputs)

    def _shared_column(self) -> None:
        """"the states where both owners and professionals live": values that stand in two tables."""
        ask, draft = self.ask, self.draft
        tables = self.binder.mentioned
        plain = [o for o in ask.outputs if isinstance(o, Attr)]
        if len(tables) != 2 or len(plain) != 1 or len(ask.outputs) != 1 or ask.measures or ask.conds or not any(i.is_("both") for i in self.walk.items):
            return
        words = self.binder.words(plain[0])
        twins = [Attr(t, c.name) for t in tables for c in self.binder.catalog.table(t).columns if self.binder.words(Attr(t, c.name)) == words]
        if len(twins) == 2 and plain[0] in twins:
            other = next(t for t in twins if t != plain[0])
            ask.conds = [Cond(plain[0], "among", (other,))]
            draft.shows = []

    def _sought(self, by: Attr) -> bool:
        return bool(self.ask.entity and self.ask.entity != by.table)

    def _count_asked(self) -> bool:
        return bool(self.draft.measures) and not self.ask.groups and not self.ask.outputs and not self.draft.shows

    def _grouped_by_sought(self, by: Measure, extreme: Extreme) -> None:
        ask = self.ask
        if by not in ask.measures:
            ask.measures.append(by)
        if ask.groups:
            return
        if extreme.group is not None:
            ask.groups.append(extreme.group)
            ask.outputs = [o for o in ask.outputs if o != extreme.group]
            return
        outputs = [o for o in ask.outputs if isinstance(o, Attr)]
        if outputs and by.of is None and by.table == ask.entity and not self.draft.shows:
            ask.groups += outputs  # "the country with the most channels": a row a country
            ask.outputs = [o for o in ask.outputs if o not in outputs]
            return
        if ask.entity and any(o.table == ask.entity for o in outputs) or ask.entity and not outputs:
            table = ask.entity
            if table == by.table and by.of is not None and not self.draft.shows and outputs:
                ask.groups += outputs
                ask.outputs = [o for o in ask.outputs if o not in outputs]
                return
            key = self.binder.graph.key(table)
            ask.groups += [Attr(table, key)] if key else []
            if not outputs and table not in self.draft.shows:
                self.draft.shows.append(table)
        else:
            ask.groups += outputs
            ask.outputs = [o for o in ask.outputs if o not in outputs]

    def _sorts(self) -> None:
        draft, ask = self.draft, self.ask
        for sort in draft.sorts:
            by = sort.by
            if isinstance(by, Attr) and ask.groups and by not in ask.groups:
                matching = next((m for m in ask.measures if m.of == by), None)
                if matching is None and self.binder.numeric(by):
                    matching = self.walk.as_measure(by)
                by = matching or by
                if isinstance(by, Measure) and by not in ask.measures:
                    ask.measures.append(by)
            ask.order.append(Sort(by, sort.descending))
            if isinstance(by, Measure):
                self._grouped_by_sought(by, Extreme(sort.descending))
        if draft.direction and ask.order and not draft.extremes:
            ask.order[-1] = replace(ask.order[-1], descending=draft.direction == "desc")
        elif draft.direction and not ask.order:
            target = self._first_ordered()
            if target is not None:
                ask.order.append(Sort(target, draft.direction == "desc"))
        if draft.alpha:
            if ask.order and draft.sorts:
                ask.order[-1] = replace(ask.order[-1], descending=draft.alpha == "desc")
            else:
                names = [o for o in [*ask.outputs, *ask.groups] if isinstance(o, Attr)]
                if not names and ask.entity:
                    names = [Attr(ask.entity, self.binder.graph.display(ask.entity)[0])]
                ask.order = [Sort(names[0], draft.alpha == "desc")] if names else ask.order

    def _first_ordered(self) -> Attr | Part | Formula | Measure | None:
        ask = self.ask
        if any(isinstance(g, Part) for g in ask.groups):
            return None
        if ask.measures:
            return ask.measures[0]
        numbers = [o for o in ask.outputs if isinstance(o, Attr) and self.binder.numeric(o)]
        return numbers[0] if numbers else ask.outputs[0] if ask.outputs else None

    def _tidy(self) -> None:
        """A number that is summed is not listed too; "how many chairs … units" counts once."""
        ask = self.ask
        summed = {m.of for m in ask.measures if m.op in ("sum", "avg") and isinstance(m.of, Attr)}
        ask.outputs = [o for o in ask.outputs if o not in summed]
        ask.groups = [g for g in ask.groups if g not in summed]
        if len(ask.measures) > 1:
            ask.measures = [m for m in ask.measures if m.label != "value"] or ask.measures[:1]

    # -- shown tables ----------------------------------------------------------------------------------------------------------

    def _shows(self) -> None:
        """A table asked for is shown by its names, unless columns of it are asked for."""
        ask = self.ask
        for table in dict.fromkeys(self.draft.shows):
            asked = self.walk.language == "zh" and any(self.walk.table_of(p) == table and self.walk.kind(p + 1, "which") for p in range(self.walk.size))
            if not asked and any(isinstance(o, Attr) and o.table == table for o in [*ask.outputs, *ask.groups]) and not all(self._is_key(g) for g in [*ask.outputs, *ask.groups] if isinstance(g, Attr) and g.table == table):
                continue
            if any(m.table == table and m.of is None and not ask.groups for m in ask.measures):
                continue
            names = [Attr(t, name) for t, name in self.binder.graph.shown(table)]
            key = self.binder.graph.key(table)
            if ask.measures and not ask.groups:
                ask.groups += ([Attr(table, key)] if key else []) + names
            else:
                ask.outputs += [n for n in names if n not in ask.outputs]
                if not ask.groups and key and Attr(table, key) not in ask.outputs and ask.limit is None:
                    ask.outputs.append(Attr(table, key))
        if ask.measures and not ask.groups and ask.outputs:
            plain = [o for o in ask.outputs if isinstance(o, Attr)]
            if self.draft.each or self._names_only(plain) and not self.draft.late and not self._late_shows():
                ask.groups, ask.outputs = plain + self._keys(plain), [o for o in ask.outputs if o not in plain]
            else:
                raise Unclear("mixed")

    def _late_shows(self) -> bool:
        """A count asked first and a thing named later is no list by that thing."""
        items = self.walk.items
        first = next((i for i, item in enumerate(items) if item.is_("count", "agg", "derived")), None)
        return bool(self.draft.shows) and first is not None and not self.draft.outputs and not self.draft.extremes and all(not item.is_("each") for item in items) and first < 2

    def _names_only(self, attrs: list[Attr]) -> bool:
        return all(not self.binder.numeric(a) or self.binder.info(a).role in ("dimension", "key") for a in attrs)

    def _keys(self, attrs: list[Attr]) -> list[Attr]:
        """The key of the entity whose columns group, so that two of one name stay two."""
        if self.ask.entity and any(a.table == self.ask.entity for a in attrs) and (key := self.binder.graph.key(self.ask.entity)):
            return [Attr(self.ask.entity, key)] if Attr(self.ask.entity, key) not in attrs and set(n for n in self.binder.graph.display(self.ask.entity)) & {a.column for a in attrs} else []
        return []

    def _is_key(self, attr: Attr) -> bool:
        return attr.column == self.binder.graph.key(attr.table)

    # -- time --------------------------------------------------------------------------------------------------------------------

    def _tables(self) -> list[str]:
        ask = self.ask
        measures = [m.table for m in ask.measures]
        grains = [g.attr.table for g in ask.groups if isinstance(g, Part)]
        return [t for t in [*grains, *measures, *[o.table for o in ask.outputs if isinstance(o, Attr)], ask.entity, *[g.table for g in ask.groups if isinstance(g, Attr)], *self.binder.mentioned] if t]

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
            both = any(self.walk.kind(self.walk.items.index(t.item) - 1, "both") or "both" in self.walk.lead(self.walk.items.index(t.item)) for t in times) or any(i.is_("both") for i in self.walk.items)
            if self._separate(times):
                return
            if both:
                conds = [replace(c, both=n) for n, c in enumerate(conds, 1)]
            elif not self._inside(conds):
                conds = [replace(c, alternative=1) for c in conds]
        ask.conds += conds

    @staticmethod
    def _inside(conds: list[Cond]) -> bool:
        """One period inside another narrows it."""
        spans = [(c.values[0], c.values[1]) for c in conds if c.op == "between" and len(c.values) == 2]
        return len(spans) == len(conds) and any(a != b and a[0] <= b[0] and b[1] <= a[1] for a in spans for b in spans)  # type: ignore[operator]

    def _separate(self, times: list[object]) -> bool:
        return False

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

    def _change(self) -> None:
        draft, ask = self.draft, self.ask
        if not draft.growth:
            return
        if not ask.periods:
            return self._no_periods()
        if not ask.measures:
            revenue = self._default_measure()
            if revenue is None:
                raise Unclear("no_measure")
            ask.measures.append(revenue)
        ask.time = self.binder.time(self._tables())
        if ask.time is None:
            raise Unclear("no_time")
        ask.kind = "growth"
        ask.growth_filter = draft.keep if ask.groups else ""

    def _no_periods(self) -> None:
        """Change words without two periods: a trend, where there is one period or a grain; else not to be read."""
        draft, ask = self.draft, self.ask
        if any(isinstance(g, Part) for g in ask.groups) or any(isinstance(g, Attr) and "year" in self.binder.words(g) for g in ask.groups):
            if draft.growth == "any" and not draft.keep:
                return
        raise Unclear("growth")

    def _default_measure(self) -> Measure | None:
        if self.ask.entity:
            return self.walk.rows_of(self.ask.entity)
        return None

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
        if not ask.groups:
            timed = [c for c in ask.conds if isinstance(c.of, Attr) and self.binder.temporal(c.of)]
            part = [c for c in ask.conds if c not in timed and not (c.op == "exists" and not c.neg)]
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
        """"the four regions" is no limit; "five states" with a superlative is."""
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
