"""Pages into worksheets: cells, looks, formulas with their values, charts, panes and print set-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from agents.core.brief import Language
from agents.evidence.formats import MISSING
from agents.evidence.results import Cell
from agents.renderers.xlsx.charts import ChartMaker
from agents.renderers.xlsx.evidence import evidence_link
from agents.renderers.xlsx.figures import Figures
from agents.renderers.xlsx.layout import Writing
from agents.renderers.xlsx.names import sheet_of
from agents.renderers.xlsx.numbers import is_number
from agents.renderers.xlsx.page import Item, Page
from agents.renderers.xlsx.record import CellRecord, ChartRecord, SheetRecord
from agents.renderers.xlsx.styles import NUMBER_COLOURS, Look, Styles
from agents.renderers.xlsx.totals import serial
from agents.renderers.xlsx.words import word
from agents.specs.workbook import SheetKind

A4 = 9
TAB_COLOURS = {
    "about": "muted",
    "summary": "accent",
    "question": "context",
    "actions": "alert",
    "data": "deep",
    "checks": "good",
    "evidence": "muted",
}
FILTER_FROM = 8  # rows of a table that deserve a filter


class SheetWriter:
    """Writes pages to one workbook."""

    def __init__(self, styles: Styles, writing: Writing, figures: Figures, title: str) -> None:
        self.styles, self.writing, self.figures, self.title = styles, writing, figures, title

    def write(self, sheet: Any, page: Page) -> SheetRecord:
        """Everything of a page; gives what was written."""
        cells = [self._cell(sheet, page, item) for item in page.items]
        for col, width in page.widths.items():
            sheet.set_column(col, col, round(width, 2))
        for row, points in page.heights.items():
            sheet.set_row(row, round(points, 2))
        self._emphasis(sheet, page)
        maker = ChartMaker(self.styles.book, self.styles, self.writing, page.name)
        for place in page.charts:
            alt = self.writing.text(place.spec.alt) or self.writing.text(place.spec.title)
            sheet.insert_chart(place.row, place.col, maker.make(place), {"description": alt, "object_position": 1})
        sheet.hide_gridlines(2)
        sheet.freeze_panes(*page.freeze)
        self._filter(sheet, page)
        sheet.print_area(0, 0, max(page.row, self._last_row(page)), page.last_col)
        landscape = page.kind != "about" and (page.width() > 100 or bool(page.charts))
        set_up_print(
            sheet, self.title, self.writing.language, self.styles.face, landscape, pages_tall=1 if _fits_one(page, landscape) else 0
        )
        sheet.repeat_rows(max(page.freeze[0] - 1, 0))
        return _record(page, cells)

    # -- cells --------------------------------------------------------------------------------------------------------

    def _cell(self, sheet: Any, page: Page, item: Item) -> CellRecord:
        """Write a cell and say what was written."""
        value, formula, look = self._settled(page, item)
        row, col, style = item.row, item.col, self.styles[look]
        if formula:
            sheet.write_formula(row, col, f"={formula}", style, value)
        elif item.link:
            sheet.write_url(row, col, f"internal:{item.link}", style, item.text)
        elif item.span:
            sheet.merge_range(row, col, row, item.span, "", style)
            sheet.write_string(row, col, item.text, style)
        elif isinstance(value, str):
            sheet.write_string(row, col, value, style)
        elif value is None:
            sheet.write_blank(row, col, None, style)
        else:
            self._number(sheet, page, item, value, style)
        return CellRecord(
            row=row, col=col, look=look, value=value, formula=formula, ref=item.ref or item.shows, text=self.writing.source(item.text),
            link=sheet_of(item.link), span=item.span,
        )  # fmt: skip

    def _settled(self, page: Page, item: Item) -> tuple[float | str | bool | None, str, Look]:
        """The value, formula and look of a cell."""
        if item.ref and (is_number(item.value) or item.value is None or isinstance(item.value, (date, datetime))):
            written = self.figures.written(item, page.name)  # missing, or a day before Excel's calendar, is a text
            look = replace(item.look, colour=NUMBER_COLOURS.get(written.kind, item.look.colour))
            return _stored(written.value), written.formula, look
        if item.formula:
            return _stored(item.value), item.formula, item.look
        if item.text or item.link or item.span:
            return item.text, "", item.look
        return None if item.value is None else _stored(item.value), "", item.look

    def _number(self, sheet: Any, page: Page, item: Item, value: float, style: Any) -> None:
        place = self.figures.evidence_of(item.ref) if item.ref else None
        if place and place.page != page.name:
            sheet.write_url(item.row, item.col, f"internal:{evidence_link(place)}", style, " ")
        sheet.write(item.row, item.col, value, style)

    # -- the whole sheet ----------------------------------------------------------------------------------------------

    def _emphasis(self, sheet: Any, page: Page) -> None:
        theme = self.styles.theme
        for first, last, col in page.bars:
            sheet.conditional_format(first, col, last, col, {
                "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#BFD9CB", "bar_negative_color": "#EBC4C0",
                "bar_axis_color": "#" + theme.line, "bar_no_border": True,
            })  # fmt: skip
        for state, fill, colour in (("OK", "#DCEFE3", theme.good), ("CHECK", "#F7DEDA", theme.bad)):
            look = self.styles.book.add_format({"bg_color": fill, "font_color": "#" + colour})
            for first, last, col in page.states:
                sheet.conditional_format(first, col, last, col, {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": look})

    def _filter(self, sheet: Any, page: Page) -> None:
        frame = page.frames[0] if page.frames else None
        if frame and frame.total is None and frame.last - frame.first + 1 >= FILTER_FROM:
            sheet.autofilter(frame.top, frame.left, frame.last, frame.right)

    @staticmethod
    def _last_row(page: Page) -> int:
        return max((item.row for item in page.items), default=0)


def _record(page: Page, cells: list[CellRecord]) -> SheetRecord:
    charts = tuple(ChartRecord(row=c.row, col=c.col, width=c.width, height=c.height, chart=c.spec) for c in page.charts)
    return SheetRecord(
        name=page.name, kind=cast(SheetKind, page.kind), cells=tuple(cells), charts=charts, widths=page.widths, heights=page.heights,
        freeze=page.freeze, states=tuple(page.states),
    )  # fmt: skip


def _fits_one(page: Page, landscape: bool) -> bool:
    """Whether a page with charts is better printed a little smaller than cut through a chart."""
    wide, tall = (1045, 690) if landscape else (720, 1010)  # A4 within the margins, in pixels at 96 dpi
    scale = min(1.0, wide / max(page.pixels(), 1))
    pixels = sum(page.heights.get(row, 15.0) * 4 / 3 for row in range(page.row))
    return pixels * scale <= tall * 1.7


def _stored(value: Cell) -> float | str | bool | None:
    """A value as a cell holds it: moments as Excel's numbers, what is missing as a dash."""
    if isinstance(value, (date, datetime)):
        number = serial(value)
        return value.isoformat() if number is None else number
    return MISSING if value is None else value


def set_up_print(sheet: Any, title: str, language: Language, face: str, landscape: bool, pages_tall: int = 0) -> None:
    """A4, one page wide and as tall as it takes, title and page numbers at the foot."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, pages_tall)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    shown = title.replace("&", "&&")[:120]
    sheet.set_footer(f'&L&"{face},Regular"&8{shown}   ·   &A&R&"{face},Regular"&8{word("page", language)}')
