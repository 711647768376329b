"""A profile of each segment: growth, contribution, share, rates, the product groups behind them, and its part of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis import plan
from agents.analysis.arguments import Arguments
from agents.analysis.cells import Cells
from agents.analysis.charts import bars, cell, title, told_words
from agents.analysis.claimed import against, direction
from agents.analysis.compare import Comparison, Line, compared
from agents.analysis.rates import Rate
from agents.analysis.words import note, phrase, verb
from agents.analysis.workbench import Workbench
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

RATES: tuple[Rate, ...] = ("margin", "discount", "returns", "unit_value", "order_value")
NAMED = 3  # groups named as growing, falling, fitting


def segments(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind segment for each of the largest segments. Weight: its share of the change of all segments together."""
    dimension, spans, subject = asked.keyed(desk.language), asked.spans(desk.language), asked.subject
    table = compared(desk, subject, (dimension,), spans, limit=2_000)
    cells = plan.cells_of(desk, subject, spans, dimension)
    actions = plan.all_actions(desk, subject, spans, dimension)
    rows = range(min(table.size, plan.SEGMENTS))
    moved = sum(abs(desk.number(table.line(row).change)) for row in rows) or 1.0
    found = []
    for row in rows:
        own = tuple(
            a
            for a in actions
            if a.segment == table.cell(row, dimension.key) or (not a.segment and a.subject == table.cell(row, dimension.key))
        )
        weight = abs(desk.number(table.line(row).change)) / moved
        made = _profile(desk, asked, table, [c for c in cells if c.dimension is not None], row)
        found.append(made.model_copy(update={"actions": own, "weight": min(weight, 1.0)}))
    return found


def _profile(desk: Workbench, asked: Arguments, table: Comparison, cells: Sequence[Cells], row: int) -> Finding:
    line, dimension = table.line(row), asked.keyed(desk.language)
    facts, claims = _rates(desk, table, row, line)
    lists: dict[str, tuple[str, ...]] = {}
    names, tables, charts = {"segment": line.name}, [], []
    words = told_words(desk, asked.subject, dimension, table.spans)
    if cells:
        words |= {"group": cells[0].level.words.of(desk.language), "item": cells[-1].level.words.of(desk.language)}
        lists = _groups(desk, cells, row)
        groups = [cells[0].line(r, row) for r in cells[0].rows(row)[:8]]
        heading = title(desk, "profile", measure=words["measure"], segment=cell(line.name, "name"), level=words["group"])
        charts.append(bars(desk, f"segment_{line.id}_groups", cells[0].table, groups, heading))
        tables.append(group_table(desk, cells[0], row, words["group"]))
    return Finding(
        id=f"{asked.question or 'segment'}.{line.id}",
        kind="segment",
        question=asked.question,
        weight=0.0,
        segment=line.name,
        words=words,
        names=names,
        facts=facts,
        claims=claims,
        lists=lists,
        charts=tuple(charts),
        tables=tuple(tables),
        results=tuple(dict.fromkeys([table.result.id, *(c.table.result.id for c in cells)])),
        notes=(desk.say(note("small")),) if line.small else (),
    )


def _rates(desk: Workbench, table: Comparison, row: int, line: Line) -> tuple[dict[str, str], dict[str, str]]:
    """The segment's facts, each rate beside the whole's, and the claims that compare them."""
    assert table.whole is not None
    whole = table.whole.line(0)
    fields = ("before", "now", "change", "growth", "contribution", "share_before", "share_now", "share_change")
    facts = {field: getattr(line, field) for field in fields} | {"total_growth": whole.growth}
    claims = {
        "direction": direction(desk, line.now, line.before),
        "growth_against_total": against(desk, line.growth, whole.growth),
        "share_direction": direction(desk, line.share_now, line.share_before) if line.share_now else "",
    }
    for rate in RATES:
        own, all_of = table.rates(row), table.whole.rates(0)
        facts |= {
            f"{rate}_before": own.get(rate, "before"),
            f"{rate}_now": own.get(rate, "now"),
            f"{rate}_change": own.change(rate),
            f"{rate}_total": all_of.get(rate, "now"),
        }
        claims[f"{rate}_direction"] = direction(desk, facts[f"{rate}_now"], facts[f"{rate}_before"])
        claims[f"{rate}_against_total"] = against(desk, facts[f"{rate}_now"], facts[f"{rate}_total"])
    return {k: v for k, v in facts.items() if v and desk.exists(v)}, {k: v for k, v in claims.items() if v}


