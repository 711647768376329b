"""The few query shapes of the analyses: grouped once, every period a column of its own (FILTER), never rows to Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from agents.analysis.subject import Dimension, Named, Subject
from agents.core.brief import Language
from agents.core.periods import Period
from agents.evidence.results import Unit
from agents.sources.query import Call, Col, Expr, Order, Query, Select, call, lit

BLANK = Named(en="(not stated)", zh="（未填写）")
Spans = Mapping[str, Period]  # column suffix ("before", "now") -> period
PART_UNITS: dict[str, Unit] = {"quantity": "count", "rows": "count", "orders": "count"}


def within(time: Expr, period: Period) -> Expr:
    """The condition that a day or a moment lies in a period."""
    return call("and", call("ge", time, lit(period.start)), call("lt", time, lit(period.end + timedelta(days=1))))


def overall(spans: Spans) -> Period:
    """The span from the first to the last of several periods."""
    return Period(start=min(p.start for p in spans.values()), end=max(p.end for p in spans.values()), label="")


def conditions(subject: Subject, spans: Spans, filters: tuple[Expr, ...] | None = None) -> tuple[Expr, ...]:
    """The subject's filters, and that the row lies in one of the periods."""
    kept = subject.filters if filters is None else filters
    if subject.time is None or not spans:
        return kept
    ordered = sorted(spans.values(), key=lambda p: p.start)
    gap = any(later.start > earlier.end + timedelta(days=1) for earlier, later in zip(ordered, ordered[1:], strict=False))
    inside = [within(subject.time, p) for p in ordered] if gap else [within(subject.time, overall(spans))]
    return (*kept, inside[0] if len(inside) == 1 else call("or", *inside))


def when(subject: Subject, spans: Spans, name: str) -> Expr | None:
    """The FILTER of a period's columns; None where there is only one period, which the condition of the query already says."""
    return within(subject.time, spans[name]) if subject.time is not None and len(spans) > 1 else None


def key_expr(dimension: Dimension, language: Language) -> Expr:
    """The dimension as text, with rows that state none under a name of their own."""
    expr: Expr = dimension.expr
    if dimension.type != "text":
        expr = call("cast_text", expr)
    return call("coalesce", expr, lit(BLANK.of(language))) if dimension.nullable or dimension.type != "text" else expr


def key_select(dimension: Dimension, language: Language) -> Select:
    return Select(name=dimension.key, expr=key_expr(dimension, language), label=dimension.words.of(language))


def nothing_is_zero(expr: Call) -> Expr:
    """The sum over no rows is zero: nothing was sold."""
    return call("coalesce", expr, lit(0)) if expr.op == "sum" else expr


def measure_selects(subject: Subject, spans: Spans, language: Language) -> tuple[Select, ...]:
    """The measure of each period: columns `before`, `now` (the names of the spans)."""
    measure = subject.measure
    return tuple(
        Select(name=name, expr=nothing_is_zero(measure.aggregate(when(subject, spans, name))), unit=measure.unit,
               currency=measure.currency, label=f"{measure.words.of(language)} {period.label}")
        for name, period in spans.items()
    )  # fmt: skip


def part_selects(subject: Subject, spans: Spans, names: Sequence[str] | None = None) -> tuple[Select, ...]:
    """The sums of the subject's parts and the row counts of each period: `profit_now`, `rows_before` …"""
    parts = {n: e for n, e in subject.parts().items() if names is None or n in names}
    selects = []
    for period in spans:
        where = when(subject, spans, period)
        for name, expr in parts.items():
            unit = PART_UNITS.get(name, subject.measure.unit if subject.measure.unit == "currency" else "")
            currency = "" if unit == "count" else subject.measure.currency
            selects.append(
                Select(name=f"{name}_{period}", expr=nothing_is_zero(call("sum", expr, where=where)), unit=unit, currency=currency)
            )
        selects.append(Select(name=f"rows_{period}", expr=call("count", where=where), unit="count"))
    return tuple(selects)


