"""What an upload is, by its bytes: data is let in, anything else is refused in a sentence that says what it is and what to bring."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext_lazy

from agents.core.errors import InputError
from agents.sources.sniff import kind_of
from workspace.connections.uploads import Upload, clean_name
from workspace.runs.telling import explained

HEAD = 4096
REFUSALS = {
    "picture": gettext_lazy("%(name)s is a picture. Bring the table behind it: CSV, Excel, JSON, Parquet, SQLite or DuckDB."),
    "pdf": gettext_lazy("%(name)s is a PDF. Bring the table it was printed from: CSV, Excel, JSON, Parquet, SQLite or DuckDB."),
    "media": gettext_lazy("%(name)s is a sound or a film. Bring a table: CSV, Excel, JSON, Parquet, SQLite or DuckDB."),
    "program": gettext_lazy("%(name)s is a program. It was not kept. Bring a table: CSV, Excel, JSON, Parquet, SQLite or DuckDB."),
    "page": gettext_lazy("%(name)s is a web page. Open it in Excel, save it as .xlsx, and bring that; or bring the CSV behind it."),
    "xml": gettext_lazy("%(name)s is XML. Open it in Excel, save it as .xlsx, and bring that; or bring the CSV behind it."),
    "packed": gettext_lazy("%(name)s is a packed archive. Unpack it, and bring the file inside."),
    "word": gettext_lazy("%(name)s is a text document. Copy its table into a sheet, and bring the sheet as .xlsx or .csv."),
    "slides": gettext_lazy("%(name)s is a slide deck. Bring the table behind it: CSV, Excel, JSON, Parquet, SQLite or DuckDB."),
}
MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n", "picture"), (0, b"\xff\xd8\xff", "picture"), (0, b"GIF87a", "picture"), (0, b"GIF89a", "picture"),
    (8, b"WEBP", "picture"), (0, b"II*\x00", "picture"), (0, b"MM\x00*", "picture"), (0, b"%PDF-", "pdf"), (0, b"{\\rtf", "word"),
    (0, b"ID3\x03", "media"), (0, b"ID3\x04", "media"), (0, b"OggS", "media"), (8, b"WAVE", "media"), (4, b"ftyp", "media"),
    (0, b"\x7fELF", "program"), (0, b"\xcf\xfa\xed\xfe", "program"), (0, b"\xca\xfe\xba\xbe", "program"), (0, b"\x00asm", "program"),
    (0, b"#!/", "program"), (0, b"\x1f\x8b", "packed"), (0, b"BZh9", "packed"), (0, b"\xfd7zXZ\x00", "packed"),
    (0, b"7z\xbc\xaf\x27\x1c", "packed"), (0, b"Rar!\x1a", "packed"), (0, b"\x28\xb5\x2f\xfd", "packed"),
)  # fmt: skip
PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script", b"<div", b"<style")


def refusal(upload: Upload) -> str:
    """Why these bytes are no data, in the language of the page; "" where they may be. The name decides nothing."""
    name = clean_name(upload.name or "data")
    with _on_disk(upload, name) as path:
        what = _kind_of_stranger(path)
        if what:
            return str(REFUSALS[what]) % {"name": name}
        try:
            kind_of(path)
        except InputError as error:
            return explained(error, name)
    return ""


def _kind_of_stranger(path: Path) -> str:
    """The key of REFUSALS for bytes that are surely no data, else ""."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for offset, mark, what in MARKS:
        if head.startswith(mark, offset) and (offset == 0 or b"\x00" in head[:32]):  # letters in the middle of a line prove nothing
            return what
    if head.startswith(b"MZ") and b"\x00" in head:
        return "program"
    return _packed(path) if head.startswith(b"PK\x03\x04") else _marked_up(head)


def _marked_up(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(PAGES) or (text.startswith((b"<?xml", b"<!--")) and b"<html" in text):
        return "page"
    return "picture" if text.startswith(b"<svg") else "xml" if text.startswith(b"<?xml") else ""


def _packed(path: Path) -> str:
    """What a zip holds by the names in it; what cannot be listed is left to the engine, which says so."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if "word/document.xml" in names:
        return "word"
    if "ppt/presentation.xml" in names:
        return "slides"
    return "" if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} else "packed"


@contextmanager
def _on_disk(upload: Upload, name: str) -> Iterator[Path]:
    """The bytes as a file: big uploads are one already, small ones are written for the moment."""
    if isinstance(upload, TemporaryUploadedFile):
        upload.flush()
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(dir=settings.VAR_DIR, suffix=f".upload{Path(name).suffix}") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)
    upload.seek(0)
