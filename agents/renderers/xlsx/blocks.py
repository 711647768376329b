"""The blocks of a sheet down its page: prose, tables, charts beside a small table or below a wide one."""

from __future__ import annotations

from agents.core.brief import Language
from agents.renderers.xlsx.chartdata import found, place_own, widen_for_own
from agents.renderers.xlsx.layout import Writing, head, paragraph, place_table, plan_cells, widen_for
from agents.renderers.xlsx.names import clean_text
from agents.renderers.xlsx.page import LEFT, ROW_PIXELS, ChartPlace, Frame, Page
from agents.renderers.xlsx.words import word
from agents.specs.chart import ChartSpec
from agents.specs.workbook import Block, SheetSpec

CHART_WIDTH, SIDE_WIDTH = 780, 620
NARROW_TABLE = 78.0  # digits: a chart stands beside a table up to this width
LYING = ("bar", "stacked_bar", "share_bar")
FREEZE_WITHIN = 9  # a header further down would leave too little to scroll


def lay_out(page: Page, sheet: SheetSpec, writing: Writing) -> None:
    """Place the title and all blocks; charts' own figures come last."""
    _widen(page, sheet, writing)
    head(page, writing, sheet.title or sheet.name, sheet.lead or _lead(page.kind, writing.language))
    before: Frame | None = None
    for number, block in enumerate(sheet.blocks):
        before = _place(page, block, before, writing, first=number == 0)
    for place in page.charts:
        place.ranges = found(place.spec, page, writing)
        if not place.ranges:
            page.row += 1
            place_own(place, page, writing)
    page.row += 1


def chart_size(chart: ChartSpec, width: int) -> tuple[int, int]:
    """Width and height in pixels: lying bars grow with their categories."""
    bars = len(chart.categories) * (len(chart.series) if chart.kind == "bar" else 1)
    height = min(620, max(320, 110 + 30 * bars)) if chart.kind in LYING else 340
    return width, height


def _widen(page: Page, sheet: SheetSpec, writing: Writing) -> None:
    for block in sheet.blocks:
        if block.table:
            widen_for(page, block.table, plan_cells(block.table, writing), writing)
        if block.chart and not _in_a_table(block.chart, sheet, writing):
            widen_for_own(block.chart, page, writing)
    page.spread()


def _in_a_table(chart: ChartSpec, sheet: SheetSpec, writing: Writing) -> bool:
    """Whether the chart's figures will stand in one of the sheet's tables."""
    trial = Page("", "question")
    for block in sheet.blocks:
        if block.table:
            place_table(trial, block.table, plan_cells(block.table, writing), writing)
    return bool(found(chart, trial, writing))


def _place(page: Page, block: Block, before: Frame | None, writing: Writing, first: bool) -> Frame | None:
    if block.text:
        paragraph(page, writing.text(block.text))
        return None
    if block.table:
        if not first:
            page.row += 1
        frame = place_table(page, block.table, plan_cells(block.table, writing), writing)
        if first and page.row and frame.first <= FREEZE_WITHIN:
            page.freeze = (frame.first, LEFT + 1 if frame.right - frame.left > 5 else 0)
        return frame
    if block.chart:
        _place_chart(page, block.chart, before, writing)
    return None


def _place_chart(page: Page, chart: ChartSpec, before: Frame | None, writing: Writing) -> None:
    beside = before is not None and sum(page.widths.get(col, 9.0) for col in range(before.left, before.right + 1)) <= NARROW_TABLE
    if before is not None and beside:
        row, col = before.top, before.right + 2
        width, height = chart_size(chart, SIDE_WIDTH)
        if before.right >= page.tables_end:
            page.widths[before.right + 1] = 3.0
    else:
        page.row += 1
        row, col = page.row, LEFT
        width, height = chart_size(chart, min(CHART_WIDTH, page.pixels()))
    page.charts.append(ChartPlace(row, col, width, height, chart))
    _extend(page, col, width)
    page.row = max(page.row, _row_after(page, row, height) + 1)


def _extend(page: Page, col: int, width: int) -> None:
    """Columns up to the chart's right edge belong to the page, so that they are printed."""
    left = width
    while left > 0:
        page.widths.setdefault(col, 12.0)
        left -= int(page.widths[col] * 7 + 5)
        page.last_col = max(page.last_col, col)
        col += 1


def _row_after(page: Page, row: int, height: int) -> int:
    """The first row below a chart."""
    left = float(height)
    while left > 0:
        left -= page.heights[row] * 4 / 3 if row in page.heights else ROW_PIXELS
        row += 1
    return row


def _lead(kind: str, language: Language) -> str:
    return clean_text(word(f"{kind}_lead", language)) if kind in ("about", "checks", "evidence") else ""
