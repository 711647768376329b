"""Reading what limits the rows: values, numbers, texts, missing values, "has any", "without"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.evidence.results import Cell
from agents.models.builtin.parser.draft import Quantity, Time
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure, Part
from agents.models.builtin.parser.quantities import Quantities

FLIP = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "ne", "ne": "eq"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison with one or two numbers, or with an aggregate of the whole. `hint` names the column it is about ("older": age)."""

    op: str
    values: tuple[Cell | Measure | Attr, ...]
    hint: tuple[str, ...] = ()
    end: int = 0


class Conditions(Quantities):
    """Reads conditions into the draft. Each `read_…` returns the place after what it read, or 0."""

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
        """"more than 5", "5 or more", "between 1 and 3", "above the average"."""
        item = self.at(place)
        if item is None:
            return None
        if self.subject is not None and self._number(place) is not None and not self.kind(place + 1, "ormore", "orless"):
            return Bound("eq", (self._number(place),), (), place + 1)
        if item.is_("between"):
            return self._between(place)
        if item.is_("cmp"):
            return self._compared(place)
        if self._number(place) is not None and item.kind == "number" and self.kind(place + 1, "number") and self.lead(place + 1) & {"to", "-"}:
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
        """"the average [age] [of all singers]": compared with the whole."""
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
        """"above age 40 and … below 30": the column compared before."""
        last = self.draft.conds[-1] if self.draft.conds else None
        if last is None or not isinstance(last.of, Attr) or last.op not in FLIP or not self.binder.numeric(last.of):
            return 0
        self._compare(last.of, found)
        return found.end

    def _hinted(self, found: Bound) -> Attr | None:
        for table in (self.binder.recent, self.draft.entity, *self.binder.mentioned):
            if table and (attr := self.binder.hinted(found.hint, table)):
                return attr
        return None

    def _skip_noun(self, end: int, attr: Attr) -> int:
        """"older than 20 years of age": the name of the column may follow."""
        if self.is_column(end) and any(t.column == attr.column for t in self.items[end].columns):
            return end + 1
        return end

    def _after_bound(self, found: Bound) -> int:
        """"age 32 or 33": a further number after "or" belongs to the same column."""
        end = found.end
        last = self.draft.conds[-1]
        while found.op == "eq" and self.kind(end, "or", "and", "comma") and self._number(end + 1) is not None and isinstance(last.of, Attr):
            last = replace(last, op="in", values=(*last.values, self._number(end + 1)))
            self.draft.conds[-1] = last
            end += 2
        return end

    def _zh_count(self, place: int, found: Bound) -> int:
        """"订单超过5个", "下单超过25次": what is counted stands before."""
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
        """"more than 5 orders", "over 200 km range", "more than 10 people killed in total"."""
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
        values = found.values
        if values and isinstance(values[0], Measure) and values[0].label == "same":
            if isinstance(of, Measure):
                self.draft.loose.append("average of groups")
            values = (replace(values[0], table=of.table, of=of, label=""),) if isinstance(of, Attr) else values
        subject: Attr | Formula | Measure = Measure("sum", of.table, of) if total and isinstance(of, Attr) else of
        if isinstance(of, Attr) and self.binder.temporal(of) and not isinstance(values[0], Attr):
            self.draft.loose.append("date against number")
        self.add(Cond(subject, found.op, values))

    def _count_cond(self, table: str, found: Bound, *, of: Attr | None = None, distinct: bool = False) -> None:
        """"with more than 5 orders": limits the groups by how many rows point to them."""
        measure = Measure("count_distinct", table, of) if of else self.rows_of(table, distinct)
        self.add(Cond(measure, found.op, found.values))
        self.binder.recent = table

    # -- columns with what follows ------------------------------------------------------------------------------------------

    def subject_ahead(self, place: int) -> bool:
        """Does a comparison, a value, a text or "missing" follow the column at `place`, so that it limits rather than asks?"""
        here = self.skip(place + 1)
        while self.kind(here, "neg", "cmp:ne", "either", "both") and not self.fresh[here]:
            here += 1
        here = self.skip(here)
        if here >= self.size or self.fresh[here]:
            return False
        item = self.items[here]
        if item.is_("null", "like", "between", "known") or item.is_("rel") and self.kind(here + 1, "like"):
            return True
        if item.is_("cmp") and self.is_column(here + 1) and not self.lead(here + 1) & {"of", "for"} and item.sub in ("ne", "gt", "lt") and not self.is_value(here + 1):
            return True
        if item.is_("cmp:eq") and item.text in ("是", "为", "="):
            following = self.skip(here + 1, "agg")
            return self._number(following) is not None or self.is_value(following)
        if item.is_("cmp"):
            bound = self.bound(here)
            after = self.skip(bound.end, "distinct", "other") if bound else here
            counted = bound is not None and not self.fresh[after] if after < self.size else False
            if counted and not item.hint and (self.table_of(after) is not None or self.is_column(after)) and not self.lead(after) & {"and", "in", "for", "of"} and self.kind(here - 1, "verb"):
                return False  # "customers appear on more than 5 invoices": the number counts invoices
            return True
        if item.kind == "number" and not self.lead(here) & {"for", "with"}:
            return here == place + 1 or bool(self.lead(here) & {"is", "of", "are", "was", "be", "at"}) or self.kind(here - 1, "either", "neg", "cmp:ne")
        if item.kind == "period" and "number" in item.also:
            attr = self.column_at(place)
            return "year" in self.binder.words(attr) and self.binder.numeric(attr)
        if item.kind == "name" and (item.quoted or self.is_value(here)):
            mine = {(t.table, t.column) for t in self.items[place].columns}
            return any((h.table, h.column) in mine for h in item.held) or (item.quoted and not item.held and not self.kind(here, "like"))
        return False

    def read_subject(self, place: int) -> int:
        """A column that a comparison follows."""
        if not self.is_column(place) or not self.subject_ahead(place):
            return 0
        here = self.skip(place + 1)
        mine = {(t.table, t.column) for t in self.items[place].columns}
        values_at = here
        while self.kind(values_at, "neg", "cmp:ne", "cmp:eq", "either", "both", "verb"):
            values_at += 1
        item = self.at(values_at)
        if item is not None and item.kind == "name" and item.held and any((h.table, h.column) in mine for h in item.held):
            self.items[place].columns = tuple(t for t in self.items[place].columns if any((h.table, h.column) == (t.table, t.column) for h in item.held))
        if self._lemma(self.items[place].text.lower()) == "name" and self.kind(place - 1, "rel") and self.is_column(place - 2):
            self.subject = self.binder.column(self.items[place - 2])  # "the state whose name contains …"
            if self.subject in self.draft.outputs:
                self.draft.outputs.remove(self.subject)
            return place + 1
        owner, after = self.owner(place)
        self.subject = self.binder.column(self.items[place], owner)
        return max(place + 1, after)

    def read_value(self, place: int) -> int:
        """A value of the data (or several joined by "or", "and"): equal to it."""
        item = self.at(place)
        if item is None or not self.is_value(place):
            return 0
        column = self.subject
        if column is None and self.is_column(place + 1) and not (self.lead(place + 1) - {"s"}) and self._holds(item, place + 1):
            column = self.binder.column(self.items[place + 1])
            column = column if any((h.table, h.column) == (column.table, column.column) for h in item.held) else None
        held = self.binder.held(item, column, self.lead(place))
        attr = Attr(held[0].table, held[0].column)
        values: list[Cell] = [h.value for h in held]
        whole = held[0].whole
        here, joint, many = place + 1, "", 1
        while True:
            ahead = here
            while self.kind(ahead, "comma", "or", "and"):
                joint = joint or ("or" if self.kind(ahead, "or") else "and" if self.kind(ahead, "and") else "")
                ahead += 1
            following = self.at(ahead)
            if ahead > here and following is not None and self.is_value(ahead) and any((h.table, h.column) == (attr.table, attr.column) for h in following.held):
                more = self.binder.held(following, attr)
                values += [h.value for h in more]
                here, many = ahead + 1, many + 1
            else:
                break
        cond = Cond(attr, "eq" if len(values) == 1 else "in", tuple(values)) if whole else Cond(attr, "contains", (item.text,))
        self._keep_values(cond, joint, many, both=self.kind(place - 1, "both") or self.lead(place) >= {"both"})
        self.subject = None
        self.binder.recent = attr.table
        if self._head_noun(here, attr):
            return here + 1
        if self.is_column(here) and "as" in self.lead(here) and any((t.table, t.column) == (attr.table, attr.column) for t in self.items[here].columns):
            return here + 1  # "have CD or DVD as their record format"
        if self.is_column(here) and not (self.lead(here) - {"s"}) and any((t.table, t.column) == (attr.table, attr.column) for t in self.items[here].columns):
            here += 1  # "the USA country"
        return here

    def _head_noun(self, place: int, attr: Attr) -> bool:
        """"Corporate buyers", "Office 类产品": a noun behind a value of the same table that asks for nothing itself."""
        if self.lead(place) - {"类", "的", "s"} or self.fresh[place] if place < self.size else True:
            return False
        item = self.items[place]
        if not self.is_column(place) or self.kind(place - 2, "which", "count") or self.subject_ahead(place):
            return False
        best = item.columns[0]
        words = self.binder.words(Attr(best.table, best.column))
        return best.table == attr.table and best.score < 0.95 and words[-1] in ("name", "id", "code", "number", "no")

    def _keep_values(self, cond: Cond, joint: str, many: int, *, both: bool) -> None:
        if both and many > 1 and joint != "or":
            for number, value in enumerate(cond.values, 1):
                self.draft.conds.append(Cond(cond.of, "eq", (value,), both=number))
            return
        if joint == "and" and many > 1 and not self.negative:
            self.draft.conds += [Cond(cond.of, "eq", (value,)) for value in cond.values]  # settled by whether one row can hold both
            return
        self.add(cond)

    def _holds(self, item: object, place: int) -> bool:
        columns = {(t.table, t.column) for t in self.items[place].columns}
        return any((h.table, h.column) in columns for h in item.held)  # type: ignore[attr-defined]

    def read_quoted(self, place: int) -> int:
        """A quoted text that is no known value."""
        item = self.at(place)
        if item is None or not item.quoted or item.held:
            return 0
        if self.subject is not None and self.binder.info(self.subject).type == "text":
            self.draft.loose.append(f"no value {item.text!r}")
            return 0
        return 0

    def read_like(self, place: int) -> int:
        """"with the word 'Hey' in its title", "starting with J": a text inside a column."""
        item = self.at(place)
        if item is None or not item.is_("like"):
            return 0
        here = place + 1
        while self.kind(here, "like", "fill", "either"):
            here += 1
        if item.sub == "contains" and here == place + 1 and self.subject is None and (self.table_of(here) is not None or self.is_column(here)):
            return place + 1  # "documents that contain the paragraph …": a relation
        texts, end = self._texts(here)
        op = next((self.items[p].sub for p in range(place, here) if self.items[p].is_("like") and self.items[p].sub != "contains"), "contains")
        attr = self.subject
        if texts and attr is None and self.is_column(end) and self.lead(end) & {"in", "its", "their", "the", "within"}:
            attr, end = self.column_at(end), end + 1
        if self.language == "zh" and self.kind(end, "like"):
            op, end = self.items[end].sub, end + 1
        if attr is None:
            attr = self._named_column()
        if not texts or attr is None or self.binder.info(attr).type != "text":
            return 0
        for number, text in enumerate(texts):
            self.add(Cond(attr, op, (text,), alternative=self._alternative() if len(texts) > 1 and number >= 0 else 0))
        self.subject = None
        return end

    def _alternative(self) -> int:
        return 9000

    def _texts(self, here: int) -> tuple[list[str], int]:
        """The literal text(s) at a place: quoted, or one word as written."""
        texts: list[str] = []
        while (item := self.at(here)) is not None and (item.quoted or item.kind in ("unknown", "name", "number", "verb", "fill") or texts == [] and len(item.text) <= 2 and item.text.isalpha()):
            texts.append(item.text)
            here += 1
            if self.kind(here, "or") and (following := self.at(here + 1)) is not None and following.quoted:
                here += 1
                continue
            break
        return texts, here

    def _named_column(self) -> Attr | None:
        """The name column of what is spoken of."""
        if self.draft.per is not None and isinstance(self.draft.per.of, Attr) and self.binder.info(self.draft.per.of).type == "text":
            return self.draft.per.of
        table = self.binder.recent or self.draft.entity
        if not table:
            return None
        return Attr(table, self.binder.graph.display(table)[0])

    def read_null(self, place: int) -> int:
        """"missing", "without a …" over a column, before or after its name."""
        item = self.at(place)
        if item is None or not item.is_("null", "known"):
            return 0
        here = self.skip(place + 1)
        attr, end = self.subject, place + 1
        if attr is None and self.is_column(here):
            attr, end = self.column_at(here), here + 1
        if attr is None:
            return 0
        negated, self.negative = self.negative, False
        missing = item.is_("null") != negated or item.is_("null") and self.language == "zh"
        self.draft.conds.append(Cond(attr, "is_null" if missing else "not_null"))
        self.subject = None
        return end

    # -- relations -----------------------------------------------------------------------------------------------------------

    def read_relation(self, place: int) -> int:
        """A table named in a condition: rows of it must exist (or must not)."""
        table = self.table_of(place)
        if table is None or not (self.conditional or self.negative):
            return 0
        self.binder.recent = table
        if table == self.draft.entity and not self.negative:
            return place + 1
        if self.negative:
            self.negative = False
            end, inner = self._inner(place + 1, table)
            self.draft.conds.append(Cond(None, "exists", neg=True, table=table, inner=tuple(inner)))
            return end
        self.draft.conds.append(Cond(None, "exists", table=table))
        return place + 1

    def _inner(self, here: int, table: str) -> tuple[int, list[Cond]]:
        """What limits the rows that must not exist: the conditions up to the end of the clause."""
        kept, self.draft.conds = self.draft.conds, []
        times, self.draft.times = self.draft.times, []
        before = self.binder.entity
        while here < self.size and not self.fresh[here] and not self.kind(here, "sort", "dir", "alpha", "comma"):
            step = self.read_value(here) or self.read_like(here) or self.read_subject(here) or self.read_null(here) or self.read_bound(here) or self.read_time(here)
            if not step:
                item = self.items[here]
                other = self.table_of(here)
                if other is not None and other != self.draft.entity:
                    self.draft.conds.append(Cond(None, "exists", table=other))
                    step = here + 1
                elif item.is_("fill", "verb", "have", "rel", "all") or other is not None:
                    step = here + 1
                else:
                    break
            here = step
        inner = [*self.draft.conds, *(cond for time in self.draft.times if (cond := self.time_cond(time, [table])))]
        self.draft.conds, self.draft.times, self.binder.entity = kept, times, before
        return here, inner

    # -- time ----------------------------------------------------------------------------------------------------------------

    def read_time(self, place: int) -> int:
        """A period, with the comparison before it; tied to a column later, unless one was just named."""
        item = self.at(place)
        op, here = "", place
        if item is not None and item.is_("cmp") and (following := self.at(place + 1)) is not None and following.kind == "period":
            op, here, item_hint, item = item.sub, place + 1, item.hint, following
            if op in ("eq", "ne") or not set(item_hint) & {"date", "year"}:
                op = "ne" if op == "ne" else ""
        if item is None or item.kind != "period":
            return 0
        if self.language == "zh" and not op and self.kind(here + 1, "cmp", "ormore") and self.items[here + 1].hint:
            op, here = self.items[here + 1].sub, here + 1
        if item.parts and item.parts[0].grain in ("quarter", "month") and any(self.kind(p, "separately", "each") for p in (here + 1, here + 2)):
            self.draft.groups.append(f"grain:{item.parts[0].grain}")  # "一到四季度分别"
        time = Time(item, op, self.subject, neg=self.negative)
        self.negative = False
        self.subject = None
        self.draft.times.append(time)
        return here + 1

    def time_cond(self, time: Time, tables: list[str]) -> Cond | None:
        """A period as a condition on the time column that fits."""
        attr = time.column or self.binder.time(tables, self._time_hint(time))
        period = time.item.period
        if attr is None or period is None:
            return None
        if not self.binder.temporal(attr):
            years = (period.start.year, period.end.year)
            if period.grain not in ("year", "range") or (period.start.month, period.end.month) != (1, 12):
                return None
            cond = Cond(attr, {"": "eq", "ne": "ne"}.get(time.op, time.op), (years[0],)) if years[0] == years[1] or time.op else Cond(attr, "between", years)
        elif time.op in ("gt", "le"):
            cond = Cond(attr, time.op, (period.end,))
        elif time.op in ("lt", "ge"):
            cond = Cond(attr, time.op, (period.start,))
        else:
            cond = Cond(attr, "between", (period.start, period.end))
        return replace(cond, neg=time.neg)

    def _time_hint(self, time: Time) -> str:
        """"shipped in 2017" is about the ship date: the word beside the period."""
        place = self.items.index(time.item)
        for back in range(place - 1, max(-1, place - 4), -1):
            item = self.items[back]
            words = item.text.lower().split()
            for word in words:
                hint = self._lemma(word)
                stems = {"placed": "order", "hired": "hire", "born": "birth", "invoiced": "invoice", "billed": "invoice"}
                hint = stems.get(word, hint)
                dated = item.kind == "name" and bool(item.columns) and self.binder.temporal(Attr(item.columns[0].table, item.columns[0].column))
                if item.is_("verb") or word in stems or dated:
                    if any(hint in (words := self.binder.words(Attr(t.name, c.name))) and (c.type in ("date", "datetime") or "year" in words) for t in self.binder.catalog.tables for c in t.columns):
                        return hint
        return ""

    @staticmethod
    def _lemma(word: str) -> str:
        from agents.models.builtin.parser.lemma import lemma

        return lemma(word)


__all__ = ["Bound", "Conditions", "Part", "Quantity"]
