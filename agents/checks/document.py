"""The document gate: structure, captions, tables, alternatives, fonts and properties of a finished .docx file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from agents.checks.findings import GateFinding
from agents.checks.numbers_read import C, W
from agents.checks.package import Package
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.specs.document import DocumentSpec

LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]|\bTODO\b|\blorem\b|\bXXX\b", re.IGNORECASE)
COUNTED = re.compile(r"SEQ (\w+)")


class Line(NamedTuple):
    """A paragraph of the body: its style, its text, its element."""

    style: str
    text: str
    element: Any


class Reading(NamedTuple):
    """A document opened for checking."""

    package: Package
    body: Any
    lines: list[Line]
    spec: DocumentSpec
    ledger: Ledger


def check_document(path: Path, spec: DocumentSpec, ledger: Ledger) -> list[GateFinding]:
    """What is wrong with a finished document; empty when it may be delivered."""
    with zipfile.ZipFile(path) as file:
        package = Package(file)
        body = package.xml("word/document.xml").find(W + "body")
        reading = Reading(package, body, [_line(paragraph) for paragraph in body.iter(W + "p")], spec, ledger)
        return [finding for check in CHECKS for finding in check(reading)]


def _line(paragraph: Any) -> Line:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return Line(
        style.get(W + "val") if style is not None else "Normal", "".join(item.text or "" for item in paragraph.iter(W + "t")), paragraph
    )


def _finding(code: str, where: str, message: str, fix: str) -> GateFinding:
    return GateFinding(code=code, where=where, message=message, fix=fix)


# -- structure ---------------------------------------------------------------------------------------------------------


def _titles(reading: Reading) -> Iterator[GateFinding]:
    count = sum(line.style == "Title" for line in reading.lines)
    if count != 1:
        yield _finding("TITLE", "document", f"It has {count} titles.", "Give it exactly one paragraph of style Title.")


def _headings(reading: Reading) -> Iterator[GateFinding]:
    level = 0
    for line in reading.lines:
        if match := re.fullmatch(r"Heading(\d)", line.style):
            if int(match[1]) > level + 1:
                fix = f"Make it a heading of level {level + 1}, or put one above it."
                yield _finding("HEADING_JUMP", f"heading {line.text!r}", f"Level {match[1]} follows level {level}.", fix)
            level = int(match[1])


LISTED = ("Heading1", "Heading2")  # what a contents list holds: deeper headings repeat themselves


def _contents(reading: Reading) -> Iterator[GateFinding]:
    headings = [line.text for line in reading.lines if line.style in LISTED]
    entries = [line.text for line in reading.lines if re.fullmatch(r"TOC\d", line.style)]
    if entries != headings:
        odd = next((text for text in [*entries, *headings] if text not in headings or text not in entries), "their order")
        yield _finding("CONTENTS", "contents list", f"Entries and headings differ: {odd!r}.", "Write one entry for each heading, in order.")
    marks = {mark.get(W + "name") for mark in reading.body.iter(W + "bookmarkStart")}
    for item in reading.body.iter(W + "hyperlink"):
        if item.get(W + "anchor") and item.get(W + "anchor") not in marks:
            yield _finding(
                "LINK_DEAD", "contents list", f"No bookmark is named {item.get(W + 'anchor')}.", "Link to a bookmark that exists."
            )


def _captions(reading: Reading) -> Iterator[GateFinding]:
    """Figures and tables are counted from one without gaps, and there are as many as the spec has."""
    counts = {"Figure": 0, "Table": 0}
    for line in reading.lines:
        instruction = "".join(item.text or "" for item in line.element.iter(W + "instrText"))
        if line.style == "Caption" and (match := COUNTED.search(instruction)):
            counts[match[1]] = counts.get(match[1], 0) + 1
            if str(counts[match[1]]) not in re.findall(r"\d+", line.text):
                yield _finding(
                    "CAPTION", f"caption {line.text!r}", f"It should be number {counts[match[1]]}.", "Number captions in reading order."
                )
    wanted = {"Figure": "chart", "Table": "table"}
    for name, kind in wanted.items():
        planned = sum(block.kind == kind for block in reading.spec.blocks)
        if counts[name] != planned:
            yield _finding(
                "CAPTION", "document", f"{counts[name]} captions for {planned} blocks of kind {kind}.", "Caption every chart and table."
            )


def _natives(reading: Reading) -> Iterator[GateFinding]:
    """Every chart is a native chart whose part and workbook exist."""
    charts = list(reading.body.iter(C + "chart"))
    planned = sum(block.kind == "chart" for block in reading.spec.blocks)
    if len(charts) != planned:
        yield _finding(
            "CHART_MISSING", "document", f"{len(charts)} native charts for {planned} of the spec.", "Write each chart as a native chart."
        )
    for part in reading.package.related("word/document.xml", "chart"):
        if not reading.package.related(part, "package"):
            yield _finding("CHART_DATA", part, "The chart has no workbook inside.", "Embed its data, so that it can be edited.")


# -- reading ease ------------------------------------------------------------------------------------------------------


def _tables(reading: Reading) -> Iterator[GateFinding]:
    for number, table in enumerate(reading.body.iter(W + "tbl"), start=1):
        if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None:
            yield _finding("HEADER_ROW", f"table {number}", "No row is marked as header.", "Mark the first row with tblHeader.")
        description = table.find(f"{W}tblPr/{W}tblDescription")
        if description is None or not description.get(W + "val"):
            yield _finding("ALT_MISSING", f"table {number}", "The table has no description.", "Describe it with tblDescription.")


def _alternatives(reading: Reading) -> Iterator[GateFinding]:
    for item in reading.body.iter("{*}docPr"):
        if not (item.get("descr") or "").strip():
            yield _finding("ALT_MISSING", item.get("name") or "drawing", "It has no text alternative.", "Write `alt` in the chart's spec.")


def _spacing(reading: Reading) -> Iterator[GateFinding]:
    for number, line in enumerate(reading.lines, start=1):
        drawn = next(line.element.iter(W + "drawing", W + "sectPr"), None) is not None
        in_cell = line.element.getparent().tag == W + "tc"
        if not line.text.strip() and not drawn and not in_cell and line.style != "Source":
            yield _finding("EMPTY_PARAGRAPH", f"paragraph {number}", "An empty paragraph makes space.", "Use the spacing of a style.")


def _formatting(reading: Reading) -> Iterator[GateFinding]:
    """Looks come from styles: a run may name a character style and nothing else."""
    for properties in reading.body.iter(W + "rPr"):
        if properties.getparent().tag == W + "r" and any(child.tag != W + "rStyle" for child in properties):
            yield _finding("DIRECT_FORMAT", "document", "A run is formatted by hand.", "Use a character style.")
            return


def _leftovers(reading: Reading) -> Iterator[GateFinding]:
    for line in reading.lines:
        if LEFTOVER.search(line.text):
            yield _finding(
                "LEFTOVER",
                f"paragraph {line.text[:40]!r}",
                "It holds a token or a placeholder.",
                "Write tokens out before the file is made.",
            )


# -- parts -------------------------------------------------------------------------------------------------------------


def _fonts(reading: Reading) -> Iterator[GateFinding]:
    defaults = reading.package.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = defaults.find(W + "rFonts") if defaults is not None else None
    if fonts is None or not fonts.get(W + "eastAsia"):
        yield _finding("FONTS", "styles", "No East Asian font is named.", "Set w:rFonts/@w:eastAsia in the defaults.")
    language = defaults.find(W + "lang") if defaults is not None else None
    if language is None or not language.get(W + "eastAsia") or not language.get(W + "val"):
        yield _finding("LANGUAGE", "styles", "The languages are not set.", "Set w:lang with val and eastAsia in the defaults.")
    known = {style.get(W + "styleId") for style in reading.package.xml("word/styles.xml").iter(W + "style")}
    for style in sorted({line.style for line in reading.lines} - known):
        yield _finding("STYLE", "styles", f"The style {style!r} does not exist.", "Use a style of the document.")


def _properties(reading: Reading) -> Iterator[GateFinding]:
    text = {item.tag.rsplit("}", 1)[-1]: item.text or "" for item in reading.package.xml("docProps/core.xml")}
    title = rendered(reading.spec.title, reading.ledger, reading.spec.language)[:255]
    if text.get("title", "") != title:
        yield _finding("PROPERTIES", "core properties", f"The title is {text.get('title', '')!r}.", "Set it to the title of the spec.")
    if not text.get("creator") or text.get("creator") == "python-docx":
        yield _finding("PROPERTIES", "core properties", "The author is missing.", "Name the product as author.")


CHECKS: tuple[Callable[[Reading], Iterator[GateFinding]], ...] = (
    _titles, _headings, _contents, _captions, _natives, _tables, _alternatives, _spacing, _formatting, _leftovers, _fonts, _properties,
)  # fmt: skip
