"""A chart as native chart XML (DrawingML), for documents: series with their roles, labels at the marks, quiet axes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from agents.renderers.chart.columns import level_runs, shows_steps_only
from agents.renderers.chart.data import ChartData, Point, Row
from agents.renderers.chart.layout import bar_paint, emphasised, fill_of, line_paint, main_row
from agents.renderers.chart.lines import near_zero, slope_paint, turned
from agents.renderers.chart.marks import SERIES, Paint
from agents.renderers.chart.native_xml import axis, format_code, line, look, numbers, rich, strings, text_look
from agents.renderers.chart.scale import Scale, domain, ticks
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import spread
from agents.specs.theme import Theme

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SIZE = 9.0  # points of labels
NO_WRAP = 'wrap="none"'
POINTS = 400.0  # about the width of a plot
GAP = 0.06  # least distance of labels at line ends, as a share of the chart's height
FIRST, SECOND = (101, 102), (201, 202)  # ids of the category and value axes


LINE_BOX, SLOPE_BOX = (0.1, 0.06, 0.66, 0.78), (0.16, 0.04, 0.52, 0.84)  # inner plots: x, y, width, height as shares


class Plot(NamedTuple):
    """What a kind contributes: charts and axes inside the plot area, whether a legend shows, and the plot's inner box (x, y, w, h)."""

    xml: str
    legend: bool = False
    box: tuple[float, float, float, float] | None = None


def native_chart(data: ChartData, theme: Theme, workbook: str) -> bytes:
    """The chart part. `workbook` is the relation id of the workbook inside."""
    plot = _PLOTS[data.kind](data, theme)
    legend = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if plot.legend else ""
    layout = "<c:layout/>"
    if plot.box:
        x, y, w, h = plot.box
        layout = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/></c:manualLayout></c:layout>'
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plot.xml}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme, SIZE)}'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


# -- series ------------------------------------------------------------------------------------------------------------


def _column(index: int) -> str:
    return chr(ord("B") + index) if index < 25 else "A" + chr(ord("A") + index - 25)


def _head(row: int, name: str, index: int = -1) -> str:
    """Number and name of a series that stands in column `row` of the workbook; `index` where its place in the chart is another."""
    reference, place = f"Data!${_column(row)}$1", row if index < 0 else index
    return f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{reference}</c:f>{strings([name])}</c:strRef></c:tx>'


def _values(data: ChartData, row: int, values: Sequence[float | None]) -> str:
    last = len(data.categories) + 1
    names = f"<c:cat><c:strRef><c:f>Data!$A$2:$A${last}</c:f>{strings(data.categories)}</c:strRef></c:cat>"
    return f"{names}<c:val><c:numRef><c:f>Data!${_column(row)}$2:${_column(row)}${last}</c:f>{numbers(values)}</c:numRef></c:val>"


def _label(point: Point, series: Row, index: int, data: ChartData, theme: Theme, *, place: str, paint: Paint = "ink",
           bold: bool = False, after: str = "", name: bool = False, live: bool = True, shift: float = 0.0) -> str:  # fmt: skip
    """The label of a point: live with its own number format, or words of its own where a second label or a Chinese scale asks for them."""
    if point.value is None:
        return ""
    code = "" if after or not live else format_code(point.value, series.format, series.unit, series.currency, data.language)
    words = f"{series.name} {point.text}" if name else f"{point.text}  {after}" if after else point.text
    shown = f'<c:numFmt formatCode="{_quoted(code)}" sourceLinked="0"/>' if code else ""
    text = "" if code else rich(words, theme, SIZE, paint, bold)
    where = f'<c:dLblPos val="{place}"/>' if place else ""
    moved = f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{shift:.4f}"/></c:manualLayout></c:layout>' if abs(shift) > 0.002 else ""
    separator = "<c:separator> </c:separator>" if name else ""
    return (
        f'<c:dLbl><c:idx val="{index}"/>{moved}{text}{shown}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{text_look(theme, SIZE, paint, bold, NO_WRAP)}{where}{flags(value=True, series=name)}{separator}</c:dLbl>"
    )


