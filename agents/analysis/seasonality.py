"""The months of the year against the average month, over whole years only; and when each segment peaks."""

from __future__ import annotations

from datetime import date, timedelta

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.calendar import whole_starts
from agents.analysis.charts import cell, columns, lead, title
from agents.analysis.claimed import largest
from agents.analysis.compare import purpose
from agents.analysis.spans import time_span
from agents.analysis.words import month_name, note, phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Result
from agents.sources.query import Order, Query, Select, call
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec


def seasonality(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind seasonality. Weight: how far the peak stands above the average month. Raises CannotAnswer where the data
    does not cover one whole year."""
    subject = asked.subject
    years = _years(desk, asked)
    result = desk.ask(_query(desk, asked, {"now": years}, by_segment=False), purpose(desk, subject, (), {"now": years}, "season_of"))
    months = [int(m) for m in result.values("month_number") if isinstance(m, int)]
    if len(months) < 2:
        raise CannotAnswer(desk.say(refusal("few_units")), missing=("month",))
    indices = _indices(desk, result, "season", subject.measure.words.of(desk.language))
    peak, trough = max(months, key=lambda m: desk.number(indices[m])), min(months, key=lambda m: desk.number(indices[m]))
    refs = list(indices.values())
    words = {
        "measure": subject.measure.words.of(desk.language),
        "peak": month_name(peak, desk.language),
        "trough": month_name(trough, desk.language),
        "now": years.label,
    }
    words, names, extra = _segments(desk, asked, years, words)
    heading = title(desk, "season_index")
    labels = tuple(month_name(m, desk.language) for m in months)
    chart = ChartSpec(
        id="seasonality",
        kind="column",
        title=heading,
        subtitle=lead(desk, words["measure"], years.label),
        categories=labels,
        format="number",
        series=(Series(name=heading, values=tuple(refs), format="number"),),
        highlight=(months.index(peak),),
        results=(result.id,),
        alt=heading,
    )
    table = TableSpec(
        id="seasonality_table",
        title=heading,
        columns=(TableColumn(header=desk.say(phrase("month"))), *columns(desk, "season_index")),
        rows=tuple((label, cell(ref, "number")) for label, ref in zip(labels, refs, strict=True)),
        results=(result.id,),
    )
    claims = {"peak": largest(desk, indices[peak], refs), "trough": largest(desk, indices[trough], refs, lowest=True)}
    return [
        Finding(
            id=f"{asked.question or 'seasonality'}.seasonality",
            kind="seasonality",
            question=asked.question,
            words=words,
            names=names,
            weight=min(1.0, desk.number(indices[peak]) - 1),
            facts={"peak": indices[peak], "trough": indices[trough]},
            claims={k: v for k, v in claims.items() if v},
            lists={"index": tuple(refs)} | extra,
            charts=(chart,),
            tables=(table,),
            results=(result.id,),
        )
    ]


def _years(desk: Workbench, asked: Arguments) -> Period:
    """All whole years of the data, or of the periods asked about."""
    first, last, slack = time_span(desk.reader.catalog, asked.subject.time)
    if asked.subject.time is None or first is None or last is None:
        raise CannotAnswer(desk.say(refusal("no_dates")), missing=("date",))
    begin = first - timedelta(days=slack)
    if asked.before is not None and asked.now is not None:
        begin, last = max(begin, asked.before.start), min(last, asked.now.end)
    starts = whole_starts(Period(start=begin, end=last + timedelta(days=slack), label=""), "year")
    if not starts:
        raise CannotAnswer(desk.say(note("no_year")), missing=("year",))
    label = str(starts[0].year) if len(starts) == 1 else f"{starts[0].year}–{starts[-1].year}"
    return Period(start=starts[0], end=date(starts[-1].year, 12, 31), label=label)


def _query(desk: Workbench, asked: Arguments, spans: dict[str, Period], *, by_segment: bool) -> Query:
    subject = asked.subject
    assert subject.time is not None
    month = call("month", subject.time)
    keys = (asked.keyed(desk.language),) if by_segment else ()
    measure = subject.measure
    return Query(
        table=subject.table,
        joins=subject.joins,
        where=shape.conditions(subject, spans),
        select=(
            *(shape.key_select(k, desk.language) for k in keys),
            Select(name="month_number", expr=month),
            Select(name="value", expr=shape.nothing_is_zero(measure.aggregate()), unit=measure.unit, currency=measure.currency),
        ),
        group_by=(*(shape.key_expr(k, desk.language) for k in keys), month),
        order=(*(Order(expr=shape.key_expr(k, desk.language)) for k in keys), Order(expr=month)),
    )


def _indices(desk: Workbench, result: Result, id: str, name: str, rows: list[int] | None = None) -> dict[int, str]:
    """Month number -> fact of its value over the mean of the months."""
    rows = list(range(len(result.rows))) if rows is None else rows
    inputs = {f"x{i}": cell_ref(result.id, row, "value") for i, row in enumerate(rows)}
    found = {}
    for i, row in enumerate(rows):
        month = result.cell(row, "month_number")
        expression = f"x{i} / mean({', '.join(inputs)})"
        found[int(month) if isinstance(month, int) else 0] = desk.derive(
            f"{id}.{month}.index", expression, inputs, name=f"{name} · {desk.say(phrase('season_index'))}", unit="index"
        )
    return found


def _segments(
    desk: Workbench, asked: Arguments, years: Period, words: dict[str, str]
) -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, ...]]]:
    """The peak month of each segment: its name, its index, and the month as a word `peak_0`, `peak_1` … in the order of the lists."""
    segment = asked.subject.segment
    if segment is None or segment.distinct > 12:
        return words, {}, {}
    result = desk.ask(
        _query(desk, asked.model_copy(update={"dimension": segment.key}), {"now": years}, by_segment=True),
        purpose(desk, asked.subject, (segment,), {"now": years}, "season_of"),
    )
    rows: dict[str, list[int]] = {}
    for row in range(len(result.rows)):
        rows.setdefault(str(result.cell(row, segment.key)), []).append(row)
    names, peaks = [], []
    for i, (text, own) in enumerate(rows.items()):
        indices = _indices(desk, result, f"season.{i}", text, own)
        peak = max(indices, key=lambda m: desk.number(indices[m]))
        names.append(cell_ref(result.id, own[0], segment.key))
        peaks.append(indices[peak])
        words = words | {f"peak_{i}": month_name(peak, desk.language)}
    return words, {}, {"segment_name": tuple(names), "segment_peak": tuple(peaks)}
