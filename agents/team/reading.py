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
from agents.core.brief import DELIVERABLES, Deliverable, Language, Only
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.models.builtin.parser.understanding import DimensionRef, MeasureRef, Understanding
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.specs.drafts import PlanDraft
from agents.team.limits import limited, limits_of, pinned, words_of
from agents.team.periods import latest_pair, one_before, two_years
from agents.team.wording import say

GENERAL = ("revenue", "profit", "quantity", "orders", "customers", "rows")
MOST_IN_TITLE = 40  # characters of the limits; longer ones stand under the title
REPORTS = {"plan", "overview", "summary", "drivers"}  # operations that ask for a report, not for one figure
EVERY = ("trend", "drivers", "distribution", "plan")  # operations that bring analyses of their own
WHY = ("total", "growth", "drivers", "quality")  # what a question for causes needs
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
    only: tuple[Only, ...] = ()  # the subject keeps to these rows

    @property
    def measure(self) -> str:
        """The key of the measure: a general one ("revenue"), or table.column."""
        measure = self.subject.measure
        general = measure.key in GENERAL or not isinstance(measure.expr, Col)
        return measure.key if general or not isinstance(measure.expr, Col) else f"{measure.expr.table}.{measure.expr.name}"


def is_report(understanding: Understanding, deliver: tuple[Deliverable, ...] | None) -> bool:
    """Does the request ask for a report (files, a plan, an overview), or for one figure or table in the chat?"""
    return bool(deliver or understanding.deliverables or REPORTS & set(understanding.operations))


def is_why(understanding: Understanding) -> bool:
    """Does it ask for causes and nothing else? That is answered in the thread."""
    more = {"plan", "summary"} & set(understanding.operations) or understanding.deliverables
    return "drivers" in understanding.operations and not more


def read(understanding: Understanding, catalog: Catalog) -> Reading:
    """The reading of a request. Raises CannotAnswer with what is missing."""
    language = understanding.language
    wanted = dimension_of(understanding, catalog)
    subject = subject_of(understanding, catalog, wanted)
    only = limits_of(understanding.filters, subject, catalog, language)
    subject = compared(subject, catalog, only, asked=wanted)
    return Reading(limited(subject, catalog, only), periods_of(understanding, catalog, subject), understanding, only)


def subject_of(understanding: Understanding, catalog: Catalog, dimension: Col | None) -> Subject:
    """What the request measures, by a dimension; the likeliest measure and segment of the data where it names none."""
    if not understanding.measures:
        return _first_that_fits(catalog, ("revenue", "profit", "quantity", "orders", "rows"), dimension)
    measure = understanding.measures[0]
    if measure.column is None and not measure.formula:
        return _count_subject(catalog, measure.table, dimension)
    known = _known(measure)
    if known:
        return propose_subject(catalog, known, dimension)
    assert measure.column is not None
    return _as_asked(_column_subject(catalog, measure, dimension), measure.label)


def compared(subject: Subject, catalog: Catalog, only: tuple[Only, ...], *, asked: Col | None) -> Subject:
    """The subject by what a person means to compare where the request names no dimension: the column of several values that it names
    ("the West and the East"), and never one of which a single value is left."""
    if asked is not None:
        return subject
    several = next((limit for limit in only if len(limit.values) > 1 and not limit.out and not limit.part), None)
    if several is not None:
        return split_by(subject, catalog, Col(table=several.table, name=several.column))
    return unpinned(subject, catalog, only)


def unpinned(subject: Subject, catalog: Catalog, only: tuple[Only, ...]) -> Subject:
    """The subject by another dimension, products first, where the limits leave a single value of its own."""
    if subject.segment is None or not pinned(only, subject.segment.expr):
        return subject
    other = next((d for d in (*subject.levels[:1], *subject.others, *subject.levels) if not pinned(only, d.expr)), None)
    return split_by(subject, catalog, other.expr) if other is not None else subject


def split_by(subject: Subject, catalog: Catalog, dimension: Col | None) -> Subject:
    """The same measure by another dimension; without any where there is none. The limits are left out. Raises CannotAnswer."""
    measure = subject.measure
    if measure.key in GENERAL or not isinstance(measure.expr, Col):
        made = propose_subject(catalog, measure.key, dimension)
    else:
        made = propose_subject(catalog, measure.expr, dimension, op=measure.op)
    update = {"measure": made.measure.model_copy(update={"words": measure.words})}
    return made.model_copy(update=update if dimension is not None else update | {"segment": None})


def dimension_of(understanding: Understanding, catalog: Catalog) -> Col | None:
    """What the request is split by, None where it names nothing."""
    return next(iter(dimensions_of(understanding, catalog)), None)