def flags(*, value: bool = False, series: bool = False) -> str:
    """What a label shows by itself."""
    shown = {"LegendKey": False, "Val": value, "CatName": False, "SerName": series, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{part} val="{int(on)}"/>' for part, on in shown.items())


def _quoted(code: str) -> str:
    return code.replace("&", "&amp;").replace('"', "&quot;")


def _labels(parts: Sequence[str]) -> str:
    return f"<c:dLbls>{''.join(parts)}{flags()}</c:dLbls>"


def _bar_series(data: ChartData, row: int, theme: Theme, *, inside: bool, labelled: bool) -> str:
    """A series of bars: points that differ from the series get their own fill; values stand at the ends or inside."""
    series, kind = data.rows[row], fill_of(data.rows[row])
    base = bar_paint(data, row, -1)
    points, labels = [], []
    for index, point in enumerate(series.points):
        paint = bar_paint(data, row, index)
        if paint != base:
            points.append(
                f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look(paint, theme, kind)}</c:dPt>'
            )
        main = row == main_row(data)
        after = data.beside[index] if main and index < len(data.beside) and not inside else ""
        ink: Paint = "on-dark" if inside and paint not in ("context", "previous") and kind == "solid" else "ink"
        if labelled and (not inside or _wide_enough(data, index, point)):
            place = "ctr" if inside else "outEnd"
            labels.append(
                _label(point, series, index, data, theme, place=place, paint=ink, bold=emphasised(data, index) and main, after=after)
            )
    return (
        f'<c:ser>{_head(row, series.name)}{look(base, theme, kind)}<c:invertIfNegative val="0"/>{"".join(points)}{_labels(labels)}'
        f"{_values(data, row, [point.value for point in series.points])}</c:ser>"
    )


def _wide_enough(data: ChartData, index: int, point: Point) -> bool:
    """A segment of at least a tenth of the longest (or, for shares, of its own) bar holds its label."""
    sums = [sum(abs(row.points[at].value or 0.0) for row in data.rows) for at in range(len(data.categories))]
    whole = sums[index] if data.kind == "share_bar" else max(sums, default=0.0)
    return bool(whole) and abs(point.value or 0.0) >= 0.1 * whole


def _bar_chart(data: ChartData, theme: Theme, direction: str, grouping: str, *, labelled: bool = True) -> str:
    inside = grouping != "clustered"
    series = "".join(_bar_series(data, row, theme, inside=inside, labelled=labelled) for row in range(len(data.rows)))
    gap, overlap = (45, 100) if inside else (45, -8 if len(data.rows) > 1 else 0)
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/><c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:barChart>'
    )


# -- kinds -------------------------------------------------------------------------------------------------------------


def _bars(data: ChartData, theme: Theme) -> Plot:
    grouping = {"bar": "clustered", "stacked_bar": "stacked", "share_bar": "percentStacked"}[data.kind]
    axes = axis("catAx", FIRST, theme, place="l", reverse=True) + axis(
        "valAx", FIRST[::-1], theme, place="t", hidden=True, bounds=_room(data) if grouping == "clustered" else (None, None)
    )
    return Plot(_bar_chart(data, theme, "bar", grouping) + axes, legend=len(data.rows) > 1)


def _room(data: ChartData) -> tuple[float | None, float | None]:
    """Bounds that leave room for labels beyond the bars' ends. Bars begin at zero."""
    low, high = domain([value for row in data.rows for value in row.values])
    share = 0.34 if data.beside else 0.14
    if data.kind not in ("bar",):
        share = 0.1
    return (low - (high - low) * share if low < 0 else 0.0), (high + (high - low) * share if high > 0 else 0.0)


