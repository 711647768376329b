"""Values side by side: A against B, or the measure before and now as one figure."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, formats, lead, title, told_words
from agents.analysis.claimed import against, direction
from agents.analysis.compare import whole
from agents.analysis.names import path
from agents.analysis.rates import Rate
from agents.analysis.single import Single, period_of, single, total_of
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.evidence.text import fact_token
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

RATES: tuple[Rate, ...] = ("margin", "discount", "returns", "unit_value", "order_value")


def comparison(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind comparison over the asked values of the dimension, the first against each other one. Raises CannotAnswer
    for a value that the data does not hold."""
    table = single(desk, asked)
    told = _asked_rows(desk, table, asked.values)
    first, second = table.value(told[0]), table.value(told[1])
    id = path(table.dimension.key, table.text(told[0]), "against", table.text(told[1]))
    both = {"a": first, "b": second}
    facts = {
        "a": first,
        "b": second,
        "difference": desk.derive(f"{id}.difference", "a - b", both, like=first, name=desk.say(phrase("difference"))),
        "ratio": desk.derive(f"{id}.ratio", "a / b", both, name=desk.say(phrase("ratio"))),
    }
    words = told_words(desk, asked.subject, table.dimension, {"now": table.period})
    names, values = tuple(table.name(row) for row in told), tuple(table.value(row) for row in told)
    claims = {"against": against(desk, first, second)}
    return [
        Finding(
            id=f"{asked.question or 'comparison'}.comparison",
            kind="comparison",
            question=asked.question,
            weight=0.7,
            words=words,
            names={"a": names[0], "b": names[1]},
            facts={k: v for k, v in facts.items() if desk.exists(v)},
            claims={k: v for k, v in claims.items() if v},
            lists={"name": names, "value": values},
            headline=(first, second),
            charts=(_chart(desk, table, names, values, words),),
            tables=(_table(table, names, values, title(desk, "comparison", **words), words),),
            results=(table.result.id,),
        )
    ]


def _asked_rows(desk: Workbench, table: Single, values: Sequence[str]) -> list[int]:
    """The rows of the asked values, in their order, whatever their case."""
    rows = {table.text(row).lower(): row for row in table.rows}
    missing = tuple(v for v in values if v.lower() not in rows)
    if missing or len(values) < 2:
        message = desk.say(refusal("no_value")).format(what=", ".join(missing)) if missing else desk.say(refusal("two_values"))
        raise CannotAnswer(message, missing=missing, suggestions=tuple(table.text(row) for row in table.rows[:8]))
    return [rows[v.lower()] for v in values]


def _chart(desk: Workbench, table: Single, names: Sequence[str], values: tuple[str, ...], words: dict[str, str]) -> ChartSpec:
    heading, (money, _) = title(desk, "comparison", **words), formats(table.subject)
    return ChartSpec(
        id=f"compare_{table.dimension.key}",
        kind="bar",
        title=heading,
        subtitle=lead(desk, words["measure"], words["now"]),
        format=money,
        alt=heading,
        categories=tuple(fact_token(n, "name") for n in names),
        series=(Series(name=words["now"], values=values, format=money),),
        results=(table.result.id,),
    )


def _table(table: Single, names: Sequence[str], values: Sequence[str], heading: str, words: dict[str, str]) -> TableSpec:
    head = words["dimension"][:1].upper() + words["dimension"][1:]
    return TableSpec(
        id=f"compare_{table.dimension.key}_table",
        title=heading,
        results=(table.result.id,),
        columns=(TableColumn(header=head, weight=1.5), TableColumn(header=words["now"], kind="number")),
        rows=tuple((fact_token(n, "name"), cell(v, formats(table.subject)[0])) for n, v in zip(names, values, strict=True)),
    )


def total(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind total: the measure over everything, and its growth and rates where two periods were asked for."""
    words = {"measure": asked.subject.measure.words.of(desk.language)}
    if asked.before is None or asked.now is None or asked.subject.time is None:
        subject, period = period_of(desk, asked)
        fact = total_of(desk, subject, period)
        if not desk.exists(fact):
            raise CannotAnswer(desk.say(refusal("no_rows")).format(what=period.label), missing=(period.label,))
        return [
            Finding(
                id=f"{asked.question or 'total'}.total",
                kind="total",
                question=asked.question,
                weight=1.0,
                words=words | {"now": period.label},
                facts={"now": fact},
                headline=(fact,),
                results=(fact.split(":")[0],),
            )
        ]
    spans = asked.spans(desk.language)
    table = whole(desk, asked.subject, spans)
    line, rates = table.line(0), table.rates(0)
    facts = {"before": line.before, "now": line.now, "change": line.change, "growth": line.growth}
    claims = {"direction": direction(desk, line.now, line.before)}
    for rate in RATES:
        facts |= {f"{rate}_before": rates.get(rate, "before"), f"{rate}_now": rates.get(rate, "now"), f"{rate}_change": rates.change(rate)}
        claims[f"{rate}_direction"] = direction(desk, facts[f"{rate}_now"], facts[f"{rate}_before"])
    for part in ("orders", "quantity"):
        facts |= {f"{part}_before": table.cell(0, f"{part}_before"), f"{part}_now": table.cell(0, f"{part}_now")}
    return [
        Finding(
            id=f"{asked.question or 'total'}.total",
            kind="total",
            question=asked.question,
            weight=1.0,
            results=(table.result.id,),
            words=words | {"before": spans["before"].label, "now": spans["now"].label},
            facts={k: v for k, v in facts.items() if v and desk.exists(v)},
            claims={k: v for k, v in claims.items() if v},
            headline=tuple(f for f in (line.before, line.now) if f),
        )
    ]
