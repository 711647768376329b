"""Slides with charts: beside takeaways, alone, two of them, and the segment with its product plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.core.errors import GateError
from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData
from agents.renderers.native_chart import chart_alt, native_chart, told_levels
from agents.renderers.pptx.alt import table_alt
from agents.renderers.pptx.canvas import Canvas
from agents.renderers.pptx.desk import Desk
from agents.renderers.pptx.frame import foot, head, message_bar, panel, points, where
from agents.renderers.pptx.grid import left_right
from agents.renderers.pptx.layouts import CHART_PANEL, FULL_CHART, HEAD, INSETS, SEGMENT, TEXT, TWO_CHARTS
from agents.renderers.pptx.table_slides import more_tables
from agents.renderers.pptx.tables import Fitted, fit_table, read_table, table_xml
from agents.renderers.pptx.text_slides import NewSlide, statements
from agents.renderers.pptx.writing import para
from agents.specs.deck import Slide, Takeaway
from agents.specs.table import TableSpec

# Ways to share a segment slide: the least height of the chart, and its share of the width beside the takeaways.
UPPER = ((150.0, 0.56), (112.0, 0.5))
SPACE = 18.0  # over the table
HEADING = 22.0


def chart_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """A chart with takeaways beside it, or alone over the whole width."""
    data = desk.chart(slide.charts[0])
    beside = bool(slide.takeaways)
    canvas = new(CHART_PANEL if beside else FULL_CHART)
    area = head(canvas, slide, desk, lead=data.subtitle)
    area = message_bar(canvas, desk.say(slide.message), area, slide, desk)
    left, right = left_right(area, 0.66) if beside else (area, area)
    put_chart(canvas, data, left, desk)
    rest = panel(canvas, slide.takeaways, right, slide, desk) if beside else []
    foot(canvas, slide, desk)
    canvas.finish()
    more_takeaways(new, slide, rest, desk)


def two_charts_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """Two charts of one size, each under its own heading."""
    if len(slide.charts) < 2:
        return chart_slide(new, slide, desk)
    canvas = new(TWO_CHARTS)
    area = head(canvas, slide, desk)
    spoken = (
        [desk.say(slide.message)]
        if slide.message
        else [" ".join(filter(None, (desk.say(t.lead), desk.say(t.text)))) for t in slide.takeaways[:1]]
    )
    area = message_bar(canvas, spoken[0] if spoken else "", area, slide, desk)
    for nth, (spec, box) in enumerate(zip(slide.charts[:2], left_right(area, 0.5), strict=True)):
        data = desk.chart(spec)
        high = _headed(canvas, data, box, nth, slide, desk)
        put_chart(canvas, data, Box(box.x, box.y + high, box.w, box.h - high), desk, nth=nth)
    foot(canvas, slide, desk)
    canvas.finish()
    more_takeaways(new, slide, list(slide.takeaways[1:] if not slide.message else slide.takeaways), desk)


def segment_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """A segment: its chart and takeaways, and under them the product plan. What is too much for one slide gives the plan its own."""
    if not slide.charts or slide.table is None:
        return chart_slide(new, slide, desk) if slide.charts else more_tables(new, slide, desk)
    canvas, data = new(SEGMENT), desk.chart(slide.charts[0])
    area = head(canvas, slide, desk, lead=data.subtitle)
    plan = _plan(slide, slide.table, area, desk)
    top = area if plan is None else area._replace(h=area.h - plan.height)
    left, right = left_right(top, 0.66 if plan is None else plan.share) if slide.takeaways else (top, top)
    put_chart(canvas, data, left, desk)
    rest = panel(canvas, slide.takeaways, right, slide, desk) if slide.takeaways else []
    if plan is not None:
        _put_plan(canvas, plan, slide.table, area._replace(y=top.bottom, h=plan.height), desk.say(slide.title), desk)
    foot(canvas, slide, desk)
    canvas.finish()
    more_takeaways(new, slide, rest, desk)
    if plan is None:
        more_tables(new, slide, desk, continued=True)


@dataclass(frozen=True)
class Plan:
    """The table under a segment's chart, and the chart's share of the width above it."""

    table: Fitted
    share: float
    heading: float

    @property
    def height(self) -> float:
        return self.table.height + self.heading + SPACE


def _plan(slide: Slide, spec: TableSpec, area: Box, desk: Desk) -> Plan | None:
    """The whole table where chart and takeaways keep enough room above it, else None."""
    grid, heading = read_table(spec, desk), HEADING if spec.title else 0.0
    for least, share in UPPER:
        table = fit_table(grid, area.w, area.h - least - SPACE - heading, desk)
        if table is None:
            continue
        _, right = left_right(area._replace(h=area.h - table.height - SPACE - heading), share)
        text = points(slide.takeaways, desk)
        if not text or desk.size(text, right.inner(*INSETS["panel"]), desk.theme.body_floor, desk.theme.body_floor) is not None:
            return Plan(table, share, heading)
    return None


def _put_plan(canvas: Canvas, plan: Plan, spec: TableSpec, box: Box, title: str, desk: Desk) -> None:
    y = box.y + SPACE
    if plan.heading:
        canvas.put_text("heading", [para(desk.say(spec.title))], desk.style(12, bold=True), box=Box(box.x, y, box.w, plan.heading - 2))
    table = Box(box.x, y + plan.heading, box.w, plan.table.height)
    canvas.put_table(table, table_xml(plan.table, desk), table_alt(spec, title, desk))


def put_chart(canvas: Canvas, data: ChartData, box: Box, desk: Desk, nth: int = 0) -> None:
    """A native chart; a waterfall whose levels are left out tells them in a line above it."""
    if levels := told_levels(data):
        canvas.put_box(box._replace(h=desk.line(14)), [para(levels, colour="muted")], desk.style(13), name="Levels")
        box = Box(box.x, box.y + desk.line(14) + 6, box.w, box.h - desk.line(14) - 6)
    canvas.put_chart(box, native_chart(data, box), chart_alt(data), nth=nth)


def more_takeaways(new: NewSlide, slide: Slide, rest: Sequence[Takeaway], desk: Desk) -> None:
    """Takeaways that found no room, on slides of their own."""
    left = list(rest)
    while left:
        canvas = new(TEXT)
        left = statements(canvas, left, head(canvas, slide, desk, continued=True), slide, desk)
        foot(canvas, slide, desk)
        canvas.finish()


def _headed(canvas: Canvas, data: ChartData, box: Box, nth: int, slide: Slide, desk: Desk) -> float:
    """The chart's own heading; its height."""
    lines = [para(text, bold=bold, colour="" if bold else "muted") for text, bold in ((data.title, True), (data.subtitle, False)) if text]
    if not lines:
        return 0.0
    size = desk.size(lines, Box(0, 0, box.w, 3 * desk.line(13)), 13.0, desk.theme.body_floor)
    if size is None:
        raise GateError(f"A chart heading of {where(slide)} does not fit: shorten {data.title!r}.", where=where(slide))
    high = max(desk.needs(lines, box.w, size) + 4, HEAD)
    canvas.put_text("heading", lines, desk.style(size), nth=nth, box=box._replace(h=high))
    return high + 8
