"""Waterfalls, combos and scatters: charts that native kinds only reach together."""

from __future__ import annotations

from agents.renderers.box import Box
from agents.renderers.chart.columns import level_runs, shows_steps_only
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import emphasised
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import Taken
from agents.renderers.fit import pitch
from agents.renderers.native_chart.bars import LEGEND, bar_look, bars, columns, gap_width, laid_down, legend_of, name_frame, names_below
from agents.renderers.native_chart.parts import (
    CATEGORY,
    CATEGORY_2,
    VALUE,
    VALUE_2,
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

HELPERS = {"en": ("Base", "Level", "Increase", "Decrease", "Label"), "zh": ("基线", "水平", "上升", "下降", "标签")}
Parts = dict[str, list[float | None]]


def steps_only(data: ChartData) -> bool:
    """Whether the levels of a waterfall dwarf its steps: then steps alone are drawn, and the levels are told in words."""
    return len(data.categories) > 2 and shows_steps_only(level_runs(data))


def told_levels(data: ChartData) -> str:
    """The first and the last level in words where they are not drawn, else ""."""
    if data.kind != "waterfall" or not steps_only(data):
        return ""
    return "  →  ".join(f"{data.categories[c]}  {data.rows[0].points[c].text}" for c in (0, -1))


def waterfall(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Stacked columns over an invisible base; a bar that crosses zero is cut there. Labels ride on an invisible line."""
    if steps_only(data):
        return _steps(data, frame)
    runs, source = waterfall_runs(data), sheet_of(data)
    parts, count = _parts(data, runs), max(len(data.categories), 1)
    sheet = Sheet(data.categories)
    names = HELPERS[data.language]
    pattern = source.columns[0].pattern
    named = name_frame(data, frame, frame.width / count)
    below = names_below(data, named, frame.width / count)
    plot = Box(0, 0, frame.width, frame.height - below)
    low, high = min(0.0, *(min(run) for run in runs)), max(0.0, *(max(run) for run in runs))
    room = (high - low or 1.0) / max(plot.h - 24, 1) * (pitch(frame.size, frame.language) * (2 if any(data.beside) else 1) + 6)
    series = ""
    for index, (key, name, job) in enumerate(
        (
            ("base", names[0], ""),
            ("level", names[1], "ink"),
            ("up", names[2], "good"),
            ("down", names[3], "bad"),
            ("up_below", names[2], "good"),
            ("down_below", names[3], "bad"),
            ("level_below", names[1], "ink"),
        )
    ):
        if index > 3 and not any(parts[key]):
            continue
        sheet.add(name, parts[key], pattern)
        series += series_xml(
            sheet,
            len(sheet.columns) - 1,
            look=shape_xml(job),
            before='<c:invertIfNegative val="0"/>',
            points=_alerts(data, parts[key], job),
        )
    riding = sheet.add(names[4], [max(run) if data.rows[0].points[c].value is not None else None for c, run in enumerate(runs)], pattern)
    single = [LabelAt(c, _step_words(data, c), "t") for c, p in enumerate(data.rows[0].points) if p.value is not None]
    line = series_xml(
        sheet,
        riding,
        look=line_xml(""),
        before=marker_xml(),
        labels=labels_xml(frame, pattern, "t", single=single, show=False),
        smooth=True,
    )
    bar = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap_width(plot.w / count, 1, 80)}"/>'
        f'<c:overlap val="100"/><c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
    )
    over = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{line}<c:marker val="1"/><c:axId val="{CATEGORY}"/>'
        f'<c:axId val="{VALUE}"/></c:lineChart>'
    )
    axes = category_axis(named, "b") + value_axis(low if low == 0 else low - room / 3, high + room, "l")
    return space_xml(plot_layout(plot, frame) + bar + over + axes, frame), sheet


def waterfall_runs(data: ChartData) -> list[tuple[float, float]]:
    """Where each column begins and ends: levels stand on zero."""
    ends = (0, len(data.categories) - 1)
    return [(0.0, end) if category in ends else (start, end) for category, (start, end) in enumerate(level_runs(data))]


def _parts(data: ChartData, runs: list[tuple[float, float]]) -> Parts:
    """The stack of each column: an invisible base and the visible part, cut at zero where it crosses."""
    keys = ("base", "level", "up", "down", "up_below", "down_below", "level_below")
    parts: Parts = {key: [None] * len(runs) for key in keys}
    for category, (start, end) in enumerate(runs):
        level = category in (0, len(runs) - 1)
        kind = "level" if level else "up" if end >= start else "down"
        low, high = min(start, end), max(start, end)
        if low >= 0 or high <= 0:
            base, rest = (low, high - low) if low >= 0 else (high, low - high)
            parts["base"][category] = base or None
            parts[kind if low >= 0 else f"{kind}_below"][category] = rest
        else:
            parts[kind][category], parts[f"{kind}_below"][category] = high, low
    return parts


def _alerts(data: ChartData, values: list[float | None], job: str) -> str:
    if not job:
        return ""
    return "".join(
        f'<c:dPt><c:idx val="{c}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{shape_xml("alert")}</c:dPt>'
        for c in sorted(data.alert)
        if c < len(values) and values[c]
    )


def _step_words(data: ChartData, category: int) -> list[list[Word]]:
    """The value of a column; a level carries no sign."""
    level, text = category in (0, len(data.categories) - 1), data.rows[0].points[category].text
    lines = [[Word(text, level or emphasised(data, category))]]
    if category < len(data.beside) and data.beside[category]:
        lines.append([Word(data.beside[category], False, "muted")])
    return lines


def _steps(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """The steps from zero, coloured by their sign."""
    inner = range(1, len(data.categories) - 1)
    row = data.rows[0]
    cut = ChartData(
        id=data.id,
        kind="column",
        language=data.language,
        title=data.title,
        subtitle=data.subtitle,
        categories=tuple(data.categories[c] for c in inner),
        rows=(type(row)(row.name, row.role, tuple(row.points[c] for c in inner), row.format, row.unit, row.currency),),
        highlight=(),
        alert=(),
        beside=tuple(data.beside[c] for c in inner) if len(data.beside) == len(data.categories) else (),
        alt=data.alt,
        note=data.note,
    )
    cut = laid_down(cut, frame)
    xml, sheet = bars(cut, frame) if cut.kind == "bar" else columns(cut, frame)
    signs = "".join(
        f'<c:dPt><c:idx val="{c}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{shape_xml('good' if (p.value or 0) >= 0 else 'bad')}</c:dPt>"
        for c, p in enumerate(cut.rows[0].points)
    )
    mark = '<c:invertIfNegative val="0"/>'
    return xml.decode().replace(mark, mark + signs, 1).encode(), sheet


def combo(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Columns below, the last series as a line on its own hidden scale in the band above them."""
    sheet, count, last = sheet_of(data), max(len(data.categories), 1), len(data.rows) - 1
    named = name_frame(data, frame, frame.width / count)
    below = names_below(data, named, frame.width / count)
    plot = Box(0, LEGEND, frame.width, frame.height - LEGEND - below)
    values = [v for row in data.rows[:last] for v in row.values]
    low, high = min([*values, 0.0]), max([*values, 0.0]) or 1.0
    series = "".join(
        series_xml(
            sheet,
            row,
            look=bar_look(data, row, -1),
            before='<c:invertIfNegative val="0"/>',
            labels=labels_xml(frame, sheet.columns[row].pattern, "outEnd"),
        )
        for row in range(last)
    )
    line_values = data.rows[last].values
    floor, top = (min(line_values), max(line_values)) if line_values else (0.0, 1.0)
    span = top - floor or abs(top) or 1.0
    line = series_xml(
        sheet,
        last,
        look=line_xml("alert"),
        before=marker_xml("alert"),
        labels=labels_xml(frame, sheet.columns[last].pattern, "t", colour="alert"),
        smooth=True,
    )
    first = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap_width(plot.w / count, last, 64)}"/><c:overlap val="0"/>'
        f'<c:axId val="{CATEGORY}"/><c:axId val="{VALUE}"/></c:barChart>'
    )
    second = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{line}<c:marker val="1"/><c:axId val="{CATEGORY_2}"/>'
        f'<c:axId val="{VALUE_2}"/></c:lineChart>'
    )
    # The line keeps to the top third: its scale begins far below its values; columns end under it.
    axes = category_axis(named, "b") + value_axis(low, low + (high - low) / 0.58, "l")
    axes += category_axis(frame, "b", shown=False, ids=(CATEGORY_2, VALUE_2))
    axes += value_axis(floor - span * 3.6, top + span * 0.75, "r", ids=(VALUE_2, CATEGORY_2), crosses="max")
    return space_xml(plot_layout(plot, frame) + first + second + axes, frame, legend_of(data, frame)), sheet


