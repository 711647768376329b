"""Reading what is asked for: measures, columns, tables, groups, calendar grains."""

from __future__ import annotations

import re

from agents.models.builtin.parser.groups import Groups
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure
from agents.models.builtin.parser.names import name_words
from agents.models.builtin.parser.wordlists import words

CALENDAR = {"day", "date", "month", "year", "quarter", "week", "hour", "weekday", "日期", "月份", "年份", "时间"}
PERSONS = words("persons_en")
TELLING = words("telling_en")
PARTIES = {"account", "customer", "client", "supplier", "vendor", "seller", "buyer"}  # act like persons, and may be companies


class Selections(Groups):
    """Reads outputs and groups into the draft."""

    def read_measure(self, place: int) -> int:
        """An aggregate, a count, a derived measure."""
        item = self.items[place]
        if not item.is_("agg", "count", "derived", "formula", "discounted", "rows"):
            return 0
        if item.is_("count") and (end := self._people(place)):
            return end
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
        if (
            self.conditional
            and self.language == "en"
            and (bound := self.bound(self.skip(end))) is not None
            and isinstance(quantities[0], (Measure, Attr, Formula))
        ):
            self._compare(quantities[0], bound)
            return bound.end
        if self.language == "zh" and (bound := self.bound(self.skip(end))) is not None:
            self._compare(self.as_measure(quantities[0]), bound)
            return bound.end
        if (
            self.kind(self.skip(end), "super")
            and isinstance(quantities[0], (Measure, Attr, Formula))
            and self.language == "en"
            and self.kind(end, "super")
        ):
            self.subject = None
            from agents.models.builtin.parser.draft import Extreme

            self.draft.extremes.append(Extreme(self.items[end].sub == "desc", by=self.as_measure(quantities[0]), at=end))
            return end + 1
        self._keep_measures(item, quantities)
        return end

    def _keep_measures(self, item: Item, quantities: list[Attr | Formula | Measure]) -> None:
        if self._counts(quantities) and not self.draft.entity and isinstance(quantities[0], Measure):
            self.draft.entity = self.binder.entity = self.binder.recent = quantities[0].table
        if self.language == "zh" and isinstance(quantities[0], Measure) and quantities[0].op == "count_distinct" and item.is_("count"):
            self.draft.shows = [t for t in self.draft.shows if t != quantities[0].table]  # "门店在多少个不同的城市"
        for quantity in quantities:
            measure = self.as_measure(quantity)
            if measure not in self.draft.measures:
                self.draft.measures.append(measure)
            self.binder.recent = measure.table or self.binder.recent

    def _zh_kinds(self, place: int) -> bool:
        behind = self.table_of(place + 2) or self.is_column(place + 2) or self.kind(place + 2, "derived", "agg", "count")
        return self.language == "zh" and self.is_column(place + 1) and "的" in self.lead(place + 2) and bool(behind)

    def tells(self, place: int) -> bool:
        """A verb at the end of a clause that tells rows apart ("how many students failed"): nothing here says which did."""
        last = place + 1 >= self.size or self.fresh[place + 1]
        item, spoken = self.items[place], self.draft.measures or self.draft.shows
        return item.is_("verb") and last and bool(spoken) and self._lemma(item.text.lower()) in TELLING

    def _people(self, place: int) -> int:
        """ "how many people work in Finance": the rows of the one table of persons; without one, nobody can be counted."""
        said = re.match(
            r"\s*(of )?(the |different |distinct |unique )?(people|persons|everyone|everybody)\b",
            self.question[self.items[place].end :],
            re.I,
        )
        if self.items[place].text.lower() == "headcount":
            said = re.match("()()(.*)", "people")
        following = self.kind(place + 1, "name") and (self.table_of(place + 1) is not None or self.is_column(place + 1))
        if said is None or following or self.draft.measures:
            return 0
        persons = [t for t in self.binder.graph.tables if self._person(t) and not set(name_words(t)) & PARTIES]
        if len(persons) != 1:
            persons = [t for t in persons if any(w in ("employee", "staff", "person", "member", "user", "worker") for w in name_words(t))]
        if len(persons) != 1:
            self.draft.loose.append(said[3])
            return place + 1
        self.draft.measures.append(self.rows_of(persons[0]))
        self.draft.entity = self.binder.entity = self.binder.recent = persons[0]
        return place + 1

    def _average_of(self, place: int) -> int:
        """ "an average order", "平均每张订单": what one of is looked at; what is measured stands elsewhere."""
        here = place + 1
        while (
            self.kind(here, "number", "each", "fill", "verb", "grain")
            and (self.items[here].kind != "number" or self.items[here].number == 1)
            and not self.fresh[here]
        ):
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

    def _count_before(self, place: int) -> int:
        """ "订单 … 多少": what is counted stands before."""
        here = place + 1
        if self.table_of(here) is not None or self.is_column(here) or self.is_value(here) or self.kind(here, "distinct", "derived"):
            return 0
        draft = self.draft
        if self.items[place].text in ("多少单", "几单") and (orders := self.entity_count("order")):
            draft.measures.append(orders)
            return place + 1
        said = draft.measures or draft.extremes or any(isinstance(c.of, Measure) for c in draft.conds)
        if not said and draft.shows and not draft.outputs:
            draft.measures.append(self.rows_of(draft.shows.pop()))
            return place + 1
        if not draft.shows and not draft.outputs and not draft.measures and not draft.conds:
            return 0
        return place + 1

    def _count_of_subject(self, place: int) -> int:
        """ "how many are there", "count": what is spoken of."""
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

    # -- columns and tables ------------------------------------------------------------------------------------------------

    def read_column(self, place: int) -> int:
        """A column asked for."""
        if not self.is_column(place):
            return 0
        if early := self._column_in_passing(place):
            return early
        owner, after = self.owner(place)
        end = max(place + 1, after + 1 if after > place else 0)
        if after > place:
            self._mention(owner)
        if names := self._plain_names(place, owner):
            self.draft.outputs += [n for n in names if n not in self.draft.outputs]
            return end
        attr = self.binder.column(self.items[place], owner)
        if self.language == "zh" and self.kind(end, "agg", "count"):
            return self._zh_measure(attr, end)
        if self.language == "zh" and (bound := self.bound(end)) is not None:
            self._compare(attr, bound)
            return bound.end
        if not self._limits_rows(place, attr):
            self._ask_for(place, attr)
        return end

    def _column_in_passing(self, place: int) -> int:
        """Names that ask for nothing by themselves: what groups are called, whose a column is, what is counted."""
        grains = [g for g in self.draft.groups if isinstance(g, str) and g.startswith("grain:")]
        beside = self.kind(place + 1, "and", "comma") or self.kind(place - 1, "and", "comma")
        if self.items[place].text.lower() in ("number", "count") and beside and self.column_at(place).column not in ("number", "count"):
            table = self.draft.entity or self.column_at(place).table
            self.draft.measures.append(self.rows_of(table))  # "claims by reason: number and total amount"
            self.draft.shows = [t for t in self.draft.shows if t != table]
            return place + 1
        if grains and self._lemma(self.items[place].text.lower()) in CALENDAR or self._modifier(place):
            return place + 1
        if (
            self.language == "zh"
            and self.kind(place - 1, "other")
            and any(c.neg and c.of == self.column_at(place) for c in self.draft.conds)
        ):
            return place + 1  # "除了华东以外，其他大区"
        if self.items[place].text.lower() == "name" and self.is_column(place - 1) and not self.lead(place) and not self.fresh[place]:
            return place + 1  # "a company name", where the column is called "company"
        if self.language == "zh" and self.kind(place + 1, "distinct"):
            self.count_by(self.column_at(place))
            return place + 2
        return place + 2 if self.language == "en" and self._counted_noun(place) else 0

    def _limits_rows(self, place: int, attr: Attr) -> bool:
        """A column that limits by being there: a flag ("abandoned dogs"), a value that must (not) be filled in ("with a fax")."""
        entity = self.draft.entity
        if self.negative and entity and attr.table != entity and self.binder.graph.key(attr.table) == attr.column:
            self.negative = False
            self.draft.conds.append(Cond(None, "exists", neg=True, table=attr.table))  # "accounts with no tickets": their key's word
            return True
        lead = self.lead(place)
        having = any(self.kind(p, "have") for p in range(max(0, place - 4), place)) and bool(self.draft.entity)
        truth = self._flag(attr)
        if truth is not None and (having or self.conditional or self.negative or "with" in lead or self.table_of(place + 1) == attr.table):
            self.add(Cond(attr, "eq", (truth,)))
            return True
        articles = {"a", "an", "any"} | ({"no"} if self.negative else set())
        filled = self.conditional and self.kind(place - 1, "rel", "have") or self.negative
        none = self.negative and self.kind(place - 1, "neg")
        if self.binder.info(attr).nulls and (none or filled and lead & articles):
            self.add(Cond(attr, "not_null") if self.negative else Cond(attr, "is_null", neg=True))
            return True
        return False

    def _tied(self, place: int) -> bool:
        """ "… and their cities"."""
        before = set(self.items[place - 1].text.lower().split()) if place else set()
        return bool((self.lead(place) | before) & {"their", "its", "his", "her"})

    def _ask_for(self, place: int, attr: Attr) -> None:
        if attr in self.draft.outputs:
            return
        self.draft.paired = self.draft.paired or bool(self.draft.shows) and self._tied(place)
        if self.draft.measures and (self.conditional or not self.kind(place - 1, "and", "comma", "list")):
            self.draft.late = True
        self.draft.outputs.append(attr)

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
        """ "the invoice count": a count said behind its noun."""
        following = self.at(place + 1)
        if (
            following is None
            or not following.is_("count")
            or following.text.lower() not in ("count", "counts")
            or self.lead(place + 1)
            or self.fresh[place + 1]
        ):
            return False
        table = self.table_of(place)
        measure = self.rows_of(table) if table else self._keyed(place)
        if measure is None:
            return False
        if measure not in self.draft.measures:
            self.draft.measures.append(measure)
        return True

    def _plain_names(self, place: int, owner: str) -> list[Attr]:
        """ "name of the owner" where owners have no column "name": the columns that name them."""
        table = owner or self.draft.entity
        if self._lemma(self.items[place].text.lower()) not in ("name", "名称", "名字", "姓名", "full name") or not table:
            return []
        if any(t.table == table and t.score >= 0.9 for t in self.items[place].columns):
            return []
        return [Attr(t, name) for t, name in self.binder.graph.shown(table)]

    def _zh_measure(self, attr: Attr, end: int) -> int:
        """ "运费总额", "年龄平均值"."""
        item = self.items[end]
        numeric = self.binder.numeric(attr)
        if item.is_("agg") and (numeric or item.sub in ("max", "min")):
            self.draft.measures.append(Measure(self._agg(item.sub), attr.table, attr))
            return end + 1
        if item.is_("count") and (self.table_of(end + 1) is not None or self.is_column(end + 1)):
            self.draft.outputs.append(attr)
            return end
        if item.is_("count"):
            self.draft.measures.append(
                Measure("sum", attr.table, attr)
                if numeric and self.binder.additive(attr)
                else self._keyed(end - 1) or Measure("count_distinct", attr.table, attr)
            )
            return end + 1
        self.draft.outputs.append(attr)
        return end

    def _person(self, table: str) -> bool:
        """Does a row of this table stand for a person (or a party that acts like one)?"""
        noun = set(name_words(table, self.binder.graph.tables[table].label))
        named = {self.binder.words(Attr(table, n)) for n in self.binder.graph.display(table)}
        return bool(noun & PERSONS) or any(w[0] in ("first", "last") for w in named)

    def read_table(self, place: int) -> int:
        """A table named: what is asked for, or what is spoken of."""
        table = self.table_of(place)
        if table is None:
            return 0
        self.binder.recent = table
        if early := self._table_in_passing(place, table):
            return early
        draft = self.draft
        if draft.who and not draft.entity and not draft.outputs and not self._person(table):
            draft.conds.append(Cond(None, "exists", table=table))
        elif not draft.entity:
            draft.entity = self.binder.entity = table
            asked = self.kind(place - 1, "which", "who") or self.language == "zh" and self.kind(place + 1, "which", "who")
            if asked or not draft.outputs and not draft.measures:
                draft.shows.append(table)
        elif table != draft.entity and table not in [*draft.shows, *draft.each, *draft.groups, *(m.table for m in draft.measures)]:
            if self.kind(place - 1, "and", "comma", "list", "which"):
                draft.shows.append(table)
            else:
                draft.conds.append(Cond(None, "exists", table=table))
        return place + 1

    def _table_in_passing(self, place: int, table: str) -> int:
        """Tables named without being asked for: as an adjective, whose a number is, of what kind a value is."""
        text, lead, draft = self.items[place].text.lower(), self.lead(place), self.draft
        if self.language == "en":
            if text.endswith("ed") and len(text) > 4 and not self.negative or "as" in lead:
                return place + 1  # "invoiced revenue", "cats as pets"
            if self._counted_noun(place):
                return place + 2
            if "we" in lead and not draft.measures:
                draft.weak = draft.how_much = True  # "what did we invoice"
                return place + 1
        elif self._zh_owner(place):
            return place + 1  # "发票合计金额"
        elif self.kind(place + 1, "count") and not self.table_of(place + 2):
            draft.measures.append(self.rows_of(table))
            return place + 2
        return place + 1 if self._kind_of_value(place, table) or self._whose_column(place, table) else 0

    def _zh_owner(self, place: int) -> bool:
        return (
            not self.lead(place + 1) - {"的"}
            and self.kind(place + 1, "agg", "derived", "weak")
            and not self.kind(place - 1, "which", "each", "and")
        )

    def _kind_of_value(self, place: int, table: str) -> bool:
        """ "the domain 'Data Science'"."""
        following = self.at(place + 1)
        if following is None or not self.is_value(place + 1) or self.lead(place + 1) - {"named", "called", "name"}:
            return False
        spoken = self.conditional or bool(self.draft.entity) or bool(self.draft.measures)
        return spoken and any(h.table == table and h.whole for h in following.held)

    def _whose_column(self, place: int, table: str) -> bool:
        """ "the dog's name", "dog name": the column behind it is asked for."""
        beside = self.is_column(place + 1) and not (self.lead(place + 1) - {"s", "'", "’", "的"}) and not self.fresh[place + 1]
        if not beside or not self._belongs(place + 1, table):
            return False
        if not self.draft.entity:
            self.draft.entity = self.binder.entity = table
        return True
