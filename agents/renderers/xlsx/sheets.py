"""Pages into worksheets: cells, looks, formulas with their values, charts, panes and print set-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from agents.core.brief import Language
from agents.evidence.formats import MISSING
from agents.evidence.results import Cell
from agents.renderers.xlsx.charts import ChartMaker
from agents.renderers.xlsx.evidence import evidence_link
from agents.renderers.xlsx.figures import Figures
from agents.renderers.xlsx.layout import Writing
from agents.renderers.xlsx.numbers import is_number
from agents.renderers.xlsx.page import Item, Page
from agents.renderers.xlsx.styles import NUMBER_COLOURS, Styles
from agents.renderers.xlsx.totals import serial
from agents.renderers.xlsx.words import word

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

    def write(self, sheet: Any, page: Page) -> None:
        """Everything of a page."""
        for item in page.items:
            self._cell(sheet, page, item)
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

    # -- cells --------------------------------------------------------------------------------------------------------

    def _cell(self, sheet: Any, page: Page, item: Item) -> None:
        if item.ref and (is_number(item.value) or item.value is None or isinstance(item.value, (date, datetime))):
            self._figure(sheet, page, item)
        elif item.formula:
            sheet.write_formula(item.row, item.col, f"={item.formula}", self.styles[item.look], _stored(item.value))
        elif item.link:
            sheet.write_url(item.row, item.col, f"internal:{item.link}", self.styles[item.look], item.text)
        elif item.span:
            sheet.merge_range(item.row, item.col, item.row, item.span, "", self.styles[item.look])
            sheet.write_string(item.row, item.col, item.text, self.styles[item.look])
        elif item.text:
            sheet.write_string(item.row, item.col, item.text, self.styles[item.look])
        elif item.value is not None:
            sheet.write(item.row, item.col, _stored(item.value), self.styles[item.look])
        else:
            sheet.write_blank(item.row, item.col, None, self.styles[item.look])

    def _figure(self, sheet: Any, page: Page, item: Item) -> None:
        written = self.figures.written(item, page.name)
        look = self.styles[replace(item.look, colour=NUMBER_COLOURS.get(written.kind, item.look.colour))]
        value = _stored(written.value)
        if written.formula:
            sheet.write_formula(item.row, item.col, f"={written.formula}", look, value)
        elif isinstance(value, str):  # missing, or a day before Excel's calendar
            sheet.write_string(item.row, item.col, value, look)
        else:
            place = self.figures.evidence_of(item.ref)
            if place and place.page != page.name:
                sheet.write_url(item.row, item.col, f"internal:{evidence_link(place)}", look, " ")
            sheet.write_number(item.row, item.col, value, look)

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
