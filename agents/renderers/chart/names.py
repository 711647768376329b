"""Category names under a plot."""

from __future__ import annotations

import math

from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import SMALL, Area, emphasised
from agents.renderers.chart.marks import Label, Mark
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import LINE, lines, shortened

MANY = 12  # names beyond this number are thinned rather than shortened


def name_room(data: ChartData, band: float) -> float:
    """The height the names take where each has a band of this width."""
    size, wrapped = _name_style(data, band)
    return 8 + size * LINE * (2 if wrapped else 1)


def _name_style(data: ChartData, band: float) -> tuple[float, bool]:
    """Text size of the names, and whether they stand in two lines: the largest size that shows them whole, else thinned or shortened."""
    for size in (SMALL, SMALL - 1, SMALL - 2):
        words = [text_width(word, size, True) for name in data.categories for word in name.split() or [""]]
        whole = [text_width(name, size, True) for name in data.categories]
        if max(whole, default=0.0) <= band - 4:
            return size, False
        if max(words, default=0.0) <= band - 4 and max(whole, default=0.0) <= 1.8 * band:
            return size, True
    return (SMALL, False) if len(data.categories) > MANY else (SMALL - 2, True)


def names_below(data: ChartData, area: Area) -> list[Mark]:
    """Category names under the plot. Many names that do not fit are thinned to every n-th."""
    band = area.width / max(1, len(data.categories))
    size, wrapped = _name_style(data, band)
    y = area.top + 6 + size
    if not wrapped:
        return _names_in_line(data, area, size, y)
    marks: list[Mark] = []
    for category, name in enumerate(data.categories):
        bold = emphasised(data, category)
        for line, part in enumerate(lines(name, size, band - 4, 2, bold=bold)):
            marks.append(Label(area.left + band * (category + 0.5), y + line * size * LINE, part, size, bold=bold, anchor="middle"))
    return marks


def _names_in_line(data: ChartData, area: Area, size: float, y: float) -> list[Mark]:
    band = area.width / max(1, len(data.categories))
    most = max(band - 4, min(120.0, area.width / 4))
    widest = min(max((text_width(name, size, True) for name in data.categories), default=0.0), most)
    step = max(1, math.ceil((widest + 4) / band))
    marks: list[Mark] = []
    end = 0.0
    for category in range(0, len(data.categories), step):
        bold = emphasised(data, category)
        text = shortened(data.categories[category], size, most, bold=bold)
        half = text_width(text, size, bold) / 2
        middle = min(max(area.left + band * (category + 0.5), half), area.right - half)
        if middle - half >= end + 6 or not marks:
            marks.append(Label(middle, y, text, size, bold=bold, anchor="middle"))
            end = middle + half
    return marks
