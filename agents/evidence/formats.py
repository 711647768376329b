"""How a value is written for people: one place, by format name and language, for every file and page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from agents.core.brief import Language
from agents.evidence.results import Cell, Unit

Format = Literal[
    "auto",
    "name",
    "percent",
    "percent0",
    "signed_percent",
    "percent_size",
    "points",
    "points_size",
    "money",
    "money_short",
    "signed_money_short",
    "number",
    "integer",
    "short",
    "signed_short",
    "signed_number",
    "multiple",
    "date",
    "month",
    "days",
    "decimal",
    "places",
]
FORMATS: tuple[str, ...] = get_args(Format)
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "JPY": "¥"}
# Scales for short numbers: English thousand, million, billion; Chinese ten thousand, hundred million.
SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, " bn"), (1e6, " m"), (1e3, " k")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
MISSING = "–"


def write(value: Cell, format: str = "auto", *, unit: Unit = "", currency: str = "", language: Language = "en") -> str:
    """The value as text. A missing value is an en dash; an unknown format raises ValueError."""
    if format not in FORMATS:
        raise ValueError(f"There is no number format {format!r}; use one of {', '.join(FORMATS)}.")
    if value is None:
        return MISSING
    if isinstance(value, (date, datetime)) or format in ("date", "month"):
        return _date(value, format, language)
    if isinstance(value, (str, bool)) or format == "name":
        return str(value)
    return _number(float(value), automatic(value, unit) if format == "auto" else format, currency, language)


def automatic(value: float, unit: Unit) -> str:
    """The format that suits a unit."""
    if unit == "currency":
        return "money_short" if abs(value) >= 1_000 else "money"
    if unit == "ratio":
        return "percent"
    if unit in ("points", "days"):
        return unit
    if unit == "count" or float(value).is_integer():
        return "integer"
    return "number"


def _number(value: float, format: str, currency: str, language: Language) -> str:
    sign = "+" if format.startswith("signed_") or format == "points" else ""
    kind = format.removeprefix("signed_").removesuffix("_size")
    size, money = abs(value), SYMBOLS.get(currency, f"{currency} " if currency else "")
    bodies = {
        "percent": lambda: f"{size * 100:,.1f}%",
        "percent0": lambda: f"{size * 100:,.0f}%",
        "points": lambda: f"{size * 100:,.1f}" + (" pts" if language == "en" else "个百分点"),
        "money": lambda: money + f"{size:,.2f}",
        "money_short": lambda: money + short(size, language),
        "short": lambda: short(size, language),
        "integer": lambda: f"{size:,.0f}",
        "number": lambda: f"{size:,.2f}",
        "decimal": lambda: f"{size:,.1f}",
        "places": lambda: f"{size:,.4f}".rstrip("0").rstrip("."),
        "multiple": lambda: f"{size:,.1f}" + ("×" if language == "en" else "倍"),
        "days": lambda: f"{size:,.0f}" + (" days" if language == "en" else "天"),
    }
    body = bodies[kind]()
    if not any(digit in body for digit in "123456789"):  # no sign on what is shown as zero
        return body
    if format.endswith("_size"):  # after a word that says the direction: "fell 5.0%"
        return body
    return ("−" if value < 0 else sign) + body


def short(size: float, language: Language) -> str:
    """Three significant digits with a scale word: 8.31 m, 831万."""
    for scale, word in SCALES[language]:
        if size >= scale * 0.9995:
            scaled = size / scale
            places = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
            return f"{scaled:,.{places}f}{word}"
    return f"{size:,.0f}" if size >= 100 or float(size).is_integer() else f"{size:,.2f}"


def _date(value: Cell, format: str, language: Language) -> str:
    if not isinstance(value, (date, datetime)):
        return str(value)
    if format == "month":
        return f"{value.year}年{value.month}月" if language == "zh" else value.strftime("%b %Y")
    return f"{value.year}年{value.month}月{value.day}日" if language == "zh" else f"{value.day} {value.strftime('%b %Y')}"
