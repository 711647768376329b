"""CSV, TSV and other delimited text: encoding, delimiter and header are found here; DuckDB reads the rows as text."""

from __future__ import annotations

import codecs
import csv
import io
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb

from agents.sources.guess import NULL_WORDS
from agents.sources.labels import column_names, quoted, table_name, text_literal
from agents.sources.loaded import Loaded, LoadedTable
from agents.sources.notes import note
from agents.sources.sniff import wide_encoding
from agents.sources.words import refuse

HEAD_BYTES = 262_144
DELIMITERS = (",", ";", "\t", "|")
MAX_COLUMNS = 2_000


def load_text(path: Path, into: duckdb.DuckDBPyConnection, work: Path) -> Loaded:
    """The file as one table of text, called after its stem. Raises InputError."""
    encoding = encoding_of(path)
    plain = path if encoding == "utf-8" else as_utf8(path, encoding, work)
    try:
        return _load(path, plain, into, encoding)
    finally:
        if plain is not path:
            plain.unlink(missing_ok=True)


def encoding_of(path: Path) -> str:
    """The encoding of a text file: its mark, else the first that fits of UTF-8, GB18030 (where it is common Chinese), Windows-1252."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if wide := wide_encoding(head):
        return wide
    if _whole_file_is_utf8(path):
        return "utf-8"
    return "gb18030" if _is_chinese(head) else "cp1252"


def _whole_file_is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1 << 22):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _is_chinese(head: bytes) -> bool:
    """Whether the bytes above 127 come in pairs that are common characters; Western text gives single ones and rare signs."""
    text = codecs.getincrementaldecoder("gb18030")("replace").decode(head)
    high = [c for c in text if ord(c) > 127]
    common = sum(1 for c in high if "\u4e00" <= c <= "\u9fff" or c in "，。、；：（）！？“”《》￥·—　")
    return bool(high) and "\ufffd" not in text and common > 0.9 * len(high) and _gb2312_share(high) > 0.8


def _gb2312_share(characters: Sequence[str]) -> float:
    return sum(1 for c in characters if c.encode("gb2312", "ignore")) / len(characters)


def as_utf8(path: Path, encoding: str, work: Path) -> Path:
    """The text once more as UTF-8, in `work`; whoever asks for it removes it."""
    target = work / f"{uuid.uuid4().hex}.utf8"
    with path.open(encoding=encoding, errors="replace", newline="") as source, target.open("w", encoding="utf-8", newline="") as out:
        while block := source.read(1 << 20):
            out.write(block.replace("\x00", ""))
    return target


def _load(path: Path, plain: Path, into: duckdb.DuckDBPyConnection, encoding: str) -> Loaded:
    with plain.open(encoding="utf-8", errors="replace", newline="") as file:
        head = file.read(HEAD_BYTES)
    delimiter = delimiter_of(head)
    lines = _parsed(head, delimiter, whole=len(head) < HEAD_BYTES)
    if not lines:
        raise refuse("empty", file=path.name)
    header, has_header = header_of(lines)
    width = max(len(lines[header]), _common_width(lines[header:]))
    if width > MAX_COLUMNS:
        raise refuse("too_wide", file=path.name, columns=width, limit=MAX_COLUMNS)
    raw = list(lines[header]) if has_header else [None] * width
    names, problems = column_names([*raw, *([None] * (width - len(raw)))])
    skip = _physical_line(head, delimiter, header + has_header)
    table = LoadedTable(name=table_name(path.stem), rows=0, problems=problems, origin=_origin(path, encoding, header, has_header))
    table.rows = _read(plain, into, table, names, delimiter, skip)
    if not table.rows:
        raise refuse("header_only", file=path.name)
    return Loaded(tables=[table])


def _origin(path: Path, encoding: str, header: int, has_header: bool) -> str:
    told = "no header" if not has_header else f"header in line {header + 1}" if header else ""
    return ", ".join(part for part in (path.name, told, encoding if encoding not in ("utf-8", "utf-8-sig") else "") if part)


def delimiter_of(head: str) -> str:
    """The delimiter that gives the most even columns; "," where none divides the lines."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(line) for line in _parsed(head, delimiter)[:200])
        width, times = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]), default=(1, 0))
        score = times / max(1, sum(widths.values())) * min(width, 20) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _parsed(head: str, delimiter: str, whole: bool = False) -> list[list[str]]:
    text = head if whole or "\n" not in head else head[: head.rfind("\n") + 1]
    csv.field_size_limit(1 << 30)
    return [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(cell.strip() for cell in line)][:1000]


