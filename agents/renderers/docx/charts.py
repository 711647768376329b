"""Native charts in a document: a chart part, its workbook inside, and the drawing that stands in the text."""

from __future__ import annotations

from html import escape
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm, Pt

from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData
from agents.renderers.chart.draw import HORIZONTAL, plot_height
from agents.renderers.chart.layout import needs_legend
from agents.renderers.docx.xml import paragraph, run
from agents.renderers.native_chart import chart_alt, native_chart, told_levels

WIDTH = Mm(165)
PIXELS = 624  # the same width in pixels, for choosing a height
LEGEND = 32  # the height of a legend in pixels
TEXT = 9.0  # points
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def figure_xml(data: ChartData, part: Any, number: int) -> list[str]:
    """The paragraphs that hold the chart; its parts are added to the document's package. `number` is unique in the document."""
    levels = told_levels(data)
    figure = paragraph("Figure", _drawing(data, part, number))
    return [paragraph("Subcaption", run(levels)), figure] if levels else [figure]


def _drawing(data: ChartData, part: Any, number: int) -> str:
    height = Pt(round(WIDTH.pt * _share(data)))
    xml, workbook = native_chart(data, Box(0, 0, WIDTH.pt, height.pt), TEXT)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, workbook, part.package)
    native = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, xml, part.package)
    native.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)  # the first relation of the part: rId1 in its XML
    id = part.relate_to(native, RELATIONSHIP_TYPE.CHART)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(WIDTH)}" cy="{int(height)}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{escape(chart_alt(data))}" title="{escape(data.title)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{id}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _share(data: ChartData) -> float:
    """The height as a share of the width: bars by their number, all others alike."""
    if data.kind not in HORIZONTAL:
        return 0.46
    return min(0.85, max(0.2, (plot_height(data, PIXELS) + LEGEND * needs_legend(data) + 8) / PIXELS))