def scatter(data: ChartData, frame: Frame) -> tuple[bytes, Sheet]:
    """Points over two scales with titles; each point is named where its name finds room."""
    source = sheet_of(data)
    across, up = data.rows[0], data.rows[1]
    known = [c for c in range(len(data.categories)) if across.points[c].value is not None and up.points[c].value is not None]
    sheet = Sheet(tuple(data.categories[c] for c in known))
    for row, column in ((across, source.columns[0]), (up, source.columns[1])):
        sheet.add(column.name, [row.points[c].value for c in known], column.pattern)
    xs, ys = ([v for v in column.values if v is not None] for column in sheet.columns)
    height = frame.height - 50
    horizontal = round_axis(xs, sheet.columns[0].pattern, plot_height=frame.width / 2, from_zero=not may_leave_zero(xs))
    vertical = round_axis(ys, sheet.columns[1].pattern, plot_height=height, from_zero=not may_leave_zero(ys))
    left = vertical.width(frame) + 30
    plot = Box(left, 10, frame.width - left - 16, height - 10)
    wide = round(frame.size * 0.85)
    points = "".join(
        f'<c:dPt><c:idx val="{i}"/>{marker_xml(_dot(data, c), wide)}<c:bubble3D val="0"/>{shape_xml(_dot(data, c))}</c:dPt>'
        for i, c in enumerate(known)
    )
    places = [
        (
            plot.x + plot.w * (x - horizontal.low) / (horizontal.high - horizontal.low),
            plot.bottom - plot.h * (y - vertical.low) / (vertical.high - vertical.low),
        )
        for x, y in zip(xs, ys, strict=True)
    ]
    single = _names(data, known, places, plot, frame)
    labels = labels_xml(frame, "General", "r", single=single, show=False)
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{sheet.name_xml(1)}<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
        f"{points}{labels}"  # no marker of the series: LibreOffice would draw it over those of the points
        f'{sheet.values_xml(0, "c:xVal")}{sheet.values_xml(1, "c:yVal")}<c:smooth val="0"/></c:ser>'
    )
    kind = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}<c:axId val="{CATEGORY}"/>'
        f'<c:axId val="{VALUE}"/></c:scatterChart>'
    )
    axes = seen_axis(
        frame,
        Ticks(horizontal.low, horizontal.high, horizontal.step, horizontal.pattern, across.name, "b"),
        ids=(CATEGORY, VALUE),
        between="midCat",
    )
    axes += seen_axis(
        frame, Ticks(vertical.low, vertical.high, vertical.step, vertical.pattern, up.name, "l"), ids=(VALUE, CATEGORY), between="midCat"
    )
    return space_xml(plot_layout(plot, frame) + kind + axes, frame), sheet


