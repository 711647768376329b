"""Bars and columns, plain and stacked: direct labels, room for them measured, an axis only where labels would collide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import STACKED, bar_paint, emphasised, main_row, needs_legend
from agents.renderers.chart.widths import text_width
from agents.renderers.drawingml import SERIES, stroke
from agents.renderers.fit import Piece, line_width, pitch, wrap
from agents.renderers.native_chart.parts import (
    CATEGORY,
    VALUE,
    Frame,
    LabelAt,
    Ticks,
    Word,
    category_axis,
    hatch_xml,
    labels_xml,
    legend_xml,
    plot_layout,
    seen_axis,
    series_xml,
    shape_xml,
    space_xml,
    value_axis,
)
from agents.renderers.native_chart.scales import round_axis
from agents.renderers.native_chart.sheet import Sheet, sheet_of
from agents.renderers.native_chart.shown import shown
from agents.specs.chart import ChartKind

LEGEND = 24.0
THICKEST = 32.0  # a bar's thickness in points
JOIN = "  "
QUIET = ("context", "previous")
WIDE_MOMENT = re.compile(r"\d[年月日]")  # a Chinese date, which no line break may cut
LAID_DOWN: dict[ChartKind, ChartKind] = {"column": "bar", "stacked_column": "stacked_bar"}
MANY = 20  # from here on names are thinned whatever they are


def job_of(data: ChartData, row: int, category: int) -> str:
    """The colour job of a bar."""
    if data.kind in STACKED and row >= len(SERIES):  # colours do not come twice: what is left is quiet
        return QUIET[(row - len(SERIES)) % len(QUIET)]
    paint = bar_paint(data, row, category)
    return SERIES[int(paint.removeprefix("series-")) - 1] if paint.startswith("series-") else paint


def bars(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Horizontal bars in reading order, the value at the end, the second label after it."""
    sheet, top = sheet_of(data), LEGEND if needs_legend(data) else 0.0
    left, names = name_room(data, frame), len(data.categories)
    texts = [label for row in range(len(data.rows)) for category in range(names) if (label := _label_text(data, sheet, row, category))]
    room = max((text_width(text, frame.size, True) for text in texts), default=0.0) + 14
    plot = Box(left, top, frame.width - left, frame.height - top)
    low, high = _stretched([v for row in data.rows for v in row.values], plot.w, room)
    series = "".join(_bar_series(data, sheet, row, frame, side="outEnd") for row in range(len(data.rows)))
    gap = gap_width(plot.h / max(names, 1), len(data.rows))
    skip = max(1, round(pitch(frame.size, frame.language) / (plot.h / max(names, 1)) + 0.4))
    return space_xml(
        plot_layout(plot, frame)
        + _bar_chart("bar", "clustered", series, gap, overlap=0)
        + category_axis(frame, "l", reverse=True, skip=skip)
        + value_axis(low, high, "t"),
        frame,
        legend_of(data, frame),
    ), sheet


