"""A chart spec becomes native chart XML and its workbook, in the room it is given."""

from __future__ import annotations

from collections.abc import Callable

from agents.core.brief import Language
from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.draw import require_series
from agents.renderers.native_chart.bars import bars, columns, laid_down, stacked
from agents.renderers.native_chart.lines import area_chart, line_chart, slope_chart, spark_chart
from agents.renderers.native_chart.parts import Frame
from agents.renderers.native_chart.sheet import Sheet
from agents.renderers.native_chart.special import combo, scatter, waterfall
from agents.specs.chart import ChartKind

KINDS: dict[ChartKind, Callable[[ChartData, Frame], tuple[bytes, Sheet]]] = {
    "bar": bars,
    "column": columns,
    "line": line_chart,
    "area": area_chart,
    "stacked_bar": stacked,
    "stacked_column": stacked,
    "share_bar": stacked,
    "waterfall": waterfall,
    "scatter": scatter,
    "slope": slope_chart,
    "combo": combo,
}
SMALLEST = 10.0
LARGEST = 12.0


def native_chart(data: ChartData, box: Box, size: float | None = None) -> tuple[bytes, bytes]:
    """(chart XML, workbook) for a frame of this size in points. `size` is that of its text, None chooses one for a slide.

    The XML reads its workbook through rId1: the workbook must be the first relation of the chart's part. Colours are theme slots as
    `drawingml.chart_slots` fills them. Raises EvidenceError where the kind needs more series.
    """
    require_series(data)
    frame = Frame(box.w, box.h, size or _text_size(box), data.language)
    data = laid_down(data, frame)
    xml, sheet = KINDS[data.kind](data, frame)
    return xml, sheet.workbook()


def _text_size(box: Box) -> float:
    return LARGEST if box.w >= 480 and box.h >= 200 else 11.0 if box.w >= 360 and box.h >= 180 else SMALLEST


def sparkline(
    name: str, values: list[float | None], categories: tuple[str, ...], box: Box, look: tuple[str, Language, str]
) -> tuple[bytes, bytes]:
    """A small line for a card. `look` is the colour's job, the language and the number format."""
    job, language, pattern = look
    sheet = Sheet(categories)
    sheet.add(name, values, pattern)
    return spark_chart(values, sheet, Frame(box.w, box.h, SMALLEST, language), job), sheet.workbook()
