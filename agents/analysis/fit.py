"""Which product groups do well where: the share in a segment against the share in the whole, with growth, margin and returns."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.cells import Cells
from agents.analysis.charts import cell, title
from agents.analysis.claimed import against
from agents.analysis.plan import cells_of
from agents.analysis.plan_rules import FIT, MISFIT, sure_index
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.evidence.text import fact_token
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

NAMED = 6
SEGMENTS, GROUPS = 8, 12


def fit(desk: Workbench, asked: Arguments) -> list[Finding]:
    """Findings of kind fit: of the product groups, and of single items. Weight: the value that stands where the whole's mix would not
    have put it, as a share of all. Raises CannotAnswer without segments or products."""
    dimension = asked.keyed(desk.language)
    found = [c for c in cells_of(desk, asked.subject, asked.spans(desk.language), dimension) if c.dimension is not None and not c.nested]
    if not found:
        raise CannotAnswer(desk.say(refusal("no_fit")), missing=("product",))
    made = [_finding(desk, asked, cells, matrix=i == 0) for i, cells in enumerate(found)]
    return [finding for finding in made if finding.charts or finding.tables]


def _finding(desk: Workbench, asked: Arguments, cells: Cells, *, matrix: bool) -> Finding:
    assert cells.dimension is not None
    strong, weak, moved = _far(cells)
    words = {
        "measure": asked.subject.measure.words.of(desk.language),
        "dimension": cells.dimension.words.of(desk.language),
        "level": cells.level.words.of(desk.language),
        "now": cells.spans["now"].label,
    }
    lists: dict[str, tuple[str, ...]] = {}
    par = desk.ledger.constant("par", 1, name=desk.say(phrase("index")), unit="index").id
    for role, picked in (("strong", strong), ("weak", weak)):
        lists |= _lists(desk, cells, role, picked, par)
    heading = title(desk, "fit", **words)
    results = (cells.table.result.id, cells.by_level.result.id)
    return Finding(
        id=f"{asked.question or 'fit'}.{cells.level.key}",
        kind="fit",
        question=asked.question,
        weight=min(1.0, moved),
        words=words,
        lists=lists,
        facts={"par": par},
        charts=(_chart(desk, cells, strong, weak, heading),) if strong or weak else (),
        tables=(_matrix(desk, cells, heading),) if matrix else (),
        results=results,
    )


def _far(cells: Cells) -> tuple[list[tuple[int, int]], list[tuple[int, int]], float]:
    """(row, segment) of the cells that fit and that do not, most value out of place first; and that value's share."""
    strong: list[tuple[float, int, int]] = []
    weak: list[tuple[float, int, int]] = []
    moved = 0.0
    total = cells.whole.raw(0, "now") or 1.0
    for segment in range(min(cells.segments.size, SEGMENTS)):
        for row in cells.rows(segment):
            r = cells.reading(row, segment)
            if r.index is None or r.rows_now < 5 or not r.index > 0:
                continue
            misplaced = abs(r.now - r.now / r.index)
            moved += misplaced / total / 2
            if sure_index(r) and (r.index >= FIT or r.index <= MISFIT):
                (strong if r.index > 1 else weak).append((misplaced, row, segment))
    first, last = ([(row, segment) for _, row, segment in sorted(found, reverse=True)[:NAMED]] for found in (strong, weak))
    return first, last, moved


def _lists(desk: Workbench, cells: Cells, role: str, picked: list[tuple[int, int]], par: str) -> dict[str, tuple[str, ...]]:
    assert cells.dimension is not None
    lines = [cells.line(row, segment) for row, segment in picked]
    indices = tuple(cells.index(row, segment) for row, segment in picked)
    return {
        f"{role}_segment": tuple(cells.segments.cell(segment, cells.dimension.key) for _, segment in picked),
        f"{role}_name": tuple(x.name for x in lines),
        f"{role}_index": indices,
        f"{role}_claim": tuple(against(desk, index, par) for index in indices),
        f"{role}_now": tuple(x.now for x in lines),
        f"{role}_growth": tuple(x.growth if desk.exists(x.growth) else "" for x in lines),
        f"{role}_margin": tuple(cells.rate(row, "margin") for row, _ in picked),
        f"{role}_returns": tuple(cells.rate(row, "returns") for row, _ in picked),
    }


def _chart(desk: Workbench, cells: Cells, strong: list[tuple[int, int]], weak: list[tuple[int, int]], heading: str) -> ChartSpec:
    assert cells.dimension is not None
    told = [*strong, *reversed(weak)]
    names = tuple(
        f"{fact_token(cells.segments.cell(s, cells.dimension.key), 'name')} · {fact_token(cells.table.cell(r, cells.level.key), 'name')}"
        for r, s in told
    )
    return ChartSpec(
        id=f"fit_{cells.level.key}",
        kind="bar",
        title=heading,
        subtitle=title(desk, "index"),
        categories=names,
        format="number",
        alt=heading,
        series=(Series(name=desk.say(phrase("index")), values=tuple(cells.index(r, s) for r, s in told), format="number"),),
        highlight=tuple(range(len(strong))),
        alert=tuple(range(len(strong), len(told))),
        results=(cells.table.result.id, cells.by_level.result.id),
    )


def _matrix(desk: Workbench, cells: Cells, heading: str) -> TableSpec:
    """Groups down, segments across, the index in each cell."""
    assert cells.dimension is not None
    segments = range(min(cells.segments.size, SEGMENTS))
    word = cells.level.words.of(desk.language)
    heads = [TableColumn(header=word[:1].upper() + word[1:], weight=1.5)]
    heads += [TableColumn(header=fact_token(cells.segments.cell(s, cells.dimension.key), "name"), kind="number") for s in segments]
    rows = []
    for group in range(min(cells.by_level.size, GROUPS)):
        name = cells.by_level.key(group)[0]
        found = [cells.table.find(cells.segments.key(s)[0], name) for s in segments]
        rows.append(
            (
                cell(cells.by_level.cell(group, cells.level.key), "name"),
                *(cell(cells.index(row, s), "number") if row is not None else "" for row, s in zip(found, segments, strict=True)),
            )
        )
    return TableSpec(
        id=f"fit_{cells.level.key}_table", title=heading, columns=tuple(heads), rows=tuple(rows), results=(cells.table.result.id,)
    )
