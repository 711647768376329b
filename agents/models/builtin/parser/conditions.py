"""Reading what limits the rows: values, texts, missing values, "has any", "without", times."""

from __future__ import annotations

from dataclasses import replace

from agents.evidence.results import Cell
from agents.models.builtin.parser.bounds import Bounds
from agents.models.builtin.parser.draft import Time
from agents.models.builtin.parser.meaning import Attr, Cond


class Conditions(Bounds):
    """Reads conditions into the draft. Each `read_…` returns the place after what it read, or 0."""

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
        if (
            item.is_("cmp")
            and self.is_column(here + 1)
            and not self.lead(here + 1) & {"of", "for"}
            and item.sub in ("ne", "gt", "lt")
            and not self.is_value(here + 1)
        ):
            return True
        if item.is_("cmp:eq") and item.text in ("是", "为", "="):
            following = self.skip(here + 1, "agg")
            return self._number(following) is not None or self.is_value(following)
        if item.is_("cmp"):
            bound = self.bound(here)
            numeric = bound is not None and isinstance(bound.values[0], (int, float)) and not item.hint
            if (
                numeric
                and all(self.binder.info(Attr(t.table, t.column)).type == "text" for t in self.items[place].columns[:1])
                and not self._counts_text(place)
            ):
                return False
            after = self.skip(bound.end, "distinct", "other") if bound else here
            counted = bound is not None and not self.fresh[after] if after < self.size else False
            # "customers appear on more than 5 invoices": the number counts invoices
            return not (
                counted
                and not item.hint
                and (self.table_of(after) is not None or self.is_column(after))
                and not self.lead(after) & {"and", "in", "for", "of"}
                and self.kind(here - 1, "verb")
            )
        if item.kind == "number" and not self.lead(here) & {"for", "with"}:
            return (
                here == place + 1
                or bool(self.lead(here) & {"is", "of", "are", "was", "be", "at"})
                or self.kind(here - 1, "either", "neg", "cmp:ne")
            )
        if item.kind == "period" and "number" in item.also:
            attr = self.column_at(place)
            return "year" in self.binder.words(attr) and self.binder.numeric(attr)
        if item.kind == "name" and (item.quoted or self.is_value(here)):
            mine = {(t.table, t.column) for t in self.items[place].columns}
            return any((h.table, h.column) in mine for h in item.held) or (item.quoted and not item.held and not self.kind(here, "like"))
        return False

    def _counts_text(self, place: int) -> bool:
        """Does a text column hold numbers, so that it may be compared with one?"""
        best = self.items[place].columns[0]
        samples = [str(s.value) for s in self.binder.info(Attr(best.table, best.column)).samples[:5]]
        return bool(samples) and all(sample.replace(".", "", 1).replace("-", "", 1).isdigit() for sample in samples)

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
            self.items[place].columns = tuple(
                t for t in self.items[place].columns if any((h.table, h.column) == (t.table, t.column) for h in item.held)
            )
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
            if (
                ahead > here
                and following is not None
                and self.is_value(ahead)
                and any((h.table, h.column) == (attr.table, attr.column) for h in following.held)
            ):
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
        if (
            self.is_column(here)
            and "as" in self.lead(here)
            and any((t.table, t.column) == (attr.table, attr.column) for t in self.items[here].columns)
        ):
            return here + 1  # "have CD or DVD as their record format"
        if (
            self.is_column(here)
            and not (self.lead(here) - {"s"})
            and any((t.table, t.column) == (attr.table, attr.column) for t in self.items[here].columns)
        ):
            here += 1  # "the USA country"
        return here

    def _head_noun(self, place: int, attr: Attr) -> bool:
        """ "Corporate buyers", "Office 类产品": a noun behind a value of the same table that asks for nothing itself."""
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
        """A quoted text with what it stands in behind it: "the journal with 'IEEE' in its name"."""
        item, behind = self.at(place), self.at(place + 1)
        if item is None or not item.quoted or behind is None or not behind.is_("like") or behind.text.lower().split()[0] != "in":
            return 0
        attr = self.subject or self._named_column()
        if attr is None or self.binder.info(attr).type != "text":
            return 0
        self.add(Cond(attr, "contains", (item.text,)))
        self.subject = None
        return place + 2

    def read_like(self, place: int) -> int:
        """ "with the word 'Hey' in its title", "starting with J": a text inside a column."""
        item = self.at(place)
        if item is None or not item.is_("like"):
            return 0
        here = place + 1
        while self.kind(here, "like", "fill", "either"):
            here += 1
        if item.sub == "contains" and here == place + 1 and self.subject is None and self.bound(here) is not None:
            return place + 1  # "playlists that contain more than 100 tracks"
        if (
            item.sub == "contains"
            and here == place + 1
            and self.subject is None
            and (self.table_of(here) is not None or self.is_column(here))
        ):
            return place + 1  # "documents that contain the paragraph …": a relation
        texts, end = self._texts(here)
        op = next(
            (self.items[p].sub for p in range(place, here) if self.items[p].is_("like") and self.items[p].sub != "contains"), "contains"
        )
        attr = self.subject
        if texts and attr is None and self.is_column(end) and self.lead(end) & {"in", "its", "their", "the", "within"}:
            attr, end = self.column_at(end), end + 1
        if self.language == "zh" and self.kind(end, "like"):
            op, end = self.items[end].sub, end + 1
        if attr is None:
            attr = self._named_column()
        if not texts or attr is None or self.binder.info(attr).type != "text":
            return 0
        for text in texts:
            self.add(Cond(attr, op, (text,), alternative=9000 if len(texts) > 1 else 0))
        self.subject = None
        return end

    def _texts(self, here: int) -> tuple[list[str], int]:
        """The literal text(s) at a place: quoted, or one word as written."""
        texts: list[str] = []
        while (item := self.at(here)) is not None and (
            item.quoted
            or item.kind in ("unknown", "name", "number", "verb", "fill")
            or texts == []
            and len(item.text) <= 2
            and item.text.isalpha()
        ):
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
        """ "missing", "without a …" over a column, before or after its name."""
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

    def unsold(self, place: int) -> int:
        """ "从来没有卖出过", "从未消费": no row of sales points to what is spoken of."""
        item, entity = self.at(place), self.draft.entity
        revenue = self.binder.revenue(net=False)
        if item is None or revenue is None or not entity or item.text[:1] not in "卖售销买购消" or not item.is_("verb", "weak", "derived"):
            return 0
        if entity == revenue[0] or entity not in self.binder.graph.reach(revenue[0]):
            return 0
        self.negative = False
        self.draft.conds.append(Cond(None, "exists", neg=True, table=revenue[0]))
        return place + 1

    def _inner(self, here: int, table: str) -> tuple[int, list[Cond]]:
        """What limits the rows that must not exist: the conditions up to the end of the clause."""
        kept, self.draft.conds = self.draft.conds, []
        times, self.draft.times = self.draft.times, []
        before = self.binder.entity
        while here < self.size and not self.fresh[here] and not self.kind(here, "sort", "dir", "alpha", "comma"):
            step = (
                self.read_value(here)
                or self.read_like(here)
                or self.read_subject(here)
                or self.read_null(here)
                or self.read_bound(here)
                or self.read_time(here)
            )
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
        if (
            item.parts
            and item.parts[0].grain in ("quarter", "month")
            and any(self.kind(p, "separately", "each") for p in (here + 1, here + 2))
        ):
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
            cond = (
                Cond(attr, {"": "eq", "ne": "ne"}.get(time.op, time.op), (years[0],))
                if years[0] == years[1] or time.op
                else Cond(attr, "between", years)
            )
        elif time.op in ("gt", "le"):
            cond = Cond(attr, time.op, (period.end,))
        elif time.op in ("lt", "ge"):
            cond = Cond(attr, time.op, (period.start,))
        else:
            cond = Cond(attr, "between", (period.start, period.end))
        return replace(cond, neg=time.neg)

    def _time_hint(self, time: Time) -> str:
        """ "shipped in 2017" is about the ship date: the word beside the period."""
        place = self.items.index(time.item)
        for back in range(place - 1, max(-1, place - 4), -1):
            item = self.items[back]
            for word in item.text.lower().split():
                hint = self._lemma(word)
                stems = {"placed": "order", "hired": "hire", "born": "birth", "invoiced": "invoice", "billed": "invoice"}
                hint = stems.get(word, hint)
                dated = (
                    item.kind == "name" and bool(item.columns) and self.binder.temporal(Attr(item.columns[0].table, item.columns[0].column))
                )
                if (item.is_("verb") or word in stems or dated) and self._dates(hint):
                    return hint
        return ""

    def _dates(self, hint: str) -> bool:
        """Is there a date or year column with this word in its name?"""
        for table in self.binder.catalog.tables:
            for column in table.columns:
                words = self.binder.words(Attr(table.name, column.name))
                if hint in words and (column.type in ("date", "datetime") or "year" in words):
                    return True
        return False