def _columns(data: ChartData, theme: Theme) -> Plot:
    if data.kind == "column" and len(data.categories) * len(data.rows) > 16:
        return Plot(_bar_chart(data, theme, "col", "clustered", labelled=False) + _scaled_axes(data, theme), legend=len(data.rows) > 1)
    grouping = "clustered" if data.kind == "column" else "stacked"
    bounds = _room(data) if grouping == "clustered" else (None, None)
    axes = axis("catAx", FIRST, theme, place="b") + axis("valAx", FIRST[::-1], theme, place="l", hidden=True, bounds=bounds)
    return Plot(_bar_chart(data, theme, "col", grouping) + axes, legend=len(data.rows) > 1)


def _scaled_axes(data: ChartData, theme: Theme, *, from_zero: bool = True) -> str:
    """Category axis below, value axis at the left with rules."""
    low, high = domain([value for row in data.rows for value in row.values], from_zero=from_zero)
    steps = ticks(low, high)
    code = _axis_code(data.rows[0], steps)
    return axis("catAx", FIRST, theme, place="b", every=_every(data)) + axis(
        "valAx", FIRST[::-1], theme, place="l", grid=True, bounds=(steps[0], steps[-1]), code=code, low=False
    )


def _axis_code(row: Row, steps: Sequence[float]) -> str:
    """One format for a whole scale."""
    code = format_code(steps[-1], row.format, row.unit, row.currency, "en")
    return code.replace("0.00", "0.##").replace(".0%", "%") if code else "General"


def _every(data: ChartData) -> int:
    """Every how many names fit under a plot of a document's width; names of up to twelve categories wrap instead."""
    if len(data.categories) <= 12:
        return 1
    widest = max(text_width(name, SIZE) for name in data.categories) + 8
    return max(1, math.ceil(widest * len(data.categories) / POINTS))


def _lines(data: ChartData, theme: Theme) -> Plot:
    """Lines named at their last point; extremes of a single line and set-off points are labelled."""
    from_zero = near_zero(data)
    steps = ticks(*domain([value for row in data.rows for value in row.values], from_zero=from_zero))
    shifts = _shifts([row.values[-1] if row.values else None for row in data.rows], (steps[0], steps[-1]), LINE_BOX)
    series = "".join(_line_series(data, row, theme, shifts[row]) for row in range(len(data.rows)))
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )
    return Plot(chart + _scaled_axes(data, theme, from_zero=from_zero), box=LINE_BOX)


def _shifts(values: Sequence[float | None], bounds: tuple[float, float], box: tuple[float, float, float, float]) -> list[float]:
    """How far each label moves from its point, as a share of the chart's height, so that labels keep apart."""
    scale = Scale(*bounds, box[1] + box[3], box[1])
    known = [index for index, value in enumerate(values) if value is not None]
    wanted = [scale.at(values[index] or 0.0) for index in known]
    moved = {index: place - at for index, place, at in zip(known, spread(wanted, GAP, 0.02, 0.94), wanted, strict=True)}
    return [moved.get(index, 0.0) for index in range(len(values))]


def _line_series(data: ChartData, row: int, theme: Theme, shift: float) -> str:
    series, paint = data.rows[row], line_paint(data, row)
    known = [index for index, point in enumerate(series.points) if point.value is not None]
    chosen = {index for index in known if emphasised(data, index) and paint != "context"}
    if len(data.rows) == 1 and known:
        chosen |= {max(known, key=lambda i: series.points[i].value or 0.0), min(known, key=lambda i: series.points[i].value or 0.0)}
    last = known[-1] if known else -1
    labels = [
        _label(series.points[index], series, index, data, theme, place="r" if index == last else "t", bold=paint != "context",
               paint="muted" if paint == "context" else paint, name=index == last and bool(series.name), shift=shift if index == last else 0.0)
        for index in sorted(chosen | ({last} if known else set()))
    ]  # fmt: skip
    dash = "dash" if series.role in ("plan", "forecast") else ""
    return (
        f"<c:ser>{_head(row, series.name)}<c:spPr>{line(paint, theme, 1.5 if paint == 'context' else 2.25, dash)}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>{_labels(labels)}{_values(data, row, [p.value for p in series.points])}<c:smooth val="0"/></c:ser>'
    )


