"""What a person changed in a brief, put into the reading from which the plan is made again. What cannot be is said in words."""

from __future__ import annotations

from collections.abc import Collection

from agents.analysis.propose import propose_subject
from agents.analysis.spans import comparable, span_label
from agents.analysis.subject import Subject
from agents.core.brief import Brief, BriefEdit, Language, Only, Span
from agents.core.errors import CannotAnswer, InputError
from agents.core.periods import Period, year
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.specs.drafts import PlanDraft
from agents.team.limits import limited
from agents.team.options import measures_of, segments_of
from agents.team.reading import Reading, possible, split_by
from agents.team.wording import say

MOST_TITLE = 120  # characters


def checked(edit: BriefEdit, brief: Brief) -> None:
    """Raise InputError, in the language of the brief, for an edit that names what the brief does not offer."""
    language, options = brief.language, brief.options
    if not options.measures and _beyond_question(edit):
        raise InputError(say("edit_question", language))
    _offered(edit.measure, {choice.key for choice in options.measures}, language)
    if edit.measure is None or edit.measure == options.measure:  # another measure may have other segments
        _offered(edit.segment or None, {choice.key for choice in options.segments}, language)
    _title(edit, language)
    _days(edit.periods, language)
    if edit.analyses is not None and not edit.analyses:
        raise InputError(say("edit_nothing", language))
    _kept(brief.only, edit.only, language)


def edited_question(brief: Brief, edit: BriefEdit | None) -> Brief:
    """The brief of a single question with its title and files changed; the rest of it is the question itself. Raises InputError."""
    if edit is None:
        return brief
    if _beyond_question(edit):
        raise InputError(say("edit_question", brief.language))
    _title(edit, brief.language)
    deliverables = brief.deliverables if edit.deliverables is None else edit.deliverables
    return brief.model_copy(update={"title": edit.title or brief.title, "deliverables": deliverables})


def edited(reading: Reading, edit: BriefEdit | None, catalog: Catalog, language: Language) -> Reading:
    """The reading with another measure, segment, days and limits. Raises InputError for what is not offered, CannotAnswer for days
    without data."""
    if edit is None:
        return reading
    _title(edit, language)
    only = _kept(reading.only, edit.only, language)
    subject = _segmented(_measured(reading, edit, catalog, language), edit, catalog, language)
    periods = reading.periods if edit.periods is None else _periods(edit.periods, catalog, subject, language)
    return Reading(limited(subject, catalog, only), periods, reading.understanding, only)


def overridden(draft: PlanDraft, edit: BriefEdit | None, reading: Reading, language: Language) -> PlanDraft:
    """The plan with what the person chose in place of what the rules or a model proposed. Raises InputError."""
    if edit is None:
        return draft
    known = possible(reading)
    for name in edit.analyses or ():
        _offered(name, known, language)
    if edit.analyses is not None and not edit.analyses:
        raise InputError(say("edit_nothing", language))
    chosen = {"title": edit.title, "questions": edit.analyses, "deliverables": edit.deliverables}
    if edit.measure is not None or edit.segment is not None:
        chosen |= {"measure": reading.measure, "segment": reading.subject.segment.key if reading.subject.segment else ""}
    return draft.model_copy(update={name: value for name, value in chosen.items() if value is not None})


def _beyond_question(edit: BriefEdit) -> bool:
    return any(value is not None for value in (edit.measure, edit.segment, edit.analyses, edit.periods)) or bool(edit.only)


def _offered(key: str | None, known: Collection[str], language: Language) -> None:
    if key is not None and key not in known:
        raise InputError(say("edit_unknown", language, what=key, known=", ".join(sorted(known))))


def _title(edit: BriefEdit, language: Language) -> None:
    if edit.title is not None and not 0 < len(edit.title.strip()) <= MOST_TITLE:
        raise InputError(say("edit_title", language, most=MOST_TITLE))


def _kept(there: tuple[Only, ...], chosen: tuple[Only, ...] | None, language: Language) -> tuple[Only, ...]:
    """The limits that stay. One that was not there cannot be added so: its words must be said."""
    if chosen is None:
        return there
    places = {(limit.table, limit.column, limit.values, limit.out, limit.part) for limit in chosen}
    kept = tuple(limit for limit in there if (limit.table, limit.column, limit.values, limit.out, limit.part) in places)
    if len(kept) < len(places):
        raise InputError(say("edit_only", language))
    return kept


def _measured(reading: Reading, edit: BriefEdit, catalog: Catalog, language: Language) -> Subject:
    """The subject by the measure chosen, without limits. It keeps its segment where the measure reaches it."""
    old = reading.subject.segment.expr if reading.subject.segment is not None else None
    if edit.measure is None or edit.measure == reading.measure:
        return split_by(reading.subject, catalog, old)
    _offered(edit.measure, measures_of(reading, catalog, language), language)
    table, _, column = edit.measure.partition(".")
    wanted = Col(table=table, name=column) if column else edit.measure
    try:
        return propose_subject(catalog, wanted, old, language=language)
    except CannotAnswer:
        if edit.segment is None and old is not None:
            return propose_subject(catalog, wanted, language=language)
        raise


def _segmented(subject: Subject, edit: BriefEdit, catalog: Catalog, language: Language) -> Subject:
    if edit.segment is None:
        return subject
    if edit.segment == "":
        return split_by(subject, catalog, None)
    _offered(edit.segment, segments_of(subject, language), language)
    return split_by(subject, catalog, subject.dimension(edit.segment).expr)


def _days(spans: tuple[Span, ...] | None, language: Language) -> None:
    if spans is None:
        return
    if not 1 <= len(spans) <= 2:
        raise InputError(say("edit_spans", language))
    if any(span.start > span.end for span in spans):
        raise InputError(say("edit_backwards", language))
    if len(spans) == 2 and spans[1].start <= spans[0].end:
        raise InputError(say("edit_order", language))


def _periods(spans: tuple[Span, ...], catalog: Catalog, subject: Subject, language: Language) -> tuple[Period, ...]:
    """The days chosen as periods, cut to what the data covers in each where they are compared. Raises InputError or CannotAnswer."""
    _days(spans, language)
    if subject.time is None:
        raise InputError(say("edit_no_dates", language))
    return comparable([_named(span, language) for span in spans], catalog, language, subject.time)


def _named(span: Span, language: Language) -> Period:
    """A span as people call it: 2025, or 1 Mar–30 Jun 2025."""
    whole = year(span.start.year)
    if (whole.start, whole.end) == (span.start, span.end):
        return whole.model_copy(update={"label": f"{whole.label}年"}) if language == "zh" else whole
    return Period(start=span.start, end=span.end, label=span_label(span.start, span.end, language))
