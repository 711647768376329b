"""Native charts that Office has no kind for: waterfalls, and columns with a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.renderers.chart.columns import level_runs, shows_steps_only
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.marks import Paint
from agents.renderers.chart.native_bars import columns
from agents.renderers.chart.native_series import (
    FIRST,
    SECOND,
    Plot,
    Words,
    bar_chart,
    head,
    label,
    labels_of,
    series_values,
)
from agents.renderers.chart.native_xml import Axis, axis, line, look, numbers, strings
from agents.renderers.chart.scale import domain
from agents.specs.theme import Theme


def waterfall(data: ChartData, theme: Theme) -> Plot:
    """Steps float on a hidden base; levels are columns, or short markers where steps would vanish beside them."""
    series, runs = data.rows[0], level_runs(data)
    last, steps_only = len(data.categories) - 1, shows_steps_only(runs)
    levels = {0, last}
    if any(min(pair) < 0 for pair in runs):  # a level below zero has no base to float on: the steps stand side by side
        return columns(replace(data, kind="column"), theme)
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
        f'<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>{bars}'
        f'<c:gapWidth val="45"/><c:overlap val="100"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:barChart>'
        f"{_waterfall_labels(data, runs, ends if steps_only else None, theme)}"
    )
    axes = axis("catAx", FIRST, theme, Axis(place="b")) + axis(
        "valAx", FIRST[::-1], theme, Axis(place="l", hidden=True, bounds=bounds, crosses="min")
    )
    return Plot(chart + axes)


def _layer(data: ChartData, order: int, layer: tuple[str, list[float | None], Paint, str], theme: Theme) -> str:
    """One layer of a waterfall. Its values are places, not facts, so they are literal numbers; the workbook holds the told values."""
    name, values, paint, fill = layer
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look("alert", theme)}</c:dPt>'
        for index in data.alert if fill == "solid" and index < len(values) and values[index] is not None
    )  # fmt: skip
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx><c:v>{name}</c:v></c:tx>{look(paint, theme, fill)}'
        f'<c:invertIfNegative val="0"/>{points}'
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
    for index in range(len(series.points)):
        level = index in (0, last)
        after = data.beside[index] if index < len(data.beside) else ""  # the label's place is not its value, so it says the value in words
        labels.append(label(series, index, data.language, Words(place="t", bold=level, after=after, live=False), theme))
        if markers and level:
            dash = f'<c:marker><c:symbol val="dash"/><c:size val="28"/>{look("ink", theme)}</c:marker>'
            points.append(f'<c:dPt><c:idx val="{index}"/>{dash}<c:bubble3D val="0"/></c:dPt>')
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser><c:idx val="9"/><c:order val="9"/><c:tx><c:v></c:v></c:tx>'
        f'<c:spPr>{line("", theme, 0)}</c:spPr><c:marker><c:symbol val="none"/></c:marker>{"".join(points)}{labels_of(labels)}'
        f'<c:cat>{_literal_names(data)}</c:cat><c:val>{_literal(tops)}</c:val><c:smooth val="0"/></c:ser><c:marker val="1"/>'
        f'<c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:lineChart>'
    )


def combo(data: ChartData, theme: Theme) -> Plot:
    """Columns low, the last series as a line above them on a scale of its own; both hidden scales leave room for labels."""
    line_row = len(data.rows) - 1
    bars = replace(data, kind="column", rows=data.rows[:-1], beside=())
    chart = bar_chart(bars, theme, "col", "clustered")
    series, above = data.rows[-1], domain(data.rows[-1].values, from_zero=False)
    labels = [
        label(series, index, data.language, Words(place="t", paint="alert", bold=True), theme) for index, point in enumerate(series.points)
    ]
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{look("alert", theme)}</c:marker>'
    second = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser>{head(line_row, series.name)}'
        f"<c:spPr>{line('alert', theme, 2.25)}</c:spPr>{marker}{labels_of(labels)}"
        f'{series_values(data, line_row, [p.value for p in series.points])}<c:smooth val="0"/></c:ser>'
        f'<c:marker val="1"/><c:axId val="{SECOND[0]}"/><c:axId val="{SECOND[1]}"/></c:lineChart>'
    )
    low, high = domain([value for row in bars.rows for value in row.values])
    span = above[1] - above[0]
    first = Axis("l", hidden=True, bounds=(low, low + (high - low) * 1.6))
    other = Axis("r", hidden=True, bounds=(above[0] - span * 4, above[1] + span * 0.8), crosses="max")
    axes = axis("catAx", FIRST, theme, Axis("b")) + axis("valAx", FIRST[::-1], theme, first)
    axes += axis("catAx", SECOND, theme, Axis("b", hidden=True)) + axis("valAx", SECOND[::-1], theme, other)
    return Plot(chart + second + axes, legend=True)
