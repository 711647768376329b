"""Where a chart's values stand on its sheet: in a table already there, or in a small table of its own below the chart."""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter.utility import xl_rowcol_to_cell

from agents.evidence.text import fact_token
from agents.renderers.xlsx.layout import Writing, place_table, plan_cells, widen_for
from agents.renderers.xlsx.page import ChartPlace, Frame, Item, Page
from agents.renderers.xlsx.styles import HEADER, NUMBER, Look
from agents.renderers.xlsx.words import word
from agents.specs.chart import ChartSpec, Series
from agents.specs.table import TableColumn, TableSpec

STEPS = ("running", "base", "level", "rise", "fall", "top")
STEPS_ONLY = ("rise", "fall", "top")


def own_table(chart: ChartSpec, writing: Writing) -> TableSpec:
    """The chart's figures as a table: categories down, series across."""
    columns = (TableColumn(header=""), *(TableColumn(header=series.name, kind="number") for series in chart.series))
    rows = tuple(
        (
            category,
            *(_token(series.values[position], format_at(chart, series, position)) for series in chart.series),
        )
        for position, category in enumerate(chart.categories)
    )
    return TableSpec(id=f"{chart.id}-figures", title="", columns=columns, rows=rows)


def format_at(chart: ChartSpec, series: Series, position: int) -> str:
    """The format of a value of a chart. The levels at the ends of a waterfall carry no sign."""
    format = series.format if series.format != "auto" else chart.format
    edge = chart.kind == "waterfall" and position in (0, len(series.values) - 1)
    return format.removeprefix("signed_") if edge else format


def found(chart: ChartSpec, page: Page, writing: Writing) -> dict[str, tuple[int, int, int, int]]:
    """Ranges in a table of the page that hold exactly the chart's categories and values in order, {} where there is none."""
    if chart.kind == "waterfall":
        return {}
    categories = [writing.text(category) for category in chart.categories]
    wanted = [[writing.ref(ref) if ref else "" for ref in series.values] for series in chart.series]
    for frame in page.frames:
        for offset in range(len(frame.texts) - len(categories) + 1):
            rows = slice(offset, offset + len(categories))
            if [row[0] for row in frame.texts[rows]] != categories:
                continue
            ranges = _columns(frame, offset, rows, wanted)
            if ranges:
                return ranges
    return {}


def place_own(place: ChartPlace, page: Page, writing: Writing) -> None:
    """Write the chart's own table at the next free row and point the chart at it."""
    table = own_table(place.spec, writing)
    caption = f"{word('chart_data', writing.language)}: {writing.text(place.spec.title)}"
    page.line(caption, Look(colour="muted", bold=True, size=9), 18)
    frame = place_table(page, table, plan_cells(table, writing), writing)
    place.ranges = {"categories": (frame.first, frame.left, frame.last, frame.left)}
    for number in range(len(place.spec.series)):
        place.ranges[f"series{number}"] = (frame.first, frame.left + 1 + number, frame.last, frame.left + 1 + number)
    if place.spec.kind == "waterfall":
        _place_steps(place, page, frame, writing)


def widen_for_own(chart: ChartSpec, page: Page, writing: Writing) -> None:
    table = own_table(chart, writing)
    widen_for(page, table, plan_cells(table, writing), writing)
    if chart.kind == "waterfall":
        keys = STEPS_ONLY if steps_only(chart, writing) else STEPS
        for number, key in enumerate(keys):
            page.widen(3 + number, max(11.0, len(word(key, writing.language)) * 2.0))
        page.last_col = max(page.last_col, 2 + len(keys))


def levels(chart: ChartSpec, writing: Writing) -> list[tuple[float, ...]]:
    """For each category of a waterfall: level after it, hidden base, level bar, rise, fall, top. A gap counts as no step."""
    values = [_number(ref, writing) for ref in chart.series[0].values]
    found: list[tuple[float, ...]] = []
    running = 0.0
    for position, value in enumerate(values):
        if position in (0, len(values) - 1):
            running = value
            found.append((value, 0.0, value, 0.0, 0.0, value))
            continue
        before, running = running, running + value
        found.append((running, min(before, running), 0.0, max(value, 0.0), max(-value, 0.0), max(before, running)))
    return found


def steps_only(chart: ChartSpec, writing: Writing) -> bool:
    """Whether levels would make the steps unreadable, or the level crosses zero: then only the steps are drawn."""
    rows = levels(chart, writing)
    lowest, top = min(row[0] for row in rows), max(abs(row[0]) for row in rows)
    largest = max((max(row[3], row[4]) for row in rows[1:-1]), default=0.0)
    return lowest < 0 or largest < top * 0.08


def _place_steps(place: ChartPlace, page: Page, frame: Frame, writing: Writing) -> None:
    """The helper columns of a waterfall as formulas over its values."""
    flat = steps_only(place.spec, writing)
    shown_as = (frame.first + int(flat), frame.left + 1)  # levels like the first level, steps like the first step
    pattern = next((item.look.pattern for item in page.items if (item.row, item.col) == shown_as), "")
    look = replace(NUMBER, colour="muted", pattern=pattern.lstrip("+"))
    for number, key in enumerate(STEPS_ONLY if flat else STEPS):
        col = frame.left + 2 + number
        page.add(Item(frame.top, col, replace(HEADER, colour="muted", align="right"), word(key, writing.language)))
        place.ranges[key] = (frame.first, col, frame.last, col)
    for position, level in enumerate(levels(place.spec, writing)):
        row = frame.first + position
        edge = row in (frame.first, frame.last)
        formulas = _flat_formulas(row, frame.left + 1, edge) if flat else _step_formulas(row, frame.left + 1, edge)
        values = (level[3], -level[4], level[3]) if flat else level
        for number, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            page.add(Item(row, frame.left + 2 + number, look, formula="" if formula == "0" else formula, value=value, header=frame.top))


def _step_formulas(row: int, col: int, edge: bool) -> tuple[str, ...]:
    value, running, before = xl_rowcol_to_cell(row, col), xl_rowcol_to_cell(row, col + 1), xl_rowcol_to_cell(row - 1, col + 1)
    if edge:
        return value, "0", value, "0", "0", value
    return f"{before}+N({value})", f"MIN({before},{running})", "0", f"MAX(N({value}),0)", f"MAX(-N({value}),0)", f"MAX({before},{running})"


def _flat_formulas(row: int, col: int, edge: bool) -> tuple[str, ...]:
    value = xl_rowcol_to_cell(row, col)
    return ("0", "0", "0") if edge else (f"MAX(N({value}),0)", f"MIN(N({value}),0)", f"MAX(N({value}),0)")


def _columns(frame: Frame, offset: int, rows: slice, wanted: list[list[str]]) -> dict[str, tuple[int, int, int, int]]:
    first, last = frame.first + offset, frame.first + rows.stop - 1
    ranges = {"categories": (first, frame.left, last, frame.left)}
    for number, refs in enumerate(wanted):
        column = next((c for c in range(1, len(frame.refs[0])) if [row[c] for row in frame.refs[rows]] == refs), None)
        if column is None:
            return {}
        ranges[f"series{number}"] = (first, frame.left + column, last, frame.left + column)
    return ranges


def _token(ref: str, format: str) -> str:
    return fact_token(ref, format) if ref else ""


def _number(ref: str, writing: Writing) -> float:
    value = writing.ledger.value(ref) if ref else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0
