"""What can be asked of a source, from its catalog alone: its own measure, segment, products and last whole years. Each of it works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from agents.analysis.propose import propose_subject
from agents.analysis.spans import time_span
from agents.analysis.subject import Dimension, Subject
from agents.core.brief import Language
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.models.builtin.parser.compose import Composer
from agents.models.builtin.parser.expressions import CannotJoin
from agents.models.builtin.parser.parse import Lexis, lexis_of, parse
from agents.sources.catalog import Catalog
from agents.team.general import understood
from agents.team.periods import latest_pair
from agents.team.reading import is_report, read
from agents.team.wording import say

MOST = 5
MOST_VALUES = 60  # of a dimension that a report goes by


def suggestions(catalog: Catalog, language: Language) -> tuple[str, ...]:
    """At most five requests in words, the report first; only such that the built-in model reads. Empty where nothing can be measured."""
    subject = _subject(catalog)
    if subject is None:
        return ()
    lexis = lexis_of(catalog)
    reports = (text for text, by in _reports(subject, catalog, language) if _reads(text, lexis, language, by))
    questions = (text for text in _questions(subject, catalog, language) if _answers(text, lexis, language))
    found = [*islice(reports, 1), *questions]
    return tuple(dict.fromkeys(text[:1].upper() + text[1:] for text in found))[:MOST]


def _subject(catalog: Catalog) -> Subject | None:
    for measure in ("revenue", "quantity", "rows"):
        with suppress(CannotAnswer):
            return propose_subject(catalog, measure)
    return None


def _reports(subject: Subject, catalog: Catalog, language: Language) -> Iterator[tuple[str, Dimension | None]]:
    """Reports with the dimension each is meant to go by, the likeliest first; of the last two whole years where the data has them."""
    measure, pair = subject.measure.words.of(language), _years(subject, catalog, language)
    span = say("suggest_span", language, before=pair[0].start.year, now=pair[1].start.year) if pair is not None else ""
    if subject.time is None:
        return
    for dimension in _dimensions(subject):
        yield say("suggest_report", language, measure=measure, dimension=dimension.words.of(language), span=span), dimension
    yield say("suggest_report_bare", language, measure=measure, span=span), None


def _questions(subject: Subject, catalog: Catalog, language: Language) -> Iterator[str]:
    """Single questions, the likeliest first."""
    measure, pair = subject.measure.words.of(language), _years(subject, catalog, language)
    for dimension in _dimensions(subject)[:2]:
        yield say("suggest_total", language, measure=measure, dimension=dimension.words.of(language))
    if subject.time is not None:
        yield say("suggest_trend", language, measure=measure)
    if subject.levels:
        yield say("suggest_top", language, measure=measure, dimension=subject.levels[-1].words.of(language))
    if pair is not None:
        yield say("suggest_year", language, measure=measure, year=pair[1].start.year)
    if subject.time is not None:
        yield say("suggest_peak", language, measure=measure)
        yield say("suggest_quarter", language, measure=measure)


def _dimensions(subject: Subject) -> list[Dimension]:
    """What a report may go by: few values, so not single products."""
    found = (subject.segment, *subject.levels[:1], *subject.others)
    return [dimension for dimension in found if dimension is not None and dimension.distinct <= MOST_VALUES]


def _years(subject: Subject, catalog: Catalog, language: Language) -> tuple[Period, Period] | None:
    """The last two whole years of the data, None where it has no two."""
    pair = _latest(subject, catalog, language)
    return pair if pair is not None and pair[1].grain == "year" else None


def _latest(subject: Subject, catalog: Catalog, language: Language) -> tuple[Period, Period] | None:
    """The latest two neighbouring periods that the data covers whole."""
    first, last, _ = time_span(catalog, subject.time) if subject.time is not None else (None, None, 0)
    return latest_pair(first, last, language) if first is not None and last is not None else None


def _reads(text: str, lexis: Lexis, language: Language, by: Dimension | None) -> bool:
    """Does the built-in model read a report as it is meant, and does the data have what it needs?"""
    try:
        understanding = understood(text, lexis, language)
        reading = read(understanding, lexis.catalog)
    except CannotAnswer:
        return False
    segment = reading.subject.segment
    meant = by is None or segment is not None and segment.expr == by.expr
    return meant and not understanding.unread and is_report(understanding, None) and len(reading.periods) == 2


def _answers(text: str, lexis: Lexis, language: Language) -> bool:
    """Does the built-in model read a question, and can its tables be joined?"""
    if is_report(understood(text, lexis, language), None):
        return False
    parsed = parse(text, language, lexis)
    if parsed.ask is None:
        return False
    try:
        Composer(lexis.graph, parsed.ask).query()
    except CannotJoin:
        return False
    return True
