"""Cleaning what Excel would refuse: sheet names, table headers, cell texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
# XML 1.0 has no place for these; a lone surrogate cannot be written as UTF-8.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def clean_text(text: str) -> str:
    """The text without characters that XML forbids, cut to what a cell can hold."""
    return ILLEGAL.sub("", text)[:LONGEST_TEXT]


def sheet_names(wanted: Iterable[str], fallback: str) -> list[str]:
    """Names that Excel accepts, unique whatever the case, in the same order."""
    taken: set[str] = {"history"}  # Excel keeps this name for itself
    names = []
    for name in wanted:
        base = " ".join(SHEET_FORBIDDEN.sub(" ", clean_text(name)).split()).strip("' ") or fallback
        names.append(_free(_cut(base, LONGEST_SHEET_NAME), taken, LONGEST_SHEET_NAME))
    return names


def sheet_of(link: str) -> str:
    """The sheet that an address leads to: 'Data 2'!A1 leads to Data 2; "" for none."""
    name = link.rpartition("!")[0]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def table_headers(wanted: Iterable[str], fallback: str) -> list[str]:
    """Column headers of an Excel table: one line, not empty, at most 255 characters, unique whatever the case."""
    taken: set[str] = set()
    return [_free(_cut(" ".join(clean_text(name).split()) or fallback, 250), taken, 255) for name in wanted]


def _free(name: str, taken: set[str], longest: int) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{_cut(name, longest - len(str(number)) - 1)} {number}"
    taken.add(candidate.casefold())
    return candidate


def _cut(name: str, longest: int) -> str:
    """Excel counts UTF-16 units, so a rare ideograph counts twice."""
    while len(name.encode("utf-16-le")) // 2 > longest:
        name = name[:-1]
    return name.rstrip()
