"""Names of tables and columns: cleaned for SQL, and split into words for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from agents.sources.notes import note


def label_of(name: str) -> str:
    """The name as words: "OrderDate" -> "order date", "Total Revenue (USD)" -> "total revenue usd", "客户_名称" -> "客户 名称"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    words = re.split(r"[^\w%]+|_", spaced)
    return " ".join(
        word if word.isupper() and 1 < len(word) <= 3 and not name.isupper() else word.lower() for word in words if word
    ).lower()


def table_name(stem: str) -> str:
    """A file's stem or a sheet's name as a plain identifier: "Sales 2024.v2" -> "Sales_2024_v2". "data" where nothing is left."""
    name = re.sub(r"_+", "_", re.sub(r"\W", "_", unicodedata.normalize("NFC", stem))).strip("_")
    if not name:
        return "data"
    return f"t_{name}" if name[0].isdigit() else name


def column_names(raw: Iterable[object]) -> tuple[list[str], list[str]]:
    """Column names made unique without regard to case, empty ones named, and what was changed, in words."""
    names: list[str] = []
    problems: list[str] = []
    seen: set[str] = set()
    for position, value in enumerate(raw, start=1):
        name = " ".join(str(value if value is not None else "").replace("\x00", "").split())[:200]
        if not name:
            name = f"column {position}"
            problems.append(note("no_name", position=position, name=repr(name)))
        unique, copy = name, 1
        while unique.lower() in seen:
            copy += 1
            unique = f"{name} {copy}"
        if copy > 1:
            problems.append(note("same_name", name=repr(name), unique=repr(unique)))
        seen.add(unique.lower())
        names.append(unique)
    return names, problems[:20]


def quoted(name: str) -> str:
    """A name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(value: str) -> str:
    """A string as a SQL literal."""
    return "'" + value.replace("'", "''") + "'"
