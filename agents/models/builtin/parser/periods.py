"""Time as people write it, in English and Chinese, as Periods. Parts that leave out their year take it from their neighbours."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agents.core.periods import Grain, Period

MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_M = r"(?P<{}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_ORD = {
    "first": 1,
    "1st": 1,
    "front": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
    "opening": 1,
    "closing": 4,
    "back": 2,
    "latter": 2,
}
_O = "|".join(_ORD)
_Y = r"(?:(?:19|20)\d\d)"
_ZH = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
    "两": 2,
    "首": 1,
    "上": 1,
    "下": 2,
}
_Z = "十一|十二|[一二三四五六七八九十]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that names a time. `year` is None until it is found; `parts` are the two ends of a range."""

    start: int
    end: int
    grain: Grain
    year: int | None
    number: int = 0  # quarter, half (grain range), month
    day: int = 0
    last_day: int = 0
    parts: tuple[Period, ...] = ()
    period: Period | None = None
    shifted: bool = False  # "the same months of 2016": the period before it, in this year


Maker = Callable[[re.Match[str], date], "Piece | None"]


def _num(text: str) -> int:
    return _ZH.get(text) or _ORD.get(text) or int(text)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _full(m: re.Match[str], _: date) -> Piece | None:
    month = m["m"]
    number = MONTHS.get(month) or _num(month)
    day = int(m["d"])
    return Piece(*m.span(), "day", _int(m["y"]), number, day, day) if 1 <= number <= 12 and 1 <= day <= 31 else None


def _days(m: re.Match[str], _: date) -> Piece | None:
    number = MONTHS.get(m["m"]) or _num(m["m"])
    return Piece(*m.span(), "day", _int(m["y"]), number, int(m["d"]), int(m["e"]))


def _month(m: re.Match[str], _: date) -> Piece | None:
    number = MONTHS.get(m["m"]) or _num(m["m"])
    return Piece(*m.span(), "month", _int(m["y"]), number) if 1 <= number <= 12 else None


def _quarter(m: re.Match[str], _: date) -> Piece | None:
    return Piece(*m.span(), "quarter", _int(m["y"]), _num(m["n"]))


def _half(m: re.Match[str], _: date) -> Piece | None:
    number = _num(m["n"])
    return Piece(*m.span(), "range", _int(m["y"]), min(number, 2))


def _year(m: re.Match[str], _: date) -> Piece | None:
    return Piece(*m.span(), "year", int(m["y"]))


def _same(m: re.Match[str], _: date) -> Piece | None:
    return Piece(*m.span(), "range", _int(m.groupdict().get("y")), shifted=True)