def _slope(data: ChartData, theme: Theme) -> Plot:
    """Two moments, labelled at both ends."""
    told = turned(data) if len(data.categories) > 2 and len(data.rows) == 2 else data
    low, high = domain([value for row in told.rows for value in row.values], from_zero=False)
    bounds = (low - (high - low) * 0.06, high + (high - low) * 0.06)
    left, right = (_shifts([row.points[at].value for row in told.rows], bounds, SLOPE_BOX) for at in (0, -1))
    parts = []
    for row, series in enumerate(told.rows):
        paint = slope_paint(told, row)
        strong = paint != "context"
        last = len(series.points) - 1
        ink: Paint = paint if strong else "ink"
        labels = [
            _label(series.points[0], series, 0, told, theme, place="l", paint=ink, bold=strong, shift=left[row]),
            _label(series.points[last], series, last, told, theme, place="r", paint=ink, bold=strong, name=True, shift=right[row]),
        ]
        marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{look(paint, theme)}</c:marker>'
        values = _slope_values(data, told, row)
        parts.append(
            f"<c:ser>{_slope_head(data, told, row)}<c:spPr>{line(paint, theme, 2.25 if strong else 1.5)}</c:spPr>{marker}{_labels(labels)}"
            f'{values}<c:smooth val="0"/></c:ser>'
        )
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(parts)}<c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )
    axes = axis("catAx", FIRST, theme, place="b") + axis("valAx", FIRST[::-1], theme, place="l", hidden=True, bounds=bounds)
    return Plot(chart + axes, box=SLOPE_BOX)


def _slope_head(data: ChartData, told: ChartData, row: int) -> str:
    if told is data:
        return _head(row, data.rows[row].name)
    name = strings([told.rows[row].name])
    return f'<c:idx val="{row}"/><c:order val="{row}"/><c:tx><c:strRef><c:f>Data!$A${row + 2}</c:f>{name}</c:strRef></c:tx>'


def _slope_values(data: ChartData, told: ChartData, row: int) -> str:
    values = [point.value for point in told.rows[row].points]
    if told is data:
        return _values(data, row, values)
    names = f"<c:cat><c:strRef><c:f>Data!$B$1:$C$1</c:f>{strings(told.categories)}</c:strRef></c:cat>"
    return f"{names}<c:val><c:numRef><c:f>Data!$B${row + 2}:$C${row + 2}</c:f>{numbers(values)}</c:numRef></c:val>"


def _area(data: ChartData, theme: Theme) -> Plot:
    parts = []
    for row, series in enumerate(data.rows):
        paint: Paint = line_paint(data, row) if len(data.rows) == 1 else SERIES[row % len(SERIES)]
        parts.append(f"<c:ser>{_head(row, series.name)}{look(paint, theme)}{_values(data, row, [p.value for p in series.points])}</c:ser>")
    sums = [sum(row.points[index].value or 0.0 for row in data.rows) for index in range(len(data.categories))]
    whole = replace(data, rows=(replace(data.rows[0], points=tuple(Point(value, "", "") for value in sums)),))
    chart = (
        f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{"".join(parts)}'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:areaChart>'
    )
    return Plot(chart + _scaled_axes(whole, theme), legend=len(data.rows) > 1)


