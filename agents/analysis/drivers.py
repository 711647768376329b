"""Why the total changed: the values of all dimensions that moved furthest away from the whole.

What a value drives is its change less the change it had if it had grown like the whole: before · (growth − total growth). A dimension
explains as much as half the sum of these over its values, as a share of the earlier total (as in the search for causes by
explanatory power, Bhagwan et al., Adtributor, 2014). A dimension whose values all grew alike explains nothing.
"""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, columns, title
from agents.analysis.claimed import direction, largest
from agents.analysis.compare import Comparison, Line, compared, whole
from agents.analysis.subject import Dimension
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

NAMED = 6
DIMENSIONS = 6
MOST_VALUES = 200


def drivers(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind drivers. Raises CannotAnswer where nothing can be split."""
    subject, spans = asked.subject, asked.spans(desk.language)
    if not subject.measure.additive:
        raise CannotAnswer(desk.say(refusal("additive")), missing=("additive measure",))
    total = whole(desk, subject, spans).line(0)
    tables = [compared(desk, subject, (d,), spans, parts=()) for d in _dimensions(asked)]
    if not tables:
        raise CannotAnswer(desk.say(refusal("no_parts")), missing=("dimension",))
    explained = {t.keys[0]: _explained(desk, t, total) for t in tables}
    moved = sorted(
        ((abs(_excess(desk, t, row, total)), t, row) for t in tables for row in range(min(t.size, MOST_VALUES))), key=lambda x: -x[0]
    )
    told = [(t, t.line(row)) for _, t, row in moved if not t.small(row)][:NAMED]
    words = {"measure": subject.measure.words.of(desk.language), "before": spans["before"].label, "now": spans["now"].label}
    if asked.asked:  # as the kind of the claim that it expects
        words["asked"] = "decrease" if asked.asked == "fall" else "increase"
    words |= {f"dimension_{i}": t.keys[0].words.of(desk.language) for i, (t, _) in enumerate(told)}
    ordered = sorted(explained, key=lambda d: -desk.number(explained[d]))
    words |= {f"explains_{i}": d.words.of(desk.language) for i, d in enumerate(ordered)}
    refs = [explained[d] for d in ordered]
    heading = title(desk, "drivers", **words)
    facts = {"total_before": total.before, "total_now": total.now, "total_change": total.change, "total_growth": total.growth}
    claims = {"total": direction(desk, total.now, total.before), "explains": largest(desk, refs[0], refs)}
    return [
        Finding(
            id=f"{asked.question or 'drivers'}.drivers",
            kind="drivers",
            question=asked.question,
            weight=min(1.0, desk.number(refs[0]) * 4),
            words=words,
            facts=facts,
            claims={k: v for k, v in claims.items() if v},
            results=tuple(t.result.id for t in tables),
            tables=(_table(desk, told, heading),),
            lists={
                "name": tuple(x.name for _, x in told),
                "change": tuple(x.change for _, x in told),
                "growth": tuple(x.growth for _, x in told),
                "contribution": tuple(x.contribution for _, x in told),
                "direction": tuple(direction(desk, x.now, x.before) for _, x in told),
                "explains": tuple(refs),
            },
        )
    ]


def _dimensions(asked: Arguments) -> list[Dimension]:
    subject = asked.subject
    all_of = [d for d in (subject.segment, *subject.levels, *subject.others) if d is not None and 2 <= d.distinct <= MOST_VALUES]
    return list({d.key: d for d in all_of}.values())[:DIMENSIONS]


def _excess(desk: Workbench, table: Comparison, row: int, total: Line) -> float:
    before, now = table.raw(row, "before"), table.raw(row, "now")
    return now - before - before * desk.number(total.growth)


def _explained(desk: Workbench, table: Comparison, total: Line) -> str:
    """Half of what stands away from the whole's growth, as a share of the earlier total."""
    rows = range(min(table.size, MOST_VALUES))
    inputs = {"t": total.before, "g": total.growth}
    terms = []
    for row in rows:
        inputs |= {f"n{row}": table.cell(row, "now"), f"b{row}": table.cell(row, "before")}
        terms.append(f"abs(n{row} - b{row} * (1 + g))")
    name = f"{desk.say(phrase('explained'))} · {table.keys[0].words.of(desk.language)}"
    return desk.derive(f"drivers.{table.keys[0].key}", f"sum({', '.join(terms)}) / 2 / t", inputs, name=name, unit="ratio")


def _table(desk: Workbench, told: list[tuple[Comparison, Line]], heading: str) -> TableSpec:
    heads = (
        TableColumn(header=desk.say(phrase("dimension"))),
        TableColumn(header=desk.say(phrase("value")), weight=1.5),
        *columns(
            desk,
            (desk.say(phrase("change")), "signed"),
            (desk.say(phrase("growth")), "signed"),
            (desk.say(phrase("contribution")), "signed"),
        ),
    )
    rows = []
    for table, line in told:
        signed = "signed_money_short" if table.subject.measure.unit == "currency" else "signed_short"
        rows.append(
            (
                table.keys[0].words.of(desk.language),
                cell(line.name, "name"),
                cell(line.change, signed),
                cell(line.growth, "signed_percent"),
                cell(line.contribution, "points"),
            )
        )
    return TableSpec(
        id="drivers_table", title=heading, columns=heads, rows=tuple(rows), results=tuple(dict.fromkeys(t.result.id for t, _ in told))
    )
