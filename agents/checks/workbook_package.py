"""A workbook as a package: its sheets and tables, a light copy without the data rows, and the data rows as columns."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHUNK = 1 << 20
START, END = b"<sheetData>", b"</sheetData>"
CELL = rb'<c r="(%s)\d+"(?: s="\d+")?(?: t="(\w+)")?>(?:<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t></is>)</c>'
ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&amp;", b"&"))
DataCell = float | str | None


@dataclass
class Table:
    """An Excel table: its sheet's part, headers by column letter, and the rows of its range below the header."""

    name: str
    sheet: str
    part: str
    headers: dict[str, str]
    rows: int


@dataclass
class Package:
    """What the zip says before any cell is read. `rows` counts the rows of each data sheet, its header left out."""

    path: Path
    sheets: dict[str, str] = field(default_factory=dict)  # name -> part
    hidden: list[str] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    external: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)


def open_package(path: Path) -> Package:
    """Sheets, tables and external parts. Raises zipfile.BadZipFile for a file that is none."""
    package = Package(path)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        package.external = sorted(name for name in names if name.startswith("xl/externalLinks/"))
        targets = _relations(archive, "xl/_rels/workbook.xml.rels", "xl/")
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            part = targets[sheet.attrib[f"{RELATION}id"]]
            package.sheets[sheet.attrib["name"]] = part
            if sheet.attrib.get("state", "visible") != "visible":
                package.hidden.append(sheet.attrib["name"])
            rels = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
            for target in _relations(archive, rels, "xl/worksheets/").values() if rels in names else ():
                if "/tables/" in target:
                    table = _table(archive, target, sheet.attrib["name"], part)
                    package.tables[table.name] = table
    return package


def light_copy(package: Package) -> io.BytesIO:
    """The same workbook with only the header row on its data sheets, for a reader that keeps every cell. Counts the rows."""
    copy = io.BytesIO()
    data = {table.part: table.sheet for table in package.tables.values()}
    with zipfile.ZipFile(package.path) as archive, zipfile.ZipFile(copy, "w") as out:
        for name in archive.namelist():
            if name in data:
                with archive.open(name) as stream:
                    text, count = _without_rows(stream)
                out.writestr(name, text)
                package.rows[data[name]] = count - 1
            else:
                out.writestr(name, archive.read(name))
    copy.seek(0)
    return copy


def data_columns(package: Package, table: Table, letters: set[str]) -> dict[str, list[DataCell]]:
    """The values of some columns of a table, one a row."""
    wanted = {letter.encode() for letter in letters}
    columns: dict[bytes, list[DataCell]] = {letter: [] for letter in wanted}
    if not wanted:
        return {}
    pattern = re.compile(CELL % b"|".join(sorted(wanted)))
    with zipfile.ZipFile(package.path) as archive:
        texts = _shared_strings(archive)
        with archive.open(table.part) as stream:
            for number, row in enumerate(_rows(stream)):
                if number == 0:
                    continue
                for values in columns.values():
                    values.append(None)
                for letter, kind, value, inline in pattern.findall(row):
                    columns[letter][-1] = _value(kind, value, inline, texts)
    return {letter.decode(): values for letter, values in columns.items()}


def _value(kind: bytes, value: bytes, inline: bytes, texts: list[str]) -> DataCell:
    if kind == b"s":
        return texts[int(value)]
    if kind == b"inlineStr":
        for code, character in ENTITIES:
            inline = inline.replace(code, character)
        return inline.decode()
    return float(value)


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    """The XML of each row."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *rows, rest = (rest + chunk).split(b"</row>")
        yield from rows


def _without_rows(stream: IO[bytes]) -> tuple[bytes, int]:
    """A sheet's XML with its first row only, and how many rows it had."""
    head, tail, count, rest = b"", b"", 0, b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        *rows, rest = rest.split(b"</row>")
        if rows and not count:
            head = rows[0] + b"</row>"
        count += len(rows)
        tail = rest
    return head + tail[tail.index(END) :] if count else tail, count


def _table(archive: zipfile.ZipFile, target: str, sheet: str, part: str) -> Table:
    root = ElementTree.fromstring(archive.read(target))
    first, _, last = root.attrib["ref"].partition(":")
    start, column = re.fullmatch(r"([A-Z]+)(\d+)", first), _number(re.sub(r"\d", "", first))
    end = int(re.sub(r"\D", "", last))
    names = [found.attrib["name"] for found in root.iter(f"{MAIN}tableColumn")]
    top = int(start[2]) if start else 1
    return Table(root.attrib["displayName"], sheet, part, {letters(column + place): name for place, name in enumerate(names)}, end - top)


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in root]


def _relations(archive: zipfile.ZipFile, name: str, base: str) -> dict[str, str]:
    found = {}
    for relation in ElementTree.fromstring(archive.read(name)):
        target = relation.attrib["Target"]
        if relation.attrib.get("TargetMode") != "External":
            target = (
                target.removeprefix("/") if target.startswith("/") else "xl/" + target[3:] if target.startswith("../") else base + target
            )
        found[relation.attrib["Id"]] = target
    return found


def letters(number: int) -> str:
    """1 is A, 27 is AA."""
    text = ""
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(65 + place) + text
    return text


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number
