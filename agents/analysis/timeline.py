"""The measure over time: one query, its rows laid beside the units of time that the periods and the data cover whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.calendar import suitable, whole_starts
from agents.analysis.compare import purpose
from agents.analysis.extract import AMOUNT
from agents.analysis.spans import day_of, time_span
from agents.analysis.subject import Subject
from agents.analysis.words import refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Grouping, Result


@dataclass(frozen=True)
class Timeline:
    """`values[name][i]` is the fact ref of unit i of a period, "" where nothing was recorded; `starts[name][i]` the ref of its date."""

    result: Result
    grain: str
    spans: dict[str, Period]
    values: dict[str, list[str]]
    starts: dict[str, list[str]]
    days: dict[str, list[date]]
    left_out: bool  # units at the ends that are not covered whole

    @property
    def length(self) -> int:
        return max(len(values) for values in self.values.values())


def timeline(desk: Workbench, asked: Arguments) -> Timeline:
    """The timeline of one period or two, or of all the data. Raises CannotAnswer without dates or with fewer than two whole units."""
    subject = asked.subject
    first, last, slack = time_span(desk.reader.catalog, subject.time)
    if subject.time is None or first is None or last is None:
        raise CannotAnswer(desk.say(refusal("no_dates")), missing=("date",))
    spans = _spans(asked, first, last)
    grain = asked.grain or suitable(spans["now"])
    covered = last + timedelta(days=slack)
    days = {name: [d for d in whole_starts(p, grain, covered) if d >= first - timedelta(days=slack)] for name, p in spans.items()}
    if max(len(d) for d in days.values()) < 2:
        raise CannotAnswer(desk.say(refusal("few_units")), missing=("period",))
    query = shape.by_time(subject, grain, (), spans, desk.language)
    result = desk.ask(query, purpose(desk, subject, (), spans), grouping=_grouping(desk, subject, grain, spans))
    at = {day_of(value): row for row, value in enumerate(result.values("start"))}
    values = {name: [cell_ref(result.id, at[d], "value") if d in at else "" for d in found] for name, found in days.items()}
    starts = {name: [cell_ref(result.id, at[d], "start") if d in at else "" for d in found] for name, found in days.items()}
    inside = sum(len(d) for d in days.values())
    return Timeline(result, grain, spans, values, starts, days, left_out=len(at) > inside)


def _spans(asked: Arguments, first: date, last: date) -> dict[str, Period]:
    if asked.before is not None and asked.now is not None:
        return {"before": asked.before, "now": asked.now}
    if asked.now is not None:
        return {"now": asked.now}
    return {"now": Period(start=first, end=last, label=f"{first.year}–{last.year}" if first.year != last.year else str(first.year))}


def _grouping(desk: Workbench, subject: Subject, grain: str, spans: dict[str, Period]) -> Grouping | None:
    """Months add up from an extract that is by month; other units do not stand in it."""
    fits = grain == "month" and "month" in desk.extract_columns and all(p.label in desk.extract_periods for p in spans.values())
    return Grouping(extract=desk.extract, keys={"start": "month"}, sums={"value": AMOUNT}) if fits and subject.measure.additive else None
