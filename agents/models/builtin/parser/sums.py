"""Settling what is grouped, summed, averaged."""

from __future__ import annotations

from dataclasses import replace

from agents.models.builtin.parser.draft import Extreme
from agents.models.builtin.parser.meaning import Ask, Attr, Formula, Measure, Part
from agents.models.builtin.parser.walk import Walk


class Unclear(Exception):
    """The words can be read, but not as one question over this data. The message is a key of the phrase tables."""


class Sums:
    """Groups and aggregates of one draft."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.draft, self.binder = walk, walk.draft, walk.binder
        self.fastest: Extreme | None = None  # "grew fastest"
        self.ask = Ask(entity=walk.draft.entity, distinct=walk.draft.distinct, limit=walk.draft.limit)

    def _weak(self) -> None:
        """ "How much did we sell?": money, where nothing else is measured."""
        draft, ask = self.draft, self.ask
        numbers = [o for o in ask.outputs if isinstance(o, (Attr, Formula)) and (not isinstance(o, Attr) or self.binder.additive(o))]
        wanted = draft.how_much or draft.growth or draft.per is not None or any(e.by is None and not e.hint for e in draft.extremes)
        self._pieces()
        if draft.weak and wanted and not ask.measures and not numbers:
            revenue = self.binder.revenue(net=False)
            if revenue is not None:
                ask.measures.append(Measure("sum", revenue[0], revenue[1], label="revenue"))
        self._total(bool(numbers))

    def _total(self, numbers: bool) -> None:
        """ "total amount of refunded invoices": the one column of money of what is spoken of; a total of nothing is no list."""
        draft, ask = self.draft, self.ask
        grouped = (
            draft.extremes
            or draft.sorts
            or draft.nested
            or draft.share
            or draft.growth
            or any(isinstance(c.of, Measure) for c in ask.conds)
        )
        if (
            not draft.totalled
            or ask.measures
            or numbers
            or grouped
            or any(isinstance(o, (Attr, Formula)) and self._number(o) for o in ask.outputs)
        ):
            return
        table = ask.entity
        money = [
            Attr(table, c.name)
            for c in (self.binder.catalog.table(table).columns if table else ())
            if c.unit == "currency" or c.name.lower() in ("amount", "total")
        ]
        money = [a for a in money if self.binder.additive(a)]
        if len(money) != 1:
            raise Unclear("no_measure")
        ask.measures.append(Measure("sum", table, money[0]))
        ask.outputs = []
        draft.shows = [t for t in draft.shows if t != table]

    def _number(self, output: Attr | Formula) -> bool:
        return isinstance(output, Formula) or self.binder.numeric(output) and self.binder.info(output).role != "key"

    def _pieces(self) -> None:
        """ "how many tracks did we sell": pieces sold, not kinds of tracks."""
        units = self.binder.find("quantity", "unit", "unit sold") if self.draft.weak else None
        if units is None:
            return
        products = {
            e.to
            for e in self.binder.graph.edges[units.table]
            if not any(c.type in ("date", "datetime") for c in self.binder.catalog.table(e.to).columns)
        }
        self.ask.measures = [
            Measure("sum", units.table, units) if m.op == "count" and m.of is None and m.table in products and not m.distinct else m
            for m in self.ask.measures
        ]

    def _per(self) -> None:
        """ "What is an average order worth": the measure divided by how many there are."""
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
        """ "on average … the weight": the one number asked for is averaged."""
        ask = self.ask
        numbers = [
            o
            for o in ask.outputs
            if isinstance(o, Formula) or isinstance(o, Attr) and self.binder.numeric(o) and self.binder.info(o).role == "measure"
        ]
        if len(numbers) != 1 or ask.measures:
            return ask.outputs, False
        number = numbers[0]
        table = number.table if isinstance(number, Attr) else number.parts[0].table
        ask.measures.append(Measure("avg", table, number))
        return [o for o in ask.outputs if o != number], True

    # -- groups and sums ---------------------------------------------------------------------------------------------------

    def _groups(self) -> None:
        draft, ask = self.draft, self.ask
        numbers = [o for o in draft.outputs if isinstance(o, Attr) and self.binder.additive(o)]
        grouped = bool(draft.measures or draft.share or draft.growth or any(isinstance(e.by, Measure) for e in draft.extremes))
        if draft.shows and any(isinstance(g, str) and g.startswith("grain:") for g in draft.groups) and not draft.measures and not numbers:
            ask.measures.append(self.walk.rows_of(draft.shows.pop()))  # "monthly orders"
            grouped = True
        elif self._counts_rows(numbers):
            ask.measures.append(self.walk.rows_of(self._row_noun()))
            draft.shows, draft.outputs, ask.outputs = [], [], []
            grouped = True
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

    def _row_noun(self) -> str:
        """The one table whose rows are spoken of, by its name or by that of its key ("tickets" where there is a ticket_id)."""
        draft = self.draft
        if len(draft.shows) == 1 and not draft.outputs:
            return draft.shows[0]
        key = draft.outputs[0] if len(draft.outputs) == 1 and not draft.shows else None
        if not isinstance(key, Attr) or self.binder.graph.key(key.table) != key.column:
            return ""
        said = [i.text.lower() for i in self.walk.items if any((t.table, t.column) == (key.table, key.column) for t in i.columns)]
        return key.table if not any({"id", "number", "code", "no", "key"} & set(text.split()) for text in said) else ""

    def _counts_rows(self, numbers: list[Attr]) -> bool:
        """ "loans by branch", "shipments per status": a noun and a dimension, nothing measured, nobody asked for a list."""
        draft = self.draft
        dimensions = [*draft.groups, *draft.each]
        noun = self._row_noun()
        return (
            bool(noun and dimensions)
            and noun not in dimensions
            and not (draft.measures or numbers or draft.extremes or draft.share or draft.growth or draft.limit)
            and not any(item.is_("list", "which", "who", "where", "when", "sort", "alpha") for item in self.walk.items)
        )

    def _own_rows(self, group: Attr | Part | str, number: Attr) -> bool:
        """ "the cost of each treatment": a row of the table itself, nothing to sum."""
        table = group if isinstance(group, str) else group.table if isinstance(group, Attr) else ""
        return table == number.table and isinstance(group, str)

    def _ratio(self, group: Attr | Part | str) -> bool:
        """ "average sales per customer": the whole divided by how many there are."""
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
        if (
            isinstance(last.of, (Attr, Formula))
            and table
            and table != last.table
            and (not isinstance(last.of, Attr) or self.binder.additive(last.of))
            and self._many(table, last.table)
            and self.draft.groups
        ):
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
            tables = (
                [m.table for m in self.ask.measures]
                + [o.table for o in self.ask.outputs if isinstance(o, Attr)]
                + [self.ask.entity, *self.binder.mentioned]
            )
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
            wanted = dict.fromkeys(([Attr(group, key)] if key else []) + names)
            self.ask.groups += [g for g in wanted if g not in self.ask.groups]
        else:
            if group not in self.ask.groups:
                self.ask.groups.append(group)

    def _sums(self) -> None:
        """Columns asked for beside groups or periods are summed where they add up."""
        draft, ask = self.draft, self.ask
        having = any(isinstance(c.of, Measure) for c in ask.conds)
        dated = (
            bool(draft.times)
            and not draft.extremes
            and not draft.shows
            and all(isinstance(o, Attr) and self.binder.additive(o) for o in ask.outputs)
        )
        context = bool(having or dated or ask.groups or draft.share or draft.growth or draft.measures and not ask.entity)
        plain = (
            not ask.entity
            and not draft.shows
            and not draft.extremes
            and all(isinstance(o, Attr) and self.binder.additive(o) for o in ask.outputs)
        )
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
