"""Reading numbers that limit: "more than 5 orders", "older than 30", "above the average"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.evidence.results import Cell
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure
from agents.models.builtin.parser.quantities import Quantities

COMPARISONS = {"gt", "ge", "lt", "le", "eq", "ne"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison with one or two numbers, or with an aggregate of the whole. `hint` names the column it is about ("older": age)."""

    op: str
    values: tuple[Cell | Measure | Attr, ...]
    hint: tuple[str, ...] = ()
    end: int = 0


class Bounds(Quantities):
    """Reads comparisons with numbers into the draft. Each `read_…` returns the place after what it read, or 0."""

    def add(self, cond: Cond) -> None:
        """Keep a condition; "not" before it turns it round."""
        if self.negative and cond.op in ("is_null", "not_null"):
            cond = replace(cond, op="not_null" if cond.op == "is_null" else "is_null")
        elif self.negative:
            cond = replace(cond, neg=not cond.neg)
        self.negative = False
        if self.draft.either and self.draft.conds and not self.draft.conds[-1].both:
            last = self.draft.conds[-1]
            number = last.alternative or 100 + len(self.draft.conds)
            self.draft.conds[-1] = replace(last, alternative=number)
            cond = replace(cond, alternative=number)
        self.draft.either = 0
        self.draft.conds.append(cond)

    # -- numbers ----------------------------------------------------------------------------------------------------------

    def bound(self, place: int) -> Bound | None:
        """ "more than 5", "5 or more", "between 1 and 3", "above the average"."""
        item = self.at(place)
        if item is None:
            return None
        if self.subject is not None and self._number(place) is not None and not self.kind(place + 1, "ormore", "orless"):
            return Bound("eq", (self._number(place),), (), place + 1)
        if item.is_("between"):
            return self._between(place)
        if item.is_("cmp"):
            return self._compared(place)
        if (
            self._number(place) is not None
            and item.kind == "number"
            and self.kind(place + 1, "number")
            and self.lead(place + 1) & {"to", "-"}
        ):
            return Bound("between", (self._number(place), self._number(place + 1)), (), place + 2)
        if self._number(place) is not None and self.kind(place + 1, "ormore", "orless"):
            return Bound("ge" if self.kind(place + 1, "ormore") else "le", (self._number(place),), (), place + 2)
        return None

    def _number(self, place: int) -> float | int | None:
        item = self.at(place)
        if item is None or not (item.kind == "number" or "number" in item.also and item.period is not None):
            return None
        value, here = item.number, place
        if self.kind(here + 1, "share") and self.items[here + 1].text in ("%", "percent"):
            value = value / 100
        return int(value) if value == int(value) else value

    def _between(self, place: int) -> Bound | None:
        low = self._number(place + 1)
        here = place + 2
        while self.kind(here, "and", "to"):
            here += 1
        high = self._number(here)
        if low is None or high is None or self.items[place + 1].kind != "number":
            return None
        return Bound("between", (low, high), (), here + 1)

    def _compared(self, place: int) -> Bound | None:
        item = self.items[place]
        op, here = item.sub, place + 1
        if self.kind(here, "cmp:eq", "or") and self.kind(here + 1, "cmp:eq"):
            here += 1
        if self.kind(here, "agg", "super") and (found := self._against_aggregate(here)):
            return Bound(op, (found[0],), item.hint, found[1])
        here = self.skip(here, "either", "each")
        if self.subject is not None and self.is_column(here) and op in ("ne", "gt", "lt", "ge", "le"):
            other = self.binder.column(self.items[here], self.subject.table)
            if self.binder.info(other).type == self.binder.info(self.subject).type:
                return Bound(op, (other,), (), here + 1)
        if op == "eq" and item.hint and self.kind(here, "between") and (inside := self._between(here)) is not None:
            return replace(inside, hint=item.hint)  # "costing between 100 and 300"
        number = self._number(here)
        if number is None and self.kind(here, "all") and "single" in self.items[here].text.lower():
            return Bound(op, (1,), item.hint, here + 1)
        if number is None:
            return None
        held = self.items[here]
        if held.kind != "number" and item.hint and set(item.hint) & {"date", "year"}:
            return None  # "after 2008" is read as time
        here += 1
        if self.kind(here, "share") and self.items[here].text in ("%", "percent", "percentage"):
            here += 1
        if self.kind(here, "ormore", "orless"):
            op, here = ("ge" if self.kind(here, "ormore") else "le"), here + 1
        return Bound(op, (number,), item.hint, here)

    def _against_aggregate(self, here: int) -> tuple[Measure, int] | None:
        """ "the average [age] [of all singers]": compared with the whole."""
        found = self.quantity(here)
        if found and isinstance(found[0][0], Measure):
            end = found[1]
            if self.table_of(end) and (self.lead(end) & {"of"} or self.kind(end - 1, "all")):
                end += 1
            return found[0][0], end
        item = self.items[here]
        if item.is_("agg") and item.sub in ("avg", "max", "min", "median"):
            return Measure(self._agg(item.sub), "", None, label="same"), here + 1
        return None

    def read_bound(self, place: int) -> int:
        """A comparison whose subject stands before it, after it, or in its own word."""
        found = self.bound(place)
        if found is None:
            return 0
        if self.subject is not None:
            self._compare(self.subject, found)
            self.subject = None
            return self._after_bound(found)
        if found.values and isinstance(found.values[0], Measure) and isinstance(found.values[0].of, Attr) and found.values[0].op != "sum":
            self._compare(found.values[0].of, found)
            return found.end
        if found.hint and (attr := self._hinted(found)):
            self._compare(attr, found)
            return self._skip_noun(self._after_bound(found), attr)
        if self.language == "zh" and (end := self._zh_count(place, found)):
            return end
        return self._with_noun(found) or self._like_the_last(found)

    def _like_the_last(self, found: Bound) -> int:
        """ "above age 40 and … below 30": the column compared before."""
        last = self.draft.conds[-1] if self.draft.conds else None
        if last is None or not isinstance(last.of, Attr) or last.op not in COMPARISONS or not self.binder.numeric(last.of):
            return 0
        self._compare(last.of, found)
        return found.end

    def _hinted(self, found: Bound) -> Attr | None:
        for table in (self.binder.recent, self.draft.entity, *self.binder.mentioned):
            if table and (attr := self.binder.hinted(found.hint, table)):
                return attr
        return None

    def _skip_noun(self, end: int, attr: Attr) -> int:
        """ "older than 20 years of age": the name of the column may follow."""
        if self.is_column(end) and any(t.column == attr.column for t in self.items[end].columns):
            return end + 1
        return end

    def _after_bound(self, found: Bound) -> int:
        """ "age 32 or 33": a further number after "or" belongs to the same column."""
        end = found.end
        last = self.draft.conds[-1]
        while found.op == "eq" and self.kind(end, "or", "and", "comma") and self._number(end + 1) is not None and isinstance(last.of, Attr):
            last = replace(last, op="in", values=(*last.values, self._number(end + 1)))
            self.draft.conds[-1] = last
            end += 2
        return end

    def _zh_count(self, place: int, found: Bound) -> int:
        """ "订单超过5个", "下单超过25次": what is counted stands before."""
        if self.kind(place - 1, "verb") and "单" in self.items[place - 1].text and (orders := self.entity_count("order")):
            self.add(Cond(orders, found.op, found.values))
            return found.end
        table = self.table_of(place - 1)
        if table is None:
            return 0
        if table in self.draft.shows:
            self.draft.shows.remove(table)
            self.draft.entity = self.binder.entity = "" if self.draft.entity == table else self.draft.entity
        self._count_cond(table, found)
        return found.end

    def _with_noun(self, found: Bound) -> int:
        """ "more than 5 orders", "over 200 km range", "more than 10 people killed in total"."""
        here = self.skip(found.end, "distinct", "other")
        if (table := self.table_of(here)) is not None and not self.is_column(here + 1):
            self._count_cond(table, found, distinct=self.kind(here - 1, "distinct"))
            return here + 1
        if self.table_of(here) is not None and self.is_column(here + 1) and self.lead(here + 1) <= {"s"}:
            here += 1
        if self.is_column(here):
            if keyed := self._keyed(here):
                self.add(Cond(keyed, found.op, found.values))
                return here + 1
            attr = self.column_at(here)
            if self.binder.numeric(attr) and self.binder.info(attr).role != "key":
                self._compare(attr, found, total=self.kind(here + 1, "agg:sum"))
                return here + 1 + self.kind(here + 1, "agg:sum")
            self._count_cond(attr.table, found, of=attr)
            return here + 1
        if self.draft.measures and self.conditional is False and self.draft.measures[-1].op != "count":
            self.draft.conds.append(Cond(self.draft.measures[-1], found.op, found.values))
            return found.end
        return 0

    def _compare(self, of: Attr | Formula | Measure, found: Bound, *, total: bool = False) -> None:
        values = tuple(self._scaled(value, of) for value in found.values)
        if values and isinstance(values[0], Measure) and values[0].label == "same":
            if isinstance(of, Measure):
                self.draft.loose.append("average of groups")
            values = (replace(values[0], table=of.table, of=of, label=""),) if isinstance(of, Attr) else values
        subject: Attr | Formula | Measure = Measure("sum", of.table, of) if total and isinstance(of, Attr) else of
        if isinstance(of, Attr) and self.binder.temporal(of) and not isinstance(values[0], Attr):
            self.draft.loose.append("date against number")
        self.add(Cond(subject, found.op, values))

    def _scaled(self, value: Cell | Measure | Attr, of: Attr | Formula | Measure) -> Cell | Measure | Attr:
        """60 or 60 % against a column of shares that runs from 0 to 1 is 0.6; 0.6 said as 60 % against one that runs to 100 is 60."""
        column = of if isinstance(of, Attr) else of.of if isinstance(of, Measure) and of.op in ("avg", "max", "min") else None
        if (
            not isinstance(column, Attr)
            or isinstance(value, bool)
            or not isinstance(value, (int, float))
            or not self.binder.numeric(column)
        ):
            return value
        info, words = self.binder.info(column), set(self.binder.words(column))
        top = info.maximum
        share = (
            info.unit == "ratio" or "%" in info.name or bool(words & {"percent", "rate", "ratio", "share", "factor", "margin", "discount"})
        )
        if not share or not isinstance(top, (int, float)):
            return value
        return value / 100 if top <= 1.5 < value <= 100 else value

    def _count_cond(self, table: str, found: Bound, *, of: Attr | None = None, distinct: bool = False) -> None:
        """ "with more than 5 orders": limits the groups by how many rows point to them."""
        measure = Measure("count_distinct", table, of) if of else self.rows_of(table, distinct)
        self.add(Cond(measure, found.op, found.values))
        self.binder.recent = table
