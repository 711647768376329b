"""Growth of the measure by a dimension between two periods: change, rate, contribution, who leads and who declines."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis.arguments import Arguments
from agents.analysis.charts import bars, growth_table, title
from agents.analysis.claimed import counted, direction, largest
from agents.analysis.compare import Comparison, Line, compared
from agents.analysis.comparison import total
from agents.analysis.words import note
from agents.analysis.workbench import Workbench
from agents.specs.findings import Finding

COUNTED = 100  # segments up to which those that grew are counted: all of them, also those that are not shown


def growth(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind growth; of kind total where the data has nothing to group by. Weight: it is the headline itself."""
    if not asked.dimension and asked.subject.usual is None:
        return total(desk, asked)
    dimension, spans = asked.keyed(desk.language), asked.spans(desk.language)
    table = compared(desk, asked.subject, (dimension,), spans, limit=2_000)
    assert table.whole is not None
    whole = table.whole.line(0)
    lines, other = table.shown()
    told = [*lines, *([other] if other else [])]
    words = {
        "measure": asked.subject.measure.words.of(desk.language),
        "dimension": dimension.words.of(desk.language),
        "before": spans["before"].label,
        "now": spans["now"].label,
    }
    heading = title(desk, "by", **words)
    facts, names, claims = _whole(desk, whole)
    everyone = [table.line(row) for row in range(table.size)] if table.size <= COUNTED and not table.result.truncated else []
    for part in (_leaders(desk, table), _counts(desk, everyone)):
        facts |= part[0]
        names |= part[1]
        claims |= part[2]
    return [
        Finding(
            id=f"{asked.question or 'growth'}.growth",
            kind="growth",
            question=asked.question,
            weight=1.0,
            words=words,
            names=names,
            facts=facts,
            claims=claims,
            lists=line_lists(desk, told),
            headline=tuple(f for f in (whole.before, whole.now, whole.growth) if desk.exists(f)),
            charts=(bars(desk, f"growth_{dimension.key}", table, told, heading),),
            tables=(growth_table(desk, f"growth_{dimension.key}_table", table, told, whole, heading),),
            results=(table.result.id, table.whole.result.id),
            notes=_notes(desk, table, lines, other),
        )
    ]


def _whole(desk: Workbench, whole: Line) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    facts = {"total_before": whole.before, "total_now": whole.now, "total_change": whole.change, "total_growth": whole.growth}
    return {k: v for k, v in facts.items() if desk.exists(v)}, {}, {"total": direction(desk, whole.now, whole.before)}


def _leaders(desk: Workbench, table: Comparison) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The largest, the one that adds most, the fastest and the slowest of enough rows, and the steepest decline."""
    facts: dict[str, str] = {}
    names: dict[str, str] = {}
    claims: dict[str, str] = {}
    roles = (
        ("largest", "now", False),
        ("adds_most", "change", False),
        ("takes_most", "change", True),
        ("fastest", "growth", False),
        ("slowest", "growth", True),
    )
    for role, field, lowest in roles:
        group = table.furthest(field, lowest=lowest)
        if len(group) < 2:
            continue
        pick = group[0]
        facts |= {f"{role}_{f}": getattr(pick, f) for f in ("now", "change", "growth", "contribution", "share_now") if getattr(pick, f)}
        names[role] = pick.name
        claims[role] = largest(desk, getattr(pick, field), [getattr(line, field) for line in group], lowest=lowest)
        claims[f"{role}_direction"] = direction(desk, pick.now, pick.before)
    return {k: v for k, v in facts.items() if desk.exists(v)}, names, {k: v for k, v in claims.items() if v}


def _counts(desk: Workbench, lines: Sequence[Line]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """How many segments grew and how many declined, of how many."""
    facts, claims = counted(desk, lines)
    return facts, {}, claims


def line_lists(desk: Workbench, lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    """The lines as parallel lists of refs, one entry for each segment; "" where a fact cannot be said."""
    fields = ("name", "before", "now", "change", "growth", "contribution", "share_before", "share_now", "share_change")
    lists = {field: tuple(getattr(line, field) for line in lines) for field in fields}
    return lists | {"direction": tuple(direction(desk, line.now, line.before) for line in lines)}


def _notes(desk: Workbench, table: Comparison, lines: Sequence[Line], other: Line | None) -> tuple[str, ...]:
    said = []
    if any(line.small for line in lines):
        said.append(desk.say(note("small")))
    if any(not desk.exists(line.growth) for line in lines):
        said.append(desk.say(note("zero_base")))
    if other is not None:
        said.append(desk.say(note("other")))
    return tuple(said)
