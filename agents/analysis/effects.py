"""Why the total changed: volume, mix and value per unit; and why the margin changed: mix and own rate. Both add up exactly.

Source: the price-volume-mix split of sales variance analysis. Over the items i that were sold in both periods, with quantities
q, values r and Q, R their sums: volume = (Q1 − Q0) · R0/Q0; mix = Σ q1·r0/q0 − Q1 · R0/Q0; value per unit = Σ r1 − Σ q1·r0/q0. Items sold
in one period only are parts of their own (new, gone). The five parts sum to the change. For a margin M = Σ w·m with shares w of
the value: mix = (w1 − w0) · (m0 − M0), own rate = w1 · (m1 − m0); summed over the segments they give M1 − M0.
"""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, label, lead, subtitle, title
from agents.analysis.claimed import direction, largest
from agents.analysis.compare import Comparison, Line, compared, purpose, whole
from agents.analysis.subject import Dimension
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.sources.query import Call, Expr, Query, Select, call, col, lit
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

PARTS = ("volume", "mix", "price", "new", "gone")
FORMULAS = {"volume": "(q1 - q0) * r0 / q0", "mix": "p - q1 * r0 / q0", "price": "r1 - p", "new": "x1", "gone": "-x0"}


def effects(desk: Workbench, asked: Arguments) -> list[Finding]:
    """Findings of kind effects: of the measure where there is a quantity, of the margin where there is a profit. Raises
    CannotAnswer where there is neither."""
    subject = asked.subject
    found = []
    if subject.quantity is not None and subject.measure.additive and subject.measure.key != "quantity":
        found.append(_value_effects(desk, asked))
    if subject.profit is not None and subject.segment is not None and subject.measure.unit == "currency":
        found += _margin_effects(desk, asked)
    if not found:
        raise CannotAnswer(desk.say(refusal("no_split")), missing=("quantity", "profit"))
    return found


def _value_effects(desk: Workbench, asked: Arguments) -> Finding:
    spans, subject = asked.spans(desk.language), asked.subject
    total = whole(desk, subject, spans).line(0)
    items = subject.levels[-1] if subject.levels else asked.keyed(desk.language)
    result = desk.ask(_split(desk, asked, items, spans), purpose(desk, subject, (items,), spans, "effects_of"))
    inputs = {name: cell_ref(result.id, 0, name) for name in ("q0", "q1", "r0", "r1", "p", "x0", "x1")}
    facts = {"total_before": total.before, "total_now": total.now, "total_change": total.change}
    for part in PARTS:
        needed = {n: ref for n, ref in inputs.items() if n in FORMULAS[part].replace("(", " ").replace("-", " ").replace(")", " ").split()}
        facts[part] = desk.derive(f"effects.{part}", FORMULAS[part], needed, like=total.now, name=desk.say(phrase(part)))
    told = [part for part in PARTS if desk.exists(facts[part]) and desk.number(facts[part])] or ["volume"]
    biggest = max(told, key=lambda part: abs(desk.number(facts[part])))
    rest = desk.derive(
        "effects.remainder",
        "c - " + " - ".join(told),
        {"c": total.change} | {p: facts[p] for p in told},
        like=total.change,
        name="remainder",
    )
    heading = title(desk, "effects", measure=subject.measure.words.of(desk.language))
    words = {
        "measure": subject.measure.words.of(desk.language),
        "item": items.words.of(desk.language),
        "main": biggest,
        "before": spans["before"].label,
        "now": spans["now"].label,
    }
    claims = {
        "total": direction(desk, total.now, total.before),
        "main": largest(desk, facts[biggest], [facts[p] for p in told], lowest=desk.number(facts[biggest]) < 0),
    }
    return Finding(
        id=f"{asked.question or 'effects'}.value",
        kind="effects",
        question=asked.question,
        weight=0.6,
        words=words,
        facts={**{k: v for k, v in facts.items() if desk.exists(v)}, "remainder": rest},
        claims={k: v for k, v in claims.items() if v},
        charts=(_bridge(desk, total, told, facts, heading, words),),
        results=(result.id,),
    )


def _split(desk: Workbench, asked: Arguments, items: Dimension, spans: dict[str, Period]) -> Query:
    """The sums over items sold in both periods, and over the others; one row."""
    inner = shape.grouped(asked.subject, (items,), spans, desk.language, parts=("quantity",)).model_copy(update={"order": ()})
    now, before, q1, q0 = (col("item", name) for name in ("now", "before", "quantity_now", "quantity_before"))
    both: Expr = call("and", call("gt", q0, lit(0)), call("gt", q1, lit(0)))
    single: Expr = call("not", both)

    def total(expr: Expr, where: Expr) -> Expr:
        return shape.nothing_is_zero(Call(op="sum", args=(expr,), where=where))

    money = {"unit": asked.subject.measure.unit, "currency": asked.subject.measure.currency}
    return Query(
        table=inner,
        alias="item",
        select=(
            Select(name="q0", expr=total(q0, both), unit="count"),
            Select(name="q1", expr=total(q1, both), unit="count"),
            Select(name="r0", expr=total(before, both), **money),
            Select(name="r1", expr=total(now, both), **money),
            Select(name="p", expr=total(call("div", call("mul", q1, before), q0), both), **money),
            Select(name="x0", expr=total(before, single), **money),
            Select(name="x1", expr=total(now, single), **money),
        ),
    )


