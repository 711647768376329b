"""Columns: column, stacked_column, waterfall and combo. Time runs from left to right, values begin at zero."""

from __future__ import annotations

import math
from dataclasses import replace

from agents.renderers.chart.bars import DARK
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import SIZE, SMALL, Area, bar_paint, emphasised, fill_of, main_row, tip, value_rules
from agents.renderers.chart.marks import Box, Dot, Label, Mark, Paint, Path, Rule, of_series
from agents.renderers.chart.names import name_room, names_below
from agents.renderers.chart.scale import Scale, domain
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import Taken

SMALLEST = 9.0  # text size below which nothing is read
LABEL = 15.0  # room above a column for its value


def columns(data: ChartData, area: Area) -> list[Mark]:
    """One band a category. Values stand on the columns where all fit; else a scale is drawn and only what matters is labelled."""
    rows = data.rows
    count = max(1, len(data.categories))
    low, high = domain([value for row in rows for value in row.values])
    all_fit = _all_fit(data, area.width / count)
    room = LABEL * (2 if data.beside else 1)
    plot = Area(area.left, area.top + room, area.right, area.bottom - name_room(data, area.width / count) - (LABEL if low < 0 else 0))
    marks: list[Mark] = []
    if all_fit:
        scale, left = Scale(low, high, plot.bottom, plot.top), plot.left
    else:
        marks, scale, left = value_rules(rows[0], low, high, plot, data)
    band = (plot.right - left) / count
    wide = min(64.0, band * 0.72) / len(rows)
    taken = Taken()
    for category in _by_weight(data):
        for row in range(len(rows)):
            x = left + band * (category + 0.5) - wide * len(rows) / 2 + row * wide
            drawn = _column(data, (row, category), (scale, x, wide * (0.92 if len(rows) > 1 else 1.0)), taken, all_fit)
            marks += of_series(drawn, row, category)
    marks.append(Rule(left, scale.at(0), plot.right, scale.at(0), "context"))
    return marks + names_below(data, Area(left, plot.bottom + (LABEL if low < 0 else 0), plot.right, area.bottom))


def _column(data: ChartData, at: tuple[int, int], place: tuple[Scale, float, float], taken: Taken, label: bool) -> list[Mark]:
    (row, category), (scale, x, wide) = at, place
    point = data.rows[row].points[category]
    if point.value is None:
        return []
    top, bottom = sorted((scale.at(point.value), scale.at(0)))
    marks: list[Mark] = [
        Box(
            x,
            top,
            wide,
            max(bottom - top, 0.75),
            bar_paint(data, row, category),
            fill_of(data.rows[row]),
            tip(data, row, category),
            point.ref,
        )
    ]
    main = row == main_row(data)
    strong = emphasised(data, category) and main
    middle, half = x + wide / 2, text_width(point.text, SMALL, strong) / 2
    y = (top if label else _clear_top(data, category, scale, half / max(wide, 1.0))) - 4 if point.value >= 0 else bottom + 12
    wanted = label or strong or (len(data.rows) == 1 and category == len(data.categories) - 1)
    if wanted and taken.free(middle - half, y - 11, middle + half, y + 2):
        taken.take(middle - half - 2, y - 11, middle + half + 2, y + 2)
        marks.append(Label(middle, y, point.text, SMALL, bold=strong, anchor="middle", job="value", ref=point.ref))
        if main and category < len(data.beside):
            above = min(y, scale.at(0) - 4) - 13
            marks.append(Label(middle, above, data.beside[category], SMALL, "ink" if strong else "muted", strong, "middle", "beside"))
    return marks


def _clear_top(data: ChartData, category: int, scale: Scale, reach: float) -> float:
    """The top of the columns that a label of this reach (in columns to each side) would cover."""
    far = math.ceil(max(0.0, reach - 0.5))
    near = range(max(0, category - far), min(len(data.categories), category + far + 1))
    return min(scale.at(max(row.points[index].value or 0.0, 0.0)) for row in data.rows for index in near)


def _by_weight(data: ChartData) -> list[int]:
    """Categories, those to be set off first: they get their labels before others take the place."""
    return sorted(range(len(data.categories)), key=lambda category: not emphasised(data, category))