def _scatter(data: ChartData, theme: Theme) -> Plot:
    """One dot a category, named beside it; the measures name the axes."""
    across, up = data.rows[0], data.rows[1]
    quiet = bool(data.highlight or data.alert)
    points, labels = [], []
    for index, name in enumerate(data.categories):
        paint: Paint = "alert" if index in data.alert else "accent" if index in data.highlight or not quiet else "context"
        dot = f'<c:marker><c:symbol val="circle"/><c:size val="8"/>{look(paint, theme)}</c:marker>'
        points.append(f'<c:dPt><c:idx val="{index}"/>{dot}<c:bubble3D val="0"/></c:dPt>')
        labels.append(
            f'<c:dLbl><c:idx val="{index}"/>{rich(name, theme, SIZE, "ink" if emphasised(data, index) else "muted", emphasised(data, index))}'
            f'<c:dLblPos val="r"/>{flags(value=True)}</c:dLbl>'
        )
    last = len(data.categories) + 1
    x = f"<c:xVal><c:numRef><c:f>Data!$B$2:$B${last}</c:f>{numbers([p.value for p in across.points])}</c:numRef></c:xVal>"
    y = f"<c:yVal><c:numRef><c:f>Data!$C$2:$C${last}</c:f>{numbers([p.value for p in up.points])}</c:numRef></c:yVal>"
    series = f"<c:ser>{_head(1, up.name, 0)}<c:spPr>{line('', theme, 0)}</c:spPr>{''.join(points)}{_labels(labels)}{x}{y}</c:ser>"
    chart = (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:scatterChart>'
    )
    axes = []
    for row, ids, place in ((across, FIRST, "b"), (up, FIRST[::-1], "l")):
        steps = ticks(*domain(row.values, from_zero=bool(row.values) and min(row.values) < 0 < max(row.values)))
        axes.append(
            axis(
                "valAx",
                ids,
                theme,
                place=place,
                grid=place == "l",
                bounds=(steps[0], steps[-1]),
                code=_axis_code(row, steps),
                title=row.name,
            )
        )
    return Plot(chart + "".join(axes))


def _waterfall(data: ChartData, theme: Theme) -> Plot:
    """Steps float on a hidden base; levels are columns, or short markers where steps would vanish beside them."""
    series, runs = data.rows[0], level_runs(data)
    last, steps_only = len(data.categories) - 1, shows_steps_only(runs)
    levels = {0, last}
    if any(min(pair) < 0 for pair in runs):  # a level below zero has no base to float on: the steps stand side by side
        return _columns(replace(data, kind="column"), theme)
    base = [None if index in levels else min(pair) for index, pair in enumerate(runs)]
    ups = [point.value if index not in levels and (point.value or 0) >= 0 else None for index, point in enumerate(series.points)]
    downs = [-(point.value or 0.0) if index not in levels and (point.value or 0) < 0 else None for index, point in enumerate(series.points)]
    ends = [point.value if index in levels else None for index, point in enumerate(series.points)]
    layers: list[tuple[str, list[float | None], Paint, str]] = [
        ("", base, "paper", "none"),
        ("+", ups, "good", "solid"),
        ("−", downs, "bad", "solid"),
    ]
    if not steps_only:
        layers.append((series.name, ends, "ink", "solid"))
    bars = "".join(_layer(data, order, layer, theme) for order, layer in enumerate(layers))
    known = [value for pair in runs for value in pair]
    low, high = (min(known), max(known)) if steps_only else (0.0, max(known))
    bounds = (max(0.0, low - (high - low) * 0.12) if steps_only else 0.0, high + (high - low) * 0.12)
    chart = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>{bars}<c:gapWidth val="45"/><c:overlap val="100"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:barChart>{_waterfall_labels(data, runs, ends if steps_only else None, theme)}'
    )
    axes = axis("catAx", FIRST, theme, place="b") + axis("valAx", FIRST[::-1], theme, place="l", hidden=True, bounds=bounds, crosses="min")
    return Plot(chart + axes)


def _layer(data: ChartData, order: int, layer: tuple[str, list[float | None], Paint, str], theme: Theme) -> str:
    """One layer of a waterfall. Its values are places, not facts, so they are literal numbers; the workbook holds the told values."""
    name, values, paint, fill = layer
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look("alert", theme)}</c:dPt>'
        for index in data.alert if fill == "solid" and index < len(values) and values[index] is not None
    )  # fmt: skip
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx><c:v>{name}</c:v></c:tx>{look(paint, theme, fill)}<c:invertIfNegative val="0"/>{points}'
        f"<c:cat>{_literal_names(data)}</c:cat><c:val>{_literal(values)}</c:val></c:ser>"
    )


