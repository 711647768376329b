"""Reading what is asked for: measures, columns, tables, groups, calendar grains."""

from __future__ import annotations

from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure, Part, Sort
from agents.models.builtin.parser.names import name_words
from agents.models.builtin.parser.orders import Orders


PERSONS = {
    "person", "customer", "client", "employee", "student", "teacher", "owner", "singer", "artist", "author", "player", "user", "member", "supplier", "account", "driver", "doctor", "patient",
    "nurse", "actor", "director", "staff", "manager", "conductor", "professor", "instructor", "coach", "winner", "candidate", "voter", "visitor", "guest", "host", "writer", "editor", "composer",
    "worker", "buyer", "vendor", "seller", "salesperson", "passenger", "pilot", "physician", "judge", "musician", "tourist", "mechanic", "clerk", "agent", "contestant", "swimmer", "climber",
}


class Selections(Orders):
    """Reads outputs and groups into the draft."""

    def read_measure(self, place: int) -> int:
        """An aggregate, a count, a derived measure."""
        item = self.items[place]
        if not item.is_("agg", "count", "derived", "formula", "discounted", "howmuch", "rows"):
            return 0
        if item.is_("howmuch"):
            return 0
        if item.is_("derived:units") and self.kind(place - 1, "number") and not self.lead(place):
            return place + 1
        if item.is_("agg:avg") and (end := self._average_of(place)):
            return end
        if item.is_("count") and self.language == "zh" and (back := self._count_before(place)):
            return back
        found = self.quantity(place)
        if found is None:
            return self._count_of_subject(place)
        quantities, end = found
        if self.table_of(end) and self.lead(end) & {"of", "for"} and not self.kind(end - 1, "each") and not self._counts(quantities):
            self._mention(self.table_of(end) or "")
            end += 1
        if self.conditional and self.language == "en" and (bound := self.bound(self.skip(end))) is not None and isinstance(quantities[0], (Measure, Attr, Formula)):
            self._compare(quantities[0], bound)
            return bound.end
        if self.language == "zh" and (bound := self.bound(self.skip(end))) is not None:
            self._compare(self.as_measure(quantities[0]), bound)
            return bound.end
        if self.kind(self.skip(end), "super") and isinstance(quantities[0], (Measure, Attr, Formula)) and self.language == "en" and self.kind(end, "super"):
            self.subject = None
            from agents.models.builtin.parser.draft import Extreme

            self.draft.extremes.append(Extreme(self.items[end].sub == "desc", by=self.as_measure(quantities[0]), at=end))
            return end + 1
        if self._counts(quantities) and not self.draft.entity and isinstance(quantities[0], Measure):
            self.draft.entity = self.binder.entity = self.binder.recent = quantities[0].table
        for quantity in quantities:
            measure = self.as_measure(quantity)
            if measure not in self.draft.measures:
                self.draft.measures.append(measure)
        return end

    def _average_of(self, place: int) -> int:
        """"an average order", "平均每张订单": what one of is looked at; what is measured stands elsewhere."""
        here = place + 1
        while self.kind(here, "number", "each", "fill", "verb", "grain") and (self.items[here].kind != "number" or self.items[here].number == 1) and not self.fresh[here]:
            here += 1
        if self.quantity(place) is not None and here == place + 1:
            return 0
        per = None
        if (table := self.table_of(here)) is not None and not (self.is_column(here + 1) and not self.lead(here + 1)):
            per = self.rows_of(table)
        elif self.is_column(here) and (here > place + 1 or not self.binder.numeric(self.column_at(here))):
            per = self._keyed(here)
        if per is None:
            self.draft.average = True
            return place + 1
        self.draft.per = per
        return here + 1

    @staticmethod
    def _counts(quantities: list[Attr | Formula | Measure]) -> bool:
        return isinstance(quantities[0], Measure) and quantities[0].op == "count" and quantities[0].of is None

    def _mention(self, table: str) -> None:
        if not self.draft.entity:
            self.draft.entity = self.binder.entity = table
        self.binder.recent = table

    def _count_before(self, place: int) -> int:
        """"订单 … 多少": what is counted stands before."""
        here = place + 1
        if self.table_of(here) is not None or self.is_column(here) or self.is_value(here) or self.kind(here, "distinct", "derived"):
            return 0
        text = self.items[place].text
        draft = self.draft
        said = draft.measures or draft.extremes or any(isinstance(c.of, Measure) for c in draft.conds)
        if not said and draft.shows and not draft.outputs:
            draft.measures.append(self.rows_of(draft.shows.pop()))
            return place + 1
        if text in ("多少", "几") or not draft.shows and not draft.outputs:
            if not draft.shows and not draft.outputs:
                return 0 if not draft.measures and not draft.conds else place + 1
        return place + 1

    def _count_of_subject(self, place: int) -> int:
        """"how many are there", "count": what is spoken of."""
        if not self.kind(place, "count"):
            return 0
        table = self.draft.entity
        if any(isinstance(c.of, Measure) for c in self.draft.conds):
            return place + 1  # "… at least five, and how many each": shown anyway
        if table and not self.draft.measures:
            self.draft.measures.append(self.rows_of(table))
            return place + 1
        if self.draft.measures or self.draft.extremes:
            return place + 1
        if len(self.binder.graph.tables) == 1:
            self.draft.measures.append(Measure("count", next(iter(self.binder.graph.tables))))
            return place + 1
        return 0

    # -- groups ------------------------------------------------------------------------------------------------------------

    def read_grain(self, place: int) -> int:
        """"by month", "each quarter": a calendar group."""
        item = self.items[place]
        if not item.is_("grain"):
            return 0
        if item.columns and item.columns[0].score >= 0.9 and self.binder.info(Attr(item.columns[0].table, item.columns[0].column)).type not in ("date", "datetime"):
            if self.is_year_column(item.columns[0].table, item.columns[0].column) and item.sub == "year":
                self.draft.groups.append(Attr(item.columns[0].table, item.columns[0].column))
                return place + 1
        if f"grain:{item.sub}" not in self.draft.groups:
            self.draft.groups.append(f"grain:{item.sub}")
        return place + 1

    def is_year_column(self, table: str, column: str) -> bool:
        attr = Attr(table, column)
        return "year" in self.binder.words(attr) and self.binder.numeric(attr)

    def read_group(self, place: int) -> int:
        """"by region", "for each customer", "per order"; several joined by "and"."""
        item = self.items[place]
        if not item.is_("each"):
            return 0
        here = self.skip(place + 1, "distinct", "each")
        text = item.text.lower()
        elsewhere = any(i.is_("each") and i is not item for i in self.items)
        if text == "by" and (self.kind(place - 1, "verb", "neg") or elsewhere and self.table_of(here) is not None) and not self.fresh[place] and (self.table_of(here) is not None or self.is_value(here)):
            return place + 1  # "cited by publications": says who
        if text in ("by", "according to", "按", "按照", "根据") and (ranked := self._ranked_by(here)):
            return ranked
        kept = self.draft.each if text not in ("by", "broken down by", "split by", "grouped by", "group by", "按", "根据", "按照", "分") else self.draft.groups
        read = self._group_names(here, kept, by=text == "by")
        if not read and (here >= self.size or self.fresh[here]) and "each" in text:
            return place + 1  # "… and how many for each"
        if not read:
            return 0
        return read

    def _ranked_by(self, here: int) -> int:
        """"rank the regions by sales", "the top ten products by revenue"; "按订单号去重"."""
        if self.language == "zh" and self.is_column(here) and self.kind(here + 1, "distinct"):
            attr = self.column_at(here)
            self.draft.measures = [Measure("count_distinct", attr.table, attr) if m.op in ("count", "count_distinct") else m for m in self.draft.measures]
            return here + 2
        found = self.quantity(here)
        if found is None or isinstance(found[0][0], Attr) and not (self.binder.numeric(found[0][0]) and self.binder.info(found[0][0]).role == "measure"):
            return 0
        if not (self.draft.outputs or self.draft.shows or self.draft.extremes or self.draft.measures or self.draft.limit):
            return 0
        quantity = found[0][0]
        by = self.as_measure(quantity) if not isinstance(quantity, Attr) or self.binder.additive(quantity) else quantity
        for extreme in self.draft.extremes:
            if extreme.by is None and not extreme.hint:
                extreme.by = by
                return found[1]
        if not any(item.is_("rank", "dir", "sort", "top") for item in self.items):
            return 0
        descending = next((item.sub == "desc" for item in self.items if item.is_("dir")), True)
        self.draft.sorts.append(Sort(by, descending))
        return found[1]

    def _group_names(self, here: int, kept: list[Attr | Part | str], *, by: bool) -> int:
        read = 0
        while True:
            table = self.table_of(here)
            if table is not None:
                if self.is_column(here + 1) and not self.lead(here + 1) - {"s", "'", "’", "的"} and self._belongs(here + 1, table) and not self.subject_ahead(here + 1):
                    kept.append(self.binder.column(self.items[here + 1], table))
                    read = here + 2
                else:
                    self.binder.recent = table
                    kept.append(table)
                    read = here + 1
            elif self._modifier(here):
                here += 1
                continue
            elif self.is_column(here) and not (by and self.subject_ahead(here)):
                attr = self.column_at(here)
                kept.append(attr)
                read = here + 1
                if (owner := self.table_of(read)) is not None and self.lead(read) & {"of"}:
                    read += 1
                    self._mention(owner)
            else:
                return read
            joint = read
            while self.kind(joint, "and", "comma"):
                joint += 1
            if kept is self.draft.each and self.lead(joint) & {"the", "their", "its", "corresponding", "his", "her"}:
                return read  # "each treatment and the corresponding description"
            if joint == read or not (self.table_of(joint) or self.is_column(joint)) or self.fresh[joint]:
                return read
            if self.language == "en" and not by and self.kind(read, "comma"):
                return read
            here = joint

    def _modifier(self, place: int) -> bool:
        """"customer segment" where there is a column "segment" of customers: the first noun only says whose."""
        following = self.at(place + 1)
        if following is None or not self.is_column(place) or not self.is_column(place + 1) or self.lead(place + 1) - {"的"} or self.fresh[place + 1]:
            return False
        best = self.items[place].columns[0]
        words = self.binder.words(Attr(best.table, best.column))
        return best.score < 0.95 and words[-1] in ("name", "id", "code", "number", "no") and any(t.table == best.table for t in following.columns)

    # -- columns and tables ------------------------------------------------------------------------------------------------

    def read_column(self, place: int) -> int:
        """A column asked for."""
        if not self.is_column(place):
            return 0
        grains = {str(g).split(":")[1] for g in self.draft.groups if isinstance(g, str) and g.startswith("grain:")}
        if grains and self._lemma(self.items[place].text.lower()) in {"day", "date", "month", "year", "quarter", "week", "hour", "weekday", "日期", "月份", "年份", "时间"}:
            return place + 1  # names what the groups are
        if self._modifier(place):
            return place + 1
        if self.language == "zh" and self.kind(place + 1, "distinct"):
            attr = self.column_at(place)
            self.draft.measures = [Measure("count_distinct", attr.table, attr) if m.op in ("count", "count_distinct") else m for m in self.draft.measures]
            return place + 2
        if self.language == "en" and self._counted_noun(place):
            return place + 2
        owner, after = self.owner(place)
        if (names := self._plain_names(place, owner)):
            self.draft.outputs += [n for n in names if n not in self.draft.outputs]
            if after > place:
                self._mention(owner)
            return max(place + 1, after + 1 if after > place else 0)
        attr = self.binder.column(self.items[place], owner)
        end = max(place + 1, after + 1 if after > place else 0)
        if after > place:
            self._mention(owner)
        if self.language == "zh" and self.kind(end, "agg", "count"):
            return self._zh_measure(attr, end)
        if self.language == "zh" and (bound := self.bound(end)) is not None:
            self._compare(attr, bound)
            return bound.end
        having = any(self.kind(p, "have") for p in range(max(0, place - 4), place)) and bool(self.draft.entity)
        if (truth := self._flag(attr)) is not None and (having or self.conditional or self.negative or self.lead(place) & {"with"} or self.table_of(place + 1) == attr.table):
            self.add(Cond(attr, "eq", (truth,)))
            return end
        if self.binder.info(attr).nulls and (self.kind(place - 1, "rel", "have") and self.conditional or self.negative) and self.lead(place) & {"a", "an", "any"} | ({"no"} if self.negative else set()):
            self.add(Cond(attr, "is_null", neg=True) if not self.negative else Cond(attr, "not_null"))
            return end  # "those with a company name", "customers without a fax"
        if attr not in self.draft.outputs:
            if self.draft.measures and (self.conditional or not self.kind(place - 1, "and", "comma", "list")):
                self.draft.late = True
            self.draft.outputs.append(attr)
        return end

    def _flag(self, attr: Attr) -> bool | int | str | None:
        """The value that says yes, where a column only says yes or no."""
        info = self.binder.info(attr)
        if info.type == "boolean":
            return True
        if info.type == "integer" and info.distinct <= 2 and info.minimum in (0, 1) and info.maximum == 1 and info.role != "key":
            return 1
        texts = {str(s.value).lower(): str(s.value) for s in info.samples if s.value is not None}
        if info.type == "text" and 0 < len(texts) <= 2 and set(texts) <= {"yes", "no", "y", "n", "true", "false", "t", "f"}:
            return next((value for key, value in texts.items() if key in ("yes", "y", "true", "t")), None)
        return None

    def _counted_noun(self, place: int) -> bool:
        """"the invoice count": a count said behind its noun."""
        following = self.at(place + 1)
        if following is None or not following.is_("count") or following.text.lower() not in ("count", "counts") or self.lead(place + 1) or self.fresh[place + 1]:
            return False
        table = self.table_of(place)
        measure = self.rows_of(table) if table else self._keyed(place)
        if measure is None:
            return False
        if measure not in self.draft.measures:
            self.draft.measures.append(measure)
        return True

    def _plain_names(self, place: int, owner: str) -> list[Attr]:
        """"name of the owner" where owners have no column "name": the columns that name them."""
        table = owner or self.draft.entity
        if self._lemma(self.items[place].text.lower()) not in ("name", "名称", "名字", "姓名", "full name") or not table:
            return []
        if any(t.table == table and t.score >= 0.9 for t in self.items[place].columns):
            return []
        return [Attr(t, name) for t, name in self.binder.graph.shown(table)]

    def _zh_measure(self, attr: Attr, end: int) -> int:
        """"运费总额", "年龄平均值"."""
        item = self.items[end]
        numeric = self.binder.numeric(attr)
        if item.is_("agg") and (numeric or item.sub in ("max", "min")):
            self.draft.measures.append(Measure(self._agg(item.sub), attr.table, attr))
            return end + 1
        if item.is_("count") and (self.table_of(end + 1) is not None or self.is_column(end + 1)):
            self.draft.outputs.append(attr)
            return end
        if item.is_("count"):
            self.draft.measures.append(Measure("sum", attr.table, attr) if numeric and self.binder.additive(attr) else self._keyed(end - 1) or Measure("count_distinct", attr.table, attr))
            return end + 1
        self.draft.outputs.append(attr)
        return end

    def _person(self, table: str) -> bool:
        """Does a row of this table stand for a person (or a party that acts like one)?"""
        words = set(name_words(table, self.binder.graph.tables[table].label))
        named = {self.binder.words(Attr(table, n)) for n in self.binder.graph.display(table)}
        return bool(words & PERSONS) or any(w[0] in ("first", "last") for w in named)

    def read_table(self, place: int) -> int:
        """A table named: what is asked for, or what is spoken of."""
        table = self.table_of(place)
        if table is None:
            return 0
        self.binder.recent = table
        text = self.items[place].text.lower()
        if self.language == "en" and (text.endswith("ed") and len(text) > 4 or "as" in self.lead(place)) and not self.kind(place + 1, "table"):
            return place + 1  # "invoiced revenue", "cats as pets"
        if self.language == "en" and self._counted_noun(place):
            return place + 2
        if self.language == "zh" and not (self.lead(place + 1) - {"的"}) and self.kind(place + 1, "agg", "derived", "weak") and not self.kind(place - 1, "which", "each", "and"):
            return place + 1  # "发票合计金额": whose
        if "we" in self.lead(place) and self.language == "en" and not self.draft.measures:
            self.draft.weak = self.draft.how_much = True  # "what did we invoice"
            return place + 1
        following = self.at(place + 1)
        if following is not None and self.is_value(place + 1) and not self.lead(place + 1) - {"named", "called", "name"} and any(h.table == table and h.whole for h in following.held) and (self.conditional or self.draft.entity or self.draft.measures):
            return place + 1  # "the domain 'Data Science'"
        if self.language == "zh" and self.kind(place + 1, "count") and not self.table_of(place + 2):
            self.draft.measures.append(self.rows_of(table))
            return place + 2
        following_column = self.is_column(place + 1) and not (self.lead(place + 1) - {"s", "'", "’", "的"}) and not self.fresh[place + 1]
        if following_column and self._belongs(place + 1, table) and not self.kind(place + 1, "cmp"):
            if not self.draft.entity:
                self.draft.entity = self.binder.entity = table
            return place + 1
        if self.draft.who and not self.draft.entity and not self.draft.outputs and not self._person(table):
            self.draft.conds.append(Cond(None, "exists", table=table))
            return place + 1
        if not self.draft.entity:
            self.draft.entity = self.binder.entity = table
            if not self.draft.outputs and not self.draft.measures or self.kind(place - 1, "which", "who") or self.language == "zh" and self.kind(place + 1, "which", "who"):
                self.draft.shows.append(table)
            return place + 1
        if table == self.draft.entity or table in self.draft.shows:
            return place + 1
        if any(table == measure.table for measure in self.draft.measures) or table in self.draft.each or table in self.draft.groups:
            return place + 1
        if self.kind(place - 1, "and", "comma") or self.kind(place - 1, "list", "which"):
            self.draft.shows.append(table)
            return place + 1
        self.draft.conds.append(Cond(None, "exists", table=table))
        return place + 1
