"""Lines, areas, slopes and sparklines: a series is named and valued at its end, so that no legend is needed."""

from __future__ import annotations

from collections.abc import Sequence

from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import emphasised, line_paint, main_row
from agents.renderers.chart.lines import turned
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import spread
from agents.renderers.drawingml import SERIES
from agents.renderers.fit import Piece, pitch, wrap
from agents.renderers.native_chart.bars import LEGEND, legend_of, names_below, skip_of
from agents.renderers.native_chart.parts import (
    CATEGORY,
    VALUE,
    Frame,
    LabelAt,
    Ticks,
    Word,
    category_axis,
    labels_xml,
    line_xml,
    marker_xml,
    plot_layout,
    seen_axis,
    series_xml,
    shape_xml,
    space_xml,
    value_axis,
)
from agents.renderers.native_chart.scales import may_leave_zero, round_axis
from agents.renderers.native_chart.sheet import Sheet, sheet_of
from agents.renderers.native_chart.shown import shown

AXIDS = f'<c:marker val="1"/><c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/>'
END_SHARE = 0.3  # the most of a chart's width that names at line ends may take


def line_chart(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """One line a series over a quiet scale."""
    sheet, values = sheet_of(data), [v for row in data.rows for v in row.values]
    ends = [_end_words(data, sheet, row, frame) for row in range(len(data.rows))]
    right = max((_wide(lines, frame) for lines in ends if lines), default=0.0) + 20
    below = names_below(data, frame, (frame.width - right - 50) / max(len(data.categories), 1))
    scale = round_axis(
        values, sheet.columns[main_row(data)].pattern, plot_height=frame.height - below, from_zero=not may_leave_zero(values)
    )
    left = scale.width(frame) + 10
    plot = Box(left, 10, frame.width - left - right, frame.height - below - 10)
    shifts = _shifts(data, ends, (scale.low, scale.high), plot, frame)
    series = "".join(_line_series(data, sheet, row, frame, ends[row], shifts.get(row, 0.0)) for row in range(len(data.rows)))
    return space_xml(
        plot_layout(plot, frame)
        + f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{AXIDS}</c:lineChart>'
        + category_axis(frame, "b", skip=skip_of(data, frame, plot.w / max(len(data.categories), 1)))
        + seen_axis(frame, Ticks(scale.low, scale.high, scale.step, scale.pattern)),
        frame,
    ), sheet


def area_chart(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """A filled area from zero; several series lie on each other and are named by keys."""
    sheet, several = sheet_of(data), len(data.rows) > 1
    top = LEGEND if several else 10.0
    values = [sum(row.points[c].value or 0.0 for row in data.rows) for c in range(len(data.categories))]
    below = names_below(data, frame, (frame.width - 60) / max(len(data.categories), 1))
    scale = round_axis([*values, 0.0], sheet.columns[0].pattern, plot_height=frame.height - below)
    left, end = scale.width(frame) + 10, [] if several else _end_words(data, sheet, 0, frame)
    plot = Box(left, top, frame.width - left - (_wide(end, frame) + 14), frame.height - below - top)
    series = "".join(
        series_xml(sheet, row, look=shape_xml(SERIES[row % len(SERIES)] if several else "tint")) for row in range(len(data.rows))
    )
    kind = (
        f'<c:areaChart><c:grouping val="{"stacked" if several else "standard"}"/><c:varyColors val="0"/>{series}<c:axId val="{CATEGORY}"/>'
        f'<c:axId val="{VALUE}"/></c:areaChart>'
    )
    if not several:  # its upper edge as a line that carries the labels
        edge = _line_series(data, sheet, 0, frame, end, 0.0).replace(
            '<c:idx val="0"/><c:order val="0"/>', '<c:idx val="1"/><c:order val="1"/>', 1
        )
        kind += f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{edge}{AXIDS}</c:lineChart>'
    axes = category_axis(frame, "b", skip=skip_of(data, frame, plot.w / max(len(data.categories), 1)))
    return space_xml(
        plot_layout(plot, frame)
        + kind
        + axes
        + seen_axis(frame, Ticks(scale.low, scale.high, scale.step, scale.pattern), between="midCat"),
        frame,
        legend_of(data, frame),
    ), sheet


def slope_chart(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Two moments; a line a series, valued at both ends and named at the right one."""
    data = turned(data) if len(data.categories) != 2 and len(data.rows) == 2 else data
    sheet, values = sheet_of(data), [v for row in data.rows for v in row.values]
    ends = [_end_words(data, sheet, row, frame, named=True) for row in range(len(data.rows))]
    starts = [_start_words(data, sheet, row) for row in range(len(data.rows))]
    right, left = (max((_wide(lines, frame) for lines in side if lines), default=0.0) + 14 for side in (ends, starts))
    below = pitch(frame.size, frame.language) + 8
    low, high = (min([*values, 0.0]), max([*values, 0.0])) if values else (0.0, 1.0)
    margin = (high - low or 1.0) * 0.06
    low, high = (low - margin if low < 0 else low), high + margin
    plot = Box(left, 6, max(frame.width - left - right, 40.0), frame.height - below - 6)
    after = _shifts(data, ends, (low, high), plot, frame)
    before = _shifts(data, starts, (low, high), plot, frame, point=0)
    series = "".join(
        _slope_series(data, sheet, row, frame, (starts[row], before.get(row, 0.0)), (ends[row], after.get(row, 0.0)))
        for row in range(len(data.rows))
    )
    return space_xml(
        plot_layout(plot, frame)
        + f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{AXIDS}</c:lineChart>'
        + category_axis(frame, "b", line=False)
        + value_axis(low, high, "l", between="midCat"),
        frame,
    ), sheet


def spark_chart(values: Sequence[float | None], sheet: Sheet, frame: Frame, job: str) -> bytes:
    """A small line without axes; its last point is marked."""
    known = [value for value in values if value is not None] or [0.0, 1.0]
    margin = (max(known) - min(known) or abs(known[0]) or 1.0) * 0.12
    last = max((i for i, value in enumerate(values) if value is not None), default=0)
    mark = f'<c:dPt><c:idx val="{last}"/>{marker_xml(job, 8)}<c:bubble3D val="0"/></c:dPt>'
    series = series_xml(sheet, 0, look=line_xml(job, 2), before=marker_xml(), points=mark, smooth=True)
    plot = Box(6, 6, frame.width - 12, frame.height - 12)
    return space_xml(
        plot_layout(plot, frame)
        + f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}{AXIDS}</c:lineChart>'
        + category_axis(frame, "b", shown=False)
        + value_axis(min(known) - margin, max(known) + margin, "l"),
        frame,
    )


def line_job(data: ChartData, row: int) -> str:
    paint = line_paint(data, row)
    return SERIES[int(paint.removeprefix("series-")) - 1] if paint.startswith("series-") else paint


def _slope_job(data: ChartData, row: int) -> str:
    if row in data.alert:
        return "alert"
    if row in data.highlight:
        return "accent"
    return "context" if data.highlight or data.alert else SERIES[row % len(SERIES)]


def _slope_series(
    data: ChartData, sheet: Sheet, row: int, frame: Frame, start: tuple[list[list[Word]], float], end: tuple[list[list[Word]], float]
) -> str:
    job = _slope_job(data, row)
    single = [LabelAt(point, lines, side, (0.0, shift)) for point, side, (lines, shift) in ((0, "l", start), (1, "r", end)) if lines]
    labels = labels_xml(frame, sheet.columns[row].pattern, "r", single=single, show=False)
    strong = row in data.highlight or row in data.alert
    return series_xml(sheet, row, look=line_xml(job, 3 if strong else 1.75), before=marker_xml(job, 7), labels=labels, smooth=True)


def _line_series(data: ChartData, sheet: Sheet, row: int, frame: Frame, end: list[list[Word]], shift: float) -> str:
    job, points = line_job(data, row), data.rows[row].points
    last = _last(data, row)
    loud = {
        c
        for c in range(len(points))
        if row == main_row(data) and c != last and points[c].value is not None and (emphasised(data, c) or _extreme(data, row, c))
    }
    marks = "".join(f'<c:dPt><c:idx val="{c}"/>{marker_xml(job)}<c:bubble3D val="0"/></c:dPt>' for c in sorted(loud | {last} - {-1}))
    single = [
        LabelAt(c, [[Word(shown(points[c].value or 0.0, sheet.columns[row].pattern), True, value=True)]], _side(data, row, c)) for c in loud
    ]
    if last >= 0 and end:
        single.append(LabelAt(last, end, "r", (0.0, shift)))
    dash = "sysDash" if data.rows[row].role in ("plan", "forecast") else ""
    width = 1.75 if data.rows[row].role in ("context", "previous") else 2.5
    labels = labels_xml(frame, sheet.columns[row].pattern, "t", single=single, show=False)
    return series_xml(sheet, row, look=line_xml(job, width, dash), before=marker_xml(), points=marks, labels=labels, smooth=True)


def _extreme(data: ChartData, row: int, category: int) -> bool:
    """The highest and the lowest point of a line on its own."""
    values = data.rows[row].values
    value = data.rows[row].points[category].value
    first = [p.value for p in data.rows[row].points].index(value) == category
    return len(data.rows) == 1 and len(values) > 2 and first and value in (min(values), max(values))


def _side(data: ChartData, row: int, category: int) -> str:
    """Above, but below a low that no other line lies under."""
    if category == _last(data, row) - 1:  # beside the label of the line's end there is no room above
        return "l"
    values = [p.value for p in data.rows[row].points[max(category - 1, 0) : category + 2] if p.value is not None]
    value = data.rows[row].points[category].value or 0.0
    others = [other.points[category].value for other in data.rows if other is not data.rows[row]]
    return "b" if value == min(values) and value != max(values) and all(o is None or o > value for o in others) else "t"


def _last(data: ChartData, row: int) -> int:
    return max((c for c, point in enumerate(data.rows[row].points) if point.value is not None), default=-1)


def _end_words(data: ChartData, sheet: Sheet, row: int, frame: Frame, *, named: bool = False) -> list[list[Word]]:
    """What stands at a line's end: the value and, among several, the name, in lines that keep to their share of the width."""
    last = _last(data, row)
    if last < 0:
        return []
    strong = named and (row in data.highlight or row in data.alert) or not named and row == main_row(data)
    value = Word(shown(data.rows[row].points[last].value or 0.0, sheet.columns[row].pattern), strong, value=True)
    if len(data.rows) == 1 and not named:
        return [[value]]
    name = data.rows[row].name
    wide = text_width(value.text + "  " + name, frame.size, strong)
    if wide <= frame.width * END_SHARE:
        return [[value, Word("  " + name, strong)]]
    first, *rest = wrap([Piece(f"{value.text}  {name}", strong)], frame.size, frame.width * END_SHARE)
    return [[value, Word(first[len(value.text) :], strong)], *([Word(line, strong)] for line in rest)]


def _start_words(data: ChartData, sheet: Sheet, row: int) -> list[list[Word]]:
    value = data.rows[row].points[0].value
    strong = row in data.highlight or row in data.alert
    return [] if value is None else [[Word(shown(value, sheet.columns[row].pattern), strong, value=True)]]


def _wide(lines: list[list[Word]], frame: Frame) -> float:
    return max((sum(text_width(word.text, frame.size, word.bold) for word in line) for line in lines), default=0.0)


def _shifts(
    data: ChartData, words: list[list[list[Word]]], ends: tuple[float, float], plot: Box, frame: Frame, point: int | None = None
) -> dict[int, float]:
    """How far each end label moves up or down, in shares of the chart's height, so that labels at the same end stay apart."""
    rows = [row for row in range(len(data.rows)) if words[row] and (point is None or data.rows[row].points[point].value is not None)]
    if len(rows) < 2:
        return {}
    low, high = ends
    values = [data.rows[row].points[_last(data, row) if point is None else point].value or 0.0 for row in rows]
    wanted = [plot.y + plot.h * (1 - (value - low) / (high - low)) for value in values]
    most = max(len(words[row]) for row in rows)
    gap = frame.size * 1.25 * most
    placed = spread(wanted, gap, plot.y + gap / 2, plot.bottom - gap / 4)
    return {row: (at - was) / frame.height for row, at, was in zip(rows, placed, wanted, strict=True) if abs(at - was) > 0.5}
