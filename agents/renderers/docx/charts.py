"""Native charts in a document: a chart part, its workbook inside, and the drawing that stands in the text."""

from __future__ import annotations

from html import escape
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.chart.data import read_chart
from agents.renderers.chart.draw import HORIZONTAL, draw
from agents.renderers.chart.native import native_chart
from agents.renderers.chart.workbook import chart_workbook
from agents.specs.chart import ChartSpec
from agents.specs.theme import Theme

WIDTH = Mm(165)
PIXELS = 624  # the same width in pixels, for choosing a height
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_xml(chart: ChartSpec, part: Any, number: int, setting: tuple[Ledger, Language, Theme]) -> str:
    """The run that holds the chart; its parts are added to the document's package. `number` is unique in the document."""
    ledger, language, theme = setting
    data = read_chart(chart, ledger, language, names=None)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, chart_workbook(data), part.package)
    native = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", part.package)
    native._blob = native_chart(data, theme, native.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    id = part.relate_to(native, RELATIONSHIP_TYPE.CHART)
    drawing = draw(data, PIXELS, titled=False)
    share = drawing.height / PIXELS if data.kind in HORIZONTAL else 0.46
    height = int(WIDTH * min(0.85, max(0.2, share)))
    alt = escape(drawing.alt)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(WIDTH)}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{alt}" title="{escape(data.title)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
