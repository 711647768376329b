"""Slides that are a table: plain ones, actions and sources. A long table goes on over slides of about equal length."""

from __future__ import annotations

from agents.core.errors import GateError
from agents.renderers.pptx.alt import table_alt
from agents.renderers.pptx.desk import Desk
from agents.renderers.pptx.frame import foot, head, message_bar, where
from agents.renderers.pptx.layouts import TABLE
from agents.renderers.pptx.tables import SHORT, Grid, fit_table, read_table, rows_that_fit, table_xml
from agents.renderers.pptx.text_slides import NewSlide
from agents.specs.deck import Slide


def table_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """The table of a slide with its message under it."""
    more_tables(new, slide, desk)


def more_tables(new: NewSlide, slide: Slide, desk: Desk, *, continued: bool = False) -> None:
    """All rows, on as many slides as they need; the message stands on the last."""
    if slide.table is None:
        raise GateError(f"{where(slide)} is a table slide without a table: give it one.", where=where(slide))
    grid, total, start = read_table(slide.table, desk), len(slide.table.rows), 0
    while start < max(total, 1):
        canvas = new(TABLE)
        area = head(canvas, slide, desk, continued=continued)
        count = share(grid, start, area.w, area.h, desk)
        if count == 0 and total:
            raise GateError(
                f"Row {start + 1} of the table of {where(slide)} is higher than a slide: shorten its cells.", where=where(slide)
            )
        last = start + count >= total
        if last:
            below = message_bar(canvas, desk.say(slide.message), area, slide, desk)
            if rows_that_fit(grid, start, below.w, below.h, desk) < count:  # the message takes the last row's place: one row moves on
                count, last = max(count - 1, 1), False
                canvas.shapes = canvas.shapes[: -2 if slide.message else None]
            else:
                area = below
        table = fit_table(grid.part(start, start + count), area.w, area.h, desk, roomy=slide.kind != "sources" or count <= SHORT)
        if table is None:
            raise GateError(f"The table of {where(slide)} does not fit: shorten its cells.", where=where(slide))
        canvas.put_table(area._replace(h=table.height), table_xml(table, desk), table_alt(slide.table, desk.say(slide.title), desk))
        foot(canvas, slide, desk)
        canvas.finish()
        start, continued = start + max(count, 1), True


def share(grid: Grid, start: int, width: float, height: float, desk: Desk) -> int:
    """How many rows the next slide takes: all that are left where they fit, else about an equal part of them."""
    left = len(grid.rows) - 1 - start
    most = rows_that_fit(grid, start, width, height, desk)
    if most >= left or most == 0:
        return most
    return min(most, -(-left // -(-left // most)))