def _bridge(desk: Workbench, total: Line, parts: Sequence[str], facts: dict[str, str], heading: str, words: dict[str, str]) -> ChartSpec:
    signed, money = ("signed_money_short", "money_short") if desk.ledger.fact(total.now).unit == "currency" else ("signed_short", "auto")
    return ChartSpec(
        id="effects_value",
        kind="waterfall",
        title=heading,
        subtitle=lead(desk, words["measure"]),
        format=money,
        alt=heading,
        categories=(words["before"], *(desk.say(phrase(p)) for p in parts), words["now"]),
        series=(Series(name=words["measure"], values=(total.before, *(facts[p] for p in parts), total.now), format=signed),),
    )


def _margin_effects(desk: Workbench, asked: Arguments) -> list[Finding]:
    dimension, spans = asked.keyed(desk.language), asked.spans(desk.language)
    table = compared(desk, asked.subject, (dimension,), spans, limit=2_000)
    assert table.whole is not None
    rates, lines = table.whole.rates(0), [table.line(row) for row in range(min(table.size, 60))]
    before, now = rates.get("margin", "before"), rates.get("margin", "now")
    complete = all(table.rates(line.row).get("margin", p) for line in lines for p in ("before", "now"))
    if not before or not now or not complete or len(lines) < table.size or len(lines) < 2:
        return []
    mixes, owns = zip(*(_margin_parts(desk, table, line, before) for line in lines), strict=True)
    facts = {
        "margin_before": before,
        "margin_now": now,
        "margin_change": rates.change("margin"),
        "mix": _sum(desk, "effects.margin_mix", mixes, desk.say(phrase("mix"))),
        "own": _sum(desk, "effects.margin_own", owns, desk.say(phrase("rate_effect"))),
    }
    words = {
        "measure": desk.say(phrase("margin")),
        "dimension": dimension.words.of(desk.language),
        "before": spans["before"].label,
        "now": spans["now"].label,
        "main": "mix" if abs(desk.number(facts["mix"])) > abs(desk.number(facts["own"])) else "own",
    }
    strongest = max(range(len(lines)), key=lambda i: abs(desk.number(mixes[i]) + desk.number(owns[i])))
    claims = {"total": direction(desk, now, before)}
    return [
        Finding(
            id=f"{asked.question or 'effects'}.margin",
            kind="effects",
            question=asked.question,
            weight=min(1.0, abs(desk.number(facts["margin_change"])) * 10),
            words=words,
            names={"main": lines[strongest].name},
            facts=facts,
            claims=claims,
            results=(table.result.id, table.whole.result.id),
            lists={"name": tuple(line.name for line in lines), "mix": tuple(mixes), "own": tuple(owns)},
            tables=(_margin_table(desk, table, lines, mixes, owns, words),),
        )
    ]


def _margin_parts(desk: Workbench, table: Comparison, line: Line, overall: str) -> tuple[str, str]:
    """(mix, own rate) of one segment, in points of the whole's margin."""
    rates = table.rates(line.row)
    inputs = {
        "w0": line.share_before,
        "w1": line.share_now,
        "m0": rates.get("margin", "before"),
        "m1": rates.get("margin", "now"),
        "o": overall,
    }
    named = f"{desk.say(phrase('margin'))} · {line.text} · "
    mix = desk.derive(
        f"{line.id}.margin_mix",
        "(w1 - w0) * (m0 - o)",
        {k: inputs[k] for k in ("w0", "w1", "m0", "o")},
        name=named + desk.say(phrase("mix")),
        unit="points",
    )
    own = desk.derive(
        f"{line.id}.margin_own",
        "w1 * (m1 - m0)",
        {k: inputs[k] for k in ("w1", "m0", "m1")},
        name=named + desk.say(phrase("rate_effect")),
        unit="points",
    )
    return mix, own


def _sum(desk: Workbench, id: str, refs: Sequence[str], name: str) -> str:
    return desk.total(id, refs, name)


def _margin_table(
    desk: Workbench, table: Comparison, lines: Sequence[Line], mixes: Sequence[str], owns: Sequence[str], words: dict[str, str]
) -> TableSpec:
    heads = [
        TableColumn(header=words["dimension"][:1].upper() + words["dimension"][1:], weight=1.6),
        *(TableColumn(header=h, kind="number") for h in (words["before"], words["now"])),
        *(TableColumn(header=desk.say(phrase(k)), kind="number", tone="signed") for k in ("mix", "rate_effect")),
    ]
    rows = tuple(
        (
            label(x),
            cell(table.rates(x.row).get("margin", "before"), "percent"),
            cell(table.rates(x.row).get("margin", "now"), "percent"),
            cell(mixes[i], "points"),
            cell(owns[i], "points"),
        )
        for i, x in enumerate(lines[:12])
    )
    heading = title(desk, "effects", measure=words["measure"])
    return TableSpec(
        id="effects_margin_table", title=heading, columns=tuple(heads), rows=rows, results=(table.result.id,), note=subtitle(desk, table)
    )