def _all_fit(data: ChartData, band: float) -> bool:
    room = min(64.0, band * 0.72) / len(data.rows) if len(data.rows) > 1 else band
    beside = max((text_width(text, SMALL, True) for text in data.beside), default=0.0)
    widest = max((text_width(point.text, SMALL, True) for row in data.rows for point in row.points), default=0.0)
    return widest + 4 <= room and beside + 4 <= band


def stacked_columns(data: ChartData, area: Area) -> list[Mark]:
    """Segments on top of each other, the first series at the bottom."""
    count = max(1, len(data.categories))
    sums = [
        (sum(v for v in values if v < 0), sum(v for v in values if v > 0))
        for values in ([row.points[i].value or 0.0 for row in data.rows] for i in range(count))
    ]
    low, high = domain([value for pair in sums for value in pair])
    top = area.top + (LABEL if data.beside else 4)
    plot = Area(area.left, top, area.right, area.bottom - name_room(data, area.width / count))
    inside = max(text_width(p.text, SMALL) for row in data.rows for p in row.points) + 4 <= area.width / count * 0.72
    marks, scale, left = (
        ([], Scale(low, high, plot.bottom, plot.top), plot.left) if inside else value_rules(data.rows[0], low, high, plot, data)
    )
    band = (plot.right - left) / count
    wide = min(72.0, band * 0.72)
    for category in range(count):
        x = left + band * (category + 0.5) - wide / 2
        marks += _stack(data, category, (scale, x, wide))
        if category < len(data.beside):
            marks.append(Label(x + wide / 2, scale.at(sums[category][1]) - 4, data.beside[category], SMALL, anchor="middle", job="beside"))
    marks.append(Rule(left, scale.at(0), plot.right, scale.at(0), "context"))
    return marks + names_below(data, Area(left, plot.bottom, plot.right, area.bottom))


def _stack(data: ChartData, category: int, place: tuple[Scale, float, float]) -> list[Mark]:
    scale, x, wide = place
    marks: list[Mark] = []
    ends = {True: 0.0, False: 0.0}
    for row, series in enumerate(data.rows):
        point = series.points[category]
        if not point.value:
            continue
        begin = ends[point.value > 0]
        ends[point.value > 0] = begin + point.value
        top, bottom = sorted((scale.at(begin), scale.at(begin + point.value)))
        paint = bar_paint(data, row, category)
        words = tip(data, row, category)
        marks.append(Box(x, top, wide, max(bottom - top - 1, 0.5), paint, fill_of(series), words, point.ref, row, category))
        if bottom - top >= 15 and text_width(point.text, SMALL) + 4 <= wide:
            ink: Paint = "on-dark" if paint in DARK and fill_of(series) == "solid" else "ink"
            marks.append(Label(x + wide / 2, (top + bottom) / 2 + 4, point.text, SMALL, ink, False, "middle", "value", point.ref, row))
    return marks


def combo(data: ChartData, area: Area) -> list[Mark]:
    """Columns below, and the last series as a line on its own scale in the band above them, each with its own labels."""
    line, bars = data.rows[-1], data.rows[:-1]
    split = area.top + area.height * 0.3
    lower = ChartData(
        id=data.id,
        kind="column",
        language=data.language,
        title="",
        subtitle="",
        categories=data.categories,
        rows=bars,
        highlight=data.highlight,
        alert=data.alert,
        beside=(),
        alt="",
        note="",
    )
    marks = columns(lower, Area(area.left, split, area.right, area.bottom))
    boxes = [mark for mark in marks if isinstance(mark, Box)]
    left = next((mark.x1 for mark in marks if isinstance(mark, Rule)), area.left)
    if not line.values or not boxes:
        return marks
    band = (area.right - left) / len(data.categories)
    scale = Scale(*domain(line.values, from_zero=False), split - 8, area.top + LABEL + 4)
    taken, points = Taken(), []
    for category, point in enumerate(line.points):
        if point.value is None:
            continue
        x, y = left + band * (category + 0.5), scale.at(point.value)
        points.append((x, y))
        half = text_width(point.text, SMALL, True) / 2
        marks.append(Dot(x, y, 3.5, "alert", tip(data, len(bars), category), point.ref, len(bars), category))
        if taken.free(x - half, y - 19, x + half, y - 6):
            taken.take(x - half - 2, y - 19, x + half + 2, y - 6)
            marks.append(Label(x, y - 8, point.text, SMALL, "alert", True, "middle", "value", point.ref, len(bars)))
    return [Path(tuple(points), "alert", series=len(bars)), *marks]


