"""The text alternative of a chart from its own facts."""

from __future__ import annotations

from agents.core.brief import Language
from agents.renderers.chart.data import ChartData
from agents.specs.chart import ChartKind

ALT: dict[str, dict[Language, str]] = {
    "chart": {"en": "{kind}: {title}. {extremes}", "zh": "{kind}：{title}。{extremes}"},
    "extremes": {
        "en": "{name}: highest {top} ({high}), lowest {bottom} ({low}).",
        "zh": "{name}：最高为{top}（{high}），最低为{bottom}（{low}）。",
    },
}
KINDS: dict[ChartKind, dict[Language, str]] = {
    "bar": {"en": "Bar chart", "zh": "条形图"},
    "column": {"en": "Column chart", "zh": "柱形图"},
    "line": {"en": "Line chart", "zh": "折线图"},
    "area": {"en": "Area chart", "zh": "面积图"},
    "stacked_bar": {"en": "Stacked bar chart", "zh": "堆积条形图"},
    "stacked_column": {"en": "Stacked column chart", "zh": "堆积柱形图"},
    "share_bar": {"en": "Share bar chart", "zh": "百分比条形图"},
    "waterfall": {"en": "Waterfall chart", "zh": "瀑布图"},
    "scatter": {"en": "Scatter chart", "zh": "散点图"},
    "slope": {"en": "Slope chart", "zh": "坡度图"},
    "combo": {"en": "Column and line chart", "zh": "柱线组合图"},
}


def chart_alt(data: ChartData) -> str:
    """The spec's own words, with kind and extremes where they only repeat the title."""
    if data.alt and data.alt != data.title:
        return data.alt
    extremes = " ".join(text for row in range(len(data.rows)) if (text := _extremes(data, row)))
    subject = (
        data.title
        if not data.subtitle or data.subtitle == data.title
        else f"{data.title}, {data.subtitle}"
        if data.title
        else data.subtitle
    )
    return ALT["chart"][data.language].format(kind=KINDS[data.kind][data.language], title=subject, extremes=extremes).strip()


def _extremes(data: ChartData, row: int) -> str:
    known = [(point.value, c) for c, point in enumerate(data.rows[row].points) if point.value is not None]
    if not known:
        return ""
    (_, top), (_, bottom) = max(known), min(known)
    points = data.rows[row].points
    return ALT["extremes"][data.language].format(
        name=data.rows[row].name,
        top=data.categories[top],
        high=points[top].text,
        bottom=data.categories[bottom],
        low=points[bottom].text,
    )
