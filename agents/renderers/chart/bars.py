"""Horizontal bars: bar, stacked_bar and share_bar. Structure stands on the vertical axis, values begin at zero."""

from __future__ import annotations

import math

from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import SIZE, SMALL, Area, bar_paint, emphasised, fill_of, main_row, tip
from agents.renderers.chart.marks import Box, Label, Mark, Paint, Rule, of_series
from agents.renderers.chart.scale import Scale, domain
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import LINE, lines, shortened

DARK = {"accent", "alert", "good", "bad", "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "ink", "muted"}


def bars(data: ChartData, area: Area) -> list[Mark]:
    """One band a category, one bar a series, the value at the bar's end and the second label after it."""
    names, left = _names(data, area)
    values = [value for row in data.rows for value in row.values]
    before, after = _label_room(data, area)
    low, high = domain(values)
    scale = Scale(low, high, left + (before if low < 0 else 0), area.right - after)
    band = area.height / max(1, len(data.categories))
    bar = min(26.0, band * 0.68 / len(data.rows))
    marks: list[Mark] = [*names]
    for category in range(len(data.categories)):
        top = area.top + band * (category + 0.5) - bar * len(data.rows) / 2
        for row in range(len(data.rows)):
            drawn = _bar(data, row, category, (scale, top + row * bar, bar * (0.88 if len(data.rows) > 1 else 1.0)))
            marks += of_series(drawn, row, category)
    marks.append(Rule(scale.at(0), area.top, scale.at(0), area.bottom, "context"))
    return marks


def _bar(data: ChartData, row: int, category: int, place: tuple[Scale, float, float]) -> list[Mark]:
    scale, top, height = place
    point = data.rows[row].points[category]
    size = min(SIZE, max(8.0, height + 1))
    if point.value is None:
        return (
            [Label(scale.at(0) + 6, top + height / 2 + size * 0.35, point.text, size, "muted", job="value", ref=point.ref)]
            if point.ref
            else []
        )
    start, end = sorted((scale.at(0), scale.at(point.value)))
    marks: list[Mark] = [
        Box(
            start,
            top,
            max(end - start, 0.75),
            height,
            bar_paint(data, row, category),
            fill_of(data.rows[row]),
            tip(data, row, category),
            point.ref,
        )
    ]
    if height < 7:
        return marks
    main = row == main_row(data)
    bold, y = emphasised(data, category) and main, top + height / 2 + size * 0.35
    wide = text_width(point.text, size, bold)
    beside = data.beside[category] if main and category < len(data.beside) else ""
    x = end + 6 if point.value >= 0 else start - 6
    marks.append(Label(x, y, point.text, size, bold=bold, anchor="start" if point.value >= 0 else "end", job="value", ref=point.ref))
    if beside:
        marks.append(
            Label(end + 6 + (wide + 8 if point.value >= 0 else 0), y, beside, size, "ink" if bold else "muted", bold, job="beside")
        )
    return marks


def _label_room(data: ChartData, area: Area) -> tuple[float, float]:
    """Room before negative bars and after positive ones, for the widest of their labels."""
    before = after = 0.0
    for index, row in enumerate(data.rows):
        for category, point in enumerate(row.points):
            wide = text_width(point.text, SIZE, True) + 8
            beside = text_width(data.beside[category], SIZE, True) + 8 if index == main_row(data) and category < len(data.beside) else 0.0
            if point.value is not None and point.value < 0:
                before, after = max(before, wide), max(after, beside)
            else:
                after = max(after, wide + beside)
    return before, min(after, area.width * 0.45)


def _names(data: ChartData, area: Area) -> tuple[list[Mark], float]:
    """Category names left of the bars, in at most two lines, and where the bars begin. Crowded bands show every n-th name."""
    count = max(1, len(data.categories))
    band = area.height / count
    size = min(SIZE, max(9.0, band * 0.8))
    wide = min(max((text_width(name, size, True) for name in data.categories), default=0.0), area.width * 0.34)
    step = max(1, math.ceil(size / band))
    marks: list[Mark] = []
    for category, name in enumerate(data.categories):
        if category % step and not emphasised(data, category):
            continue
        bold = emphasised(data, category)
        most = 2 if band >= 2 * size * LINE else 1
        parts = lines(name, size, wide + 0.5, most, bold=bold) if most > 1 else [shortened(name, size, wide + 0.5, bold=bold)]
        y = area.top + band * (category + 0.5) + size * 0.35 - (len(parts) - 1) * size * LINE / 2
        marks += [Label(area.left, y + line * size * LINE, part, size, bold=bold) for line, part in enumerate(parts)]
    return marks, area.left + wide + 12


def stacked_bars(data: ChartData, area: Area) -> list[Mark]:
    """Segments side by side; shares fill the whole width. A segment's value stands inside it where it fits."""
    names, left = _names(data, area)
    share = data.kind == "share_bar"
    totals = [_totals(data, category) for category in range(len(data.categories))]
    room = _label_room_beside(data)
    if share:
        scale = Scale(0.0, 1.0, left, area.right - room)
    else:
        scale = Scale(*domain([total for pair in totals for total in pair]), left, area.right - room)
    band = area.height / max(1, len(data.categories))
    bar = min(30.0, band * 0.7)
    marks: list[Mark] = [*names]
    for category, (below, above) in enumerate(totals):
        place = (scale, area.top + band * (category + 0.5) - bar / 2, bar)
        marks += _segments(data, category, place, (above - below or 1.0) if share else 1.0)
    marks.append(Rule(scale.at(0), area.top, scale.at(0), area.bottom, "context"))
    return marks


def _totals(data: ChartData, category: int) -> tuple[float, float]:
    values = [row.points[category].value or 0.0 for row in data.rows]
    return sum(value for value in values if value < 0), sum(value for value in values if value > 0)


def _label_room_beside(data: ChartData) -> float:
    return max((text_width(text, SIZE, True) + 10 for text in data.beside), default=2.0)


def _segments(data: ChartData, category: int, place: tuple[Scale, float, float], whole: float) -> list[Mark]:
    scale, top, height = place
    marks: list[Mark] = []
    ends = {True: 0.0, False: 0.0}
    for row, series in enumerate(data.rows):
        point = series.points[category]
        if point.value is None or point.value == 0:
            continue
        begin = ends[point.value > 0]
        ends[point.value > 0] = begin + point.value / whole
        start, end = sorted((scale.at(begin), scale.at(begin + point.value / whole)))
        paint = bar_paint(data, row, category)
        words = tip(data, row, category)
        marks.append(Box(start, top, max(end - start - 1, 0.5), height, paint, fill_of(series), words, point.ref, row, category))
        if text_width(point.text, SMALL) + 8 <= end - start and height >= 13:
            ink: Paint = "on-dark" if paint in DARK and fill_of(series) == "solid" else "ink"
            middle = (start + end) / 2
            marks.append(Label(middle, top + height / 2 + 4, point.text, SMALL, ink, False, "middle", "value", point.ref, row))
    if category < len(data.beside):
        marks.append(
            Label(
                scale.at(ends[True]) + 8, top + height / 2 + 4, data.beside[category], SIZE, bold=emphasised(data, category), job="beside"
            )
        )
    return marks
