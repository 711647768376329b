"""A question in, a settled meaning or the reason why not out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from agents.core.brief import Language
from agents.models.builtin.parser.binding import Ambiguous, Binder
from agents.models.builtin.parser.graph import Graph
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.meaning import Ask
from agents.models.builtin.parser.names import build_names
from agents.models.builtin.parser.readings import Meaning, Spelled
from agents.models.builtin.parser.settle import Settler, Unclear
from agents.models.builtin.parser.values import build_values
from agents.models.builtin.parser.vocabulary import Vocabulary
from agents.models.builtin.parser.walk import Walk
from agents.sources.catalog import Catalog
from agents.sources.reader import Reader


@dataclass(slots=True)
class Lexis:
    """What one source offers to a reader of questions: made once, used for all its questions."""

    catalog: Catalog
    vocabulary: Vocabulary
    graph: Graph

    def reading(self, meanings: Mapping[Spelled, Meaning]) -> Lexis:
        """The same source with what some words mean in one request."""
        return replace(self, vocabulary=replace(self.vocabulary, readings={**self.vocabulary.readings, **meanings}))


def lexis_of(catalog: Catalog, reader: Reader | None = None) -> Lexis:
    """Index the names and values of a source. With a reader, text columns are read whole."""
    values = build_values(catalog, reader)
    return Lexis(catalog, Vocabulary(build_names(catalog), values, catalog.last_day or date.today()), Graph(catalog, values))


@dataclass(slots=True)
class Parse:
    """`ask` is None where the question is not understood; then `reason` is a key of the phrase tables and `words` what it is about."""

    items: list[Item]
    ask: Ask | None = None
    reason: str = ""
    words: tuple[str, ...] = ()


def parse(question: str, language: Language, lexis: Lexis) -> Parse:
    """Read one question."""
    if language == "en":  # "first and last names" are two names
        question = re.sub(
            r"\bfirst(, middle,?)? and last names?\b",
            lambda m: f"first name{', middle name' if m[1] else ''} and last name",
            question,
            flags=re.I,
        )
    items = read_items(question, language, lexis.vocabulary)
    binder = Binder(lexis.catalog, lexis.graph, lexis.vocabulary)
    walk = Walk(question, items, binder, language)
    binder.mentioned = mentioned(walk)
    binder.hinted_tables = hinted(walk)
    try:
        walk.run()
        return Parse(items, Settler(walk).settle())
    except Ambiguous as ambiguous:
        return Parse(items, reason="ambiguous", words=(str(ambiguous),))
    except Unclear as unclear:
        words = unread_words(walk.draft.unread) or tuple(dict.fromkeys([*binder.unsure, *walk.draft.loose]))
        return Parse(items, reason=str(unclear), words=words)


def unread_words(unread: list[Item]) -> tuple[str, ...]:
    """The unread words; Chinese characters in a row make one."""
    out: list[str] = []
    end = -1
    for item in unread:
        if out and item.start == end and not item.text.isascii():
            out[-1] += item.text
        else:
            out.append(item.text)
        end = item.end
    return tuple(out)


def hinted(walk: Walk) -> set[str]:
    """The tables of columns and values that can only stand in one table."""
    found: set[str] = set()
    for place in range(walk.size):
        item = walk.items[place]
        tables = (
            {t.table for t in item.columns} if walk.is_column(place) else {h.table for h in item.held} if walk.is_value(place) else set()
        )
        if len(tables) == 1:
            found |= tables
    return found


def mentioned(walk: Walk) -> list[str]:
    """The tables a question names."""
    found = [walk.table_of(place) for place in range(walk.size)]
    return list(dict.fromkeys(table for table in found if table))
