"""How the measure is spread over orders (or rows): quartiles, mean, extremes, and a histogram of even steps."""

from __future__ import annotations

import math

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, title
from agents.analysis.claimed import against
from agents.analysis.compare import purpose
from agents.analysis.single import period_of
from agents.analysis.subject import Subject
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.text import fact_token
from agents.sources.query import Call, Order, Query, Select, call, col, lit
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

STEPS = 12
QUANTILES = {"quartile_low": 0.25, "quartile_high": 0.75, "most": 0.95}


def distribution(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind distribution. Raises CannotAnswer where there are no values."""
    subject, period = period_of(desk, asked)
    values = _values(desk, subject, period)
    what = purpose(desk, subject, (), {"now": period}, "distribution_of")
    result = desk.ask(_summary(subject, values), what)
    names = ("count", "smallest", "quartile_low", "median", "average", "quartile_high", "most", "largest")
    facts = {name: cell_ref(result.id, 0, name) for name in names}
    if not desk.number(facts["count"]):
        raise CannotAnswer(desk.say(refusal("no_rows")).format(what=period.label), missing=(period.label,))
    words = {"measure": subject.measure.words.of(desk.language), "now": period.label}
    heading = title(desk, "distribution", **words)
    low, high = desk.number(facts["smallest"]), desk.number(facts["most"])
    charts, results = (), (result.id,)
    if high > low:
        steps = desk.ask(_histogram(subject, values, step(high - min(low, high))), what)
        charts, results = (_chart(desk, steps.id, len(steps.rows), heading, words),), (result.id, steps.id)  # type: ignore[assignment]
    claims = {"skew": against(desk, facts["average"], facts["median"])}
    told = [
        (phrase(k), facts[f])
        for k, f in (
            ("count", "count"),
            ("smallest_value", "smallest"),
            ("median", "median"),
            ("average", "average"),
            ("largest_value", "largest"),
        )
    ]
    table = TableSpec(
        id="distribution_table",
        title=heading,
        columns=(TableColumn(header=desk.say(phrase("item"))), TableColumn(header=desk.say(phrase("value")), kind="number")),
        rows=tuple((desk.say(word), cell(ref)) for word, ref in told),
        results=(result.id,),
    )
    return [
        Finding(
            id=f"{asked.question or 'distribution'}.distribution",
            kind="distribution",
            question=asked.question,
            weight=0.2,
            words=words,
            facts=facts,
            claims={k: v for k, v in claims.items() if v},
            charts=charts,
            tables=(table,),
            results=results,
        )
    ]


def step(width: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that divides a width into about a dozen."""
    rough = width / STEPS
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next((power * m for m in (1, 2, 5) if power * m >= rough), power * 10)


def _values(desk: Workbench, subject: Subject, period: Period) -> Query:
    """One value for each order, or for each row where orders are not known."""
    where = shape.conditions(subject, {"now": period})
    if subject.order is not None and subject.measure.additive:
        return Query(
            table=subject.table,
            joins=subject.joins,
            where=where,
            group_by=(subject.order,),
            select=(Select(name="value", expr=subject.measure.aggregate()),),
        )
    expr = subject.measure.expr if subject.measure.expr is not None else lit(1)
    return Query(table=subject.table, joins=subject.joins, where=where, select=(Select(name="value", expr=expr),))


def _summary(subject: Subject, values: Query) -> Query:
    value = col("each", "value")
    aggregates = {
        "count": Call(op="count", args=(value,)),
        "smallest": call("min", value),
        "median": call("median", value),
        "average": call("avg", value),
        "largest": call("max", value),
        **{name: call("quantile", value, lit(q)) for name, q in QUANTILES.items()},
    }
    measure = subject.measure
    return Query(
        table=values,
        alias="each",
        select=tuple(
            Select(
                name=name,
                expr=expr,
                unit="count" if name == "count" else measure.unit,
                currency="" if name == "count" else measure.currency,
            )
            for name, expr in aggregates.items()
        ),
    )


def _histogram(subject: Subject, values: Query, width: float) -> Query:
    value = col("each", "value")
    start = call("sub", value, call("mod", value, lit(width)))
    return Query(
        table=values,
        alias="each",
        where=(call("not_null", value),),
        group_by=(start,),
        order=(Order(expr=start),),
        limit=STEPS * 3,
        select=(
            Select(name="start", expr=start, unit=subject.measure.unit, currency=subject.measure.currency),
            Select(name="count", expr=call("count"), unit="count"),
        ),
    )


def _chart(desk: Workbench, result: str, rows: int, heading: str, words: dict[str, str]) -> ChartSpec:
    shown = range(min(rows, STEPS + 2))
    return ChartSpec(
        id="distribution",
        kind="column",
        title=heading,
        subtitle=words["now"],
        format="integer",
        alt=heading,
        results=(result,),
        categories=tuple(fact_token(cell_ref(result, row, "start"), "short") for row in shown),
        series=(Series(name=desk.say(phrase("count")), values=tuple(cell_ref(result, row, "count") for row in shown), format="integer"),),
    )
