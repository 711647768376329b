"""Settling what a superlative compares, what is ordered, and which names are shown."""

from __future__ import annotations

from dataclasses import replace

from agents.models.builtin.parser.draft import Extreme, Quantity
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure, Nested, Part, Sort
from agents.models.builtin.parser.sums import Sums, Unclear


class Ranks(Sums):
    """Superlatives, order and shown names of one draft."""

    def _extremes(self) -> None:
        if self.draft.growth and len(self.draft.extremes) == 1 and ("speed" in self.draft.extremes[0].hint or self._grew_most()):
            self.fastest = self.draft.extremes.pop()
            return
        said = [e for e in self.draft.extremes if e.by is not None or e.hint]
        for extreme in said or self.draft.extremes:
            by = extreme.by
            if by is None and extreme.hint == ("age",) and self.walk.hint_column(extreme) is None:
                extreme = replace(extreme, hint=("birth",), descending=not extreme.descending)  # the youngest was born last
            if by is None and extreme.hint:
                by = self.walk.hint_column(extreme) or (self._said_measure() if len(self.ask.measures) == 1 else None)
                if by is None:
                    raise Unclear("superlative")
            if by is None:
                by = self._said_measure()
            if by is None:
                raise Unclear("superlative")
            self._apply(extreme, by)

    def _grew_most(self) -> bool:
        """ "grew the most": the change is compared, not a sum."""
        extreme, items = self.draft.extremes[0], self.walk.items
        beside = [items[p] for p in (extreme.at - 1, extreme.at + 1) if 0 <= p < len(items)]
        return extreme.by is None and not extreme.hint and any(item.is_("growth", "grewmore", "shrank") for item in beside)

    def _said_measure(self) -> Quantity | None:
        """ "the five states with …": the measure of the question, where there is only one."""
        if len(self.ask.measures) >= 1:
            return self.ask.measures[0]
        numbers = [o for o in self.ask.outputs if isinstance(o, Attr) and self.binder.numeric(o)]
        if len(numbers) == 1:
            return numbers[0]
        return None

    def _apply(self, extreme: Extreme, by: Quantity | Part) -> None:
        ask = self.ask
        if isinstance(by, Measure) and by.table == "":
            table = (
                ask.entity
                or (extreme.group.table if extreme.group else "")
                or next((o.table for o in ask.outputs if isinstance(o, Attr)), "")
            )
            by = Measure("count", table)
        if isinstance(by, Attr) and self.binder.info(by).role == "key" and not self.binder.temporal(by):
            if self.binder.graph.key(by.table) != by.column:
                raise Unclear("superlative")
            ask.outputs = [o for o in ask.outputs if o != by]
            by = self.walk.rows_of(by.table)  # "the most appointments", where the word is that of their key
        when = any(item.is_("when") for item in self.walk.items)
        only = not extreme.count and not self.draft.limit and not ask.groups and not ask.measures
        if (
            isinstance(by, Attr)
            and self.binder.temporal(by)
            and only
            and set(ask.outputs) <= {by}
            and (when or ask.outputs and not self.draft.shows)
        ):
            ask.outputs, self.draft.shows = [], []  # "when was the earliest loan made": the day
            ask.measures.append(Measure("max" if extreme.descending else "min", by.table, by))
            return
        if isinstance(by, Attr) and (matching := next((m for m in ask.measures if m.of == by), None)):
            by = matching
        if (
            isinstance(by, Attr)
            and not ask.outputs
            and not self.draft.shows
            and not ask.groups
            and not self._count_asked()
            and not self._sought(by)
        ):
            ask.measures.append(Measure("max" if extreme.descending else "min", by.table, by))
            return
        if self._count_asked() and isinstance(by, (Attr, Formula)) and not ask.groups:
            table = by.table if isinstance(by, Attr) else by.parts[0].table
            if not any(m.table == table for m in ask.measures):
                self.draft.nested.append(Nested(table, (Sort(by, extreme.descending),), extreme.count or 1))
                ask.nested.append(self.draft.nested[-1])
                return
            raise Unclear("superlative")
        if isinstance(by, Attr) and (
            self.binder.additive(by) and (ask.groups or self._by_dimensions(by)) or self.binder.adds_up(by) and self._of_another(by)
        ):
            by = Measure("sum", by.table, by)
            ask.outputs = [o for o in ask.outputs if o != by.of]
        if isinstance(by, Measure) and by.op in ("sum", "avg"):
            ask.outputs = [o for o in ask.outputs if o != by.of]
        ask.order.append(Sort(by, extreme.descending))
        ask.limit = extreme.count or self.draft.limit or max((e.count or 0 for e in self.draft.extremes), default=0) or 1
        if isinstance(by, Measure):
            self._grouped_by_sought(by, extreme)

    def _of_another(self, by: Attr) -> bool:
        """ "the doctors who brought in the most fees": many rows of the number belong to one of what is sought, so they are summed."""
        outputs = [o for o in self.ask.outputs if isinstance(o, Attr) and o != by]
        tables = {o.table for o in outputs} | set(self.draft.shows)
        if self._single_rows() or by.table in tables or self.ask.entity == by.table and not outputs:
            return False
        return bool(tables) and all(self._fans_out(by.table, t) for t in tables)

    def _fans_out(self, many: str, one: str) -> bool:
        """Do several rows of one table point to the same row of another?"""
        path = self.binder.graph.reach(many).get(one, [])
        return any(not self.binder.info(Attr(e.table, e.column)).unique for e in path)

    def _beyond(self) -> None:
        """ "cities with sales above 200,000", where no single row holds so much: the total of each city is meant."""
        ask = self.ask
        tables = {o.table for o in ask.outputs if isinstance(o, Attr)} | set(self.draft.shows)
        if ask.measures or len(tables) != 1:
            return
        for number, cond in enumerate(ask.conds):
            of, value = cond.of, cond.values[0] if cond.values else None
            if cond.op not in ("gt", "ge") or cond.neg or not isinstance(of, Attr) or not isinstance(value, (int, float)):
                continue
            top = self.binder.info(of).maximum
            if self.binder.adds_up(of) and isinstance(top, (int, float)) and value > top and self._fans_out(of.table, next(iter(tables))):
                ask.conds[number] = replace(cond, of=Measure("sum", of.table, of))

    def _single_rows(self) -> bool:
        """ "the highest single payment": one row is meant."""
        return any(item.text.lower() in ("single", "one", "individual", "any") or "单笔" in item.text for item in self.walk.items) or bool(
            {"single", "individual"} & {word for lead in self.walk.leads for word in lead}
        )

    def _by_dimensions(self, by: Attr) -> bool:
        """ "the five states with the worst profit": the states are no rows of their own, so profit is summed."""
        outputs = [o for o in self.ask.outputs if isinstance(o, Attr) and o != by]
        return (
            bool(outputs)
            and self.ask.entity != by.table
            and all(
                not self.binder.info(o).unique
                and not self.binder.numeric(o)
                and (o.table != by.table or self.binder.info(o).distinct < 0.9 * self.binder.catalog.table(o.table).rows)
                for o in outputs
            )
        )

    def _shared_column(self) -> None:
        """ "the states where both owners and professionals live": values that stand in two tables."""
        ask, draft = self.ask, self.draft
        tables = self.binder.mentioned
        plain = [o for o in ask.outputs if isinstance(o, Attr)]
        if (
            len(tables) != 2
            or len(plain) != 1
            or len(ask.outputs) != 1
            or ask.measures
            or ask.conds
            or not any(i.is_("both") for i in self.walk.items)
        ):
            return
        words = self.binder.words(plain[0])
        twins = [
            Attr(t, c.name) for t in tables for c in self.binder.catalog.table(t).columns if self.binder.words(Attr(t, c.name)) == words
        ]
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
            if self._only_spoken_of(table):
                continue
            asked = (
                self.draft.paired
                or self.walk.language == "zh"
                and any(self.walk.table_of(p) == table and self.walk.kind(p + 1, "which") for p in range(self.walk.size))
            )
            if (
                not asked
                and any(isinstance(o, Attr) and o.table == table for o in [*ask.outputs, *ask.groups])
                and not all(self._is_key(g) for g in [*ask.outputs, *ask.groups] if isinstance(g, Attr) and g.table == table)
            ):
                continue
            if any(m.table == table and m.of is None and not ask.groups for m in ask.measures):
                continue
            names = [Attr(t, name) for t, name in self.binder.graph.shown(table)]
            key = self.binder.graph.key(table)
            if (
                all(self.binder.info(n).role == "key" for n in names)
                and (self.draft.each or self.draft.groups or ask.outputs)
                and not ask.measures
            ):
                raise Unclear("mixed")  # a table without names beside something else: a number of it may be meant
            if ask.measures and not ask.groups:
                ask.groups += ([Attr(table, key)] if key else []) + names
            else:
                ask.outputs += [n for n in names if n not in ask.outputs]
                if not ask.groups and key and Attr(table, key) not in ask.outputs and ask.limit is None:
                    ask.outputs.append(Attr(table, key))
        if ask.measures and not ask.groups and ask.outputs:
            plain = [o for o in ask.outputs if isinstance(o, Attr)]
            if self.draft.each or self._names_only(plain) and not self.draft.late and not self._late_shows():
                ask.groups, ask.outputs = [*plain, *self._keys(plain)], [o for o in ask.outputs if o not in plain]
            else:
                raise Unclear("mixed")

    def _only_spoken_of(self, table: str) -> bool:
        """ "德国客户的销售额": a thing beside one number is no list, unless it is asked which."""
        walk, ask = self.walk, self.ask
        if ask.measures and self.draft.groups and walk.language == "en":
            spoken = [p for p in range(1, walk.size) if walk.table_of(p) == table]
            return bool(spoken) and all(walk.is_value(p - 1) and walk.lead(p - 1) & {"for", "of", "from", "in", "among"} for p in spoken)
        if walk.language != "zh" or not ask.measures or ask.groups or self.draft.extremes:
            return False
        places = [p for p in range(walk.size) if walk.table_of(p) == table]
        return not any(walk.kind(q, "which", "who", "each", "list", "separately") for p in places for q in (p - 1, p + 1))

    def _late_shows(self) -> bool:
        """A count asked first and a thing named later is no list by that thing."""
        items = self.walk.items
        first = next((i for i, item in enumerate(items) if item.is_("count", "agg", "derived")), None)
        return (
            bool(self.draft.shows)
            and first is not None
            and not self.draft.outputs
            and not self.draft.extremes
            and all(not item.is_("each") for item in items)
            and first < 2
        )

    def _names_only(self, attrs: list[Attr]) -> bool:
        return all(not self.binder.numeric(a) or self.binder.info(a).role in ("dimension", "key") for a in attrs)

    def _keys(self, attrs: list[Attr]) -> list[Attr]:
        """The key of the entity whose columns group, so that two of one name stay two."""
        if self.ask.entity and any(a.table == self.ask.entity for a in attrs) and (key := self.binder.graph.key(self.ask.entity)):
            return (
                [Attr(self.ask.entity, key)]
                if Attr(self.ask.entity, key) not in attrs and set(self.binder.graph.display(self.ask.entity)) & {a.column for a in attrs}
                else []
            )
        return []

    def _is_key(self, attr: Attr) -> bool:
        return attr.column == self.binder.graph.key(attr.table)
