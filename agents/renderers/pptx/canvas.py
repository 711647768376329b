"""A slide being made: shapes are collected as XML in reading order and put on the slide at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from agents.core.brief import Language
from agents.renderers.box import Box
from agents.renderers.drawingml import TAGS, fill, stroke
from agents.renderers.pptx.layouts import LAYOUTS, Job, Layout, Slot
from agents.renderers.pptx.template import NS, TYPES, geometry
from agents.renderers.pptx.writing import Para, Style, body_xml

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


class Canvas:
    """One slide. Every `put_` method appends a shape; `finish` writes them."""

    def __init__(self, deck: Any, layout: Layout, language: Language) -> None:
        self.slide = deck.slides.add_slide(deck.slide_layouts[LAYOUTS.index(layout)])
        self.layout, self.language = layout, language
        self.shapes: list[str] = []
        self.package = deck.part.package

    def slot(self, job: Job, nth: int = 0) -> Slot:
        """The placeholder of the layout. Raises KeyError where the layout has none."""
        for slot in self.layout.slots:
            if (slot.job, slot.nth) == (job, nth):
                return slot
        raise KeyError(f"the layout {self.layout.name} has no {job}")

    def put_text(
        self,
        job: Job,
        paragraphs: Sequence[Para],
        style: Style,
        *,
        nth: int = 0,
        box: Box | None = None,
        inset: tuple[float, float, float, float] | None = None,
    ) -> None:
        """Fill a placeholder of the layout with text; `box` moves it."""
        slot = self.slot(job, nth)
        place = geometry(box) if box is not None and box != slot.box else ""
        self.shapes.append(
            f'<p:sp {NS}><p:nvSpPr>{self._named(job.capitalize())}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f"{self._ph(slot)}</p:nvPr></p:nvSpPr>"
            f"<p:spPr>{place}</p:spPr><p:txBody>{body_xml(paragraphs, style, inset)}</p:txBody></p:sp>"
        )

    def put_number(self) -> None:
        """The slide's number as a field."""
        field = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr {TAGS[self.language]}/><a:t>‹#›</a:t></a:fld>'
        self.shapes.append(
            f'<p:sp {NS}><p:nvSpPr>{self._named("Slide number")}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f"{self._ph(self.slot('number'))}</p:nvPr></p:nvSpPr>"
            f"<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{field}</a:p></p:txBody></p:sp>"
        )

    def put_box(self, box: Box, paragraphs: Sequence[Para], style: Style, *, name: str = "Text", anchor: str = "t") -> None:
        """Words outside a placeholder, in a box without insets."""
        self.shapes.append(
            f'<p:sp {NS}><p:nvSpPr>{self._named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{geometry(box)}'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"<a:noFill/></p:spPr><p:txBody>{body_xml(paragraphs, style, (0, 0, 0, 0), anchor)}</p:txBody></p:sp>"
        )

    def put_shape(self, box: Box, back: str, *, line: str = "", name: str = "Panel") -> None:
        """A decorative rectangle, told to screen readers as such."""
        self.shapes.append(
            f"<p:sp {NS}><p:nvSpPr>{self._named(name, decorative=True)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{geometry(box)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'{fill(back)}{stroke(line)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>'
            "</p:sp>"
        )

    def put_table(self, box: Box, table: str, alt: str, *, placed: bool = True) -> None:
        """A native table; `placed` puts it into the layout's table placeholder."""
        self._frame(
            box, f'<a:graphicData uri="{TABLE_URI}">{table}</a:graphicData>', "Table", alt, self._ph(self.slot("table")) if placed else ""
        )

    def put_chart(self, box: Box, chart: tuple[bytes, bytes], alt: str, *, nth: int | None = 0) -> None:
        """A native chart (its XML and its workbook); `nth` is the layout's chart placeholder, None is none."""
        relation = self._chart_part(*chart)
        inside = f'<a:graphicData uri="{CHART_URI}"><c:chart xmlns:c="{CHART_URI}" r:id="{relation}"/></a:graphicData>'
        self._frame(box, inside, "Chart", alt, "" if nth is None else self._ph(self.slot("chart", nth)))

    def finish(self) -> None:
        """Write the collected shapes in place of the layout's empty placeholders."""
        tree = self.slide.shapes._spTree
        for child in list(tree)[2:]:
            tree.remove(child)
        for shape in self.shapes:
            tree.append(parse_xml(shape))

    def _frame(self, box: Box, inside: str, name: str, alt: str, placeholder: str) -> None:
        place = geometry(box).replace("a:xfrm", "p:xfrm")
        self.shapes.append(
            f'<p:graphicFrame {NS}><p:nvGraphicFramePr>{self._named(name, alt)}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            "</p:cNvGraphicFramePr>"
            f"<p:nvPr>{placeholder}</p:nvPr></p:nvGraphicFramePr>{place}<a:graphic>{inside}</a:graphic></p:graphicFrame>"
        )

    def _chart_part(self, xml: bytes, workbook: bytes) -> str:
        number = self.package.charts = getattr(self.package, "charts", 0) + 1
        chart = Part(PackURI(f"/ppt/charts/chart{number}.xml"), CT.DML_CHART, self.package, xml)
        book = Part(PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), CT.SML_SHEET, self.package, workbook)
        chart.relate_to(book, RT.PACKAGE)  # the first relation of the part: rId1 in its XML
        return str(self.slide.part.relate_to(chart, RT.CHART))

    def _named(self, name: str, alt: str = "", *, decorative: bool = False) -> str:
        id = len(self.shapes) + 2
        described = f" descr={quoteattr(alt)}" if alt else ""
        return f'<p:cNvPr id="{id}" name="{name} {id - 1}"{described}>{DECORATIVE if decorative else ""}</p:cNvPr>'

    def _ph(self, slot: Slot) -> str:
        kind = TYPES.get(slot.job, "body")
        return '<p:ph type="title"/>' if slot.job == "title" else f'<p:ph type="{kind}" idx="{slot.idx}"/>'
