"""Which column is meant: the choice among columns of one name, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from agents.models.builtin.parser.graph import Graph
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.lemma import lemma
from agents.models.builtin.parser.meaning import Attr, Formula
from agents.models.builtin.parser.names import name_words
from agents.models.builtin.parser.values import Held
from agents.models.builtin.parser.vocabulary import Vocabulary
from agents.sources.catalog import Catalog, ColumnInfo

NUMERIC = {"integer", "number"}
TEMPORAL = {"date", "datetime"}
FROM_WORDS = {"from", "source", "origin", "departure", "depart", "start"}
TO_WORDS = {"to", "dest", "destination", "arrival", "arrive", "end"}


class Ambiguous(Exception):
    """Two readings fit equally well."""


@dataclass(slots=True)
class Binder:
    """Chooses columns. `mentioned` are the tables the question names; `recent` the one named last."""

    catalog: Catalog
    graph: Graph
    vocabulary: Vocabulary
    mentioned: list[str] = field(default_factory=list)
    entity: str = ""
    recent: str = ""
    unsure: list[str] = field(default_factory=list)
    hinted_tables: set[str] = field(default_factory=set)  # tables of columns and values that can only stand there
    conditional: bool = False
    spoken: set[Attr] = field(default_factory=set)  # columns that were spoken of before: their values are meant first
    dated: Attr | None = None  # the date column that a verb of the question names ("opened": opened_on)

    def info(self, attr: Attr) -> ColumnInfo:
        return self.catalog.table(attr.table).column(attr.column)

    def numeric(self, attr: Attr) -> bool:
        return self.info(attr).type in NUMERIC

    def temporal(self, attr: Attr) -> bool:
        return self.info(attr).type in TEMPORAL

    def words(self, attr: Attr) -> tuple[str, ...]:
        info = self.info(attr)
        return name_words(info.name, info.label)

    def pointer(self, attr: Attr) -> str | None:
        """The table whose rows a column points to."""
        return next((e.to for e in self.graph.edges[attr.table] if e.column == attr.column), None)

    def additive(self, attr: Attr) -> bool:
        """May it be summed? Money and counts; not ages, prices, rates, ranks."""
        info, words = self.info(attr), set(self.words(attr))
        if self.pointer(attr):
            return False
        if info.type not in NUMERIC or info.role == "key" or info.unit in ("ratio", "index", "points"):
            return False
        if words & {
            "price",
            "rate",
            "rating",
            "age",
            "percent",
            "year",
            "rank",
            "score",
            "discount",
            "level",
            "latitude",
            "longitude",
            "speed",
            "capacity",
            "weight",
            "height",
            "temperature",
            "grade",
        }:
            return False
        return info.unit in ("currency", "count") or bool(words & ADDITIVE) or bool(HAN_SUM.search(info.name))

    def adds_up(self, attr: Attr) -> bool:
        """May it be summed where many of its rows belong to one thing? What may be summed anyway, and weights, times and lengths."""
        return self.additive(attr) or self.numeric(attr) and bool(set(self.words(attr)) & EXTENSIVE) and not self.pointer(attr)

    def column(self, item: Item, owner: str = "", want: str = "") -> Attr:
        """The column a name stands for. `owner` is the table the words tie it to; `want` "number" or "time" prefers such columns."""
        scored = sorted(((self._score(Attr(t.table, t.column), t.score, owner, want), t) for t in item.columns), key=lambda pair: -pair[0])
        if not scored:
            raise Ambiguous(item.text)
        best = scored[0]
        whole = [pair for pair in scored if pair[1].score >= 0.98]
        if (
            whole
            and best[1].score < 0.75
            and (best[1].table != owner or owner in self.graph.reach(whole[0][1].table))
            and self.graph.distance(best[1].table, whole[0][1].table) < 3
        ):
            scored = [whole[0], *(pair for pair in scored if pair is not whole[0])]
            best = (scored[1][0] + 0.05, whole[0][1])  # "seats" is not "max_seats"
            scored[0] = best
        if (
            best[1].score < 0.75
            and self.mentioned
            and best[1].table not in self.mentioned
            and best[1].table != owner
            and len(item.columns) > 1
            and best[1].table not in self.hinted_tables
        ):
            self.unsure.append(item.text)
        rest = [pair for pair in scored[1:] if pair[0] > scored[0][0] - 0.04]
        rivals = [t for _, t in rest if not self._same(Attr(best[1].table, best[1].column), Attr(t.table, t.column))]
        if rivals:
            self.unsure.append(item.text)
        return Attr(best[1].table, best[1].column)

    def _score(self, attr: Attr, score: float, owner: str, want: str) -> float:
        if owner and attr.table == owner:
            score += 0.5
        if attr.table in self.mentioned:
            score += 0.25
        if attr.table == self.entity:
            score += 0.08
        if attr.table == self.recent:
            score += 0.3 if self.conditional else 0.05
        if attr.table in self.hinted_tables:
            score += 0.12
        anchor = owner or self.entity or (self.mentioned[0] if self.mentioned else "")
        if anchor and attr.table != anchor:
            score -= 0.05 * min(self.graph.distance(anchor, attr.table), 6)
        if want == "number" and not self.numeric(attr):
            score -= 0.4
        if want == "number" and self.info(attr).role == "key":
            score -= 0.2
        if want == "time" and not self.temporal(attr):
            score -= 0.2
        table = self.catalog.table(attr.table)
        if self.info(attr).role == "key" and table.primary_key != (attr.column,) and not self.info(attr).unique:
            score -= 0.06  # a key of another table stands there first
        return score - (0.2 if table.rows == 0 else 0)

    def _same(self, a: Attr, b: Attr) -> bool:
        """Do two columns hold the same thing, one pointing to the other?"""
        pairs = {(e.table, e.column, e.to, e.to_column) for edges in self.graph.edges.values() for e in edges}
        return (
            (a.table, a.column, b.table, b.column) in pairs
            or (b.table, b.column, a.table, a.column) in pairs
            or any(
                (a.table, a.column, e.to, e.to_column) in pairs and (b.table, b.column, e.to, e.to_column) in pairs and a.column == b.column
                for edges in self.graph.edges.values()
                for e in edges
            )
        )

    def hinted(self, hints: tuple[str, ...], table: str, *, near: bool = True) -> Attr | None:
        """The column of a table that a word like "older" is about; else of a table with one row for each of its rows."""
        for words in hints:
            for phrase in (tuple(lemma(word) for word in words.split()),):
                found = [t for t in self.vocabulary.names.find(phrase) if t.column]
                here = [t for t in found if t.table == table] or (
                    [t for t in found if t.table in self.graph.reach(table)] if near and table in self.graph.tables else []
                )
                wanted = NUMERIC if {"length", "duration"} & set(hints) else NUMERIC | TEMPORAL
                infos = [(t, self.info(Attr(t.table, t.column))) for t in here]
                here = [t for t, info in infos if info.type in wanted and info.role != "key"]
                born = _of_birth(words if isinstance(words, tuple) else tuple(words.split())) or "age" in hints
                here = [t for t in here if t.score >= 0.4 and (born or not _of_birth(self.words(Attr(t.table, t.column))))]
                if here:
                    best = max(here, key=lambda t: (t.score, t.table == table))
                    return Attr(best.table, best.column)
        return None

    def time(self, tables: Iterable[str], hint: str = "") -> Attr | None:
        """The time column that a period without a column is about: of the tables asked first, then of those they point to."""
        wanted = [t for t in dict.fromkeys(tables) if t in self.graph.tables]
        if not hint and (dated := self._dated(wanted)) is not None:
            return dated
        if hint and (named := self._hinted_time(wanted, hint)) is not None:
            return named
        for table in wanted:
            if found := self._time_of(table, ""):
                return found
        for table in wanted:
            for other in sorted(self.graph.reach(table), key=lambda t: len(self.graph.reach(table)[t])):
                if found := self._time_of(other, hint):
                    return found
        for table in wanted:
            for other in sorted(self.graph.tables, key=lambda t: self.graph.distance(table, t)):
                if self.graph.distance(table, other) < 3 and (found := self._time_of(other, hint)):
                    return found
        if not wanted:
            found_all = [f for t in sorted(self.catalog.tables, key=lambda t: -t.rows) if (f := self._time_of(t.name, hint))]
            return found_all[0] if found_all else None
        return None

    def _hinted_time(self, wanted: list[str], hint: str) -> Attr | None:
        """The time column with a word in its name, in the wanted tables, those they point to, or those named."""
        near = [*wanted, *(o for t in wanted for o in self.graph.reach(t)), *self.mentioned]
        for table in dict.fromkeys(near):
            for column in self.catalog.table(table).columns:
                words = name_words(column.name, column.label)
                if hint in words and (column.type in TEMPORAL or "year" in words and column.type in NUMERIC):
                    return Attr(table, column.name)
        return None

    def _dated(self, wanted: list[str]) -> Attr | None:
        """The date that a verb of the question named, where the wanted tables lead to it."""
        return self.dated if self.dated is not None and any(self.dated.table in self.graph.reach(t) for t in wanted) else None

    def _time_of(self, table: str, hint: str) -> Attr | None:
        info = self.catalog.table(table)
        times = [c for c in info.columns if c.type in TEMPORAL and not _of_birth(name_words(c.name, c.label))]
        if hint and (named := [c for c in times if hint in name_words(c.name, c.label)]):
            return Attr(table, named[0].name)
        noun = name_words(info.name, info.label)[-1]
        own = [c for c in times if noun in name_words(c.name, c.label)]
        if times:
            return Attr(table, (own or times)[0].name)
        years = [c for c in info.columns if "year" in name_words(c.name, c.label) and c.type in NUMERIC]
        return Attr(table, years[0].name) if len(years) == 1 else None

    def held(self, item: Item, column: Attr | None = None, lead: set[str] | None = None) -> list[Held]:
        """The readings of a value that fit best; several where one column holds several values with these words."""

        def weight(held: Held) -> float:
            attr = Attr(held.table, held.column)
            score = 1.0 if held.whole else 0.2
            if column is not None and attr == column:
                score += 2
            score += 1.5 if attr in self.spoken else 0.0
            score += 0.6 if held.table == self.recent else 0.0
            score += 0.5 if held.table in self.mentioned else 0.0
            score += 0.3 if held.table == self.entity else 0.0
            words = set(self.words(attr))
            if lead and lead & {"from"} and words & FROM_WORDS or lead and lead & {"to"} and words & TO_WORDS:
                score += 1
            elif lead and lead & {"from", "to"} and words & (FROM_WORDS | TO_WORDS):
                score -= 0.5
            anchor = self.entity or (self.mentioned[0] if self.mentioned else "")
            if anchor:
                score -= 0.1 * min(self.graph.distance(anchor, held.table), 6)
            return score

        ranked = sorted(item.held, key=weight, reverse=True)
        best = ranked[0]
        near = [h for h in ranked if weight(h) > weight(best) - 0.04]
        kept = [h for h in near if (h.table, h.column) == (best.table, best.column)]
        if any(not self._same(Attr(best.table, best.column), Attr(h.table, h.column)) for h in near if h not in kept):
            self.unsure.append(item.text)
        return kept

    def money(self, near: str) -> Attr | None:
        """The one column of money among the tables that point to a table (or its own)."""
        found = [
            Attr(t.name, c.name)
            for t in self.catalog.tables
            for c in t.columns
            if c.role == "measure"
            and self.additive(Attr(t.name, c.name))
            and (
                c.unit == "currency"
                or set(name_words(c.name, c.label)) & {"amount", "cost", "payment", "spend", "money", "sales", "revenue", "fee"}
            )
        ]
        close = [a for a in found if not near or near in self.graph.reach(a.table)]
        return close[0] if len(close) == 1 else None

    # -- derived measures -----------------------------------------------------------------------------------------------

    def find(self, *phrases: str, table: str = "", numeric: bool = True) -> Attr | None:
        """A column by its English name, of one table where given."""
        for phrase in phrases:
            found = [
                Attr(t.table, t.column) for t in self.vocabulary.names.phrases.get(tuple(phrase.split()), ()) if t.column and t.score >= 0.9
            ]
            found = [a for a in found if (not table or a.table == table) and (not numeric or self.numeric(a))]
            if found:
                return max(found, key=lambda a: self.catalog.table(a.table).rows)
        return None

    def revenue(self, *, net: bool, formula: bool = False) -> tuple[str, Attr | Formula] | None:
        """What sales are here: an amount column, else quantity x price (x (1 - discount))."""
        if (
            not net
            and not formula
            and (
                direct := self.find(
                    "sales",
                    "revenue",
                    "turnover",
                    "sales amount",
                    "net sales",
                    "total sales",
                    "sale amount",
                    "income",
                    "total",
                    "amount",
                    "total amount",
                    "total price",
                    "line total",
                    "gross",
                    "value",
                )
            )
        ):
            return direct.table, direct
        tables = sorted(self.catalog.tables, key=lambda t: -t.rows)
        for table in tables:
            quantity = self.find("quantity", "unit", "qty", "number of unit", "quantity ordered", "order quantity", table=table.name)
            price = self.find("unit price", "price", "sale price", "price each", "selling price", "list price", table=table.name)
            if quantity and price:
                discount = self.find("discount", "discount rate", "discount percent", table=table.name)
                if discount and not formula:
                    return table.name, Formula("net", (quantity, price, discount))
                return table.name, Formula("price", (quantity, price))
        if direct := self.find("sales", "revenue", "turnover", "sales amount", "amount", "total", "total amount", "payment", "amount paid"):
            return direct.table, direct
        return None


EXTENSIVE = {"weight", "distance", "duration", "hour", "minute", "day", "volume", "point", "mile", "km"}
# How Chinese names of numbers end that add up, and those of shares and prices, which do not.
HAN_SUM = re.compile(r"(额|毛利|利润|净利|成本|费|费用|收入|支出|数量|件数|次数|人数|销量|产量|用量|电量|工资|薪酬|奖金|款)$")


def _of_birth(words: tuple[str, ...]) -> bool:
    """A birth date says how old someone is, not when something happened."""
    return bool(set(words) & {"birth", "birthday", "birthdate"}) or any("出生" in word or "生日" in word for word in words)


ADDITIVE = {
    "pay",
    "mrr",
    "arr",
    "consumption",
    "usage",
    "fine",
    "penalty",
    "commission",
    "refund",
    "bonus",
    "wage",
    "premium",
    "donation",
    "deposit",
    "seat",
    "debit",
    "sales",
    "revenue",
    "amount",
    "profit",
    "cost",
    "quantity",
    "total",
    "freight",
    "income",
    "expense",
    "spend",
    "unit",
    "units",
    "count",
    "number",
    "budget",
    "payment",
    "fee",
    "charge",
    "tax",
    "volume",
    "population",
    "attendance",
    "visit",
    "vote",
    "click",
    "impression",
    "order",
    "stock",
    "killed",
    "injured",
    "casualty",
    "money",
    "earnings",
    "loss",
    "area",
    "sold",
    "minute",
    "call",
    "trip",
    "gross",
    "fare",
}