def columns(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Vertical columns. Where not every value finds room, a scale is drawn and only what stands out is labelled."""
    sheet, top = sheet_of(data), LEGEND if needs_legend(data) else 0.0
    count = max(len(data.categories), 1)
    named = name_frame(data, frame, frame.width / count)
    below = names_below(data, named, frame.width / count)
    values = [v for row in data.rows for v in row.values]
    small = next((size for size in frame.sizes if _all_fit(data, sheet, size, frame.width / count)), None)
    if small is not None:
        plot = Box(0, top, frame.width, frame.height - top - below)
        lines = 2 if any(data.beside) else 1
        low, high = _stretched(values, plot.h, pitch(frame.size, frame.language) * lines + 4)
        axis, hidden, worded = value_axis(low, high, "l"), {}, replace(frame, size=small)
    else:
        scale = round_axis(values, sheet.columns[main_row(data)].pattern, plot_height=frame.height - top - below)
        left = scale.width(frame) + 10
        plot = Box(left, top + 10, frame.width - left, frame.height - top - below - 10)
        axis = seen_axis(frame, Ticks(scale.low, scale.high, scale.step, scale.pattern))
        hidden, worded = {row: _silent(data, row) for row in range(len(data.rows))}, frame
    series = "".join(_bar_series(data, sheet, row, worded, side="outEnd", hidden=hidden.get(row, ())) for row in range(len(data.rows)))
    return space_xml(
        plot_layout(plot, frame)
        + _bar_chart("col", "clustered", series, gap_width(plot.w / count, len(data.rows), thickest=64), overlap=0)
        + category_axis(named, "b", skip=skip_of(data, frame, plot.w / count))
        + axis,
        frame,
        legend_of(data, frame),
    ), sheet


def stacked(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Segments on each other or side by side; a value stands inside its segment where it fits."""
    flat, share = data.kind != "stacked_column", data.kind == "share_bar"
    sheet, count = sheet_of(data), max(len(data.categories), 1)
    left, below = (name_room(data, frame), 0.0) if flat else (0.0, names_below(data, frame, frame.width / count))
    plot = Box(left, LEGEND, frame.width - left, frame.height - LEGEND - below)
    wholes = [sum(abs(row.points[c].value or 0.0) for row in data.rows) for c in range(len(data.categories))]
    low = min((sum(min(row.points[c].value or 0.0, 0.0) for row in data.rows) for c in range(len(data.categories))), default=0.0)
    high = (
        1.0
        if share
        else max((sum(max(row.points[c].value or 0.0, 0.0) for row in data.rows) for c in range(len(data.categories))), default=1.0) or 1.0
    )
    length = (plot.w if flat else plot.h) / ((1.0 if share else high - low) or 1.0)
    gap = gap_width((plot.h if flat else plot.w) / count, 1, thickest=THICKEST if flat else 72)
    thick = (plot.h if flat else plot.w) / count / (1 + gap / 100)
    series = ""
    for row in range(len(data.rows)):
        hidden = [
            c
            for c, point in enumerate(data.rows[row].points)
            if not _fits(
                sheet, row, point.value, frame, (abs(point.value or 0.0) / (wholes[c] or 1.0 if share else 1.0) * length, thick), flat
            )
        ]
        inside = "ink" if job_of(data, row, -1) in QUIET else "paper"
        series += _bar_series(data, sheet, row, frame, side="ctr", hidden=hidden, colour=inside)
    side = "l" if flat else "b"
    axes = category_axis(frame, side, reverse=flat, skip=1 if flat else skip_of(data, frame, plot.w / count)) + value_axis(
        low, high, "t" if flat else "l"
    )
    return space_xml(
        plot_layout(plot, frame)
        + _bar_chart("bar" if flat else "col", "percentStacked" if share else "stacked", series, gap, overlap=100)
        + axes,
        frame,
        legend_of(data, frame),
    ), sheet


def legend_of(data: ChartData, frame: Frame, hidden: Sequence[int] = ()) -> str:
    if not needs_legend(data):
        return ""
    return legend_xml(frame, sum(text_width(row.name, frame.size) + 34 for row in data.rows) + 8, hidden)


def name_room(data: ChartData, frame: Frame) -> float:
    """The width of the names at the left: as wide as the widest, or what it takes in two lines."""
    widest = max((text_width(name, frame.size) for name in data.categories), default=0.0)
    most = frame.width * 0.34
    if widest > most:
        widest = next(
            (w for w in (most, most * 1.15) if all(len(wrap([Piece(n)], frame.size, w)) <= 2 for n in data.categories)), most * 1.3
        )
    return widest * 1.04 + 12


def names_below(data: ChartData, frame: Frame, band: float) -> float:
    """The height of the names under the columns."""
    if skip_of(data, frame, band) > 1:
        return pitch(frame.size, frame.language) + 8
    lines = max((len(wrap([Piece(name)], frame.size, band - 6)) for name in data.categories), default=1)
    return min(lines, 3) * pitch(frame.size, frame.language) + 8


def laid_down(data: ChartData, frame: Frame) -> ChartData:
    """Columns whose names are too long for their bands become bars; a row of moments stays upright and is thinned."""
    flat, count = LAID_DOWN.get(data.kind), len(data.categories)
    if flat is None or count == 0 or count > MANY or (count > 4 and are_moments(data)):
        return data
    band, most = frame.width / count, 2 if count > 6 else 3
    size = min(frame.size, 11.0)
    fits = all(len(wrap([Piece(name)], size, band - 6)) <= most for name in data.categories)
    broken = any(line_width(word, size) > band - 4 for name in data.categories for word in name.split() if word.isascii())
    return data if fits and not broken else replace(data, kind=flat)


def are_moments(data: ChartData) -> bool:
    """Whether most names hold a number, as dates, months and years do: the ones between may be guessed."""
    return sum(any(letter.isdigit() for letter in name) for name in data.categories) * 2 > len(data.categories)


def name_frame(data: ChartData, frame: Frame, band: float) -> Frame:
    """The frame with a text size at which names under columns stand in three lines and no word is cut, where there is one."""

    def fits(size: float) -> bool:
        whole = all(line_width(word, size) <= band for name in data.categories for word in name.split() if word.isascii())
        return whole and all(len(wrap([Piece(name)], size, band - 6)) <= 3 for name in data.categories)

    return replace(frame, size=next(filter(fits, frame.sizes), frame.sizes[-1]))


def skip_of(data: ChartData, frame: Frame, band: float) -> int:
    """1 where all names stand, else every n-th. Only moments are thinned, or a row too long for any name."""
    if len(data.categories) <= MANY and not are_moments(data):
        return 1
    widest = max((text_width(name, frame.size) for name in data.categories), default=0.0) + 8
    many = len(data.categories) > 12
    lines = max((len(wrap([Piece(name)], frame.size, band - 6)) for name in data.categories), default=1)
    longest_word = max(
        (text_width(word, frame.size) for name in data.categories for word in name.split(" ") if word.isascii()), default=0.0
    )
    moments = any(WIDE_MOMENT.search(name) for name in data.categories) and lines > 1
    if not many and not moments and lines <= (2 if len(data.categories) > 6 else 3) and longest_word <= band:
        return 1
    return max(1, int(-(-widest // band)))


def gap_width(band: float, count: int, thickest: float = THICKEST) -> int:
    """The gap between categories in percent of a bar, so that bars are never thicker than told."""
    thick = min(band / (count + 0.5), max(thickest, min(2 * THICKEST, band * 0.45 / count)))
    return int(min(500, max(25, (band - thick * count) / thick * 100)))


def bar_look(data: ChartData, row: int, category: int) -> str:
    """IBCS: solid, plan outlined, forecast hatched."""
    job, role = job_of(data, row, category), data.rows[row].role
    if role == "plan":
        return shape_xml("paper", stroke("ink", 1.25))
    return hatch_xml(job) if role == "forecast" else shape_xml(job)


def _bar_series(
    data: ChartData, sheet: Sheet, row: int, frame: Frame, *, side: str, hidden: Sequence[int] = (), colour: str = "ink"
) -> str:
    look = bar_look(data, row, -1)
    points = "".join(
        f'<c:dPt><c:idx val="{c}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{own}</c:dPt>'
        for c in range(len(data.categories))
        if (own := bar_look(data, row, c)) != look
    )
    single = (
        []
        if side == "ctr"
        else [
            LabelAt(c, _label_lines(data, sheet, row, c, one_line=data.kind == "bar"), side)
            for c, point in enumerate(data.rows[row].points)
            if row == main_row(data) and point.value is not None and c not in hidden and (emphasised(data, c) or _beside(data, row, c))
        ]
    )
    labels = labels_xml(frame, sheet.columns[row].pattern, side, colour=colour, single=single, hidden=hidden)
    return series_xml(sheet, row, look=look, before='<c:invertIfNegative val="0"/>', points=points, labels=labels)


def _bar_chart(direction: str, grouping: str, series: str, gap: int, *, overlap: int) -> str:
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
    )


def _beside(data: ChartData, row: int, category: int) -> str:
    return data.beside[category] if row == main_row(data) and category < len(data.beside) else ""


def _label_text(data: ChartData, sheet: Sheet, row: int, category: int) -> str:
    value = data.rows[row].points[category].value
    if value is None:
        return ""
    beside = _beside(data, row, category)
    return shown(value, sheet.columns[row].pattern) + (JOIN + beside if beside else "")


def _label_lines(data: ChartData, sheet: Sheet, row: int, category: int, *, one_line: bool) -> list[list[Word]]:
    """The value, and the second label after it (bars) or over it (columns)."""
    strong, beside = emphasised(data, category), _beside(data, row, category)
    value = Word(shown(data.rows[row].points[category].value or 0.0, sheet.columns[row].pattern), strong, value=True)
    if not beside:
        return [[value]]
    second = Word((JOIN if one_line else "") + beside, strong, "muted" if not strong else "ink")
    return [[value, second]] if one_line else [[second], [value]]


def _stretched(values: list[float], length: float, room: float) -> tuple[float, float]:
    """The ends of a hidden value axis, so that labels of this room stand beyond the longest bars of either sign."""
    top, bottom = max([*values, 0.0]), min([*values, 0.0])
    if top == bottom:
        return 0.0, 1.0
    free = max(length - room * ((top > 0) + (bottom < 0)), length * 0.3)
    scale = (top - bottom) / free
    return (bottom - room * scale if bottom < 0 else 0.0), (top + room * scale if top > 0 else 0.0)


def _all_fit(data: ChartData, sheet: Sheet, size: float, band: float) -> bool:
    share = band / (len(data.rows) + 0.4)
    return all(
        text_width(shown(value, sheet.columns[row].pattern), size, True) <= share * (1.0 if len(data.rows) > 1 else 1.3) - 2
        for row in range(len(data.rows))
        for value in data.rows[row].values
    )


def _silent(data: ChartData, row: int) -> list[int]:
    """Points without a label beside a scale: all but the emphasised and the highest of the main series where nothing beside is higher."""
    points = data.rows[row].points
    if row != main_row(data):
        return list(range(len(points)))
    top = max((p.value for p in points if p.value is not None), default=None)
    loud = {
        c
        for c, p in enumerate(points)
        if p.value is not None
        and (emphasised(data, c) or p.value == top)
        and all((other.points[c].value or 0.0) <= p.value for other in data.rows)
    }
    return [c for c in range(len(points)) if c not in loud]


def _fits(sheet: Sheet, row: int, value: float | None, frame: Frame, segment: tuple[float, float], flat: bool) -> bool:
    if value is None:
        return True
    wide, high = text_width(shown(value, sheet.columns[row].pattern), frame.size) + 6, pitch(frame.size, frame.language)
    long, thick = segment
    return (wide <= long and high <= thick) if flat else (wide <= thick + 8 and high <= long)
