"""Reading a finished file back: its places (slides, sheets, sections, drawings) with every line of text and every value in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from lxml import etree
from python_calamine import CalamineWorkbook

from agents.checks.package import Package, R
from agents.core.errors import InputError
from agents.core.words import WORDS

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNTERS = ("SEQ", "PAGE", "NUMPAGES", "REF")  # fields whose digits are numbers of pages, figures and tables
LineKind = Literal["text", "source", "notes", "alt", "chart"]


@dataclass
class Place:
    """A slide, sheet, section or drawing. `key` finds its part of the spec: a title, a sheet's name, a heading."""

    name: str
    key: str
    lines: list[tuple[LineKind, str]] = field(default_factory=list)
    values: list[tuple[str, float]] = field(default_factory=list)  # (where inside, value)
    id: str = ""  # the id of the part, where the file carries it

    def say(self, kind: LineKind, text: str) -> None:
        """Add a line; one that begins with the word for source is a source line."""
        if text.strip():
            begins = text.strip().lower().startswith(tuple(word.lower() for word in WORDS["source"].values()))
            self.lines.append(("source" if kind == "text" and begins else kind, text))


def read_places(path: Path, skip: Collection[str] = ()) -> list[Place]:
    """The places of a pptx, xlsx, docx or svg file. Sheets named in `skip` are left out."""
    readers: dict[str, Callable[[Package], list[Place]]] = {
        ".pptx": _slides,
        ".docx": _sections,
        ".xlsx": lambda package: _sheets(package, path, skip),
    }
    if path.suffix == ".svg":
        return [_drawing(path)]
    if path.suffix not in readers:
        raise InputError(f"{path.name} is no file whose numbers can be read back; give a pptx, xlsx, docx or svg.")
    with zipfile.ZipFile(path) as file:
        return readers[path.suffix](Package(file))


# -- slides ------------------------------------------------------------------------------------------------------------


def _slides(package: Package) -> list[Place]:
    root = package.xml("ppt/presentation.xml")
    places = []
    for number, item in enumerate(root.iter(P + "sldId"), start=1):
        part = package.target("ppt/presentation.xml", item.get(R + "id"))
        slide = package.xml(part)
        place = Place(f"slide {number}", _title(slide), id=slide.find(P + "cSld").get("name") or "")
        for paragraph in slide.iter(A + "p"):
            place.say("text", _letters(paragraph))
        for shape in slide.iter(P + "cNvPr"):
            place.say("alt", shape.get("descr") or "")
        for chart in package.related(part, "chart"):
            _chart(package, chart, place)
        for notes in package.related(part, "notesSlide"):
            for paragraph in package.xml(notes).iter(A + "p"):
                place.say("notes", _letters(paragraph))
        places.append(place)
    return places


def _title(slide: Any) -> str:
    for shape in slide.iter(P + "sp"):
        if any(holder.get("type") in ("title", "ctrTitle") for holder in shape.iter(P + "ph")):
            return " ".join(_letters(paragraph) for paragraph in shape.iter(A + "p"))
    return ""


def _letters(paragraph: Any) -> str:
    """The text of a paragraph without its fields (slide numbers)."""
    parts = []
    for item in paragraph.iter(A + "t", A + "br"):
        if item.tag == A + "br":
            parts.append(" ")
        elif item.getparent().tag != A + "fld":
            parts.append(item.text or "")
    return "".join(parts)


# -- charts ------------------------------------------------------------------------------------------------------------


def _chart(package: Package, part: str, place: Place) -> None:
    """Labels, names and cached values of a chart, and the cells of the workbook inside it."""
    root = package.xml(part)
    for paragraph in root.iter(A + "p"):
        place.say("chart", _letters(paragraph))
    for cache in root.iter(C + "strCache", C + "strLit"):
        for index, value in enumerate(cache.iter(C + "v"), start=1):
            if value.text != str(index):  # points without names are counted
                place.say("chart", value.text or "")
    for cache in root.iter(C + "numCache", C + "numLit"):
        place.values += [("chart", float(value.text)) for value in cache.iter(C + "v") if value.text]
    for book in package.related(part, "package"):
        for rows in _workbook_cells(package.bytes(book)):
            _cells(rows, place, "workbook of the chart", "chart")