def _literal(values: Sequence[float | None]) -> str:
    return numbers(values).replace("numCache", "numLit")


def _literal_names(data: ChartData) -> str:
    return f"<c:strRef><c:f>Data!$A$2:$A${len(data.categories) + 1}</c:f>{strings(data.categories)}</c:strRef>"


def _waterfall_labels(data: ChartData, runs: Sequence[tuple[float, float]], markers: list[float | None] | None, theme: Theme) -> str:
    """An invisible line that carries the labels at the top of each column; for steps only it also marks the levels."""
    series, last = data.rows[0], len(data.categories) - 1
    tops = [max(pair) for pair in runs]
    labels, points = [], []
    for index, point in enumerate(series.points):
        level = index in (0, last)
        after = data.beside[index] if index < len(data.beside) else ""  # the label's place is not its value, so it says the value in words
        labels.append(_label(point, series, index, data, theme, place="t", bold=level, after=after, live=False))
        if markers and level:
            dash = f'<c:marker><c:symbol val="dash"/><c:size val="28"/>{look("ink", theme)}</c:marker>'
            points.append(f'<c:dPt><c:idx val="{index}"/>{dash}<c:bubble3D val="0"/></c:dPt>')
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser><c:idx val="9"/><c:order val="9"/><c:tx><c:v></c:v></c:tx>'
        f'<c:spPr>{line("", theme, 0)}</c:spPr><c:marker><c:symbol val="none"/></c:marker>{"".join(points)}{_labels(labels)}'
        f'<c:cat>{_literal_names(data)}</c:cat><c:val>{_literal(tops)}</c:val><c:smooth val="0"/></c:ser><c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )


def _combo(data: ChartData, theme: Theme) -> Plot:
    """Columns low, the last series as a line above them on a scale of its own; both hidden scales leave room for labels."""
    line_row = len(data.rows) - 1
    bars = replace(data, kind="column", rows=data.rows[:-1], beside=())
    chart = _bar_chart(bars, theme, "col", "clustered")
    series, above = data.rows[-1], domain(data.rows[-1].values, from_zero=False)
    labels = [_label(point, series, index, data, theme, place="t", paint="alert", bold=True) for index, point in enumerate(series.points)]
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{look("alert", theme)}</c:marker>'
    second = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser>{_head(line_row, series.name)}'
        f'<c:spPr>{line("alert", theme, 2.25)}</c:spPr>{marker}{_labels(labels)}{_values(data, line_row, [p.value for p in series.points])}<c:smooth val="0"/></c:ser>'
        f'<c:marker val="1"/><c:axId val="{SECOND[0]}"/><c:axId val="{SECOND[1]}"/></c:lineChart>'
    )
    low, high = domain([value for row in bars.rows for value in row.values])
    span = above[1] - above[0]
    axes = (
        axis("catAx", FIRST, theme, place="b") + axis("valAx", FIRST[::-1], theme, place="l", hidden=True, bounds=(low, low + (high - low) * 1.6))
        + axis("catAx", SECOND, theme, place="b", hidden=True)
        + axis("valAx", SECOND[::-1], theme, place="r", hidden=True, bounds=(above[0] - span * 4, above[1] + span * 0.8), crosses="max")
    )  # fmt: skip
    return Plot(chart + second + axes, legend=True)


_PLOTS = {
    "bar": _bars, "stacked_bar": _bars, "share_bar": _bars, "column": _columns, "stacked_column": _columns, "line": _lines, "area": _area,
    "slope": _slope, "scatter": _scatter, "waterfall": _waterfall, "combo": _combo,
}  # fmt: skip
