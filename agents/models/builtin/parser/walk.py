"""The walk over a question: each item is taken by the first rule that fits, and what no rule takes is unread."""

from __future__ import annotations

from dataclasses import replace

from agents.models.builtin.parser.cursor import QUIET
from agents.models.builtin.parser.draft import Draft
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure
from agents.models.builtin.parser.names import SYNONYM_MAP
from agents.models.builtin.parser.selections import Selections

# Chinese verbs and the word a date column has for them.
DATED = {
    "下单": "order",
    "发货": "ship",
    "出货": "ship",
    "送达": "delivery",
    "收货": "delivery",
    "付款": "payment",
    "开票": "invoice",
    "入职": "hire",
    "到货": "arrival",
    "出发": "departure",
}


class Walk(Selections):
    """Reads a whole question into a draft."""

    def run(self) -> Draft:
        place = 0
        rules = (
            self.read_frame,
            self.read_days,
            self.read_growth,
            self.read_share,
            self.read_ratio,
            self.read_limit,
            self.read_sort,
            self.read_grain,
            self.read_group,
            self.read_null,
            self.read_subject,
            self.read_time,
            self.read_bound,
            self.read_like,
            self.read_quoted,
            self.read_value,
            self.read_extreme,
            self.read_measure,
            self.read_relation,
            self.read_column,
            self.read_table,
            self.read_word,
        )
        while place < self.size:
            if self.fresh[place] and place > 0:
                self._new_sentence(place)
            self.binder.conditional = self.conditional
            if self.draft.share and self.draft.whole_from is None and self.lead(place) & {"among", "amongst"}:
                self.draft.whole_from = len(self.draft.conds)
            for rule in rules:
                after = rule(place)
                if after > place:
                    place = after
                    break
            else:
                self.draft.unread.append(self.items[place])
                place += 1
        if self.negative:
            self.draft.loose.append("not")
        if self.subject is not None:
            self.draft.loose.append("a comparison without an end")
        return self.draft

    def _new_sentence(self, place: int) -> None:
        begun = max((p for p in range(place) if self.fresh[p]), default=0)
        spoken = [item for item in self.items[begun:place] if not item.is_("fill", "verb", "list", "have", "all")]
        if spoken and all(item.kind == "period" for item in spoken):
            self.draft.times = [t for t in self.draft.times if t.item not in spoken]  # "The data stop on 9 December."
        if self.negative:
            self.draft.loose.append("not")
        self.conditional = self.negative = False
        self.draft.either = 0
        if self.subject is not None:
            self.draft.outputs.append(self.subject)
            self.subject = None

    # -- openers, fillers, marks ------------------------------------------------------------------------------------------

    def read_frame(self, place: int) -> int:
        """Words that open a clause or turn it round."""
        item = self.items[place]
        self.draft.who = self.draft.who or item.is_("who") and not self.draft.outputs and not self.draft.entity
        if self._opens_clause(place):
            self.conditional = True
            return place + 1
        if item.is_("rel"):
            return place + 1
        if "that" in self.lead(place) and (self.draft.entity or self.draft.outputs) and not item.is_("list", "which", "comma"):
            self.conditional = self.binder.conditional = True
        if item.is_("neg", "cmp:ne"):
            return self._read_not(place)
        if item.is_("number") and item.number == 1 and self._one_is_quiet(place):
            return place + 1
        return self._read_flag(place)

    def _opens_clause(self, place: int) -> bool:
        item = self.items[place]
        if item.is_("rel"):
            return bool(self.lead(place)) or place > 0
        return item.is_("which") and item.text.lower() == "which" and self.kind(place - 1, "name") and not self.fresh[place]

    def _read_not(self, place: int) -> int:
        """ "not", "without", "other than": turns round what follows."""
        if self.items[place].is_("neg"):
            if self.language == "zh" and self.is_column(place + 1) and self.kind(place + 2, "neg"):
                self.draft.conds.append(Cond(self.column_at(place + 1), "not_null"))  # "没有编号的不算"
                return place + 3
            if self.kind(place + 1, "null"):
                return 0
            if self.language == "zh" and (unsold := self.unsold(place + 1)):
                return unsold
            if self.kind(place + 1, "verb") and "单" in self.items[place + 1].text and (orders := self.entity_count("order")):
                self.draft.conds.append(Cond(None, "exists", neg=True, table=orders.table))  # "没有下过单"
                return place + 2
            self.negative, self.conditional = True, self.conditional or self.language == "en"
            return place + 1
        if self._number_follows(place):
            return 0
        self.negative = True
        return place + 1

    def _one_is_quiet(self, place: int) -> bool:
        if self.language == "zh":
            return not self.kind(place - 1, "top")
        return self.items[place].text.lower() == "one" and not self.kind(place + 1, "name", "super")

    def _read_flag(self, place: int) -> int:
        """Single words that only set a mark."""
        item, draft = self.items[place], self.draft
        if item.is_("distinct") and self._zh_kinds(place):
            draft.groups.append(self.column_at(place + 1))  # "不同等级的会员人数"
            return place + 2
        if item.is_("distinct"):
            draft.distinct = True
        elif item.is_("or") and draft.conds:
            draft.either = 1
        elif item.is_("weak"):
            draft.weak = True
        else:
            return 0
        return place + 1

    def _number_follows(self, place: int) -> bool:
        return self.kind(place + 1, "number") or self.kind(place + 1, "agg")

    def read_word(self, place: int) -> int:
        """Quiet words."""
        item = self.items[place]
        if item.is_("same") and self.language == "zh" and self.is_column(place + 1):
            self.count_by(self.column_at(place + 1))
            return place + 2
        if item.is_("list"):
            self.conditional = self.conditional and not self.fresh[place]
            return place + 1
        if self.tells(place):
            return 0
        if item.is_(*QUIET, "and", "or", "either", "both", "to"):
            return place + 1
        if item.is_("ratio"):
            self.draft.loose.append("ratio")
            return place + 1
        if item.is_("ratio", "diff", "trend"):
            self.draft.trend = self.draft.trend or item.is_("trend")
            self.draft.difference = self.draft.difference or item.is_("diff")
            return place + 1
        if item.is_("cast:minute") and not self.kind(place - 1, "number"):
            self.draft.minutes = True
            return place + 1
        if item.is_(
            "same",
            "half",
            "late",
            "agg",
            "cmp",
            "null",
            "negative",
            "cancelled",
            "count",
            "howmuch",
            "when",
            "rank",
            "each",
            "between",
            "shrank",
            "grewmore",
            "top",
            "bottom",
            "like",
        ):
            return self._marks(place)
        return 0

    def _marks(self, place: int) -> int:
        item = self.items[place]
        if item.is_("howmuch", "when"):
            self.draft.how_much = self.draft.how_much or item.is_("howmuch")
            self.draft.weak = self.draft.weak or self.language == "zh" and item.text[:1] in "卖花赚"
            return self._how_much(place)
        if item.is_("cmp") and not self._number_follows(place):
            if self.kind(place + 1, "grain", "period"):
                return place + 1
            if self._periods_all() >= 2 and item.sub in ("gt", "lt"):
                self.draft.growth = self.draft.growth or "any"
                return place + 1
            return place + 1 if item.sub == "eq" and (self.language == "zh" or item.text == "=") else 0
        self.draft.totalled = self.draft.totalled or item.is_("agg:sum")
        if item.is_("agg:sum") or item.is_("between") and self.kind(place + 1, "period"):
            return place + 1
        if item.is_("each") and item.text.lower() in ("by", "to each", "from each", "depending on", "across", "within each", "every"):
            return place + 1
        if item.is_("each") and self.language == "zh":
            return place + 1
        if item.is_("negative") and self._negative(place):
            return place + 1
        if item.is_("cancelled") and self._cancelled(place):
            return place + 1
        return 0

    def _periods_all(self) -> int:
        return sum(item.kind == "period" for item in self.items)

    def _negative(self, place: int) -> bool:
        """ "loss-making", "negative quantity": below zero; "losing money … the worst profit" only repeats what is asked."""
        here = place + 1
        if any(e.is_("super:asc") for e in self.items) and not self.is_column(here):
            return True
        if (bound := self.bound(here)) is not None and (profit := self.binder.find("profit", "net profit", "income", "margin")):
            number = bound.values[0]
            if isinstance(number, (int, float)) and bound.op in ("gt", "ge"):
                self.draft.conds.append(Cond(Measure("sum", profit.table, profit), "lt" if bound.op == "gt" else "le", (-number,)))
                self.items[bound.end - 1].kind = self.items[here].kind = "fill"
                for p in range(here, bound.end):
                    self.items[p].kind, self.items[p].also = "fill", ()
                return True
        if self.is_column(here):
            attr = self.column_at(here)
            if self.binder.numeric(attr):
                self.draft.conds.append(Cond(attr, "lt", (0,)))
                return True
        profit = self.binder.find("profit", "net profit")
        if self.subject is None and profit is not None and (self.draft.shows or self.draft.outputs):
            self.draft.conds.append(Cond(Measure("sum", profit.table, profit), "lt", (0,)))  # "which products lose money"
            return True
        if self.subject is not None:
            self.draft.conds.append(Cond(self.subject, "lt", (0,)))
            self.subject = None
            return True
        return False

    def _cancelled(self, place: int) -> bool:
        """A state that the data holds under that word; quiet where the words right behind say how a cancelled row is known ("numbers beginning with C")."""
        held = [h for word in ("cancelled", "canceled") for h in self.binder.vocabulary.values.exact.get((word,), ())]
        if held:
            self.add(Cond(Attr(held[0].table, held[0].column), "eq", (held[0].value,)))
            return True
        return any(self.kind(p, "like") for p in range(place + 1, place + 5))

    def _how_much(self, place: int) -> int:
        """ "how much does it weigh": the verb names the column."""
        if self.items[place].is_("when"):
            return place + 1
        for ahead in range(place + 1, min(self.size, place + 8)):
            item = self.items[ahead]
            if item.is_("verb", "name") and item.columns and not self.fresh[ahead] and item.is_("verb"):
                attr = self.binder.column(item, self.draft.entity or self.binder.entity, "number")
                if self.binder.numeric(attr):
                    self.draft.outputs.append(attr)
                    item.kind = "fill"
                    break
        return place + 1

    # -- growth, share, ratio ------------------------------------------------------------------------------------------------

    def read_growth(self, place: int) -> int:
        item = self.items[place]
        if item.is_("growth"):
            if item.columns and item.columns[0].score >= 0.9 and self._periods_all() < 2:
                item.kind = "name"
                return 0
            if self.language == "zh" and item.text in ("多", "少", "高", "低", "比", "较") and not self._growing():
                return place + 1
            self.draft.growth = item.sub or self.draft.growth or "any"
            return place + 1
        if item.is_("shrank", "grewmore"):
            self.draft.growth = self.draft.growth or "any"
            self.draft.keep = "lt" if item.is_("shrank") else "gt"
            if self._periods_left(place) == 0 and not self.draft.times:
                self.draft.growth, self.draft.keep = "", ""
                return 0
            return place + 1
        return 0

    def _growing(self) -> bool:
        return len([1 for item in self.items if item.kind == "period"]) >= 2

    def _periods_left(self, place: int) -> int:
        return sum(item.kind == "period" for item in self.items[place:])

    def read_share(self, place: int) -> int:
        item = self.items[place]
        if not item.is_("share"):
            return 0
        if self.items[place - 1].kind == "number" and item.text == "%":
            return place + 1
        self.draft.share = True
        return place + 1

    def read_ratio(self, place: int) -> int:
        """ "ratio of A to B" over two quantities."""
        if not self.kind(place, "ratio"):
            return 0
        start = self.skip(place + 1)
        start += self.table_of(start) is not None and self.is_column(start + 1)
        first = self.quantity(start)
        if first is None:
            return 0
        end = first[1]
        while end < self.size and self.kind(end, "and", "comma", "fill", "ratio") and not self.fresh[end]:
            end += 1
        second = self.quantity(self.skip(end, "and", "ratio"))
        if second is None or not (self.lead(end) & {"to", "and", "its"} or self.kind(end - 1, "and", "ratio")):
            return 0
        top, bottom = first[0][0], second[0][0]
        if (
            isinstance(top, Attr)
            and isinstance(bottom, Attr)
            and self.binder.numeric(top)
            and self.binder.numeric(bottom)
            and top.table == bottom.table
        ):
            made = Formula("div", (top, bottom))
            if self.kind(place - 1, "agg:avg"):
                self.draft.measures.append(Measure("avg", top.table, made))
            else:
                self.draft.outputs.append(made)
            return second[1]
        if isinstance(top, Measure) and isinstance(bottom, Measure):
            self.draft.measures.append(replace(top, per=bottom))
            return second[1]
        return 0

    def read_days(self, place: int) -> int:
        """ "how many days from order to shipping": the difference of two dates, averaged where asked."""
        item = self.items[place]
        if not item.is_("daysfrom"):
            return 0
        if any(isinstance(o, Formula) and o.kind == "days" for o in self.draft.outputs):
            return place + 1
        dates = self._two_dates(place)
        if dates is not None:
            self.draft.outputs = [o for o in self.draft.outputs if o not in dates]
            self.draft.outputs.append(Formula("days", dates))
            return place + 1
        here = self.skip(place + 1)
        table = self.table_of(here) or self.draft.entity
        if table and (attr := self.binder.hinted(("length", "duration", "milliseconds", "minute", "second", "hour", "time"), table)):
            self.draft.outputs.append(attr)
            return place + 1
        return 0

    def _two_dates(self, place: int) -> tuple[Attr, Attr] | None:
        """The two date columns of one table that the words after "how long" name: "from order to dispatch"."""
        found: list[Attr] = []
        wanted = [t for t in self.binder.catalog.tables if len([c for c in t.columns if self.binder.temporal(Attr(t.name, c.name))]) >= 2]
        for ahead in range(place + 1 if self.language == "en" else 0, self.size):
            item = self.items[ahead]
            if self.fresh[ahead] and ahead > place + 1:
                break
            stems = {DATED.get(item.text, "")} | {self._lemma(w) for w in item.text.lower().split()}
            stems |= {s for w in list(stems) for s in SYNONYM_MAP.get(w, ())}
            for table in wanted:
                dated = [Attr(table.name, c.name) for c in table.columns if self.binder.temporal(Attr(table.name, c.name))]
                named = [a for a in dated if set(self.binder.words(a)) & stems - {"date", "time", "day"} and a not in found]
                if named and len(found) < 2 and item.kind in ("name", "verb") and not self.kind(ahead - 1, "each"):
                    found.append(named[0])
                    item.kind, item.columns, item.tables = "fill", (), ()
                    break
            if any((t.table, t.column) in {(a.table, a.column) for a in found} for t in item.columns[:1]):
                item.kind, item.columns, item.tables = "fill", (), ()  # the same date, named again
        if len(found) != 2 or found[0].table != found[1].table:
            return None
        early, late = sorted(found, key=lambda a: str(self.binder.info(a).minimum))
        return early, late
