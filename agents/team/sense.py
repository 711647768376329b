"""Whether a reading of a word has its part in what is asked: a meaning that the parser passes over would be lost without a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.core.brief import Language, WordReading
from agents.models.builtin.parser.meaning import Ask, Attr
from agents.models.builtin.parser.parse import Lexis, parse
from agents.models.builtin.parser.readings import Meaning, Spelled, spelled
from agents.models.builtin.parser.understanding import Understanding
from agents.team.general import understood
from agents.tools.senses import FILLER, Senses

PASSED = Meaning("fill")


@dataclass(frozen=True)
class Sense:
    """A request as both readers of the parser take it: as one question (`ask`, None where it is none) and as a whole."""

    ask: Ask | None
    whole: Understanding

    @property
    def text(self) -> str:
        """All that it asks for. What one question asks for is in `ask`; else it is what the whole holds."""
        if self.ask is not None:
            return repr(self.ask)
        whole = self.whole
        columns = [Attr(measure.table, column) for measure in whole.measures for column in (measure.column, *measure.parts) if column]
        return repr((whole.operations, whole.measures, columns, whole.dimensions, whole.periods, whole.filters, whole.deliverables))

    @property
    def bare_rank(self) -> bool:
        """Does it rank without saying what? "What are our bestsellers?" would be answered with a total."""
        ask = self.ask
        return ask is not None and ask.limit is not None and not (ask.groups or ask.outputs or ask.entity)


def lost(
    readings: Sequence[WordReading], request: str, language: Language, senses: Senses, found: Mapping[Spelled, Meaning]
) -> WordReading | None:
    """The first reading that changes nothing, None where each has its part in what is asked. `found` are the readings for the parser."""
    asked = sense_of(request, language, senses.lexis.reading(found))
    for reading in readings:
        if reading.means != FILLER and not _counts(reading, asked, request, language, senses, found):
            return reading
    return None


def sense_of(request: str, language: Language, lexis: Lexis) -> Sense:
    """What a request asks for."""
    return Sense(parse(request, language, lexis).ask, understood(request, lexis, language))


def _counts(
    reading: WordReading, asked: Sense, request: str, language: Language, senses: Senses, found: Mapping[Spelled, Meaning]
) -> bool:
    named = senses.named_by(reading.like, language)
    if reading.value and reading.means in senses.columns:
        return any(value == reading.value and _named(senses.columns[means], asked, senses) for means, value in named) and (
            reading.value.lower() in asked.text.lower()
        )
    for means, _ in named:
        if means in senses.columns and _named(senses.columns[means], asked, senses):
            return True
        if means in senses.tables and f"table={senses.tables[means]!r}" in asked.text:
            return True
    if reading.means in senses.columns or reading.means in senses.tables:
        return False
    without = sense_of(request, language, senses.lexis.reading({**found, spelled(reading.word): PASSED}))
    return asked.text != without.text and not asked.bare_rank


def _named(attr: Attr, asked: Sense, senses: Senses) -> bool:
    """Is a column asked for? The rows of a table are counted in place of its key."""
    if f"table={attr.table!r}, column={attr.column!r}" in asked.text:
        return True
    counted = senses.lexis.catalog.table(attr.table).column(attr.column).unique
    return counted and f"table={attr.table!r}" in asked.text