def waterfall(data: ChartData, area: Area) -> list[Mark]:
    """From the first level over the steps to the last. Steps that would vanish beside the levels get the whole height: the levels are
    then lines with their values, not columns, so that no column is cut.
    """
    points = data.rows[0].points
    count = max(1, len(points))
    runs = level_runs(data)
    known = [value for pair in runs for value in pair]
    steps_only = shows_steps_only(runs)
    low, high = domain(known, from_zero=not steps_only)
    pad = (high - low) * 0.08 if steps_only else 0.0
    below = name_room(data, area.width / count)
    room = LABEL * (2 if data.beside else 1)
    low_room = LABEL if low < 0 or steps_only else 0.0
    scale = Scale(low - pad, high + pad, area.bottom - below - low_room, area.top + room)
    band, marks = area.width / count, list[Mark]()
    wide = min(84.0, band * 0.66)
    for category, (start, end) in enumerate(runs):
        x = area.left + band * (category + 0.5) - wide / 2
        if category + 1 < count:
            marks.append(Rule(x, scale.at(end), x + band + wide, scale.at(end), "context"))
        marks += of_series(_step(data, category, (scale, x, wide), (start, end), steps_only), 0, category)
    marks = _apart(marks, band)
    if not steps_only:
        marks.append(Rule(area.left, scale.at(0), area.right, scale.at(0), "context"))
    return marks + names_below(data, Area(area.left, area.bottom - below, area.right, area.bottom))


def _apart(marks: list[Mark], band: float) -> list[Mark]:
    """The marks with their labels small enough for a band, and moved up line by line where one would cover another."""
    labels = [mark for mark in marks if isinstance(mark, Label)]
    widest = max((text_width(label.text, 1, label.bold) for label in labels), default=1.0)
    size = max(SMALLEST, min(SIZE, (band - 2) / widest))
    taken, moved = Taken(), dict[int, Label]()
    for label in sorted(labels, key=lambda one: -one.y):
        half, y = text_width(label.text, size, label.bold) / 2, label.y
        while not taken.free(label.x - half, y - size, label.x + half, y + 2):
            y -= size + 1
        taken.take(label.x - half, y - size, label.x + half, y + 2)
        moved[id(label)] = replace(label, y=y, size=min(size, label.size))
    return [moved.get(id(mark), mark) for mark in marks]


def level_runs(data: ChartData) -> list[tuple[float, float]]:
    """Where each column begins and ends: levels from zero, steps from the running sum."""
    runs, at = [], 0.0
    last = len(data.categories) - 1
    for category, point in enumerate(data.rows[0].points):
        value = point.value or 0.0
        level = category in (0, last)
        runs.append((value, value) if level else (at, at + value))
        at = value if level else at + value
    return runs


def shows_steps_only(runs: list[tuple[float, float]]) -> bool:
    """Whether the steps are so small beside the levels that columns from zero would hide them."""
    known = [value for pair in runs for value in pair]
    return bool(known) and max(known) - min(known) < 0.4 * max(abs(value) for value in known)


def _step(data: ChartData, category: int, place: tuple[Scale, float, float], run: tuple[float, float], steps_only: bool) -> list[Mark]:
    scale, x, wide = place
    point, level = data.rows[0].points[category], category in (0, len(data.categories) - 1)
    start = run[0] if not level or steps_only else 0.0
    top, bottom = sorted((scale.at(start), scale.at(run[1])))
    paint: Paint = "ink" if level else "good" if (point.value or 0.0) >= 0 else "bad"
    if category in data.alert:
        paint = "alert"
    y = top - 5 if level or (point.value or 0.0) >= 0 else bottom + 13
    marks: list[Mark]
    if level and steps_only:
        marks = [Box(x, top - 2, wide, 4, paint, "solid", tip(data, 0, category), point.ref)]
    else:
        marks = [Box(x, top, wide, max(bottom - top, 1.0), paint, "solid", tip(data, 0, category), point.ref)]
    marks.append(Label(x + wide / 2, y, point.text, SIZE, bold=level, anchor="middle", job="value", ref=point.ref))
    if category < len(data.beside) and data.beside[category]:
        marks.append(
            Label(x + wide / 2, y - 13 if y < bottom else y + 13, data.beside[category], SMALL, "muted", anchor="middle", job="beside")
        )
    return marks