def _workbook_cells(blob: bytes) -> Iterator[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(blob))
    for name in book.sheet_names:
        yield book.get_sheet_by_name(name).to_python()


def _cells(rows: list[list[Any]], place: Place, where: str, kind: LineKind) -> None:
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            counted = kind == "chart" and column == 0 and str(value) in (str(line), f"{line}.0")
            if counted or isinstance(value, (bool, date, datetime)):
                continue
            if isinstance(value, (int, float)):
                place.values.append((where, float(value)))
            elif isinstance(value, str):
                place.say(kind, value)


# -- sheets ------------------------------------------------------------------------------------------------------------


def _sheets(package: Package, path: Path, skip: Collection[str]) -> list[Place]:
    book = CalamineWorkbook.from_path(str(path))
    places = []
    for sheet in package.xml("xl/workbook.xml").iter(S + "sheet"):
        name = sheet.get("name")
        if name in skip:
            continue
        place = Place(f"sheet {name}", name)
        _cells(book.get_sheet_by_name(name).to_python(), place, "cell", "text")
        part = package.target("xl/workbook.xml", sheet.get(R + "id"))
        for drawing in package.related(part, "drawing"):
            for chart in package.related(drawing, "chart"):
                _chart(package, chart, place)
        places.append(place)
    return places


# -- sections ----------------------------------------------------------------------------------------------------------


def _sections(package: Package) -> list[Place]:
    """The document cut at its headings; heads and feet of pages are a place of their own."""
    part = "word/document.xml"
    body = package.xml(part).find(W + "body")
    places = [Place("beginning", "")]
    for element in body:
        for paragraph in element.iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name, text = (style.get(W + "val") if style is not None else ""), _words(paragraph)
            if name.startswith("Heading"):
                places.append(Place(f"section {text}", text))
            places[-1].say("source" if name == "Source" else "text", text)
        for chart in element.iter(C + "chart"):
            _chart(package, package.target(part, chart.get(R + "id")), places[-1])
        for item in element.iter("{*}docPr"):
            places[-1].say("alt", item.get("descr") or "")
            places[-1].say("alt", item.get("title") or "")
        for item in element.iter(W + "tblCaption", W + "tblDescription"):
            places[-1].say("alt", item.get(W + "val") or "")
    edges = Place("page edges", "")
    for kind in ("header", "footer"):
        for edge in package.related(part, kind):
            for paragraph in package.xml(edge).iter(W + "p"):
                edges.say("alt", _words(paragraph))
    return [*places, edges]


def _words(paragraph: Any) -> str:
    """The text of a paragraph without the results of counting fields."""
    parts: list[str] = []
    fields: list[str] = []
    for item in paragraph.iter(W + "fldChar", W + "instrText", W + "t", W + "tab", W + "br"):
        if item.tag == W + "fldChar":
            kind = item.get(W + "fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif item.tag == W + "instrText":
            if fields:
                fields[-1] += item.text or ""
        elif item.tag == W + "t":
            if not any(instruction.split()[:1] and instruction.split()[0] in COUNTERS for instruction in fields):
                parts.append(item.text or "")
        else:
            parts.append(" ")
    return "".join(parts)


# -- drawings ----------------------------------------------------------------------------------------------------------


def _drawing(path: Path) -> Place:
    """An SVG chart: its labels, tips, title and description; values of its scale are no facts and stand apart."""
    place = Place("drawing", "")
    for item in etree.parse(str(path)).getroot().iter("{*}text", "{*}title", "{*}desc"):
        if item.get("data-job") != "tick":
            place.say("text" if item.tag.endswith("text") else "alt", item.text or "")
    return place
