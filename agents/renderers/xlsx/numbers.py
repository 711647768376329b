"""Excel number formats that show a value as agents/evidence/formats.py writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from agents.core.brief import Language
from agents.evidence.facts import Fact
from agents.evidence.formats import SYMBOLS, automatic
from agents.evidence.results import Cell, Column

SHORT = {"short", "signed_short", "money_short", "signed_money_short"}
SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, ',,," bn"'), (1e6, ',," m"'), (1e3, '," k"')),
    # Excel has no scale of four digits: the last digits are pushed behind a literal point.
    "zh": ((1e8, r'0\.00,,"亿"'), (1e4, r'0\.0,"万"')),
}


def is_number(value: Cell) -> bool:
    """Whether a value is written as a number cell (NaN and infinity have no cell form)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) != float("inf")


def settled(fact: Fact, format: str) -> str:
    """The format name with "auto" settled by the fact's value and unit; "money_auto" is settled by `pattern`."""
    if format != "auto":
        return format
    if isinstance(fact.value, (date, datetime)):
        return "date"
    if not is_number(fact.value):
        return "name"
    return "money_auto" if fact.unit == "currency" else automatic(float(str(fact.value)), fact.unit)


def exact(format: str) -> str:
    """The format that shows a value whole: for evidence and controls."""
    return {"money_auto": "money", "money_short": "money", "points": "percent"}.get(format, format)


def pattern(format: str, values: Sequence[float], currency: str, language: Language) -> str:
    """The number format for values that stand together: one scale, one number of places."""
    if format in ("date", "month"):
        return _date_pattern(format, language)
    if format == "money_auto":  # one form for values that stand together, where prose decides for each
        format = "money_short" if max(map(abs, values), default=0) >= 10_000 else "money"
    kind = format.removeprefix("signed_")
    money = f'"{SYMBOLS.get(currency, f"{currency} " if currency else "")}"' if kind.startswith("money") and currency else ""
    body = money + _body(kind, values, language)
    if format.startswith("signed_") or format == "points":
        return f'+{body};"−"{body};{body}'
    return f'{body};"−"{body}'


def column_pattern(column: Column) -> str:
    """The number format of a column of the data sheet, "" for text."""
    if column.type == "date":
        return "yyyy-mm-dd"
    if column.type == "datetime":
        return "yyyy-mm-dd hh:mm"
    if column.unit == "ratio":
        return "0.0%"
    if column.unit == "currency":
        return '#,##0.00;"−"#,##0.00'
    if column.type == "integer":
        return '#,##0;"−"#,##0' if column.unit == "count" else "0"
    return '#,##0.00##;"−"#,##0.00##' if column.type == "number" else ""


def shown(value: float, pattern: str) -> str:
    """About what Excel shows for a number: for measuring, so the longest form where a format leaves places open."""
    if pattern.startswith(("yyyy", "d ", "mmm")):
        return pattern.replace('"', "") + ("0" if pattern.startswith(("d ", "mmm")) else "")
    part = pattern.split(";")[1 if value < 0 and ";" in pattern else 0]
    literals = "".join(re.findall(r'"([^"]*)"', part)).replace("−", "")
    codes = re.sub(r'"[^"]*"', "", part)
    if not codes or codes in ("0", "General"):
        return f"{value:.10g}" + literals
    places = len(re.findall(r"[0#]", codes.partition(".")[2])) if "." in codes else 0
    size = abs(value) * (100 if "%" in codes else 1) / 1000 ** (len(codes) - len(codes.rstrip(",")))
    if "\\." in codes:  # the point is a literal: it stands before digits of the whole part
        size /= 10**places
    return ("−" if value < 0 else "+" if "+" in codes else "") + f"{size:,.{places}f}" + ("%" if "%" in codes else "") + literals


def _body(kind: str, values: Sequence[float], language: Language) -> str:
    if kind in ("short", "money_short"):
        return _short(values, language)
    whole = all(float(value).is_integer() for value in values)
    return {
        "percent": "0.0%",
        "percent0": "0%",
        "points": '0.0%" pts"' if language == "en" else '0.0%"点"',
        "money": "#,##0.00",
        "integer": "#,##0",
        "number": "#,##0.00",
        "decimal": "#,##0.0",
        "places": "#,##0" if whole else "#,##0.0###",
        "multiple": '#,##0.0"×"' if language == "en" else '#,##0.0"倍"',
        "days": '#,##0" days"' if language == "en" else '#,##0"天"',
        "name": "General",
    }[kind]


def _short(values: Sequence[float], language: Language) -> str:
    sizes = sorted(abs(value) for value in values if value)
    top, low = (sizes[-1], sizes[0]) if sizes else (0.0, 0.0)
    for scale, tail in SCALES[language]:
        if top >= scale * 0.9995:
            if low < scale / 50:  # the small ones would read as zero: show all of them whole
                return "#,##0"
            if language == "zh":
                return tail
            return "#,##0" + (".00" if top / scale < 9.995 else ".0") + tail
    return "#,##0" if top >= 100 or all(size.is_integer() for size in sizes) else "#,##0.00"


def _date_pattern(format: str, language: Language) -> str:
    if format == "month":
        return 'yyyy"年"m"月"' if language == "zh" else "mmm yyyy"
    return 'yyyy"年"m"月"d"日"' if language == "zh" else "d mmm yyyy"
