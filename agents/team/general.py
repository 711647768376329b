"""Requests over a catalog, with the general measures that no column is called after but that can be computed (profit from cost)."""

from __future__ import annotations

from contextlib import suppress

from agents.analysis.propose import propose_subject
from agents.core.brief import Language
from agents.core.errors import CannotAnswer
from agents.models.builtin.parser.parse import Lexis
from agents.models.builtin.parser.understand import understand
from agents.models.builtin.parser.understanding import MeasureRef, Understanding

PROFIT = frozenset(["profit", "profits", "margin", "earnings", "利润", "毛利", "盈利"])


def understood(request: str, lexis: Lexis, language: Language | None = None) -> Understanding:
    """A request, read; a word for profit is no unread word where the data holds cost."""
    read = understand(request, lexis.catalog, lexis.vocabulary.values, language, lexis.vocabulary.readings)
    words = [word for word in read.unread if word.word.lower() in PROFIT]
    if not words:
        return read
    with suppress(CannotAnswer):
        subject = propose_subject(lexis.catalog, "profit")
        profit = MeasureRef(label=words[0].word, table=subject.table, formula="margin")
        named = tuple(measure for measure in read.measures if measure.label)
        left = tuple(word for word in read.unread if word not in words)
        return read.model_copy(update={"measures": (profit, *named), "unread": left})
    return read
