"""A finished deck read back: each shape with its real place, words, sizes and colours, inherited by placeholder number as Office does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from agents.checks.slide_colours import A, P, Palette
from agents.renderers.box import Box
from agents.renderers.pptx.grid import EMU

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
Kind = Literal["text", "chart", "table", "picture", "shape"]


@dataclass(frozen=True)
class RunRead:
    text: str
    size: float
    bold: bool
    colour: str | None


@dataclass(frozen=True)
class ParagraphRead:
    """`pitch` is the height of a line in points."""

    runs: tuple[RunRead, ...]
    pitch: float
    after: float

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class CellRead:
    paragraphs: tuple[ParagraphRead, ...]
    margins: tuple[float, float, float, float]  # left, top, right, bottom
    fill: str | None
    right: bool


@dataclass(frozen=True)
class ShapeRead:
    """A shape of a slide. `placeholder` is its type and number, ("", -1) for none. Insets are left, top, right, bottom."""

    name: str
    kind: Kind
    box: Box
    element: Any
    alt: str = ""
    decorative: bool = False
    placeholder: tuple[str, int] = ("", -1)
    paragraphs: tuple[ParagraphRead, ...] = ()
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    fill: str | None = None
    rows: tuple[tuple[CellRead, ...], ...] = ()
    widths: tuple[float, ...] = ()
    heights: tuple[float, ...] = ()
    chart: Any = None  # the chart's XML

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class SlideRead:
    """`name` is the id of the spec's slide that it shows."""

    number: int
    name: str
    background: str
    shapes: tuple[ShapeRead, ...]
    notes: str
    element: Any
    palette: Palette = field(repr=False)

    @property
    def title(self) -> ShapeRead | None:
        return next((shape for shape in self.shapes if shape.placeholder[0] in ("title", "ctrTitle")), None)


def read_deck(path: Path) -> tuple[Box, list[SlideRead]]:
    """The page and its slides."""
    from pptx import Presentation

    deck: Any = Presentation(str(path))
    palettes: dict[Any, Palette] = {}
    slides = []
    for number, slide in enumerate(deck.slides, start=1):
        master = slide.slide_layout.slide_master
        palette = palettes.setdefault(master.part, Palette(master))
        slides.append(_slide(number, slide, palette))
    return Box(0, 0, deck.slide_width / EMU, deck.slide_height / EMU), slides


def _slide(number: int, slide: Any, palette: Palette) -> SlideRead:
    layout, master = slide.slide_layout._element, slide.slide_layout.slide_master._element
    parents = (_placeholders(layout), _placeholders(master), master)
    shapes = tuple(
        _shape(element, slide, parents, palette)
        for element in slide.shapes._spTree
        if etree.QName(element).localname in ("sp", "graphicFrame", "pic", "cxnSp", "grpSp")
    )
    notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None else ""
    background = next(
        (rgb for holder in (slide._element, layout, master) if (rgb := palette.rgb(holder.find(f"{P}cSld/{P}bg/{P}bgPr/{A}solidFill")))),
        "FFFFFF",
    )
    return SlideRead(number, slide._element.cSld.get("name") or "", background, shapes, notes, slide._element, palette)


def _placeholders(element: Any) -> list[Any]:
    return [sp for sp in element.iter(f"{P}sp") if sp.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None]


def _ph(element: Any) -> tuple[str, int]:
    ph = next(iter(element.iterfind(f"./*/{P}nvPr/{P}ph")), None)
    return ("", -1) if ph is None else (ph.get("type", "body"), int(ph.get("idx", 0)))


def _ancestors(element: Any, parents: tuple[list[Any], list[Any], Any]) -> list[Any]:
    """The shape, its layout's placeholder of the same number, its master's of the same type."""
    kind, idx = _ph(element)
    if idx < 0:
        return [element]
    layout = next((sp for sp in parents[0] if _ph(sp)[1] == idx), None)
    wanted = "title" if kind in ("title", "ctrTitle") else kind if kind == "sldNum" else "body"
    master = next((sp for sp in parents[1] if _ph(sp)[0] == wanted), None)
    return [sp for sp in (element, layout, master) if sp is not None]


def _shape(element: Any, slide: Any, parents: tuple[list[Any], list[Any], Any], palette: Palette) -> ShapeRead:
    line = _ancestors(element, parents)
    named = next(element.iter(f"{P}cNvPr"))
    common: dict[str, Any] = {
        "name": named.get("name", ""),
        "box": _box(line),
        "element": element,
        "alt": named.get("descr", ""),
        "placeholder": _ph(element),
        "decorative": any(True for _ in named.iter(DECORATIVE)),
    }
    table, chart = next(element.iter(f"{A}tbl"), None), next(element.iter(f"{C}chart"), None)
    if table is not None:
        return ShapeRead(kind="table", **common, **_table(table, palette))
    if chart is not None:
        relation = chart.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        return ShapeRead(kind="chart", chart=etree.fromstring(slide.part.related_part(relation).blob), **common)
    if etree.QName(element).localname == "pic":
        return ShapeRead(kind="picture", **common)
    fill = next((rgb for sp in line if (rgb := _fill(sp, palette)) is not None), None)
    body = element.find(f"{P}txBody")
    paragraphs = () if body is None else tuple(_paragraphs(body, _styles(line, parents[2]), palette))
    kind: Kind = "text" if any(p.text.strip() for p in paragraphs) or common["placeholder"][1] >= 0 else "shape"
    return ShapeRead(kind=kind, paragraphs=paragraphs, insets=_insets(line), fill=fill or None, **common)