def _common_width(lines: Sequence[Sequence[str]]) -> int:
    return Counter(len(line) for line in lines).most_common(1)[0][0]


def header_of(lines: Sequence[Sequence[str | None]]) -> tuple[int, bool]:
    """(index of the header, whether there is one): the first line as wide as the table whose cells are names and not values."""
    filled = [sum(1 for cell in line if cell and cell.strip()) for line in lines[:60]]
    usual = Counter(filled).most_common(1)[0][0]
    for index, line in enumerate(lines[:60]):
        if filled[index] >= max(1, usual * 0.6) and (filled[index] > 1 or usual == 1):
            return index, not any(_is_value(cell) for cell in line) or not _values_below(lines, index)
    return 0, True


def _values_below(lines: Sequence[Sequence[str | None]], index: int) -> bool:
    """Whether a line of names would stand out: the cells that are values in this line are values below it too."""
    here = [position for position, cell in enumerate(lines[index]) if _is_value(cell)]
    below = lines[index + 1 : index + 21]
    years = all(re.fullmatch(r"(19|20)\d{2}", (lines[index][position] or "").strip()) for position in here)
    texts = sum(1 for cell in lines[index] if cell and cell.strip() and not _is_value(cell))
    if years and len(here) > 1 and texts:
        return False  # years as column heads
    return not below or sum(1 for line in below for p in here if p < len(line) and _is_value(line[p])) > 0.5 * len(below) * len(here)


def _is_value(cell: str | None) -> bool:
    text = (cell or "").strip()
    return (
        bool(re.fullmatch(r"[-+$€£¥(]*\d[\d.,:/\-\s%)]*|\d{4}-\d{2}-\d{2}.*|true|false", text, re.IGNORECASE))
        and text.lower() not in NULL_WORDS
    )


def _physical_line(head: str, delimiter: str, records: int) -> int:
    """How many lines of the file come before the record of that number (empty ones and quoted line ends counted)."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    seen = 0
    while seen < records:
        seen += any(cell.strip() for cell in next(reader))
    return reader.line_num


def _read(plain: Path, into: duckdb.DuckDBPyConnection, table: LoadedTable, names: Sequence[str], delimiter: str, skip: int) -> int:
    """Read the rows; a second, slower way where lines are ragged. Returns the number of rows."""
    columns = "{" + ", ".join(f"{text_literal(name)}: 'VARCHAR'" for name in names) + "}"
    common = (
        f"delim = {text_literal(delimiter)}, quote = '\"', escape = '\"', header = false, skip = {skip}, columns = {columns}, "
        f"auto_detect = false, max_line_size = 20000000, strict_mode = false"
    )
    target = quoted(table.name)
    try:
        into.execute(f"CREATE TABLE {target} AS SELECT * FROM read_csv({text_literal(str(plain))}, {common})")
    except duckdb.Error:
        into.execute(
            f"CREATE TABLE {target} AS SELECT * FROM read_csv({text_literal(str(plain))}, {common}, null_padding = true, "
            "ignore_errors = true, store_rejects = true, parallel = false)"
        )
        rejected = into.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchall()[0][0]
        if rejected:
            table.problems.append(note("ragged", count=rejected))
    empty = " AND ".join(f"{quoted(name)} IS NULL" for name in names)
    dropped = into.execute(f"DELETE FROM {target} WHERE {empty}").fetchall()[0][0]
    if dropped:
        table.problems.append(note("empty_lines", count=dropped))
    return int(into.execute(f"SELECT count(*) FROM {target}").fetchall()[0][0])