def _groups(desk: Workbench, cells: Sequence[Cells], segment: int) -> dict[str, tuple[str, ...]]:
    """The groups and items that grew, fell, fit and do not fit most."""
    finest = cells[-1]
    lists: dict[str, tuple[str, ...]] = {}
    rows = [r for r in finest.rows(segment) if not finest.table.small(r)]
    changes = {r: finest.table.raw(r, "now") - finest.table.raw(r, "before") for r in rows}
    growing = sorted((r for r in rows if changes[r] > 0), key=lambda r: -changes[r])[:NAMED]
    falling = sorted((r for r in rows if changes[r] < 0), key=lambda r: changes[r])[:NAMED]
    for role, picked in (("growing", growing), ("falling", falling)):
        lines = [finest.line(r, segment) for r in picked]
        lists |= {f"{role}_{field}": tuple(getattr(line, field) for line in lines) for field in ("name", "change", "growth", "now")}
        lists[f"{role}_direction"] = tuple(direction(desk, line.now, line.before) for line in lines)
    for label, level in (("", cells[0]), ("_item", finest)):
        for role, picked in fits(level, segment):
            lists[f"{role}{label}_name"] = tuple(level.table.cell(r, level.level.key) for r in picked)
            lists[f"{role}{label}_index"] = tuple(level.index(r, segment) for r in picked)
    return lists


def fits(cells: Cells, segment: int) -> list[tuple[str, list[int]]]:
    """("strong", rows) and ("weak", rows): fit indices away from one by more than chance, the furthest first."""
    from agents.analysis.plan_rules import FIT, GAP, sure_index

    readings = {r: cells.reading(r, segment) for r in cells.rows(segment)}
    sure = {r: x.index for r, x in readings.items() if x.index is not None and sure_index(x) and x.rows_now >= 5}
    strong = sorted((r for r, i in sure.items() if i >= FIT), key=lambda r: -sure[r])[:NAMED]
    weak = sorted((r for r, i in sure.items() if 0 < i <= GAP), key=lambda r: sure[r])[:NAMED]
    return [("strong", strong), ("weak", weak)]


def group_table(desk: Workbench, cells: Cells, segment: int, word: str) -> TableSpec:
    """Each product group in the segment: value, growth, share, fit, margin, returns, verdict."""
    verdicts = {v.place.row: v.verb for v in plan.verdicts(cells, segment)}
    rows, money = cells.rows(segment)[:10], "money_short" if cells.subject.measure.unit == "currency" else "auto"
    rates: list[Rate] = [r for r in ("margin", "discount", "returns") if any(cells.rate(row, r) for row in rows)]
    names = {"margin": "margin", "discount": "discount", "returns": "return_rate"}
    heads = [
        TableColumn(header=word[:1].upper() + word[1:], weight=1.6),
        *(
            TableColumn(header=h, kind="number", tone=t)
            for h, t in (
                (cells.spans["now"].label, "plain"),
                (desk.say(phrase("growth")), "signed"),
                (desk.say(phrase("share")), "plain"),
                (desk.say(phrase("index")), "plain"),
            )
        ),
        *(TableColumn(header=desk.say(phrase(names[r])), kind="number") for r in rates),
        TableColumn(header=desk.say(phrase("verdict")), tone="status"),
    ]
    lines = []
    for row in rows:
        line = cells.line(row, segment)
        lines.append(
            (
                cell(line.name, "name"),
                cell(line.now, money),
                cell(line.growth, "signed_percent"),
                cell(line.share_now, "percent"),
                cell(cells.index(row, segment), "number"),
                *(cell(cells.rate(row, r), "percent") for r in rates),
                desk.say(verb(verdicts[row])) if row in verdicts else "",
            )
        )
    segment_id = cells.segments.id(segment)
    return TableSpec(
        id=f"{segment_id}.groups",
        columns=tuple(heads),
        rows=tuple(lines),
        results=(cells.table.result.id,),
        title=title(desk, "plan_of", segment=cell(cells.segments.cell(segment, cells.segments.keys[0].key), "name")),
    )
