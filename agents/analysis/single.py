"""The measure by a dimension in one period, or in all of the data: values, shares, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.compare import purpose
from agents.analysis.extract import grouping_of
from agents.analysis.names import path
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Result
from agents.sources.query import Order


@dataclass
class Single:
    """`result` has the rows in order of the measure; `total` is the fact of the whole."""

    desk: Workbench
    subject: Subject
    dimension: Dimension
    period: Period
    result: Result
    total: str
    rows: list[int]

    def name(self, row: int) -> str:
        return cell_ref(self.result.id, row, self.dimension.key)

    def value(self, row: int) -> str:
        return cell_ref(self.result.id, row, "now")

    def text(self, row: int) -> str:
        return str(self.result.cell(row, self.dimension.key))

    def stated(self) -> list[int]:
        """The rows that state a value; all rows where none does."""
        blank = self.desk.say(shape.BLANK)
        return [row for row in self.rows if self.text(row) != blank] or self.rows

    def share(self, row: int) -> str:
        """The share of the whole; "" for a measure that does not add up."""
        if not self.subject.measure.additive or self.desk.number(self.total) <= 0:
            return ""
        name = f"{self.desk.say(phrase('share'))} · {self.text(row)}"
        return self.desk.derive(
            path(self.dimension.key, self.text(row)) + ".share", "n / t", {"n": self.value(row), "t": self.total}, name=name, unit="ratio"
        )


def period_of(desk: Workbench, asked: Arguments) -> tuple[Subject, Period]:
    """The subject and the period to look at; without a period the subject forgets its dates, so that all rows count."""
    if asked.now is not None and asked.subject.time is not None:
        return asked.subject, asked.now
    catalog = desk.reader.catalog
    first, last = catalog.first_day or date.min, catalog.last_day or date.max
    return asked.subject.model_copy(update={"time": None}), Period(start=first, end=last, label=desk.say(phrase("all_data")))


def single(desk: Workbench, asked: Arguments, *, limit: int = 2_000) -> Single:
    """The measure by the dimension. Raises CannotAnswer where there is nothing."""
    subject, period = period_of(desk, asked)
    dimension, spans = asked.keyed(desk.language), {"now": period}
    query = shape.grouped(subject, (dimension,), spans, desk.language, parts=(), limit=limit)
    if asked.lowest:
        query = query.model_copy(update={"order": (Order(expr=query.order[0].expr), *query.order[1:])})
    result = desk.ask(query, purpose(desk, subject, (dimension,), spans), grouping=grouping_of(desk, subject, (dimension,), spans, query))
    rows = [row for row in range(len(result.rows)) if result.cell(row, "now") is not None]
    if not rows:
        raise CannotAnswer(desk.say(refusal("no_rows")).format(what=period.label), missing=(period.label,))
    return Single(desk, subject, dimension, period, result, total_of(desk, subject, period), rows)


def total_of(desk: Workbench, subject: Subject, period: Period) -> str:
    """The fact of the measure over everything."""
    spans = {"now": period}
    query = shape.grouped(subject, (), spans, desk.language, parts=())
    result = desk.ask(query, purpose(desk, subject, (), spans), grouping=grouping_of(desk, subject, (), spans, query))
    return cell_ref(result.id, 0, "now")
