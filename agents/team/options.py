"""What may be chosen in the brief of a report: measures, segments, analyses, days. The form of a brief and the models choose from it."""

from __future__ import annotations

from contextlib import suppress

from agents.analysis import wordlists
from agents.analysis.propose import propose_subject
from agents.analysis.spans import time_span
from agents.analysis.subject import Subject
from agents.analysis.words import metric
from agents.core.brief import BriefOptions, Choice, Language
from agents.core.errors import CannotAnswer
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.team.reading import GENERAL, Reading, possible
from agents.team.wording import question_text


def options_of(reading: Reading, catalog: Catalog, language: Language) -> BriefOptions:
    """What a person may choose in place of what the reading has."""
    subject = reading.subject
    first, last, _ = time_span(catalog, subject.time) if subject.time is not None else (None, None, 0)
    return BriefOptions(
        measures=_choices(measures_of(reading, catalog, language)), segments=_choices(segments_of(subject, language)),
        analyses=_choices(analyses_of(reading, language)), measure=reading.measure, segment=subject.segment.key if subject.segment else "",
        first_day=first, last_day=last,
    )  # fmt: skip


def measures_of(reading: Reading, catalog: Catalog, language: Language) -> dict[str, str]:
    """Keys and words of what can be measured: the one of the reading first, the general ones that this data knows, and its columns."""
    general: dict[str, Subject] = {}
    for name in GENERAL:
        with suppress(CannotAnswer):
            general[name] = propose_subject(catalog, name)
    stated = {subject.measure.expr for subject in general.values()}
    columns = {
        f"{table.name}.{column.name}": wordlists.named(column.name).of(language)
        for table in catalog.tables
        for column in table.columns
        if column.role == "measure" and Col(table=table.name, name=column.name) not in stated
    }
    first = {reading.measure: reading.subject.measure.words.of(language)}
    return first | {name: metric(name).of(language) for name in general if name != reading.measure} | (columns | first)


def segments_of(subject: Subject, language: Language) -> dict[str, str]:
    """Keys and words of what a subject can be split by."""
    return {dimension.key: dimension.words.of(language) for dimension in subject.dimensions()}


def analyses_of(reading: Reading, language: Language) -> dict[str, str]:
    """Keys and words of the analyses that can be made of a reading."""
    segment, measure = reading.subject.segment, reading.subject.measure.words.of(language)
    dimension = segment.words.of(language) if segment else ""
    return {name: question_text(name, language, measure, dimension) for name in possible(reading)}


def _choices(words: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key=key, words=text) for key, text in words.items())
