"""From a chart's data to a finished drawing: title block, legend, plot, note."""

from __future__ import annotations

from collections.abc import Callable

from agents.core.errors import EvidenceError
from agents.renderers.chart.bars import bars, stacked_bars
from agents.renderers.chart.columns import columns, combo, stacked_columns, waterfall
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import SIZE, SMALL, Area, legend, needs_legend
from agents.renderers.chart.lines import area_chart, line_chart, slope_chart
from agents.renderers.chart.marks import Drawing, Label, Mark
from agents.renderers.chart.points import scatter
from agents.renderers.chart.words import LINE, lines
from agents.specs.chart import ChartKind

LAYOUTS: dict[ChartKind, Callable[[ChartData, Area], list[Mark]]] = {
    "bar": bars,
    "stacked_bar": stacked_bars,
    "share_bar": stacked_bars,
    "column": columns,
    "stacked_column": stacked_columns,
    "waterfall": waterfall,
    "combo": combo,
    "line": line_chart,
    "area": area_chart,
    "slope": slope_chart,
    "scatter": scatter,
}
HORIZONTAL = ("bar", "stacked_bar", "share_bar")
FEWEST = {"scatter": 2, "combo": 2}  # series a kind cannot do without
TITLE = 16.0
NO_DATA = {"en": "No data", "zh": "暂无数据"}


def draw(data: ChartData, width: float = 720, height: float = 0, *, titled: bool = True, keyed: bool = True) -> Drawing:
    """The drawing of a chart. `height` 0 chooses one that suits the kind; without its title it fills a frame that has one, and without
    its keys one that has a legend of its own.
    """
    require_series(data)
    pad = 20.0 if titled else 4.0
    marks, top = _title_block(data, pad, width) if titled else ([], pad)
    foot = lines(data.note, SMALL, width - 2 * pad, 2) if data.note and titled else []
    bottom_room = pad + len(foot) * SMALL * LINE + (6 if foot else 0)
    keys: list[Mark] = []
    if keyed and needs_legend(data):
        keys, room = legend(data, Area(pad, top, width - pad, top))
        top += room
    whole = height or top + plot_height(data, width) + bottom_room
    area = Area(pad, top, width - pad, whole - bottom_room)
    marks += keys + (
        LAYOUTS[data.kind](data, area) if _shows_anything(data) else [Label(pad, top + 24, NO_DATA[data.language], SIZE, "muted")]
    )
    marks += [
        Label(pad, whole - pad - (len(foot) - 1 - index) * SMALL * LINE, text, SMALL, "muted", job="note")
        for index, text in enumerate(foot)
    ]
    return Drawing(data.id, width, whole, data.title, data.alt or _plain_alt(data), marks)


def require_series(data: ChartData) -> None:
    """Raises EvidenceError where a chart has fewer series than its kind needs."""
    if len(data.rows) < FEWEST.get(data.kind, 1):
        raise EvidenceError(f"Chart {data.id} of kind {data.kind} needs {FEWEST.get(data.kind, 1)} series and has {len(data.rows)}.")


def plot_height(data: ChartData, width: float) -> float:
    """The height a plot asks for: bars by their number, all others by the width."""
    if data.kind in HORIZONTAL:
        band = 14.0 + 15.0 * len(data.rows) if data.kind == "bar" else 36.0
        return max(60.0, len(data.categories) * min(band, 60.0))
    if data.kind == "slope":
        return max(width * 0.42, 40 + 18.0 * max(len(data.rows), len(data.categories)))
    return max(180.0, min(width * 0.45, 420.0))


def _title_block(data: ChartData, pad: float, width: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    y = pad + TITLE * 0.8
    for text in lines(data.title, TITLE, width - 2 * pad, 3, bold=True):
        marks.append(Label(pad, y, text, TITLE, bold=True, job="title"))
        y += TITLE * 1.25
    for text in lines(data.subtitle, SIZE, width - 2 * pad, 2) if data.subtitle else []:
        marks.append(Label(pad, y, text, SIZE, "muted", job="title"))
        y += SIZE * 1.35
    return marks, y


def _shows_anything(data: ChartData) -> bool:
    return any(row.values for row in data.rows)


def _plain_alt(data: ChartData) -> str:
    """The values in words, where the maker wrote no text alternative."""
    parts = []
    for row in data.rows:
        pairs = ", ".join(f"{name} {point.text}" for name, point in zip(data.categories[:12], row.points[:12], strict=True))
        parts.append(f"{row.name}: {pairs}" if row.name else pairs)
    return "; ".join(parts)