def _box(line: list[Any]) -> Box:
    for element in line:
        place = next((x for tag in (f"{P}spPr/{A}xfrm", f"{P}xfrm", f"{P}grpSpPr/{A}xfrm") if (x := element.find(tag)) is not None), None)
        if place is not None:
            at, size = place.find(f"{A}off"), place.find(f"{A}ext")
            return Box(int(at.get("x")) / EMU, int(at.get("y")) / EMU, int(size.get("cx")) / EMU, int(size.get("cy")) / EMU)
    return Box(0, 0, 0, 0)


def _fill(element: Any, palette: Palette) -> str | None:
    """RRGGBB, "" for a fill that is none, None where the element says nothing."""
    properties = element.find(f"{P}spPr")
    if properties is None:
        return None
    if properties.find(f"{A}noFill") is not None:
        return ""
    return palette.rgb(properties.find(f"{A}solidFill"))


def _insets(line: list[Any]) -> tuple[float, float, float, float]:
    defaults = {"lIns": 7.2, "tIns": 3.6, "rIns": 7.2, "bIns": 3.6}
    bodies = [body for element in line if (body := element.find(f"{P}txBody/{A}bodyPr")) is not None]
    values = [
        next((int(body.get(side)) / EMU for body in bodies if body.get(side) is not None), default) for side, default in defaults.items()
    ]
    return values[0], values[1], values[2], values[3]


def _styles(line: list[Any], master: Any) -> list[Any]:
    """First-level paragraph styles, the nearest first."""
    found = [style for element in line if (style := element.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")) is not None]
    kind, idx = _ph(line[0])
    group = "titleStyle" if kind in ("title", "ctrTitle") else "bodyStyle" if idx >= 0 else "otherStyle"
    last = master.find(f"{P}txStyles/{P}{group}/{A}lvl1pPr")
    return found if last is None else [*found, last]


def _paragraphs(body: Any, styles: list[Any], palette: Palette) -> Iterator[ParagraphRead]:
    for paragraph in body.iterfind(f"{A}p"):
        runs = tuple(_run(run, styles, palette) for run in paragraph if etree.QName(run).localname in ("r", "fld", "br"))
        own = paragraph.find(f"{A}pPr")
        levels = [level for level in (own, *styles) if level is not None]
        size = max((run.size for run in runs), default=0.0)
        exact = next((int(x.get("val")) / 100 for level in levels if (x := level.find(f"{A}lnSpc/{A}spcPts")) is not None), size * 1.2)
        after = next((int(x.get("val")) / 100 for level in levels if (x := level.find(f"{A}spcAft/{A}spcPts")) is not None), 0.0)
        yield ParagraphRead(runs, exact, after)


def _run(run: Any, styles: list[Any], palette: Palette) -> RunRead:
    if etree.QName(run).localname == "br":
        return RunRead("\n", 0.0, False, None)
    properties = [p for p in (run.find(f"{A}rPr"), *(style.find(f"{A}defRPr") for style in styles)) if p is not None]
    size = next((int(p.get("sz")) / 100 for p in properties if p.get("sz")), 18.0)
    bold = next((p.get("b") in ("1", "true") for p in properties if p.get("b")), False)
    colour = next((rgb for p in properties if (rgb := palette.rgb(p.find(f"{A}solidFill")))), None)
    return RunRead(run.findtext(f"{A}t") or "", size, bold, colour)


def _table(table: Any, palette: Palette) -> dict[str, Any]:
    rows = tuple(tuple(_cell(cell, palette) for cell in row.iterfind(f"{A}tc")) for row in table.iterfind(f"{A}tr"))
    return {
        "rows": rows,
        "widths": tuple(int(column.get("w")) / EMU for column in table.iter(f"{A}gridCol")),
        "heights": tuple(int(row.get("h")) / EMU for row in table.iterfind(f"{A}tr")),
    }


def _cell(cell: Any, palette: Palette) -> CellRead:
    properties = cell.find(f"{A}tcPr")
    margins = tuple(
        int(properties.get(side, default)) / EMU for side, default in (("marL", 91440), ("marT", 45720), ("marR", 91440), ("marB", 45720))
    )
    first = cell.find(f"{A}txBody/{A}p/{A}pPr")
    return CellRead(
        tuple(_paragraphs(cell.find(f"{A}txBody"), [], palette)),
        (margins[0], margins[1], margins[2], margins[3]),
        palette.rgb(properties.find(f"{A}solidFill")),
        first is not None and first.get("algn") == "r",
    )
