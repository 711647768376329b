"""The data extract: the rows behind the figures, for the workbook's data sheet, and how grouped results add up from it.

Rounding rule: lines are never rounded; sums add the doubles as they stand, and two sums agree within 1e-9 of their size.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis import shape
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import metric, phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period
from agents.evidence.results import Grouping, Result, Unit
from agents.sources.query import Expr, Order, Query, Select, call, lit

LINE_ROWS = 150_000  # more rows than this do not go into a spreadsheet line by line: they are summed by month and dimension first
OTHERS = 2  # further dimensions in the extract, beside the segment and the product levels
AMOUNT = "amount"
PERIOD = "period"


def extract(desk: Workbench, subject: Subject, spans: dict[str, Period], *, line_rows: int = LINE_ROWS) -> Result:
    """Take the extract of the rows of all the periods and remember it for the groupings of later questions.

    Columns: date (or month), period (the label), the dimensions, quantity, profit, gross, amount. Sorted by date and dimensions.
    Take it before the other questions, so that their results can say how they add up from it.
    """
    total = Query(
        table=subject.table,
        joins=subject.joins,
        select=(Select(name="rows", expr=call("count"), unit="count"),),
        where=shape.conditions(subject, spans),
    )
    count = desk.ask(total, desk.say(phrase("control"))).cell(0, "rows")
    by_line = isinstance(count, int) and count <= line_rows
    keys = _line_keys(subject) if by_line else _sum_keys(subject, spans, line_rows)
    query = _query(desk, subject, spans, keys, by_line)
    result = desk.ask(query, desk.say(phrase("extract")), store=desk.store)
    desk.extract, desk.extract_of = result.id, _about(subject)
    desk.extract_columns = tuple(c.name for c in result.columns)
    desk.extract_periods = tuple(p.label for p in spans.values())
    return result


def grouping_of(desk: Workbench, subject: Subject, keys: Sequence[Dimension], spans: dict[str, Period], query: Query) -> Grouping | None:
    """How the columns of a grouped query add up from the extract; None where there is no extract or it does not hold them."""
    if not desk.extract or desk.extract_of != _about(subject) or not subject.measure.additive:
        return None
    if any(p.label not in desk.extract_periods for p in spans.values()):
        return None
    if any(k.key not in desk.extract_columns for k in keys):
        return None
    sums = dict.fromkeys(spans, AMOUNT)
    fixed = {name: {PERIOD: period.label} for name, period in spans.items()}
    for name, period in spans.items():
        for part in ("quantity", "profit", "gross", "revenue"):
            if part in desk.extract_columns and any(s.name == f"{part}_{name}" for s in query.select):
                sums[f"{part}_{name}"] = part
                fixed[f"{part}_{name}"] = {PERIOD: period.label}
    return Grouping(extract=desk.extract, keys={k.key: k.key for k in keys}, sums=sums, fixed_by=fixed)


def _about(subject: Subject) -> tuple[object, ...]:
    """Results add up from an extract only where both count the same rows and the same measure."""
    return subject.table, subject.measure, subject.filters


def _line_keys(subject: Subject) -> list[Dimension]:
    found = (subject.segment, *subject.levels, *subject.others[:OTHERS])
    return list({d.key: d for d in found if d is not None}.values())


def _sum_keys(subject: Subject, spans: dict[str, Period], most: int) -> list[Dimension]:
    """The segment and as many product levels, from the coarsest, as keep the sums by month under `most` rows."""
    months = sum((p.end - p.start).days // 30 + 1 for p in spans.values())
    room = most / max(months * (subject.segment.distinct if subject.segment is not None else 1), 1)
    levels = [d for d in subject.levels if d.distinct <= room]
    return [*([subject.segment] if subject.segment is not None else []), *levels]


def _query(desk: Workbench, subject: Subject, spans: dict[str, Period], keys: Sequence[Dimension], by_line: bool) -> Query:
    start, label = _times(subject, spans, by_line)
    selects = [
        Select(name="date" if by_line else "month", expr=start, label=desk.say(phrase("day" if by_line else "month"))),
        Select(name=PERIOD, expr=label, label=desk.say(phrase("period"))),
        *(shape.key_select(k, desk.language) for k in keys),
    ]
    if by_line:
        selects.insert(1, Select(name="month", expr=call("cast_date", call("month_start", subject.time)), label=desk.say(phrase("month"))))  # type: ignore[arg-type]
    group = [s.expr for s in selects]
    selects += _amounts(desk, subject, by_line)
    return Query(
        table=subject.table, joins=subject.joins, select=tuple(selects), where=shape.conditions(subject, spans),
        group_by=() if by_line else tuple(group), order=tuple(Order(expr=e) for e in group),
    )  # fmt: skip


def _times(subject: Subject, spans: dict[str, Period], by_line: bool) -> tuple[Expr, Expr]:
    assert subject.time is not None
    label: Expr = lit("")
    for period in spans.values():
        label = call("if", shape.within(subject.time, period), lit(period.label), label)
    return call("cast_date", call("day_start" if by_line else "month_start", subject.time)), label


def _amounts(desk: Workbench, subject: Subject, by_line: bool) -> list[Select]:
    measure = subject.measure
    named: dict[str, Expr] = dict(subject.parts())
    named[AMOUNT] = measure.expr if measure.expr is not None and measure.op == "sum" else lit(1)
    selects = []
    for name, expr in named.items():
        unit: Unit = "count" if name == "quantity" else measure.unit
        label = measure.words.of(desk.language) if name == AMOUNT else desk.say(metric(name))
        selects.append(
            Select(
                name=name,
                expr=expr if by_line else call("sum", expr),
                unit=unit,
                label=label,
                currency=measure.currency if unit == "currency" else "",
            )
        )
    return selects
