"""How the text of a column is to be read: as numbers, dates, booleans, or as it stands. Decided on a sample, checked on all rows.

Each reading is a SQL expression over `{c}`, so that the whole column is converted where it lies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.evidence.results import ColumnType, Unit
from agents.sources.notes import note

NULL_WORDS = (
    "",
    "-",
    "--",
    "—",
    "–",
    "na",
    "n/a",
    "#n/a",
    "null",
    "none",
    "nan",
    "nil",
    "\\n",
    ".",
    "?",
    "n.a.",
    "#value!",
    "#div/0!",
    "#ref!",
    "不详",
    "无",
)
# In a text column fewer words mean "no value": "none" and "-" may be answers, "NA" may be Namibia.
BLANK_WORDS = ("", "null", "n/a", "#n/a", "nan", "\\n", "<na>")
SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "￥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "R$": "BRL",
    "A$": "AUD",
    "C$": "CAD",
    "HK$": "HKD",
}
CODES = (
    "USD",
    "EUR",
    "GBP",
    "CNY",
    "RMB",
    "JPY",
    "INR",
    "CHF",
    "AUD",
    "CAD",
    "HKD",
    "SGD",
    "KRW",
    "BRL",
    "MXN",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "ZAR",
    "TWD",
)
_MONEY = "|".join(re.escape(mark) for mark in (*sorted(SYMBOLS, key=len, reverse=True), *CODES, "元"))
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+−])?\s*(?P<pre>{_MONEY})?\s*(?P<sign2>[-−])?\s*"
    rf"(?P<body>\d[\d.,'\u00a0\u202f ]*|[.,]\d+)(?P<exp>[eE][-+]?\d+)?"
    rf"\s*(?P<post>%|％|{_MONEY})?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_DAY = r"(?P<time>[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AaPp][Mm])?)?(?P<zone>Z| ?[+-]\d{2}:?\d{2})?"
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}" + _DAY)
_SLASH = re.compile(r"(?P<a>\d{1,2})(?P<s>[/.\-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})" + _DAY)
_YMD = re.compile(r"\d{4}(?P<s>[/.])\d{1,2}(?P=s)\d{1,2}" + _DAY)
_COMPACT = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_NAMED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\d{1,2} [A-Za-z]{3} \d{4}"), "%d %b %Y"),
    (re.compile(r"\d{1,2} [A-Za-z]{4,9} \d{4}"), "%d %B %Y"),
    (re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{4}"), "%d-%b-%Y"),
    (re.compile(r"\d{1,2}-[A-Za-z]{3}-\d{2}"), "%d-%b-%y"),
    (re.compile(r"[A-Za-z]{3} \d{1,2}, ?\d{4}"), "%b %d, %Y"),
    (re.compile(r"[A-Za-z]{4,9} \d{1,2}, ?\d{4}"), "%B %d, %Y"),
    (re.compile(r"\d{4}年\d{1,2}月\d{1,2}日"), "%Y年%m月%d日"),
    (re.compile(r"\d{4}年\d{1,2}月"), "%Y年%m月"),
    (re.compile(r"[A-Za-z]{3}[ -]\d{4}"), "%b %Y"),
    (re.compile(r"[A-Za-z]{4,9} \d{4}"), "%B %Y"),
    (re.compile(r"[A-Za-z]{3}-\d{2}"), "%b-%y"),
    (re.compile(r"(19|20)\d{2}[-/](0[1-9]|1[0-2])"), "%Y-%m"),
)
ENOUGH = 0.95  # of the sample: the whole column is checked afterwards


@dataclass(frozen=True)
class Reading:
    """How a text column becomes typed values: a SQL expression over `{c}`."""

    type: ColumnType
    sql: str
    unit: Unit = ""
    currency: str = ""
    note: str = ""

    def on(self, column: str) -> str:
        """The expression over a quoted column."""
        return self.sql.replace("{c}", column)


def guess(name: str, sample: Sequence[str]) -> Reading | None:
    """The reading of distinct sample values; None where they stay text."""
    values = [value for raw in sample if (value := raw.strip()).lower() not in NULL_WORDS]
    if not values:
        return None
    return _boolean(values) or _dates(name, values) or _numbers(values)


def _boolean(values: Sequence[str]) -> Reading | None:
    if {value.lower() for value in values} <= {"true", "false"}:
        return Reading("boolean", "TRY_CAST(trim({c}) AS BOOLEAN)")
    return None


def _share(pattern: re.Pattern[str], values: Sequence[str]) -> float:
    return sum(1 for value in values if pattern.fullmatch(value)) / len(values)


def _numbers(values: Sequence[str]) -> Reading | None:
    found = [match for value in values if (match := _NUMBER.fullmatch(value))]
    if len(found) < ENOUGH * len(values) or _is_code(values):
        return None
    bodies = [match["body"].strip() for match in found]
    comma = _decimal_comma(bodies)
    if comma is None:
        return None
    marks = {mark.upper() for match in found for mark in (match["pre"], match["post"]) if mark}
    percent = sum(1 for match in found if match["post"] in ("%", "％"))
    money = marks - {"%", "％"}
    if (percent and (percent < ENOUGH * len(found) or money)) or len(money) > 1:
        return None
    whole = not comma and all(re.fullmatch(r"\d{1,18}", body) for body in bodies)
    dressed = any(match["open"] or "−" in (match["sign"], match["sign2"]) for match in found)
    plain = whole and not marks and not dressed and not any(match["exp"] for match in found)
    if plain:
        return Reading("integer", "TRY_CAST(trim({c}) AS BIGINT)")
    dotted = all(re.fullmatch(r"\d*\.?\d+|\d+\.", body) for body in bodies)
    if not comma and not marks and dotted and not dressed:
        return Reading("number", "TRY_CAST(trim({c}) AS DOUBLE)")
    grouped_whole = not comma and not percent and all(re.fullmatch(r"\d{1,3}([,' \u00a0\u202f]\d{3})*|\d+", body) for body in bodies)
    return _formatted(comma, percent > 0, next(iter(money), ""), grouped_whole)


def _formatted(comma: bool, percent: bool, mark: str, whole: bool) -> Reading:
    strip = r"[^0-9eE.+\-]"
    text = "replace(replace({c}, '.', ''), ',', '.')" if comma else "{c}"
    marked = f"regexp_replace(replace({text}, '−', '-'), '(?i){_MONEY}', '', 'g')" if mark else f"replace({text}, '−', '-')"
    number = f"TRY_CAST(regexp_replace({marked}, '{strip}', '', 'g') AS DOUBLE)"
    number = f"CASE WHEN trim({{c}}) LIKE '(%' THEN -{number} ELSE {number} END"
    # What is left after cleaning must be all there was: letters in the value mean that it is no number.
    number = f"CASE WHEN regexp_matches(replace({marked}, '%', ''), '[A-DF-Za-df-z\u4e00-\u9fff/:]') THEN NULL ELSE {number} END"
    if percent:
        return Reading("number", f"({number}) / 100", unit="ratio", note=note("percent_comma" if comma else "percent"))
    told = note("decimal_comma") if comma else "" if mark else note("thousands")
    currency = SYMBOLS.get(mark, "CNY" if mark in ("元", "RMB") else mark)
    if whole:
        return Reading("integer", f"CAST({number} AS BIGINT)", unit="currency" if mark else "", currency=currency, note=told)
    return Reading("number", number, unit="currency" if mark else "", currency=currency, note=told)


def _is_code(values: Sequence[str]) -> bool:
    """Digits that are a name: a leading zero ("00123"), or too many of them to be a number."""
    return any(re.fullmatch(r"0\d+", value) or re.fullmatch(r"\d{19,}", value) for value in values)


def _decimal_comma(bodies: Sequence[str]) -> bool | None:
    """True for 1.234,56; False for 1,234.56; None where the values contradict each other. "1.234" alone reads as a decimal point."""
    comma = sum(1 for body in bodies if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+|\d*,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3}){2,}", body))
    point = sum(1 for body in bodies if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d*\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3}){2,}", body))
    if comma and point:
        return None if min(comma, point) > 0.02 * len(bodies) else comma > point
    return comma > 0


def _dates(name: str, values: Sequence[str]) -> Reading | None:
    if _share(_ISO, values) >= ENOUGH:
        zoned = any((match := _ISO.fullmatch(value)) and match["zone"] for value in values)
        inner = "regexp_replace(trim({c}), ' ?(Z|[+-]\\d{2}:?\\d{2})$', '')" if zoned else "trim({c})"
        return _timed(f"TRY_CAST({inner} AS TIMESTAMP)", any(len(value) > 10 for value in values), note("zone") if zoned else "")
    if _share(_YMD, values) >= ENOUGH:
        return _timed(
            "TRY_CAST(regexp_replace(replace(trim({c}), '.', '-'), '/', '-', 'g') AS TIMESTAMP)", any(":" in value for value in values), ""
        )
    if _share(_SLASH, values) >= ENOUGH:
        return _day_month([match for value in values if (match := _SLASH.fullmatch(value))])
    if _share(_COMPACT, values) >= ENOUGH and len(values) > 1:
        return Reading("date", "CAST(try_strptime(trim({c}), '%Y%m%d') AS DATE)", note=note("yyyymmdd"))
    formats = list(dict.fromkeys(format_ for value in values for pattern, format_ in _NAMED if pattern.fullmatch(value)))
    named = sum(1 for value in values if any(pattern.fullmatch(value) for pattern, _ in _NAMED))
    if not formats or named < ENOUGH * len(values):
        return None
    if formats == ["%Y-%m"] and not re.search(r"(?i)month|date|period|time|月|期", name) and len(values) < 2:
        return None
    listed = ", ".join(f"'{format_}'" for format_ in (*formats, *(["%b %d,%Y"] if "%b %d, %Y" in formats else [])))
    tidy = "replace(trim({c}), '/', '-')" if "%Y-%m" in formats else "trim({c})"
    tidy = f"replace({tidy}, '-', ' ')" if "%b %Y" in formats else tidy
    return Reading("date", f"CAST(try_strptime({tidy}, [{listed}]) AS DATE)", note=note("words") if "%b" in listed.lower() else "")


def _timed(stamp: str, timed: bool, told: str) -> Reading:
    return Reading("datetime", stamp, note=told) if timed else Reading("date", f"CAST({stamp} AS DATE)", note=told)


def _day_month(found: Sequence[re.Match[str]]) -> Reading | None:
    """Day first where a first part above 12 says so, month first where a second part does, by the separator where neither does."""
    firsts, seconds = max(int(match["a"]) for match in found), max(int(match["b"]) for match in found)
    if firsts > 12 and seconds > 12:
        return None
    day_first = firsts > 12 or (seconds <= 12 and found[0]["s"] != "/")
    proven = firsts > 12 or seconds > 12
    order = "%d/%m/" if day_first else "%m/%d/"
    years = ["%Y"] if all(len(match["y"]) == 4 for match in found) else ["%y"]
    timed = any(match["time"] for match in found)
    afternoon = any(match["time"] and match["time"][-1] in "mM" for match in found)
    clocks = ["", *(([" %I:%M:%S %p", " %I:%M %p"] if afternoon else [" %H:%M:%S", " %H:%M"]) if timed else [])]
    formats = ", ".join(f"'{order}{year}{clock}'" for year in years for clock in clocks)
    stamp = f"try_strptime(regexp_replace(trim({{c}}), '^(\\d+)[.\\-](\\d+)[.\\-]', '\\1/\\2/'), [{formats}])"
    return _timed(stamp, timed, note(("day_first" if day_first else "month_first") + ("" if proven else "_unproven")))