def dimensions_of(understanding: Understanding, catalog: Catalog) -> tuple[Col, ...]:
    """Everything that the request splits by, in its order."""
    return tuple(Col(table=d.table, name=d.column) for d in understanding.dimensions if _groups(d, catalog))


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
    return _analyses(reading, set(reading.understanding.operations))


def possible(reading: Reading) -> tuple[str, ...]:
    """The names of all analyses that can be made of a reading, asked for or not."""
    parted = ("ranking", "share") if reading.subject.segment is not None else ()
    return tuple(dict.fromkeys((*_analyses(reading, set(EVERY)), *parted)))


def _analyses(reading: Reading, asked: set[str]) -> tuple[str, ...]:
    subject = reading.subject
    paired, parted = len(reading.periods) == 2, subject.segment is not None
    chosen = ["total"]
    if paired:
        chosen += [name for name in ("growth", "bridge", "mix") if parted] + ["effects", "trend"]
        chosen += ["ranking"] if parted and reading.understanding.top else []
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
        questions=WHY if is_why(understanding) else analyses_for(reading),
        deliverables=deliver if deliver is not None else files_for(understanding),
    )


def files_for(understanding: Understanding) -> tuple[Deliverable, ...]:
    """The files that a report gives: those asked for and always its charts, all kinds where none is asked for."""
    asked = understanding.deliverables
    if is_why(understanding):
        return ()
    return (*(kind for kind in asked if kind != "charts"), "charts") if asked else DELIVERABLES


def title_of(reading: Reading, split: str = "") -> str:
    """A title in the language of the request, without numbers. `split` is what the report goes by in place of its segment."""
    language: Language = reading.understanding.language
    measure = reading.subject.measure.words.of(language)
    measure = measure[:1].upper() + measure[1:]
    if is_why(reading.understanding):
        return _with_limits(say("title_why", language, measure=reading.subject.measure.words.of(language)), reading)
    key = "title_plan" if "plan" in reading.understanding.operations else "title"
    dimension = split or _split_words(reading)
    title = say(key if dimension else "title_bare", language, measure=measure, dimension=dimension)
    return _with_limits(title, reading)


def _split_words(reading: Reading) -> str:
    """What the report goes by: its segment, and what else the request names."""
    subject, language = reading.subject, reading.understanding.language
    known = {(d.expr.table, d.expr.name): d.words.of(language) for d in subject.dimensions()}
    asked = [known[key] for d in reading.understanding.dimensions if (key := (d.table, d.column)) in known and d.grain is None]
    segment = subject.segment.words.of(language) if subject.segment else ""
    if asked[:1] != [segment]:
        return segment  # chosen by a person, by a model or by the data
    return ("、" if language == "zh" else " and ").join([*dict.fromkeys(asked)][:3])


def _with_limits(title: str, reading: Reading) -> str:
    """The title with the limits behind it where they are short; a title holds no digits."""
    language = reading.understanding.language
    limits = words_of(reading.only, language)
    short = limits and len(limits) <= MOST_IN_TITLE and not any(character.isdigit() for character in limits)
    return say("title_limited", language, title=title, limits=limits) if short else title


def _groups(dimension: DimensionRef, catalog: Catalog) -> bool:
    """Days and spans of time are what a trend runs over, not what a report is split by; numbers of orders are none either."""
    return dimension.grain is None and catalog.table(dimension.table).column(dimension.column).role not in ("time", "key")


def _known(measure: MeasureRef) -> str:
    """The general measure that a reference means, "" for a plain column."""
    if measure.formula in ("quantity_price", "quantity_price_discount"):
        return "revenue"
    if measure.formula == "margin":
        return "profit"
    return ""


def _count_subject(catalog: Catalog, table: str, dimension: Col | None) -> Subject:
    """A count of the rows of a table. Rows of another one, such as the lines of its orders, are never counted in their place.

    Raises CannotAnswer where those rows cannot be split so.
    """
    with suppress(CannotAnswer):
        orders = propose_subject(catalog, "orders", dimension)
        if table in (_counts_rows_of(orders), _points_to(catalog, orders.measure.expr)):
            return orders
    return propose_subject(catalog, "rows", dimension, table=table)


def _counts_rows_of(subject: Subject) -> str:
    return subject.table if subject.measure.op == "count" else ""


def _points_to(catalog: Catalog, key: object) -> str:
    """The table that a column is the key of, "" for none."""
    if not isinstance(key, Col):
        return ""
    return next((link.to_table for link in catalog.links if (link.table, link.column) == (key.table, key.name)), "")


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
