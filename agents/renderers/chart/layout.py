"""What all layouts share: the plot area, the paint of a mark, its tip, the legend and the scale's rules."""

from __future__ import annotations

from typing import NamedTuple

from agents.renderers.chart.data import ChartData, Row
from agents.renderers.chart.marks import SERIES, Box, Dot, Fill, Label, Mark, Paint, Path, Rule, of_series
from agents.renderers.chart.scale import Scale, tick_text, ticks
from agents.renderers.chart.widths import text_width

SIZE = 12.0  # text size of names and values
SMALL = 11.0
STACKED = ("stacked_bar", "stacked_column", "share_bar")


class Area(NamedTuple):
    """Where a layout may draw."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


def bar_paint(data: ChartData, row: int, category: int) -> Paint:
    """One accent, one alert, the rest quiet; without an emphasis the actual series carries the accent."""
    role = data.rows[row].role
    if data.kind in STACKED:
        return "context" if role == "context" else SERIES[row % len(SERIES)]
    if role == "previous":
        return "previous"
    if role == "context":
        return "context"
    if category in data.alert:
        return "alert"
    if category in data.highlight:
        return "accent"
    if data.highlight or data.alert:
        return "context"
    return _actual_paint(data, row)


def line_paint(data: ChartData, row: int) -> Paint:
    """The paint of a line: quiet for context and the year before, else by its place among the series."""
    role = data.rows[row].role
    return "context" if role in ("context", "previous") else _actual_paint(data, row)


def _actual_paint(data: ChartData, row: int) -> Paint:
    if data.rows[row].role in ("plan", "forecast"):
        return "accent"
    peers = [index for index, other in enumerate(data.rows) if other.role == "actual"]
    return "accent" if len(peers) == 1 else SERIES[peers.index(row) % len(SERIES)]


def fill_of(row: Row) -> Fill:
    """IBCS: plan is outlined, forecast hatched."""
    return "outline" if row.role == "plan" else "hatch" if row.role == "forecast" else "solid"


def main_row(data: ChartData) -> int:
    """The series that carries the emphasis and the second labels: the first actual one."""
    return next((index for index, row in enumerate(data.rows) if row.role == "actual"), 0)


def emphasised(data: ChartData, category: int) -> bool:
    return category in data.highlight or category in data.alert


def tip(data: ChartData, row: int, category: int) -> str:
    """What a mark says when pointed at: category, series, value, and its second label."""
    series = data.rows[row]
    name = f"{data.categories[category]} · {series.name}" if series.name else data.categories[category]
    beside = data.beside[category] if category < len(data.beside) else ""
    return f"{name}: {series.points[category].text}" + (f" ({beside})" if beside and row == main_row(data) else "")


def legend(data: ChartData, area: Area) -> tuple[list[Mark], float]:
    """Keys of the series in one or more lines, and the height they take."""
    marks: list[Mark] = []
    x, y = area.left, area.top + SMALL
    for index, row in enumerate(data.rows):
        wide = 15 + text_width(row.name, SMALL) + 18
        if x > area.left and x + wide > area.right:
            x, y = area.left, y + 17
        marks += of_series([key(data, index, x, y), Label(x + 15, y, row.name, SMALL, "muted")], index)
        x += wide
    return marks, y - area.top + 12


def key(data: ChartData, row: int, x: float, y: float) -> Mark:
    """The swatch of a series, as its marks look."""
    if data.kind == "scatter":
        return Dot(x + 5, y - 4, 4, "accent")
    if data.kind == "line" or (data.kind == "combo" and row == len(data.rows) - 1):
        paint = "alert" if data.kind == "combo" else line_paint(data, row)
        return Path(((x, y - 4), (x + 10, y - 4)), paint, dashed=data.rows[row].role in ("plan", "forecast"))
    emphasis = data.highlight or data.alert
    paint = "context" if emphasis and data.rows[row].role == "actual" and data.kind not in STACKED else bar_paint(data, row, -1)
    return Box(x, y - 9, 10, 10, paint, fill_of(data.rows[row]))


def needs_legend(data: ChartData) -> bool:
    """Lines and slopes are labelled at their ends, clouds at their axes; other charts need keys from two series on."""
    if data.kind == "line":
        return False
    return len(data.rows) > 1 and data.kind not in ("slope", "scatter", "waterfall")


def value_rules(row: Row, low: float, high: float, area: Area, data: ChartData) -> tuple[list[Mark], Scale, float]:
    """Horizontal rules with the scale's values at the left, the vertical scale, and where the plot begins."""
    steps = ticks(low, high, about=max(2, min(5, int(area.height // 45))))
    words = [tick_text(step, row, data.language) for step in steps]
    left = area.left + max(text_width(text, SMALL) for text in words) + 8
    scale = Scale(steps[0], steps[-1], area.bottom, area.top)
    marks: list[Mark] = []
    for step, text in zip(steps, words, strict=True):
        y = scale.at(step)
        marks.append(Rule(left, y, area.right, y, "context" if step == 0 else "line"))
        marks.append(Label(left - 8, y + 4, text, SMALL, "muted", anchor="end", job="tick"))
    return marks, scale, left
