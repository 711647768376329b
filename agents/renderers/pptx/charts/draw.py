"""A chart spec becomes native chart XML and its workbook, in the room it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from agents.core.brief import Language
from agents.renderers.chart.data import ChartData
from agents.renderers.fit import Piece, wrap
from agents.renderers.pptx.charts.bars import bars, columns, stacked
from agents.renderers.pptx.charts.lines import area_chart, line_chart, slope_chart, spark_chart
from agents.renderers.pptx.charts.parts import Frame
from agents.renderers.pptx.charts.sheet import Sheet
from agents.renderers.pptx.charts.special import combo, scatter, waterfall
from agents.renderers.pptx.grid import Box
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
LAID_DOWN: dict[ChartKind, ChartKind] = {"column": "bar", "stacked_column": "stacked_bar"}
SMALLEST = 10.0
LARGEST = 12.0


def native_chart(data: ChartData, box: Box) -> tuple[bytes, bytes]:
    """(chart XML, workbook) for a frame of this size in points."""
    data = laid_down(data, box)
    size = LARGEST if box.w >= 480 and box.h >= 200 else 11.0 if box.w >= 360 and box.h >= 180 else SMALLEST
    xml, sheet = KINDS[data.kind](data, Frame(box.w, box.h, size, data.language))
    return xml, sheet.workbook()


def laid_down(data: ChartData, box: Box) -> ChartData:
    """Columns whose names are too long for their bands become bars; a long row of moments stays and is thinned."""
    flat = LAID_DOWN.get(data.kind)
    count = len(data.categories)
    if flat is None or count > 12 or count == 0:
        return data
    band, most = box.w / count - 6, 2 if count > 6 else 3
    fits = all(len(lines) <= most for lines in (wrap([Piece(name)], LARGEST - 1, band) for name in data.categories))
    whole = all(" ".join(wrap([Piece(name)], LARGEST - 1, band)).replace(" ", "") == name.replace(" ", "") for name in data.categories)
    broken = any(len(wrap([Piece(word)], LARGEST - 1, band)) > 1 for name in data.categories for word in name.split(" ") if word.isascii())
    return data if fits and whole and not broken else replace(data, kind=flat)


def sparkline(
    name: str, values: list[float | None], categories: tuple[str, ...], box: Box, look: tuple[str, Language, str]
) -> tuple[bytes, bytes]:
    """A small line for a card. `look` is the colour's job, the language and the number format."""
    job, language, pattern = look
    sheet = Sheet(categories)
    sheet.add(name, values, pattern)
    return spark_chart(values, sheet, Frame(box.w, box.h, SMALLEST, language), job), sheet.workbook()
