"""What stands from an earlier brief, and a reading in which a further request has changed some of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from agents.analysis.arguments import Arguments
from agents.analysis.spans import comparable
from agents.analysis.subject import Subject
from agents.core.brief import Brief, Deliverable, Language, Only
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.models.builtin.parser.understanding import Operation, Understanding
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.team.limits import limited, limits_of, merged
from agents.team.reading import Reading, dimension_of, is_why, periods_of, split_by, subject_of, unpinned

KEPT: tuple[Operation, ...] = ("plan", "drivers", "distribution")  # analyses that are there only because they were asked for


@dataclass(frozen=True)
class Standing:
    """What an earlier brief measured, over which days and rows, how and for which files. `chosen`: its analyses were its own choice."""

    subject: Subject
    periods: tuple[Period, ...]
    only: tuple[Only, ...]
    analyses: tuple[str, ...]
    deliverables: tuple[Deliverable, ...]
    chosen: bool = True


def standing_of(brief: Brief, catalog: Catalog) -> Standing:
    """What stands from the brief of a report."""
    asked = next(Arguments.model_validate(question.arguments) for question in brief.questions if question.analysis != "lookup")
    analyses = tuple(question.analysis for question in brief.questions)
    return Standing(asked.subject, brief.periods, brief.only, analyses, brief.deliverables)


def changed(standing: Standing, said: Understanding, catalog: Catalog, request: str) -> Reading:
    """The reading of what stands with what is said now in its place. Raises CannotAnswer where the data has no such thing."""
    language = said.language
    asked = dimension_of(said, catalog)
    subject = _subject(standing, said, catalog, asked)
    old = standing.subject.segment
    spoken = [Col(table=limit.table, name=limit.column) for limit in standing.only] + ([old.expr] if old is not None else [])
    new = limits_of(said.filters, subject, catalog, language, spoken)
    only = merged(standing.only, new)
    if asked is None:
        subject = unpinned(subject, catalog, only)
    periods = _periods(standing, said, catalog, subject)
    turned = is_why(said) or said.top or any(dimension.grain for dimension in said.dimensions)  # another report than before
    operations = (*(name for name in KEPT if name in standing.analyses and not turned), *said.operations)
    understanding = said.model_copy(update={"request": request, "operations": tuple(dict.fromkeys(operations))})
    return Reading(limited(subject, catalog, only), periods, understanding, only)


def _subject(standing: Standing, said: Understanding, catalog: Catalog, asked: Col | None) -> Subject:
    """The measure named now, else that which stands; by the dimension named now, else by that which stands. Without limits."""
    old = standing.subject.segment.expr if standing.subject.segment is not None else None
    if not any(measure.label for measure in said.measures):
        return split_by(standing.subject, catalog, asked or old)
    with suppress(CannotAnswer):
        return _bare(subject_of(said, catalog, asked or old), asked or old)
    return _bare(subject_of(said, catalog, asked), asked or old)  # the new measure does not reach the old dimension


def _bare(subject: Subject, dimension: Col | None) -> Subject:
    return subject if dimension is not None else subject.model_copy(update={"segment": None})


def _periods(standing: Standing, said: Understanding, catalog: Catalog, subject: Subject) -> tuple[Period, ...]:
    """The days named now, else those that stand; for a "why" with the days before them beside them."""
    if said.periods:
        return periods_of(said, catalog, subject)
    if subject.time is None:
        return ()
    alone = len(standing.periods) < 2 and "drivers" in said.operations
    if alone or not standing.periods:
        return periods_of(said.model_copy(update={"periods": standing.periods}), catalog, subject)
    return _again(standing.periods, catalog, said.language, subject.time)


def _again(periods: tuple[Period, ...], catalog: Catalog, language: Language, time: Col) -> tuple[Period, ...]:
    return comparable(periods, catalog, language, time)
