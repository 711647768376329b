"""What a file is, by its content. The extension is only a hint; where it is wrong the content wins and the difference is noted."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path
from typing import Literal

from agents.sources.notes import note
from agents.sources.words import refuse, size_words

Kind = Literal["csv", "json", "excel", "parquet", "sqlite", "duckdb"]
EXTENSIONS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".tab": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xlsx": "excel",
    ".xlsm": "excel",
    ".xls": "excel",
    ".xlsb": "excel",
    ".ods": "excel",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}
NAMES: dict[Kind, str] = {
    "csv": "delimited text",
    "json": "JSON",
    "excel": "Excel",
    "parquet": "Parquet",
    "sqlite": "SQLite",
    "duckdb": "DuckDB",
}
MAX_FILE_BYTES = 2_000_000_000
MAX_UNPACKED_BYTES = 2_000_000_000
MAX_RATIO = 200  # honest sheets of repeated values pack up to about 60 to 1
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> tuple[Kind, str]:
    """(kind, note). The note says when the extension promised something else. Raises InputError for what is no table."""
    if not path.is_file():
        raise refuse("missing", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise refuse("empty", file=path.name)
    if size > max_bytes:
        raise refuse("too_large", file=path.name, size=size_words(size), limit=size_words(max_bytes))
    with path.open("rb") as file:
        head = file.read(65536)
    kind = _by_content(path, head)
    promised = EXTENSIONS.get(path.suffix.lower())
    differs = promised is not None and promised != kind
    return kind, note("wrong_extension", extension=path.suffix, kind=NAMES[kind]) if differs else ""


def _by_content(path: Path, head: bytes) -> Kind:
    if head.startswith(b"SQLite format 3\x00"):
        return "sqlite"
    if head[8:12] == b"DUCK":
        return "duckdb"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        check_zip(path)
        return "excel"
    if head.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise refuse("encrypted", file=path.name)
        return "excel"
    if _is_binary(head):
        raise refuse("binary", file=path.name)
    if wide := wide_encoding(head):
        head = head.decode(wide, "ignore").encode()
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise refuse("empty", file=path.name)
    return (
        "json" if text[:1] in b"[{" and (path.suffix.lower() not in (".csv", ".tsv", ".txt") or text[1:].lstrip()[:1] in b'{["') else "csv"
    )


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > 0 and (b"\x00" in head or controls > len(head) / 100) and not wide_encoding(head)


def wide_encoding(head: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" for UTF-16 text without a mark (zero bytes stand mostly on one side and it reads as text), else ""."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) <= 3 * min(even, odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    unreadable = sum(1 for character in text if unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs") and character not in "\t\r\n")
    return encoding if max(even, odd) > len(head) / 20 and unreadable + text.count("\ufffd") < len(text) / 50 else ""


def check_zip(path: Path) -> None:
    """Refuse a zip whose directory promises more than a workbook needs, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse("broken_zip", file=path.name) from error
    unpacked = sum(part.file_size for part in parts)
    worst = max((part.file_size / max(1, part.compress_size) for part in parts if part.file_size > 10_000_000), default=0.0)
    if unpacked > MAX_UNPACKED_BYTES or worst > MAX_RATIO or len(parts) > 20_000:
        raise refuse("bomb", file=path.name, size=size_words(unpacked))
    if any(part.flag_bits & 1 for part in parts):
        raise refuse("encrypted", file=path.name)
    names = {part.filename for part in parts}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise refuse("binary", file=path.name)
