"""What a cell shows: a stored value under a number format, as Excel writes it. Only the formats that our files use."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from agents.renderers.xlsx.record import Stored
from agents.renderers.xlsx.totals import EPOCH

TOKEN = re.compile(r'"[^"]*"|\\.|E\+0+|[0#?.,%]|.')
SECTIONS = re.compile(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)')
DAY = re.compile(r'"[^"]*"|yyyy|mmm|mm|m|dd|d|hh|.')
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show(value: Stored, pattern: str) -> str:
    """The text of a cell."""
    if isinstance(value, bool):
        return str(value).upper()
    if value is None or isinstance(value, str):
        return value or ""
    if pattern.startswith(("yyyy", "d ", "mmm")):
        return _moment(value, pattern)
    parts = [found for found in SECTIONS.findall(pattern or "General") if found]
    size = Decimal(f"{abs(value):.15g}")
    if value < 0 and len(parts) > 1:
        return _written(parts[1], size)
    text = _written(parts[2] if value == 0 and len(parts) > 2 else parts[0], size)
    return f"-{text}" if value < 0 and re.search("[1-9]", text) else text


def _written(section: str, size: Decimal) -> str:
    if "General" in section:
        return _literal(section.replace("General", "")) + f"{float(size):.10g}"
    tokens = TOKEN.findall(section)
    if "E+" in section:
        return _scientific(section, size)
    places = [place for place, token in enumerate(tokens) if token in "0#?"]
    if not places:
        return _literal(section)
    size *= 100 ** tokens.count("%")
    scale = 0
    while tokens[places[-1] + 1 + scale : places[-1] + 2 + scale] == [","]:
        scale += 1
    point = tokens.index(".") if "." in tokens else places[-1] + 1
    digits = [tokens[place] for place in places if place > point]
    whole, fraction = _rounded(size / Decimal(1000) ** scale, len(digits))
    before = "".join(map(_literal, tokens[: places[0]]))
    after = "".join(map(_literal, tokens[places[-1] + 1 + scale :]))
    inner = tokens[places[0] : min(point, places[-1] + 1)]
    return before + _whole(whole, inner) + _fraction(fraction, digits) + after


def _rounded(size: Decimal, places: int) -> tuple[str, str]:
    """Digits before and after the point; a half goes away from nought, as in Excel."""
    text = str(size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    whole, _, fraction = f"{Decimal(text):f}".partition(".")
    return whole, fraction


def _whole(digits: str, tokens: list[str]) -> str:
    """Digits into their places from the right; a literal between places stays where it is."""
    places = [token for token in tokens if token in "0#?"]
    digits = digits.lstrip("0").rjust(places.count("0"), "0")
    if "," in tokens:
        return f"{int(digits or 0):,}" if digits else ""
    out: list[str] = []
    left = list(digits)
    for number, token in enumerate(reversed(tokens)):
        if token not in "0#?":
            out.append(_literal(token))
        elif left:
            out.append(left.pop())
        if number == len(tokens) - 1:
            out.extend(reversed(left))
    return "".join(reversed(out))


def _fraction(digits: str, places: list[str]) -> str:
    kept = digits.rstrip("0")
    return "." + digits[: max(len(kept), places.count("0"))] if places else ""


def _scientific(section: str, size: Decimal) -> str:
    mantissa, power = f"{float(size):.{len(re.findall('[0#]', section.partition('.')[2].partition('E')[0]))}e}".split("e")
    point = "." if "." in section and "." not in mantissa else ""
    return f"{mantissa}{point}E{power[0]}{int(power[1:]):02d}"


def _moment(value: float, pattern: str) -> str:
    """A moment from Excel's number."""
    day = date.fromordinal(EPOCH + int(value))
    clock = timedelta(days=value - int(value)) + timedelta(milliseconds=1)
    minutes = int(clock.total_seconds() // 60)
    written = {
        "yyyy": f"{day.year}", "mmm": MONTHS[day.month - 1], "m": str(day.month), "dd": f"{day.day:02d}", "d": str(day.day),
        "hh": f"{minutes // 60:02d}",
    }  # fmt: skip
    out, clocked = "", False
    for token in DAY.findall(pattern):
        clocked = clocked or token == "hh"
        mm = f"{minutes % 60:02d}" if clocked else f"{day.month:02d}"
        out += mm if token == "mm" else written.get(token, _literal(token))
    return out


def _literal(token: str) -> str:
    return re.sub(r'"([^"]*)"', r"\1", token).replace("\\", "")
