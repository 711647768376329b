"""Reading what is measured: counts, aggregates, derived measures."""

from __future__ import annotations

from typing import get_args

from agents.models.builtin.parser.cursor import Cursor
from agents.models.builtin.parser.draft import Quantity
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure
from agents.models.builtin.parser.names import name_words
from agents.sources.query import Aggregate

AGGREGATES = set(get_args(Aggregate))


class Quantities(Cursor):
    """Reads quantities. A `quantity` returns what was read and the place after it, or None."""

    def quantity(self, place: int) -> tuple[list[Quantity], int] | None:
        """[agg …] [count] [distinct] name | derived measure, at `place`."""
        aggs, here = self._aggs(place)
        if self.kind(here, "rows", "derived:orders") and (aggs in ([], ["sum"]) or self.kind(here, "derived:orders")):
            return self._rows(here)
        if self.kind(here, "count"):
            found = self.counted(here)
            if found is None:
                return None
            if aggs and aggs != ["sum"]:
                return self._average_count(aggs, found)
            return [found[0]], found[1]
        if derived := self.derived(here, aggs):
            return derived
        here = self.skip(here, "distinct", "comma")
        if self.is_column(here):
            return self._of_column(here, aggs)
        if aggs and (table := self.table_of(here)):
            if self.is_column(here + 1) and not self.lead(here + 1) - {"s", "'", "’"}:
                return self._of_column(here + 1, aggs)
            if aggs == ["sum"] and not {"amount", "value"} & set(self.items[place].text.lower().split()):
                return [Measure("count", table)], here + 1
        return None

    def _rows(self, here: int) -> tuple[list[Quantity], int] | None:
        """ "rows", "order volume"."""
        if self.kind(here, "derived:orders"):
            orders = self.entity_count("order")
            return ([orders], here + 1) if orders else None
        table = self.fact_table()
        if table is None and "笔" in self.items[here].text and (revenue := self.binder.revenue(net=False)) is not None:
            table = revenue[0]
        return ([Measure("count", table)], here + 1) if table else None

    def fact_table(self) -> str | None:
        """The table whose rows are meant by "rows": the only one, or the one that splits orders into lines."""
        if len(self.binder.graph.tables) == 1:
            return next(iter(self.binder.graph.tables))
        for phrase in (
            ("order", "detail"),
            ("order", "item"),
            ("order", "line"),
            ("line", "item"),
            ("invoice", "line"),
            ("invoice", "item"),
            ("sale", "detail"),
        ):
            for target in self.binder.vocabulary.names.phrases.get(phrase, ()):
                if not target.column and target.score >= 0.9:
                    return target.table
        return None

    def _aggs(self, place: int) -> tuple[list[str], int]:
        """Aggregates in a row: "average, minimum and maximum"."""
        aggs, here = [], place
        while True:
            item = self.at(here)
            if item is not None and item.is_("agg") and item.sub != "corr":
                aggs.append(item.sub)
                here += 1
            elif (
                aggs
                and self.kind(here, "comma", "and")
                and (self.kind(here + 1, "agg") or self.kind(here + 1, "comma", "and") and self.kind(here + 2, "agg"))
            ):
                here += 1
            else:
                return aggs, self.skip(here, "all") if aggs else here

    def _of_column(self, place: int, aggs: list[str]) -> tuple[list[Quantity], int] | None:
        attr = self.column_at(place, "number" if aggs else "")
        end = place + 1
        if not aggs and self.kind(end, "agg") and self.language == "zh":
            aggs, end = [self.items[end].sub], end + 1
        if not aggs:
            return [attr], end
        numeric = self.binder.numeric(attr) or self.binder.temporal(attr) and set(aggs) <= {"max", "min"}
        if not numeric:
            return ([Measure("count_distinct", attr.table, attr)], end) if aggs == ["sum"] else None
        return [Measure(self._agg(agg), attr.table, attr) for agg in aggs], end

    @staticmethod
    def _agg(text: str) -> Aggregate:
        assert text in AGGREGATES
        return text  # type: ignore[return-value]

    def _average_count(self, aggs: list[str], found: tuple[Measure, int]) -> tuple[list[Quantity], int] | None:
        """ "average number of orders": needs a "per customer" later; "average number of stops": a column of counts."""
        measure, end = found
        if isinstance(measure.of, Attr) and measure.op == "sum":
            return [Measure(self._agg(agg), measure.table, measure.of) for agg in aggs], end
        if aggs == ["avg"]:
            return [Measure("avg", measure.table, None, label="count")], end
        return None

    def counted(self, place: int) -> tuple[Measure, int] | None:
        """ "how many [different] orders", "number of orders", and in Chinese "订单 … 多少"."""
        here = place + 1
        distinct = False
        known = False
        while self.kind(here, "distinct", "all", "agg:sum", "verb", "fill", "known") and not self.fresh[here]:
            distinct, known = distinct or self.kind(here, "distinct"), known or self.kind(here, "known")
            here += 1
        found = self.count_of(here, distinct)
        if found and distinct and self.kind(found[1], "and") and self.is_column(found[1] + 1):
            attr = self.column_at(found[1] + 1)
            self.draft.measures.append(Measure("count_distinct", attr.table, attr, distinct=True))
            found = found[0], found[1] + 2
        if found and known and isinstance(found[0].of, Attr):
            self.draft.conds.append(Cond(found[0].of, "not_null"))
        if found and found[1] == here + 1 and self.kind(here + 1, "rows") and not self.lead(here + 1) and not self.fresh[here + 1]:
            return found[0], here + 2  # "customer records"
        return found

    def count_of(self, here: int, distinct: bool) -> tuple[Measure, int] | None:
        """A count of the name at a place: rows of a table, values of a column, the sum of a column that holds counts."""
        derived = self.at(here)
        if derived is not None and derived.is_("derived:units") and (found := self.derived(here, [])):
            return found[0][0], found[1]  # type: ignore[return-value]
        if derived is not None and derived.is_("rows", "derived:orders") and (rows := self._rows(here)):
            return rows[0][0], rows[1]  # type: ignore[return-value]
        if (table := self.table_of(here)) is not None:
            if self.is_column(here + 1) and not self.lead(here + 1) - {"s", "'", "’"} and self._belongs(here + 1, table):
                attr = self.binder.column(self.items[here + 1], table)
                return Measure("count_distinct", attr.table, attr, distinct=True), here + 2
            return self.rows_of(table, distinct), here + 1
        if self.is_column(here):
            if keyed := self._keyed(here):
                return keyed, here + 1
            attr = self.column_at(here)
            if (to := self.binder.pointer(attr)) and not distinct:
                return Measure("count", to), here + 1
            words = self.binder.words(attr)
            if self.binder.temporal(attr) and not distinct and self.items[here].columns[0].score < 0.95:
                self.binder.dated = attr  # "the number of hires": rows with a hire date
                self.draft.conds.append(Cond(attr, "not_null"))
                return Measure("count", attr.table), here + 1
            if self.binder.additive(attr) and not distinct and not self._entity_like(attr):
                return Measure("sum", attr.table, attr), here + 1
            if words[-1] in ("id", "number", "no", "code", "name") or distinct or not self.binder.numeric(attr):
                return Measure("count_distinct", attr.table, attr, distinct=distinct), here + 1
            if self.binder.numeric(attr):
                return Measure("sum", attr.table, attr), here + 1
        if self.is_value(here) and (self.table_of(here + 1) is not None):
            return Measure(
                "count", self.table_of(here + 1) or "", label="value"
            ), here  # "how many dog pets": the value is read as a condition next
        if self.is_value(here):
            held = self.binder.held(self.items[here])
            return Measure("count", held[0].table, label="value"), here
        return None

    def rows_of(self, table: str, distinct: bool = False) -> Measure:
        """How many of what a table is named after: its rows, or the distinct numbers where several rows share one ("orders" with a
        row a line)."""
        noun = name_words(table)[-1]
        info = self.binder.catalog.table(table)
        key = self.binder.graph.key(table)
        if key and name_words(key)[0] in (noun, "id"):
            return Measure("count", table, distinct=distinct)
        for column in info.columns:
            words = name_words(column.name, column.label)
            if (
                words[0] == noun
                and words[1:] in (("id",), ("number",), ("no",), ("code",))
                and not column.unique
                and info.primary_key == ()
            ):
                return Measure("count_distinct", table, Attr(table, column.name), distinct=True)
        return Measure("count", table, distinct=distinct)

    def _keyed(self, here: int) -> Measure | None:
        """ "customers" where there is no such table: the distinct numbers of customers."""
        item = self.items[here]
        if not item.columns:
            return None
        best = next(
            (
                t
                for t in item.columns
                if self.binder.info(Attr(t.table, t.column)).role == "key" and t.score >= item.columns[0].score - 0.05
            ),
            item.columns[0],
        )
        if (
            best.score >= 0.9
            and self.binder.words(Attr(best.table, best.column))[-1] == "name"
            or best.score >= 0.9
            and self.binder.numeric(Attr(best.table, best.column))
        ):
            return None
        words = self.binder.words(Attr(best.table, best.column))
        if words[-1] not in ("name", "id", "code", "number", "no"):
            return None
        return self.entity_count(words[0]) if len(words) == 2 else None

    def _belongs(self, place: int, table: str) -> bool:
        return any(t.table == table for t in self.items[place].columns)

    def _entity_like(self, attr: Attr) -> bool:
        return self.binder.info(attr).role == "key"

    def derived(self, place: int, aggs: list[str]) -> tuple[list[Quantity], int] | None:
        """Sales, margin, average order value: measures that may have to be made of columns."""
        item = self.at(place)
        if item is None or not item.is_("derived", "formula", "discounted"):
            return None
        net, formula, here = False, False, place
        kind = ""
        while (
            (item := self.at(here)) is not None and item.is_("derived", "formula", "discounted") and not (self.fresh[here] and here > place)
        ):
            net, formula = (
                net or item.is_("discounted") or "net" in item.text.lower().split()[:1] or "折" in item.text,
                formula or item.is_("formula"),
            )
            kind = item.sub if item.is_("derived") and item.sub != "revenue" else kind
            here += 1
            if (
                kind == "units"
                and (self.table_of(here) is not None or self.is_column(here))
                and self.language == "zh"
                and not self.lead(here)
            ):
                here += 1  # "几件商品"
            while self.kind(here, "agg:sum", "verb") and self.kind(here + 1, "formula", "discounted"):
                here += 1
        if kind == "length":
            return self._length(here, aggs)
        made = self._derived_measure(kind, aggs, net=net, formula=formula)
        return ([made], here) if made is not None else None

    def _length(self, here: int, aggs: list[str]) -> tuple[list[Quantity], int] | None:
        """ "(average) length of tracks": the column of a thing that says how long it is."""
        table = self.table_of(here)
        attr = self.binder.hinted(("length", "duration", "milliseconds", "minute", "second"), table) if table else None
        if attr is None:
            return None
        return [Measure(self._agg(agg), attr.table, attr) for agg in aggs] or [attr], here + 1

    def _derived_measure(self, kind: str, aggs: list[str], *, net: bool, formula: bool) -> Measure | None:
        if kind == "units":
            attr = self.binder.find("quantity", "unit", "qty", "unit sold", "number sold")
            return Measure("sum", attr.table, attr) if attr else None
        if kind == "margin":
            return self._margin()
        revenue = self.binder.revenue(net=net, formula=formula)
        if revenue is None:
            return None
        table, of = revenue
        total = Measure("sum", table, of, label="revenue")
        if kind == "aov":
            per = self.entity_count("order") or self.entity_count("invoice") or self.entity_count("transaction")
            return Measure("sum", table, of, per=per, label="average order value") if per else None
        if aggs and aggs[0] != "sum":
            return Measure(self._agg(aggs[0]), table, of, label="revenue")
        return total

    def _margin(self) -> Measure | None:
        margin = self.binder.find("profit margin", "margin rate", "margin percent")
        if margin:
            return Measure("avg", margin.table, margin)
        profit = self.binder.find("profit", "gross profit", "net profit", "margin")
        sales = self.binder.find("sales", "revenue", "amount", table=profit.table) if profit else None
        if profit and sales:
            return Measure("sum", profit.table, profit, per=Measure("sum", sales.table, sales), scale=100.0, label="margin")
        return None

    def entity_count(self, noun: str) -> Measure | None:
        """How often a thing is counted: rows of its table, else distinct values of its key column."""
        targets = self.binder.vocabulary.names.find((noun,))
        keys = [
            t
            for n in (("id",), ("number",), ("no",), ("code",))
            for t in self.binder.vocabulary.names.phrases.get((noun, *n), ())
            if t.column and t.score >= 0.9
        ]
        tables = [t for t in targets if not t.column and t.score >= 0.9]
        for table in tables:
            if keyed := [k for k in keys if k.table == table.table and not self.binder.info(Attr(k.table, k.column)).unique]:
                return Measure("count_distinct", table.table, Attr(keyed[0].table, keyed[0].column))
            return Measure("count", table.table)
        if keys:
            return Measure("count_distinct", keys[0].table, Attr(keys[0].table, keys[0].column))
        return None

    def as_measure(self, quantity: Quantity) -> Measure:
        """A quantity as an aggregate: a column that adds up is summed, another is averaged."""
        if isinstance(quantity, Measure):
            return quantity
        if isinstance(quantity, Formula):
            return Measure("avg" if quantity.kind in ("days", "div", "minutes", "length") else "sum", quantity.parts[0].table, quantity)
        if not self.binder.numeric(quantity):
            return Measure("count_distinct", quantity.table, quantity)
        return Measure("sum" if self.binder.additive(quantity) else "avg", quantity.table, quantity)