def _relative(m: re.Match[str], today: date) -> Piece | None:
    back = -1 if m["w"] in ("last", "previous", "prior", "past", "上", "去", "前一", "上一") else 0
    unit = {"年": "year", "月": "month", "个月": "month", "季度": "quarter", "个季度": "quarter"}.get(m["u"], m["u"])
    if unit == "year":
        return Piece(*m.span(), "year", today.year + back)
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 + back
        return Piece(*m.span(), "quarter", index // 4, index % 4 + 1)
    index = today.year * 12 + today.month - 1 + back
    return Piece(*m.span(), "month", index // 12, index % 12 + 1)


def _recent(m: re.Match[str], today: date) -> Piece | None:
    count, unit = (
        _count(m["n"]),
        {"天": "day", "日": "day", "个月": "month", "年": "year", "周": "week", "个季度": "quarter", "季度": "quarter"}.get(m["u"], m["u"]),
    )
    if unit in ("year", "month", "quarter"):
        months = count * {"year": 12, "month": 1, "quarter": 3}[unit]
        index = today.year * 12 + today.month - months
        start = date(index // 12, index % 12 + 1, 1)
    else:
        start = today - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    return Piece(*m.span(), "range", today.year, period=Period(start=start, end=today, label=m[0]))


def _count(text: str) -> int:
    words = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "twelve": 12, "thirty": 30, "ten": 10}
    return words.get(text) or _num(text)


_TH = r"(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|—|to|through|until|till|and|至|到)\s*"
RULES: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(pattern, re.I), maker)
    for pattern, maker in (
        (rf"(?<!\d)(?P<y>{_Y})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[0-3]?\d)(?!\d)", _full),
        (rf"(?<!\d)(?P<y>{_Y})[-/](?P<m>0[1-9]|1[0-2])(?![\d-])", _month),
        (rf"\b(?P<d>\d{{1,2}}){_TH}{_TO}(?P<e>\d{{1,2}}){_TH} (?:of )?{_M.format('m')}(?:,? (?P<y>{_Y}))?\b", _days),
        (rf"\b{_M.format('m')} (?P<d>\d{{1,2}}){_TH}{_TO}(?P<e>\d{{1,2}}){_TH}(?!\d)(?:,? (?P<y>{_Y}))?\b", _days),
        (rf"\b(?P<d>\d{{1,2}}){_TH} (?:of )?{_M.format('m')}(?:,? (?P<y>{_Y}))?\b", _full),
        (rf"\b{_M.format('m')} (?P<d>\d{{1,2}}){_TH}(?![\d.%])(?:,? (?P<y>{_Y}))?\b", _full),
        (
            rf"\b(?:the )?same (?:\w+ )?(?:months?|quarters?|period|weeks?|days?|half|time|stretch|span|dates?) (?:(?:of|in) )?(?P<y>{_Y})\b",
            _same,
        ),
        (
            r"\b(?:the )?same (?:\w+ )?(?:months?|quarters?|period|weeks?|days?|half|time) (?:(?:of|in) )?(?:the )?(?:last|previous|prior|preceding) year\b",
            _same,
        ),
        (
            r"\b(?:the )?same (?:\w+ )?(?:months?|quarters?|period|weeks?|days?|half|time) (?:a|one|the) year (?:earlier|before|ago)\b",
            _same,
        ),
        (rf"\b(?P<n>{_O})(?: |-)quarter(?: of)?(?:,? (?P<y>{_Y}))?\b", _quarter),
        (rf"\b(?P<y>{_Y}) ?-?q(?P<n>[1-4])\b", _quarter),
        (rf"\bq(?P<n>[1-4])(?:,? ?-?(?:of |in )?(?P<y>{_Y}))?\b", _quarter),
        (rf"\b(?P<n>{_O})(?: |-)half(?: of)?(?:,? (?P<y>{_Y}))?\b", _half),
        (rf"\bh(?P<n>[12])(?: |-)?(?:of )?(?P<y>{_Y})\b", _half),
        (r"\b(?P<w>last|this|previous|prior|current) (?P<u>year|quarter|month)(?! of)\b", _relative),
        (
            r"\b(?:last|past|latest|most recent) (?P<n>\d+|two|three|four|five|six|seven|ten|twelve|thirty) (?P<u>day|week|month|quarter|year)s?\b",
            _recent,
        ),
        (rf"\b{_M.format('m')}(?: of)?,? (?P<y>{_Y})\b", _month),
        (rf"\b(?P<m>{'|'.join(k for k in MONTHS if len(k) > 3 and k != 'march')})(?P<y>(?!))?\b", _month),
        (r"\b(?P<m>may|march)(?P<y>(?!))?\b(?= to | and |,|\?|\.| versus | vs )", _month),
        # Chinese
        (rf"(?P<y>{_Y})年(?P<m>1[0-2]|0?[1-9])月(?P<d>[0-3]?\d)[日号]?(?:至|到|-|—|~)(?P<e>[0-3]?\d)[日号]", _days),
        (rf"(?:(?P<y>{_Y})年)?(?<!\d)(?P<m>1[0-2]|0?[1-9])月(?P<d>[0-3]?\d)[日号]", _full),
        (rf"(?:(?P<y>{_Y})年)?(?:份)?第?(?P<n>[一二三四1-4])季度?(?!度)", _quarter),
        (rf"(?:(?P<y>{_Y})年)?的?q(?P<n>[1-4])", _quarter),
        (rf"(?:(?P<y>{_Y})年)?(?P<n>[上下])半年", _half),
        (rf"(?:(?P<y>{_Y})年的?)?(?<!\d)(?P<m>1[0-2]|0?[1-9]|{_Z})月份?", _month),
        (r"(?P<w>去|今|上|本|前一|上一)个?(?P<u>年|季度|月)", _relative),
        (rf"(?:最近|近|过去)(?P<n>\d+|{_Z}|两)(?P<u>天|日|周|个月|年|个?季度)", _recent),
        (rf"(?P<y>{_Y})年同期", _same),
        (r"(?:上年|去年)同期", _same),
        (rf"(?<![\d.,$€£¥])(?P<y>{_Y})(?:财年|年度|年全年|年)?(?!\d|[.,]\d| ?%)", _year),
    )
)


