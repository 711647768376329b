"""Moving over the items of a question: what counts, what stands between, what is next to what."""

from __future__ import annotations

import re

from agents.core.brief import Language
from agents.models.builtin.parser.binding import Binder
from agents.models.builtin.parser.draft import Draft
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.lemma import lemma
from agents.models.builtin.parser.meaning import Attr, Cond

QUIET = {
    "fill",
    "list",
    "which",
    "who",
    "verb",
    "have",
    "comma",
    "all",
    "colon",
    "known",
    "other",
    "own",
    "self",
    "positive",
    "pct_sign",
    "where",
    "separately",
    "pair",
    "same",
}


class Cursor:
    """The items that matter; each knows the words before it (`leads`) and whether a sentence starts there (`starts`)."""

    def __init__(self, question: str, items: list[Item], binder: Binder, language: Language) -> None:
        self.question, self.binder, self.language = question, binder, language
        self.items: list[Item] = []
        self.leads: list[set[str]] = []
        self.fresh: list[bool] = []
        self.draft = Draft()
        self.conditional = False  # after "who", "with", "whose", … : names limit rather than ask
        self.negative = False
        self.subject: Attr | None = None  # the column a comparison that follows is about
        lead: set[str] = set()
        fresh = True
        for item in items:
            if item.kind == "fill":
                fresh = fresh or item.text in ".?!;。？！；" and item.text != ""
                lead |= set(re.findall(r"\w+|['’(]", item.text.lower()))
                continue
            self.items.append(item)
            self.leads.append(lead)
            self.fresh.append(fresh)
            lead, fresh = set(), False
        self.size = len(self.items)
        self._settle_words()
        self._dated_verbs()

    def _settle_words(self) -> None:
        """A word that is an operation and a name of the data is the operation where a name or another operation follows it."""
        for place, item in enumerate(self.items):
            if (
                place == 0
                and item.is_("verb", "list")
                and item.tables
                and item.text.lower().endswith("s")
                and self.kind(1, "each", "grain")
            ):
                item.kind = "name"  # "readings per year"
            agg = next((kind for kind in item.also if kind.startswith(("agg:", "super:"))), "")
            if item.kind != "name" or not agg or item.quoted:
                continue
            ahead = place + 1
            while self.kind(ahead, "comma", "and", "all"):
                ahead += 1
            following = self.at(ahead)
            if (
                following is not None
                and not self.fresh[ahead]
                and (
                    following.is_("agg", "count", "derived")
                    or following.kind == "name"
                    and following.columns
                    and not self.lead(ahead) & {"of", "for", "is"}
                )
            ):
                item.kind, item.sub = agg.split(":")[:2]

    def _dated_verbs(self) -> None:
        """ "tickets opened per month", "appointments scheduled in 2024": a participle says which date counts; it asks for no column."""
        for place, item in enumerate(self.items):
            word = item.text.lower()
            if self.kind(place - 1, "neg"):
                continue  # "not churned": no date at all
            best = item.columns[0] if item.columns else None
            participle = word.split()[0].endswith("ed") and word.split()[1:] in ([], ["up"], ["on"], ["in"], ["at"], ["out"])
            if best is None or item.quoted or item.held or item.tables or not participle or best.score >= 0.96:
                continue
            attr = Attr(best.table, best.column)
            if self.binder.temporal(attr) and item.is_("name", "verb"):
                item.kind, item.sub = "verb", ""
                self.binder.dated = self.binder.dated or attr
                if self.binder.info(attr).nulls:
                    self.draft.conds.append(Cond(attr, "not_null"))  # "churned subscriptions": those with the date

    @staticmethod
    def _lemma(word: str) -> str:
        return lemma(word)

    def at(self, place: int) -> Item | None:
        return self.items[place] if 0 <= place < self.size else None

    def kind(self, place: int, *kinds: str) -> bool:
        item = self.at(place)
        return item is not None and item.is_(*kinds)

    def skip(self, place: int, *more: str) -> int:
        """The next place whose item is not quiet (nor of the further kinds)."""
        quiet = {"fill", "verb", "have", "all", *more}
        while place < self.size and self.items[place].kind in quiet and not (place > 0 and self.fresh[place]):
            place += 1
        return place

    def lead(self, place: int) -> set[str]:
        return self.leads[place] if 0 <= place < self.size else set()

    # -- what a name is ---------------------------------------------------------------------------------------------------

    def table_of(self, place: int) -> str | None:
        """The table an item names, where that is its first meaning."""
        item = self.at(place)
        if item is None or item.kind != "name" or not item.tables or item.quoted and item.held:
            return None
        top = item.tables[0].score
        if item.columns and item.columns[0].score > top + 0.02:
            return None
        if item.columns and item.columns[0].score >= top - 0.02 and self._owned(place, item):
            return None
        best = [t for t in item.tables if t.score >= top - 0.02]
        if len(best) == 1:
            return best[0].table
        graph = self.binder.graph
        anchor = self.binder.entity or next((m for m in self.binder.mentioned if m not in {b.table for b in best}), "")
        return min(
            best,
            key=lambda t: (graph.distance(anchor, t.table) if anchor else 0, len(graph.tables[t.table].name), -graph.tables[t.table].rows),
        ).table

    def _owned(self, place: int, item: Item) -> bool:
        """ "the course of each teacher": a word that is a table and a column is the column where its own table is named beside it."""
        owner = item.tables[0].table
        following = self.at(place + 1)
        return bool(
            following is not None
            and following.kind == "name"
            and following.tables
            and following.tables[0].table == owner
            and self.lead(place + 1) & {"of", "for"}
        )

    def is_column(self, place: int) -> bool:
        item = self.at(place)
        return item is not None and item.kind == "name" and bool(item.columns) and self.table_of(place) is None and not self.is_value(place)

    def is_value(self, place: int) -> bool:
        """Is it rather a value than a name?"""
        item = self.at(place)
        if item is None or item.kind != "name" or not item.held:
            return False
        if item.quoted:
            return not item.columns and not item.tables or any(h.whole for h in item.held)
        named = max((t.score for t in (*item.tables, *item.columns)), default=0.0)
        if named >= 0.9:
            return False
        return any(h.whole for h in item.held) or named < 0.5

    def owner(self, place: int) -> tuple[str, int]:
        """The table that a column at `place` is tied to, and the place after it: "name of the singer", "the singer's name"."""
        following = place + 1
        while self.kind(following, "all", "distinct") and not self.fresh[following]:
            following += 1
        if (
            self.table_of(following)
            and (self.lead(following) | self.lead(place + 1)) & {"of", "for", "from", "in", "的"}
            and not self.kind(following, "each")
            and not self.fresh[following]
        ):
            return self.table_of(following) or "", following
        if self.table_of(place - 1) and (not self.lead(place) or self.lead(place) & {"s", "'", "’", "的"}) and not self.fresh[place]:
            return self.table_of(place - 1) or "", place
        ahead = place + 1
        while (
            ahead < self.size
            and (self.kind(ahead, "comma", "and", "distinct", "all", "each") or self.is_column(ahead))
            and not self.fresh[ahead]
        ):
            ahead += 1
        if (
            ahead > place + 1
            and self.table_of(ahead)
            and self.lead(ahead) & {"of", "for", "from"} | ({"each"} if self.kind(ahead - 1, "each", "all") else set())
        ):
            return self.table_of(ahead) or "", place
        if self.lead(place) & {"their", "its", "his", "her"} and self.draft.entity:
            return self.draft.entity, place
        return "", place

    def column_at(self, place: int, want: str = "") -> Attr:
        """The column an item names, bound by the words around it. The binder notes where it is not sure."""
        return self.binder.column(self.items[place], self.owner(place)[0], want)
