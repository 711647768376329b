"""How a request is read against a catalog: measure, segment, periods, analyses. The proposal from which every plan starts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from agents.analysis import wordlists
from agents.analysis.propose import propose_subject
from agents.analysis.spans import comparable
from agents.analysis.subject import MeasureOp, Subject
from agents.analysis.words import METRICS
from agents.core.brief import DELIVERABLES, Deliverable, Language
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.models.builtin.parser.understanding import DimensionRef, MeasureRef, Understanding
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.specs.drafts import PlanDraft
from agents.team.periods import latest_pair, one_before, two_years
from agents.team.wording import say

REPORTS = {"plan", "overview", "summary", "drivers"}  # operations that ask for a report, not for one figure
AGGREGATES: dict[str, MeasureOp] = {
    "sum": "sum",
    "avg": "avg",
    "min": "min",
    "max": "max",
    "median": "median",
    "count_distinct": "count_distinct",
}
# The general measures and the names that stand for them.
MEANS = {"revenue": wordlists.AMOUNT, "profit": wordlists.PROFIT, "quantity": wordlists.QUANTITY}


@dataclass(frozen=True)
class Reading:
    """A request, read: what would be measured, by what, over which periods."""

    subject: Subject
    periods: tuple[Period, ...]  # before, now; empty without a calendar
    understanding: Understanding

    @property
    def measure(self) -> str:
        return self.subject.measure.key


def is_report(understanding: Understanding, deliver: tuple[Deliverable, ...] | None) -> bool:
    """Does the request ask for a report (files, a plan, an overview), or for one figure or table in the chat?"""
    return bool(deliver or understanding.deliverables or REPORTS & set(understanding.operations))


def read(understanding: Understanding, catalog: Catalog) -> Reading:
    """The reading of a request. Raises CannotAnswer with what is missing."""
    subject = subject_of(understanding, catalog)
    return Reading(subject, periods_of(understanding, catalog, subject), understanding)


def subject_of(understanding: Understanding, catalog: Catalog) -> Subject:
    """What the request measures, by what; the likeliest measure and segment of the data where it names none."""
    dimension = next((Col(table=d.table, name=d.column) for d in understanding.dimensions if _groups(d, catalog)), None)
    if not understanding.measures:
        return _first_that_fits(catalog, ("revenue", "profit", "quantity", "orders", "rows"), dimension)
    measure = understanding.measures[0]
    known = _known(measure)
    if known:
        subject = propose_subject(catalog, known, dimension)
    else:
        assert measure.column is not None
        subject = _as_asked(_column_subject(catalog, measure, dimension), measure.label)
    return subject


def _as_asked(subject: Subject, label: str) -> Subject:
    """A column that stands for a general measure is called as the request calls it: revenue, not "Total"."""
    words = next((words for words in METRICS.values() if label.lower() in (words.en, words.zh)), None)
    return subject.model_copy(update={"measure": subject.measure.model_copy(update={"words": words})}) if words else subject


def periods_of(understanding: Understanding, catalog: Catalog, subject: Subject) -> tuple[Period, ...]:
    """Before and now: as the request says, else the latest two whole periods of the data. Cut to the days that both cover."""
    if subject.time is None:
        return ()
    days = _days(catalog, subject.time)
    named = understanding.periods
    language = understanding.language
    if len(named) >= 2:
        pair = (named[0], named[-1])
    elif named:
        spanned = two_years(named[0])
        if spanned is None:
            return _against_the_one_before(_labelled(named[0], language), catalog, language, subject.time)
        pair = spanned
    else:
        found = latest_pair(*days, language) if days else None
        if found is None:
            return ()
        pair = found
    return comparable([_labelled(period, language) for period in pair], catalog, language, subject.time)


def _against_the_one_before(period: Period, catalog: Catalog, language: Language, time: Col) -> tuple[Period, ...]:
    """The period beside the one before it; alone where the data holds less than half of it in common with that one."""
    with suppress(CannotAnswer):
        pair = comparable([_labelled(one_before(period), language), period], catalog, language, time)
        if 2 * _days_of(pair[-1]) >= _days_of(period):
            return pair
    return comparable([period], catalog, language, time)


def _days_of(period: Period) -> int:
    return (period.end - period.start).days + 1


def _labelled(period: Period, language: Language) -> Period:
    """A bare year reads as 2025年 in Chinese prose."""
    return period.model_copy(update={"label": f"{period.label}年"}) if language == "zh" and period.label.isdigit() else period


def analyses_for(reading: Reading) -> tuple[str, ...]:
    """The names of the analyses that answer the request, in the order of the story."""
    asked, subject = set(reading.understanding.operations), reading.subject
    paired, parted = len(reading.periods) == 2, subject.segment is not None
    chosen = ["total"]
    if paired:
        chosen += [name for name in ("growth", "bridge", "mix") if parted] + ["effects", "trend"]
    elif parted:
        chosen += ["ranking", "share"]
    chosen += ["trend"] if subject.time is not None and not paired else []
    chosen += ["concentration"] if subject.levels or subject.customer else []
    chosen += ["seasonality"] if subject.time is not None and asked & {"trend", "overview", "plan", "summary"} else []
    chosen += ["drivers"] if "drivers" in asked and paired else []
    chosen += ["outliers"] if paired else []
    chosen += ["distribution"] if "distribution" in asked else []
    if parted and paired:
        chosen += ["fit", "segment"] + (["plan"] if "plan" in asked else [])
    return (*dict.fromkeys(chosen), "quality")


def proposal(reading: Reading, deliver: tuple[Deliverable, ...] | None) -> PlanDraft:
    """The plan that the rules propose."""
    understanding = reading.understanding
    segment = reading.subject.segment
    return PlanDraft(
        title=title_of(reading),
        measure=reading.measure,
        segment=segment.key if segment else "",
        questions=analyses_for(reading),
        deliverables=deliver if deliver is not None else files_for(understanding),
    )


def files_for(understanding: Understanding) -> tuple[Deliverable, ...]:
    """The files that a report gives: those asked for and always its charts, all kinds where none is asked for."""
    asked = understanding.deliverables
    return (*(kind for kind in asked if kind != "charts"), "charts") if asked else DELIVERABLES


def title_of(reading: Reading) -> str:
    """A title in the language of the request, without numbers."""
    language: Language = reading.understanding.language
    measure = reading.subject.measure.words.of(language)
    measure = measure[:1].upper() + measure[1:]
    if reading.subject.segment is None:
        return say("title_bare", language, measure=measure)
    key = "title_plan" if "plan" in reading.understanding.operations else "title"
    return say(key, language, measure=measure, dimension=reading.subject.segment.words.of(language))


def _groups(dimension: DimensionRef, catalog: Catalog) -> bool:
    """Days and spans of time are what a trend runs over, not what a report is split by."""
    return dimension.grain is None and catalog.table(dimension.table).column(dimension.column).role != "time"


def _known(measure: MeasureRef) -> str:
    """The general measure that a reference means, "" for a plain column."""
    if measure.formula in ("quantity_price", "quantity_price_discount"):
        return "revenue"
    if measure.formula == "margin":
        return "profit"
    return "rows" if measure.column is None else ""


def _column_subject(catalog: Catalog, measure: MeasureRef, dimension: Col | None) -> Subject:
    """The subject of a column; the general measure where the column is what it stands for, as that knows more beside it."""
    column = Col(table=measure.table, name=measure.column or "")
    subjects = _general_subjects(catalog, dimension) if measure.aggregate == "sum" else []
    for subject in subjects:
        if subject.measure.expr == column:
            return subject
    try:
        return propose_subject(catalog, column, dimension, op=AGGREGATES.get(measure.aggregate, "sum"))
    except CannotAnswer:
        # The total of an invoice cannot be split by product; what its lines are worth can, and is the same revenue.
        alike = [subject for subject in subjects if wordlists.place(column.name, MEANS[subject.measure.key]) is not None]
        if not alike:
            raise
        return alike[0]


def _general_subjects(catalog: Catalog, dimension: Col | None) -> list[Subject]:
    """The subjects of the general measures that this data knows."""
    found = []
    for general in MEANS:
        with suppress(CannotAnswer):
            found.append(propose_subject(catalog, general, dimension))
    return found


def _first_that_fits(catalog: Catalog, measures: tuple[str, ...], dimension: Col | None) -> Subject:
    error: CannotAnswer | None = None
    for measure in measures:
        try:
            return propose_subject(catalog, measure, dimension)
        except CannotAnswer as missing:
            error = error or missing
    raise error or CannotAnswer()


def _days(catalog: Catalog, time: Col) -> tuple[date, date] | None:
    column = catalog.table(time.table).column(time.name)
    first, last = column.minimum, column.maximum
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    return date(first.year, first.month, first.day), date(last.year, last.month, last.day)
