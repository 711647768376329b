"""Small pieces of chart XML: colours, lines, text, labels, caches, axes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from agents.evidence.results import Unit
from agents.renderers.chart.marks import paints
from agents.specs.theme import Theme

# Theme slots of the paints (the same in decks and documents); others are written as colours.
SLOTS = {
    "accent": "accent1", "alert": "accent2", "context": "accent3", "good": "accent4", "bad": "accent5", "series-1": "accent1",
    "series-2": "accent2", "series-4": "accent6", "ink": "tx1", "muted": "tx2", "paper": "bg1", "on-dark": "bg1",
}  # fmt: skip
TINTS = {"previous": "50000", "line": "35000"}  # of the context colour, towards white
UPRIGHT = 'rot="0" vert="horz"'
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "JPY": "¥"}


def colour(paint: str, theme: Theme) -> str:
    """A solid fill in a theme slot where the paint has one."""
    if paint in TINTS:
        share = int(TINTS[paint])
        inner = f'<a:schemeClr val="accent3"><a:lumMod val="{share}"/><a:lumOff val="{100_000 - share}"/></a:schemeClr>'
    elif paint in SLOTS:
        inner = f'<a:schemeClr val="{SLOTS[paint]}"/>'
    else:
        inner = f'<a:srgbClr val="{paints(theme)[paint]}"/>'
    return f"<a:solidFill>{inner}</a:solidFill>"


def line(paint: str, theme: Theme, points: float, dash: str = "") -> str:
    """A line; no paint is no line."""
    if not paint:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}" cap="rnd">{colour(paint, theme)}{dashed}<a:round/></a:ln>'


def look(paint: str, theme: Theme, fill: str = "solid") -> str:
    """Shape properties of a bar: solid, outlined (plan), hatched (forecast), or none at all."""
    if fill == "none":
        return "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    if fill == "outline":
        return f"<c:spPr><a:noFill/>{line(paint, theme, 1.5)}</c:spPr>"
    if fill == "hatch":
        front = colour(paint, theme).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
        pattern = f'<a:pattFill prst="wdUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr></a:pattFill>'
        return f"<c:spPr>{pattern}{line(paint, theme, 0.75)}</c:spPr>"
    return f"<c:spPr>{colour(paint, theme)}<a:ln><a:noFill/></a:ln></c:spPr>"


def characters(tag: str, theme: Theme, points: float, paint: str, bold: bool = False) -> str:
    """Run properties (`a:defRPr` or `a:rPr`) with the theme's fonts."""
    return (
        f'<{tag} sz="{round(points * 100)}" b="{int(bold)}">{colour(paint, theme)}'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></{tag}>'
    )


def text_look(theme: Theme, points: float, paint: str = "ink", bold: bool = False, body: str = "") -> str:
    """Text properties; `body` holds attributes of their box (no wrapping, no turning)."""
    looks = characters("a:defRPr", theme, points, paint, bold)
    return f"<c:txPr><a:bodyPr{' ' + body if body else ''}/><a:p><a:pPr>{looks}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def rich(text: str, theme: Theme, points: float, paint: str, bold: bool) -> str:
    """Words of their own in place of a label's value."""
    body = f"<a:r>{characters('a:rPr', theme, points, paint, bold)}<a:t>{escape(text, quote=False)}</a:t></a:r>"
    return f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p>{body}</a:p></c:rich></c:tx>'


def numbers(values: Sequence[float | None], code: str = "General") -> str:
    """A cache of numbers; gaps are left out."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in enumerate(values) if value is not None)
    return f'<c:numCache><c:formatCode>{escape(code)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def strings(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(value, quote=False)}</c:v></c:pt>' for index, value in enumerate(values))
    return f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'


def format_code(value: float, format: str, unit: Unit, currency: str, language: str) -> str:
    """The Office number format that writes a value as agents/evidence/formats.py does, "" where none can (Chinese scales)."""
    kind, sign = format.removeprefix("signed_"), "+" if format.startswith("signed_") or format == "points" else ""
    if kind == "auto":
        kind = {"currency": "money_short" if abs(value) >= 10_000 else "money", "ratio": "percent", "count": "integer"}.get(unit, "")
    money = f'"{SYMBOLS.get(currency, currency + " " if currency else "")}"' if kind.startswith("money") and currency else ""
    body = {"percent": "0.0%", "percent0": "0%", "integer": "#,##0", "number": "#,##0.00", "decimal": "#,##0.0", "money": "#,##0.00"}.get(
        kind, ""
    )
    if kind in ("short", "money_short") and language == "en":
        body = _short_code(abs(value))
    if not body:
        return ""
    return f"{sign}{money}{body};−{money}{body};{money}{body}" if sign else f"{money}{body};−{money}{body}"


def _short_code(size: float) -> str:
    for scale, word, commas in ((1e9, "bn", ",,,"), (1e6, "m", ",,"), (1e3, "k", ",")):
        if size >= scale * 0.9995:
            scaled = size / scale
            places = ".00" if scaled < 9.995 else ".0" if scaled < 99.95 else ""
            return f'#,##0{places}{commas}" {word}"'
    return "#,##0" if size >= 100 or float(size).is_integer() else "#,##0.00"


class Axis(NamedTuple):
    """How an axis looks: its side, whether it shows, runs backwards or has rules, its bounds, its number format, its title."""

    place: str
    hidden: bool = False
    reverse: bool = False
    grid: bool = False
    bounds: tuple[float | None, float | None] = (None, None)
    code: str = "General"
    title: str = ""
    crosses: str = "autoZero"
    low: bool = True
    every: int = 1


def axis(kind: str, ids: tuple[int, int], theme: Theme, how: Axis) -> str:
    """An axis of kind catAx or valAx. A hidden value axis stays and shows nothing, so that its scale counts."""
    limits = "".join(
        f'<c:{name} val="{value!r}"/>' for name, value in (("max", how.bounds[1]), ("min", how.bounds[0])) if value is not None
    )
    rules = f"<c:majorGridlines><c:spPr>{line('line', theme, 0.75)}</c:spPr></c:majorGridlines>" if how.grid else ""
    words = f'<c:title>{rich(how.title, theme, 9, "muted", False)}<c:overlay val="0"/></c:title>' if how.title else ""
    edge = line("context" if kind == "catAx" else "", theme, 0.75)
    skip = f'<c:tickLblSkip val="{how.every}"/>' if how.every > 1 else ""
    tail = (
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skip}<c:noMultiLvlLbl val="1"/>'
        if kind == "catAx"
        else '<c:crossBetween val="between"/>'
    )
    labels = "none" if how.hidden else "low" if how.low else "nextTo"
    if how.title:  # both axes of a cloud
        tail = '<c:crossBetween val="midCat"/>'
    return (
        f'<c:{kind}><c:axId val="{ids[0]}"/><c:scaling><c:orientation val="{"maxMin" if how.reverse else "minMax"}"/>{limits}</c:scaling>'
        f'<c:delete val="{int(how.hidden and kind == "catAx")}"/><c:axPos val="{how.place}"/>{rules}{words}'
        f'<c:numFmt formatCode="{escape(how.code)}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>'
        f"<c:spPr>{edge}</c:spPr>{text_look(theme, 9, 'ink' if kind == 'catAx' else 'muted', body=UPRIGHT if how.every == 1 else '')}"
        f'<c:crossAx val="{ids[1]}"/><c:crosses val="{how.crosses}"/>{tail}</c:{kind}>'
    )
