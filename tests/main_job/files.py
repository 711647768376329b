"""Finished files read back by other programs than those that wrote them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

# LibreOffice trusts stored values unless it is told to compute everything again on loading.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""
TEXT_PARTS = re.compile(r"(slides/slide|notesSlides/notesSlide|sharedStrings|word/document|worksheets/sheet|charts/chart)[^/]*\.xml$")
CONVERT = 180  # seconds


def office(profile: Path) -> list[str]:
    """The command of LibreOffice with a private profile that recalculates."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-impress libreoffice-calc libreoffice-writer)")
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]


def converted(path: Path, ending: str, folder: Path) -> Path:
    """The file as LibreOffice saves it again."""
    out = folder / f"as-{ending}-of-{path.suffix[1:]}"
    command = [*office(folder / "profile"), "--convert-to", ending, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=CONVERT)
    made = out / f"{path.stem}.{ending}"
    assert made.exists(), f"LibreOffice did not open {path.name}"
    return made


def cells(path: Path, *, formulas: bool = False) -> dict[tuple[str, str], Any]:
    """Every filled cell of a workbook: (sheet, address) -> stored value, or formula."""
    book = openpyxl.load_workbook(path, data_only=not formulas, read_only=True)
    found = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
    }  # fmt: skip
    book.close()
    return found


def audit(path: Path) -> list[str]:
    """What the schema audit finds wrong with a package."""
    result = OpenXmlValidator().validate(path)
    return [f"{error.part_uri}: {error.description}" for error in result.errors]


def text_of(path: Path) -> str:
    """All text of a file's parts, as one string without markup; numbers of cells and charts too."""
    if path.suffix == ".svg":
        return " ".join(etree.parse(path).getroot().itertext())
    with zipfile.ZipFile(path) as package:
        parts = [etree.fromstring(package.read(name)) for name in package.namelist() if TEXT_PARTS.search(name)]
    return "\n".join(" ".join(text for text in part.itertext() if text.strip()) for part in parts)


def chart_numbers(path: Path) -> list[float]:
    """Every value in the caches of the charts of an Office file. Categories are names, also where they are years; series without a
    name are not seen and only hold up bars or labels."""
    found = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.search(r"charts/chart[^/]*\.xml$", name):
                for series in etree.fromstring(package.read(name)).iterfind(".//{*}ser"):
                    if series.findtext("{*}tx//{*}v"):
                        found += [float(value.text) for value in series.iterfind("{*}val//{*}v") if value.text]
    return found


def rewritten(path: Path, to: Path, old: str, new: str) -> int:
    """A copy of a file with a text replaced in all parts; gives how often."""
    count = 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".xml"):
                count += content.count(old.encode())
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return count
