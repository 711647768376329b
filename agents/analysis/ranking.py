"""Who is first, who has which share, and how much the first few have together."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, lead, title
from agents.analysis.claimed import largest
from agents.analysis.compare import purpose
from agents.analysis.single import Single, period_of, single
from agents.analysis.words import note, phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.evidence.ledger import cell_ref
from agents.evidence.text import fact_token
from agents.sources.query import Call, Expr, Order, Query, Select, Window, call, col, lit
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding, FindingKind
from agents.specs.table import TableColumn, TableSpec

HEADS = (1, 3, 5, 10)  # how many at the top a concentration names
BULK = 0.8  # the part of the whole that makes its bulk: four fifths


def ranking(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind ranking: the first `count`, or the last with `lowest`. Weight: the share of the first."""
    table = single(desk, asked)
    rows = table.stated()[: asked.count]
    values = [table.value(row) for row in rows]
    facts = {"first": values[0], "last_named": values[-1], "total": table.total}
    if len(rows) > 1:
        facts["second"] = values[1]
        facts["lead"] = desk.derive(f"{table.dimension.key}.lead", "a - b", {"a": values[0], "b": values[1]}, like=values[0], name="lead")
    if table.share(rows[0]):
        facts["first_share"] = table.share(rows[0])
        named = desk.total(f"{table.dimension.key}.named", values, "named together")
        facts["named_share"] = desk.derive(
            f"{table.dimension.key}.named_share", "n / t", {"n": named, "t": table.total}, name="share of those named", unit="ratio"
        )
    weight = min(1.0, max(0.05, desk.number(facts.get("first_share", ""), 0.3)))
    return [_finding(desk, asked, table, rows, "ranking", facts, weight)]