def _dot(data: ChartData, category: int) -> str:
    if category in data.alert:
        return "alert"
    return "accent" if category in data.highlight or not (data.highlight or data.alert) else "context"


def _names(data: ChartData, known: list[int], places: list[tuple[float, float]], plot: Box, frame: Frame) -> list[LabelAt]:
    """A name at the first free side of its point: emphasised points choose first; a name that finds no room is left out."""
    taken = Taken()
    for x, y in places:
        taken.take(x - 5, y - 5, x + 5, y + 5)
    found = []
    for i in sorted(range(len(known)), key=lambda i: not emphasised(data, known[i])):
        name, strong = data.categories[known[i]], emphasised(data, known[i])
        wide, half = text_width(name, frame.size, strong) + 6, frame.size * 0.65
        x, y = places[i]
        sides = {"r": (x + 6, y - half), "l": (x - 6 - wide, y - half), "t": (x - wide / 2, y - 7 - 2 * half), "b": (x - wide / 2, y + 7)}
        for side, (x0, y0) in sides.items():
            if (
                x0 >= plot.x
                and x0 + wide <= frame.width
                and y0 >= 0
                and y0 + 2 * half <= plot.bottom
                and taken.free(x0, y0, x0 + wide, y0 + 2 * half)
            ):
                taken.take(x0, y0, x0 + wide, y0 + 2 * half)
                found.append(LabelAt(i, [[Word(name, strong)]], side))
                break
    return found
