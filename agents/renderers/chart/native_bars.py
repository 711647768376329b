"""Native bars and columns."""

from __future__ import annotations

from agents.renderers.chart.data import ChartData
from agents.renderers.chart.native_series import (
    FIRST,
    Plot,
    bar_chart,
    scaled_axes,
)
from agents.renderers.chart.native_xml import Axis, axis
from agents.renderers.chart.scale import domain
from agents.specs.theme import Theme


def bars(data: ChartData, theme: Theme) -> Plot:
    grouping = {"bar": "clustered", "stacked_bar": "stacked", "share_bar": "percentStacked"}[data.kind]
    axes = axis("catAx", FIRST, theme, Axis(place="l", reverse=True)) + axis(
        "valAx", FIRST[::-1], theme, Axis(place="t", hidden=True, bounds=_room(data) if grouping == "clustered" else (None, None))
    )
    return Plot(bar_chart(data, theme, "bar", grouping) + axes, legend=len(data.rows) > 1)


def _room(data: ChartData) -> tuple[float | None, float | None]:
    """Bounds that leave room for labels beyond the bars' ends. Bars begin at zero."""
    low, high = domain([value for row in data.rows for value in row.values])
    share = 0.34 if data.beside else 0.14
    if data.kind not in ("bar",):
        share = 0.1
    return (low - (high - low) * share if low < 0 else 0.0), (high + (high - low) * share if high > 0 else 0.0)


def columns(data: ChartData, theme: Theme) -> Plot:
    if data.kind == "column" and len(data.categories) * len(data.rows) > 16:
        return Plot(bar_chart(data, theme, "col", "clustered", labelled=False) + scaled_axes(data, theme), legend=len(data.rows) > 1)
    grouping = "clustered" if data.kind == "column" else "stacked"
    bounds = _room(data) if grouping == "clustered" else (None, None)
    axes = axis("catAx", FIRST, theme, Axis(place="b")) + axis("valAx", FIRST[::-1], theme, Axis(place="l", hidden=True, bounds=bounds))
    return Plot(bar_chart(data, theme, "col", grouping) + axes, legend=len(data.rows) > 1)
