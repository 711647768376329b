"""Looks of a finished sheet: widths that show every number, frozen panes, print set-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agents.checks.findings import GateFinding

NARROW = 0.3  # digits of slack: Excel shows #### only when the number itself does not fit


def looks(sheet: Worksheet, values: Worksheet) -> Iterator[GateFinding]:
    """What a reader would see go wrong on screen or paper."""
    if sheet.freeze_panes is None:
        yield GateFinding(code="NO_FREEZE", where=sheet.title, message="Titles scroll away.", fix="Freeze the rows of the header.")
    yield from _print(sheet)
    widths = _widths(sheet)
    for row in values.iter_rows():
        for cell in row:
            value = cell.value
            if isinstance(value, bool) or not isinstance(value, (int, float, date)):
                continue
            letter = get_column_letter(int(cell.column or 1))
            needed = _needed(value, str(cell.number_format))
            if needed > widths.get(letter, 9.0) + NARROW:
                message = f"{value!r} needs a width of {needed:.0f}, the column has {widths.get(letter, 9.0):.0f}: it will show ####."
                yield GateFinding(code="WIDTH", where=f"{sheet.title}!{cell.coordinate}", message=message, fix="Widen the column.")


def _print(sheet: Worksheet) -> Iterator[GateFinding]:
    missing = []
    if not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage) or sheet.page_setup.fitToWidth == 0:
        missing.append("fit to width")
    if not (sheet.oddFooter and (sheet.oddFooter.right.text or sheet.oddFooter.center.text)):
        missing.append("page numbers")
    if not sheet.print_title_rows:
        missing.append("repeated header rows")
    if missing:
        yield GateFinding(
            code="NO_PRINT_SETUP", where=sheet.title, message=f"Without {', '.join(missing)}.", fix="Set the sheet up for printing."
        )


def _widths(sheet: Worksheet) -> dict[str, float]:
    """Width by column letter. openpyxl keeps a group of equal columns under its first letter."""
    found = {}
    for dimension in sheet.column_dimensions.values():
        for number in range(int(dimension.min or 1), min(int(dimension.max or 1), int(dimension.min or 1) + 200) + 1):
            found[get_column_letter(number)] = float(dimension.width or 9.0)
    return found


def _needed(value: Any, format: str) -> float:
    """The digits a number takes in its format, from a plain reading of the format's first part."""
    if isinstance(value, (date, datetime)):
        return 10.0 if "h" not in format else 16.0
    part = format.split(";")[0]
    literals = sum(2 if ord(character) > 0x2E80 else 1 for text in re.findall(r'"([^"]*)"', part) for character in text)
    codes = re.sub(r'"[^"]*"', "", part)
    if codes in ("", "General", "@"):
        return min(len(f"{value:.10g}"), 11) * 1.0 if value == int(value) else 6.0
    if "E" in codes:
        return 6.0
    places = len(re.findall(r"0", codes.partition(".")[2]))
    size = abs(value) * (100 if "%" in codes else 1) / 1000 ** (len(codes) - len(codes.rstrip(",")))
    if "\\." in codes:
        size /= 10**places
    text = f"{size:,.{places}f}" if "," in codes or "\\" in codes else f"{size:.{places}f}"
    return (
        sum(0.5 if character in ",." else 1.0 for character in text) + literals + (1.3 if "%" in codes else 0) + (value < 0 or "+" in codes)
    )