def find_pieces(text: str, today: date) -> list[Piece]:
    """Every time named in a text, in order, years filled in, ranges joined. `today` is the last day of the data."""
    taken, found = [False] * len(text), []
    for pattern, maker in RULES:
        for match in pattern.finditer(text.lower()):
            if any(taken[match.start() : match.end()]):
                continue
            piece = maker(match, today)
            if piece is not None:
                found.append(piece)
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    pieces = _ordinals(text, sorted(found, key=lambda p: p.start))
    pieces = _labels(text, pieces)
    joined = _ranges(text, _settle([piece for piece in pieces if not piece.shifted]))
    return sorted(joined + _shifted(joined, [piece for piece in pieces if piece.shifted]), key=lambda p: p.start)


LABEL_JOINTS = ("-", "–", "to", "through", "到", "至", "~")


def _labels(text: str, pieces: list[Piece]) -> list[Piece]:
    """ "the four quarters of 2021 (Q1 to Q4)": Q1 to Q4 only names the quarters of a year said elsewhere."""
    out: list[Piece] = []
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        before = pieces[place - 1] if place else None
        first = after is not None and after.number == 4 and piece.number == 1 and text[piece.end : after.start].strip() in LABEL_JOINTS
        last = before is not None and before.number == 1 and piece.number == 4 and text[before.end : piece.start].strip() in LABEL_JOINTS
        if piece.grain == "quarter" and piece.year is None and (first or last) and "q" in text[piece.start : piece.end].lower():
            out.append(replace(piece, year=0))
        else:
            out.append(piece)
    return out


def _ordinals(text: str, pieces: list[Piece]) -> list[Piece]:
    """ "the third quarter of 2011 relative to the second", "the first and the fourth quarter of 2011"."""
    out: list[Piece] = []
    for piece in pieces:
        before = re.search(rf"\b(?P<n>{_O}) (?:and|or|versus|vs\.?|to|against) (?:the )?$", text[: piece.start].lower())
        if piece.grain in ("quarter", "range") and before and piece.number:
            out.append(replace(piece, start=before.start(), end=before.start() + len(before["n"]), number=_ORD[before["n"]]))
        out.append(piece)
        after = re.search(
            rf"^.{{0,24}}?\b(?:to|than|against|versus|vs\.?|with|over) the (?P<n>{_O})(?= one\b|[,:?.]|$| in | as )",
            text[piece.end :].lower(),
        )
        if piece.grain in ("quarter", "range") and after and piece.number:
            at = piece.end + after.start("n")
            out.append(replace(piece, start=at, end=at + len(after["n"]), number=_ORD[after["n"]]))
    zh: list[Piece] = []
    for piece in out:
        before = re.search(r"(?P<y>(?:19|20)\d\d)年(?:第)?(?P<n>[一二三四])(?:到|至|、|和)(?:第)?$", text[: piece.start])
        if piece.grain == "quarter" and before:
            if zh and zh[-1].start >= before.start():
                zh.pop()
            zh.append(replace(piece, start=before.start(), end=before.end("n"), number=_num(before["n"]), year=int(before["y"])))
        zh.append(piece)
    return zh


def _shifted(known: list[Piece], pieces: list[Piece]) -> list[Piece]:
    """ "the same months of 2016": the period named before, in that year."""
    out: list[Piece] = []
    for piece in pieces:
        base = next((p.period for p in reversed(known) if p.period and p.start < piece.start), None) or next(
            (p.period for p in known if p.period), None
        )
        if base is not None:
            out.append(replace(piece, period=_shift(base, (piece.year or base.start.year - 1) - base.start.year)))
    return out