def share(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind share. Raises CannotAnswer for a measure whose parts do not add up."""
    table = single(desk, asked)
    if not table.share(table.rows[0]):
        raise CannotAnswer(desk.say(refusal("additive")), missing=("additive measure",))
    rows = table.rows[: max(asked.count, 8)]
    facts = {"first": table.value(rows[0]), "first_share": table.share(rows[0]), "total": table.total}
    found = _finding(desk, asked, table, rows, "share", facts, min(1.0, desk.number(facts["first_share"])))
    kind = "majority" if desk.number(facts["first_share"]) > 0.5 else ""
    claims = found.claims | ({"majority": desk.ledger.claim("majority", {"a": facts["first"], "b": table.total}).id} if kind else {})
    return [found.model_copy(update={"claims": claims})]


def _finding(
    desk: Workbench, asked: Arguments, table: Single, rows: Sequence[int], kind: FindingKind, facts: dict[str, str], weight: float
) -> Finding:
    words = {
        "measure": asked.subject.measure.words.of(desk.language),
        "dimension": table.dimension.words.of(desk.language),
        "now": table.period.label,
    }
    heading = title(desk, "share_by" if kind == "share" else "by", **words)
    all_values = [table.value(row) for row in (table.rows if kind == "share" else table.stated())[:60]]
    first = largest(desk, table.value(rows[0]), all_values, lowest=asked.lowest)
    return Finding(
        id=f"{asked.question or kind}.{kind}",
        kind=kind,
        question=asked.question,
        weight=weight,
        words=words,
        facts=facts,
        names={"first": table.name(rows[0]), **({"second": table.name(rows[1])} if len(rows) > 1 else {})},
        claims={"first": first} if first else {},
        lists={
            "name": tuple(table.name(r) for r in rows),
            "value": tuple(table.value(r) for r in rows),
            "share": tuple(table.share(r) for r in rows),
        },
        headline=(table.value(rows[0]), table.total),
        charts=(_chart(desk, table, rows, kind, heading),),
        tables=(_table(desk, table, rows, kind, heading),),
        results=(table.result.id,),
    )


def _chart(desk: Workbench, table: Single, rows: Sequence[int], kind: str, heading: str) -> ChartSpec:
    money = "money_short" if table.subject.measure.unit == "currency" else "auto"
    values = tuple(table.share(r) if kind == "share" else table.value(r) for r in rows)
    format = "percent" if kind == "share" else money
    return ChartSpec(
        id=f"{kind}_{table.dimension.key}",
        kind="bar",
        title=heading,
        subtitle=lead(desk, table.subject.measure.words.of(desk.language), table.period.label),
        categories=tuple(fact_token(table.name(r), "name") for r in rows),
        series=(Series(name=table.period.label, values=values, format=format),),
        format=format,
        highlight=(0,),
        results=(table.result.id,),
        alt=heading,
    )


def _table(desk: Workbench, table: Single, rows: Sequence[int], kind: str, heading: str) -> TableSpec:
    word = table.dimension.words.of(desk.language)
    money = "money_short" if table.subject.measure.unit == "currency" else "auto"
    shares = bool(table.share(rows[0]))
    heads = [TableColumn(header=word[:1].upper() + word[1:], weight=1.8), TableColumn(header=table.period.label, kind="number")]
    heads += [TableColumn(header=desk.say(phrase("share")), kind="number")] if shares else []
    told = tuple(
        (fact_token(table.name(r), "name"), cell(table.value(r), money), *((cell(table.share(r), "percent"),) if shares else ()))
        for r in rows
    )
    return TableSpec(id=f"{kind}_{table.dimension.key}_table", title=heading, columns=tuple(heads), rows=told, results=(table.result.id,))


def concentration(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind concentration: the share of the first few, how many make four fifths, the Herfindahl-Hirschman index
    (the sum of squared shares, 1/n for equal parts to 1 for a monopoly). One query; rows without a value are left out."""
    subject, period = period_of(desk, asked)
    if not subject.measure.additive:
        raise CannotAnswer(desk.say(refusal("additive")), missing=("additive measure",))
    dimension, spans = asked.keyed(desk.language), {"now": period}
    inner = shape.grouped(subject, (dimension,), spans, desk.language, parts=())
    value, key = inner.select[1].expr, inner.group_by[0]
    order = (Order(expr=value, descending=True), Order(expr=key))
    ranked = inner.model_copy(
        update={
            "order": (),
            "where": (*inner.where, call("not_null", dimension.expr)),
            "having": (call("gt", value, lit(0)),),
            "select": (
                Select(name="value", expr=value),
                Select(name="place", expr=Window(op="row_number", order=order)),
                Select(name="running", expr=Window(op="running_sum", args=(value,), order=order)),
                Select(name="whole", expr=Window(op="total", args=(value,))),
            ),
        }
    )
    result = desk.ask(
        _heads(ranked, subject.measure.unit, subject.measure.currency), purpose(desk, subject, (dimension,), spans, "concentration_of")
    )
    facts = {name: cell_ref(result.id, 0, name) for name in ("values", "total", "needed")}
    if not desk.number(facts["total"]):
        raise CannotAnswer(desk.say(refusal("no_rows")).format(what=period.label), missing=(period.label,))
    for head in HEADS:
        if head < desk.number(facts["values"]):
            facts[f"top_{head}"] = desk.derive(
                f"{dimension.key}.top_{head}",
                "n / t",
                {"n": cell_ref(result.id, 0, f"top_{head}"), "t": facts["total"]},
                name=f"share of the first {head}",
                unit="ratio",
            )
    facts["index"] = desk.derive(
        f"{dimension.key}.hhi", "s / (t * t)", {"s": cell_ref(result.id, 0, "squares"), "t": facts["total"]}, name="HHI", unit="index"
    )
    facts["needed_share"] = desk.derive(
        f"{dimension.key}.needed_share", "n / v", {"n": facts["needed"], "v": facts["values"]}, name="share of values", unit="ratio"
    )
    facts["bulk"] = desk.ledger.constant(f"{dimension.key}.bulk", BULK, name=desk.say(phrase("cumulative")), unit="ratio").id
    words = {"measure": subject.measure.words.of(desk.language), "dimension": dimension.words.of(desk.language), "now": period.label}
    top = next((facts[f"top_{h}"] for h in (10, 5, 3, 1) if f"top_{h}" in facts), "")
    return [
        Finding(
            id=f"{asked.question or 'concentration'}.concentration",
            kind="concentration",
            question=asked.question,
            words=words,
            facts=facts,
            weight=min(1.0, desk.number(top, 0.2)),
            results=(result.id,),
            notes=(desk.say(note("blank")).format(dimension=words["dimension"]),) if dimension.nullable else (),
            tables=(_heads_table(desk, facts, result.id, words),),
        )
    ]


def _heads(ranked: Query, unit: str, currency: str) -> Query:
    """One row: how many values, their sum, the sums of the first few, how many make four fifths, the sum of squares."""
    value, place, running, total = (col("ranked", name) for name in ("value", "place", "running", "whole"))

    def summed(where: Expr | None = None) -> Call:
        return Call(op="sum", args=(value,), where=where)

    needed = call("lt", call("sub", running, value), call("mul", lit(BULK), total))
    money = {"unit": unit, "currency": currency}
    return Query(
        table=ranked,
        alias="ranked",
        select=(
            Select(name="values", expr=call("count"), unit="count"),
            Select(name="total", expr=summed(), **money),
            *(Select(name=f"top_{head}", expr=summed(call("le", place, lit(head))), **money) for head in HEADS),
            Select(name="needed", expr=call("count", where=needed), unit="count"),
            Select(name="squares", expr=call("sum", call("mul", value, value))),
        ),
    )


def _heads_table(desk: Workbench, facts: dict[str, str], result: str, words: dict[str, str]) -> TableSpec:
    """The cumulative share of the first few; the number of them is a setting."""
    rows = []
    for head in HEADS:
        if f"top_{head}" in facts:
            number = desk.ledger.constant(f"head_{head}", head, name=desk.say(phrase("count")), unit="count").id
            rows.append((cell(number, "integer"), cell(facts[f"top_{head}"], "percent")))
    heads = (
        TableColumn(header=desk.say(phrase("count")), kind="number"),
        TableColumn(header=desk.say(phrase("cumulative")), kind="number"),
    )
    return TableSpec(
        id="concentration_table", title=title(desk, "concentration", **words), columns=heads, rows=tuple(rows), results=(result,)
    )