def grouped(
    subject: Subject,
    keys: Sequence[Dimension],
    spans: Spans,
    language: Language,
    *,
    parts: Sequence[str] | None = None,
    limit: int | None = None,
) -> Query:
    """The measure and its parts by the keys, each period in its own columns; the largest of either period first."""
    values = [select.expr for select in measure_selects(subject, spans, language)]
    size = call("if", call("gt", values[0], values[1]), values[0], values[1]) if len(values) == 2 else values[-1]
    return Query(
        table=subject.table, joins=subject.joins,
        select=(*(key_select(k, language) for k in keys), *measure_selects(subject, spans, language), *part_selects(subject, spans, parts)),
        where=conditions(subject, spans), group_by=tuple(key_expr(k, language) for k in keys),
        order=(Order(expr=size, descending=True), *(Order(expr=key_expr(k, language)) for k in keys)) if keys else (), limit=limit,
    )  # fmt: skip


def returned(subject: Subject, keys: Sequence[Dimension], spans: Spans, language: Language) -> Query | None:
    """What came back, by the keys, dated by the sale: columns `returned_before`, `returned_now`. None where nothing says so."""
    back = subject.returned
    if back is None:
        return None
    selects = [key_select(k, language) for k in keys]
    for name in spans:
        where = when(subject, spans, name)
        total = call("count", where=where) if back.amount is None else nothing_is_zero(call("sum", back.amount, where=where))
        money = back.per == "revenue"
        selects.append(
            Select(
                name=f"returned_{name}",
                expr=total,
                unit="currency" if money else "count",
                currency=subject.measure.currency if money else "",
            )
        )
    return Query(
        table=back.table, joins=back.joins, select=tuple(selects), where=conditions(subject, spans, back.filters),
        group_by=tuple(key_expr(k, language) for k in keys), order=tuple(Order(expr=key_expr(k, language)) for k in keys),
    )  # fmt: skip


def ordered(subject: Subject, keys: Sequence[Dimension], spans: Spans, language: Language) -> Query | None:
    """How many orders, by the keys: columns `orders_before`, `orders_now`. None where rows do not say which order they belong to.

    The different orders first, then their count: much faster over millions of rows than counting distinct values by filter.
    """
    if subject.order is None:
        return None
    flags = [Select(name=f"in_{name}", expr=call("if", when(subject, spans, name) or lit(True), lit(1), lit(0))) for name in spans]
    different = Query(
        table=subject.table, joins=subject.joins, distinct=True,
        select=(*(key_select(k, language) for k in keys), Select(name="one", expr=subject.order), *flags),
        where=(*conditions(subject, spans), call("not_null", subject.order)),
    )  # fmt: skip
    known = tuple(Col(table="sold", name=k.key) for k in keys)
    inside = {name: call("eq", Col(table="sold", name=f"in_{name}"), lit(1)) for name in spans}
    counts = [Select(name=f"orders_{name}", expr=call("count", where=where), unit="count") for name, where in inside.items()]
    return Query(
        table=different, alias="sold", group_by=known, order=tuple(Order(expr=k) for k in known),
        select=(*(Select(name=k.key, expr=e, label=k.words.of(language)) for k, e in zip(keys, known, strict=True)), *counts),
    )  # fmt: skip


def by_time(subject: Subject, grain: str, keys: Sequence[Dimension], spans: Spans, language: Language) -> Query:
    """The measure by the starts of months (quarters, weeks, years) over all the spans, in order of time."""
    assert subject.time is not None
    start = call("cast_date", call(f"{grain}_start", subject.time))  # type: ignore[arg-type]
    measure = subject.measure
    return Query(
        table=subject.table, joins=subject.joins,
        select=(Select(name="start", expr=start), *(key_select(k, language) for k in keys),
                Select(name="value", expr=nothing_is_zero(measure.aggregate()), unit=measure.unit, currency=measure.currency,
                       label=measure.words.of(language)),
                Select(name="rows", expr=call("count"), unit="count")),
        where=conditions(subject, spans), group_by=(start, *(key_expr(k, language) for k in keys)),
        order=(Order(expr=start), *(Order(expr=key_expr(k, language)) for k in keys)),
    )  # fmt: skip