def _settle(pieces: list[Piece]) -> list[Piece]:
    """Give each piece its Period: a year that is left out stands in the piece before it, or else after it."""
    years = [piece.year or None for piece in pieces]
    out: list[Piece] = []
    for place, piece in enumerate(pieces):
        follow = next((y for y in years[place + 1 :] if y), None)
        near = next((y for y in reversed(years[:place]) if y), None)
        if piece.year == 0:
            out.append(piece)
            continue
        joined = (
            piece.year
            or (follow if place + 1 < len(pieces) and pieces[place + 1].start - piece.end < 12 and follow else None)
            or near
            or follow
        )
        if piece.period is None and joined is not None:
            piece = replace(piece, period=_period(piece, joined))
            years[place] = joined
        out.append(piece)
    return out


def _period(piece: Piece, year: int) -> Period | None:
    try:
        if piece.grain == "year":
            return Period(start=date(year, 1, 1), end=date(year, 12, 31), label=str(year), grain="year")
        if piece.grain == "quarter":
            return _months(year, piece.number * 3 - 2, piece.number * 3, f"Q{piece.number} {year}", "quarter")
        if piece.grain == "range":
            return _months(year, piece.number * 6 - 5, piece.number * 6, f"H{piece.number} {year}", "range")
        if piece.grain == "month":
            return _months(year, piece.number, piece.number, f"{calendar.month_abbr[piece.number]} {year}", "month")
        start, end = date(year, piece.number, piece.day), date(year, piece.number, piece.last_day)
    except ValueError:
        return None
    return Period(
        start=start,
        end=end,
        label=start.isoformat() if start == end else f"{start.isoformat()}–{end.isoformat()}",
        grain="day" if start == end else "range",
    )


def _months(year: int, first: int, last: int, label: str, grain: Grain) -> Period:
    return Period(start=date(year, first, 1), end=date(year, last, calendar.monthrange(year, last)[1]), label=label, grain=grain)


def _shift(period: Period, years: int) -> Period:
    def moved(day: date) -> date:
        return day.replace(year=day.year + years, day=min(day.day, calendar.monthrange(day.year + years, day.month)[1]))

    return Period(
        start=moved(period.start),
        end=moved(period.end),
        label=f"{moved(period.start).isoformat()}–{moved(period.end).isoformat()}",
        grain=period.grain,
    )


def previous(period: Period, grain: str) -> Period:
    """The period one year, quarter or month earlier, of the same length."""
    months = {"year": 12, "quarter": 3, "month": 1}[grain]
    if months == 12:
        moved = _shift(period, -1)
        return moved.model_copy(update={"label": str(moved.start.year)}) if period.grain == "year" else moved
    index = period.start.year * 12 + period.start.month - 1 - months
    count = (period.end.year * 12 + period.end.month) - (period.start.year * 12 + period.start.month)
    end = index + count
    start = date(index // 12, index % 12 + 1, 1)
    last = date(end // 12, end % 12 + 1, calendar.monthrange(end // 12, end % 12 + 1)[1])
    return Period(start=start, end=last, label=f"{start.isoformat()}–{last.isoformat()}", grain=period.grain)


def _ranges(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join "from A to B", "between A and B", "A-B", "A至B" into one piece that remembers its ends."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and last.period and piece.period and not last.parts and not piece.shifted and _joined(text, last, piece):
            whole = Period(start=last.period.start, end=piece.period.end, label=f"{last.period.label}–{piece.period.label}")
            if whole.start <= whole.end:
                out[-1] = replace(last, end=piece.end, period=whole, parts=(last.period, piece.period), grain="range")
                continue
        out.append(piece)
    return out


def _joined(text: str, a: Piece, b: Piece) -> bool:
    gap, before = text[a.end : b.start].lower().strip(), text[: a.start].lower().rstrip()
    if gap in ("-", "–", "—", "~", "to", "through", "until", "till", "to the end of", "up to", "到", "至", "through to", "and up to"):
        return True
    return (
        gap in ("and", "和", "与")
        and re.search(r"\b(between|from|in between)( the)?( years?| months?)?$|[从在]$", before) is not None
        and re.search(r"(growth|change|differ\w*|compar\w*|increase|grow) (in [\w ]+ )?between$", before) is None
    )
