"""Native lines, slopes, areas and clouds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.renderers.chart.data import ChartData, Point
from agents.renderers.chart.layout import emphasised, line_paint
from agents.renderers.chart.lines import near_zero, slope_paint, turned
from agents.renderers.chart.marks import SERIES, Paint
from agents.renderers.chart.native_series import (
    FIRST,
    SIZE,
    Plot,
    Words,
    axis_code,
    flags,
    head,
    label,
    labels_of,
    scaled_axes,
    series_values,
)
from agents.renderers.chart.native_xml import Axis, axis, line, look, numbers, rich, strings
from agents.renderers.chart.scale import Scale, domain, ticks
from agents.renderers.chart.words import spread
from agents.specs.theme import Theme

GAP = 0.06  # least distance of labels at line ends, as a share of the chart's height
LINE_BOX, SLOPE_BOX = (0.1, 0.06, 0.66, 0.78), (0.16, 0.04, 0.52, 0.84)  # inner plots: x, y, width, height as shares


def lines(data: ChartData, theme: Theme) -> Plot:
    """Lines named at their last point; extremes of a single line and set-off points are labelled."""
    from_zero = near_zero(data)
    steps = ticks(*domain([value for row in data.rows for value in row.values], from_zero=from_zero))
    shifts = label_shifts([row.values[-1] if row.values else None for row in data.rows], (steps[0], steps[-1]), LINE_BOX)
    series = "".join(_line_series(data, row, theme, shifts[row]) for row in range(len(data.rows)))
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )
    return Plot(chart + scaled_axes(data, theme, from_zero=from_zero), box=LINE_BOX)


def label_shifts(values: Sequence[float | None], bounds: tuple[float, float], box: tuple[float, float, float, float]) -> list[float]:
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
    ink, bold = ("muted" if paint == "context" else paint), paint != "context"
    at_end = Words("r", ink, bold, name=bool(series.name), shift=shift)
    labels = [
        label(series, index, data.language, at_end if index == last else Words("t", ink, bold), theme)
        for index in sorted(chosen | ({last} if known else set()))
    ]
    dash = "dash" if series.role in ("plan", "forecast") else ""
    return (
        f"<c:ser>{head(row, series.name)}<c:spPr>{line(paint, theme, 1.5 if paint == 'context' else 2.25, dash)}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>{labels_of(labels)}{series_values(data, row, [p.value for p in series.points])}'
        f'<c:smooth val="0"/></c:ser>'
    )


def slope(data: ChartData, theme: Theme) -> Plot:
    """Two moments, labelled at both ends."""
    told = turned(data) if len(data.categories) > 2 and len(data.rows) == 2 else data
    low, high = domain([value for row in told.rows for value in row.values], from_zero=False)
    bounds = (low - (high - low) * 0.06, high + (high - low) * 0.06)
    left, right = (label_shifts([row.points[at].value for row in told.rows], bounds, SLOPE_BOX) for at in (0, -1))
    parts = []
    for row, series in enumerate(told.rows):
        paint = slope_paint(told, row)
        strong = paint != "context"
        last = len(series.points) - 1
        ink: Paint = paint if strong else "ink"
        labels = [
            label(series, 0, told.language, Words(place="l", paint=ink, bold=strong, shift=left[row]), theme),
            label(series, last, told.language, Words(place="r", paint=ink, bold=strong, name=True, shift=right[row]), theme),
        ]
        marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{look(paint, theme)}</c:marker>'
        values = _slope_values(data, told, row)
        parts.append(
            f"<c:ser>{_slope_head(data, told, row)}<c:spPr>{line(paint, theme, 2.25 if strong else 1.5)}</c:spPr>"
            f'{marker}{labels_of(labels)}{values}<c:smooth val="0"/></c:ser>'
        )
    chart = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(parts)}<c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )
    axes = axis("catAx", FIRST, theme, Axis(place="b")) + axis("valAx", FIRST[::-1], theme, Axis(place="l", hidden=True, bounds=bounds))
    return Plot(chart + axes, box=SLOPE_BOX)


def _slope_head(data: ChartData, told: ChartData, row: int) -> str:
    if told is data:
        return head(row, data.rows[row].name)
    name = strings([told.rows[row].name])
    return f'<c:idx val="{row}"/><c:order val="{row}"/><c:tx><c:strRef><c:f>Data!$A${row + 2}</c:f>{name}</c:strRef></c:tx>'


def _slope_values(data: ChartData, told: ChartData, row: int) -> str:
    values = [point.value for point in told.rows[row].points]
    if told is data:
        return series_values(data, row, values)
    names = f"<c:cat><c:strRef><c:f>Data!$B$1:$C$1</c:f>{strings(told.categories)}</c:strRef></c:cat>"
    return f"{names}<c:val><c:numRef><c:f>Data!$B${row + 2}:$C${row + 2}</c:f>{numbers(values)}</c:numRef></c:val>"


def area(data: ChartData, theme: Theme) -> Plot:
    parts = []
    for row, series in enumerate(data.rows):
        paint: Paint = line_paint(data, row) if len(data.rows) == 1 else SERIES[row % len(SERIES)]
        parts.append(
            f"<c:ser>{head(row, series.name)}{look(paint, theme)}{series_values(data, row, [p.value for p in series.points])}</c:ser>"
        )
    sums = [sum(row.points[index].value or 0.0 for row in data.rows) for index in range(len(data.categories))]
    whole = replace(data, rows=(replace(data.rows[0], points=tuple(Point(value, "", "") for value in sums)),))
    chart = (
        f'<c:areaChart><c:grouping val="stacked"/><c:varyColors val="0"/>{"".join(parts)}'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:areaChart>'
    )
    return Plot(chart + scaled_axes(whole, theme), legend=len(data.rows) > 1)


def scatter(data: ChartData, theme: Theme) -> Plot:
    """One dot a category, named beside it; the measures name the axes."""
    across, up = data.rows[0], data.rows[1]
    quiet = bool(data.highlight or data.alert)
    points, labels = [], []
    for index, name in enumerate(data.categories):
        paint: Paint = "alert" if index in data.alert else "accent" if index in data.highlight or not quiet else "context"
        dot = f'<c:marker><c:symbol val="circle"/><c:size val="8"/>{look(paint, theme)}</c:marker>'
        points.append(f'<c:dPt><c:idx val="{index}"/>{dot}<c:bubble3D val="0"/></c:dPt>')
        strong = emphasised(data, index)
        labels.append(
            f'<c:dLbl><c:idx val="{index}"/>{rich(name, theme, SIZE, "ink" if strong else "muted", strong)}'
            f'<c:dLblPos val="r"/>{flags(value=True)}</c:dLbl>'
        )
    last = len(data.categories) + 1
    x = f"<c:xVal><c:numRef><c:f>Data!$B$2:$B${last}</c:f>{numbers([p.value for p in across.points])}</c:numRef></c:xVal>"
    y = f"<c:yVal><c:numRef><c:f>Data!$C$2:$C${last}</c:f>{numbers([p.value for p in up.points])}</c:numRef></c:yVal>"
    series = f"<c:ser>{head(1, up.name, 0)}<c:spPr>{line('', theme, 0)}</c:spPr>{''.join(points)}{labels_of(labels)}{x}{y}</c:ser>"
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
                Axis(place=place, grid=place == "l", bounds=(steps[0], steps[-1]), code=axis_code(row, steps), title=row.name),
            )
        )
    return Plot(chart + "".join(axes))
