"""Pieces of chart XML: text, labels, axes, legend, the space around. Ids of axes are positive, as the schema asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from agents.core.brief import Language
from agents.renderers.box import Box
from agents.renderers.drawingml import TAGS, fill, stroke
from agents.renderers.native_chart.sheet import Sheet

UNSEEN = 6000  # a tilt of a tenth of a degree; less is lost in documents
CATEGORY, VALUE, CATEGORY_2, VALUE_2 = 1001, 1002, 1003, 1004
NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FIELD_EXT = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    "<c15:dlblFieldTable/></c:ext></c:extLst>"
)
NO_SHOW = (
    '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
SHOW_VALUE = NO_SHOW.replace('showVal val="0"', 'showVal val="1"')


@dataclass(frozen=True)
class Frame:
    """The room of a chart in points, its text size, its language."""

    width: float
    height: float
    size: float
    language: Language

    @property
    def sizes(self) -> tuple[float, ...]:
        """Its text size and the smaller ones that crowded names and values may take."""
        return (self.size, *(smaller for smaller in (11.0, 10.0) if smaller < self.size)) if self.size >= 10 else (self.size, self.size - 1)


@dataclass(frozen=True)
class Word:
    """A run of a label. `value` marks the words that follow the number when it is edited."""

    text: str
    bold: bool = False
    colour: str = "ink"
    value: bool = False


@dataclass(frozen=True)
class LabelAt:
    """A label of one point: its words in lines, its side, and an offset in shares of the chart."""

    point: int
    lines: Sequence[Sequence[Word]]
    side: str = ""
    offset: tuple[float, float] = (0.0, 0.0)


def text_xml(size: float, language: Language, colour: str = "ink", *, bold: bool = False, rotation: int | None = 0) -> str:
    """A `c:txPr`. `rotation` is in 60,000ths of a degree; 0 leaves it to the program, None is level and may wrap."""
    turned = ' rot="0" vert="horz"' if rotation is None else f' rot="{rotation}" vert="horz"' if rotation else ""
    return (
        f'<c:txPr><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}{FONTS}'
        f"</a:defRPr></a:pPr><a:endParaRPr {TAGS[language].split(' alt')[0]}/></a:p></c:txPr>"
    )


FONTS = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'


def labels_xml(
    frame: Frame,
    pattern: str,
    side: str = "",
    *,
    colour: str = "ink",
    single: Sequence[LabelAt] = (),
    hidden: Sequence[int] = (),
    show: bool = True,
) -> str:
    """The `c:dLbls` of a series: single ones first, then what holds for the rest."""
    own = {label.point: _single(label, frame, pattern) for label in single}
    own |= {point: f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>' for point in hidden if show}
    ordered = "".join(own[point] for point in sorted(own))
    place = f'<c:dLblPos val="{side}"/>' if side else ""
    number = f'<c:numFmt formatCode={quoteattr(pattern)} sourceLinked="0"/>'
    base = f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_xml(frame.size, frame.language, colour)}{place if show else ''}"
    return f"<c:dLbls>{ordered}{number}{base}{SHOW_VALUE if show else NO_SHOW}</c:dLbls>"


def _single(label: LabelAt, frame: Frame, pattern: str) -> str:
    x, y = label.offset
    layout = f'<c:layout><c:manualLayout><c:x val="{x:.5f}"/><c:y val="{y:.5f}"/></c:manualLayout></c:layout>' if x or y else ""
    place = f'<c:dLblPos val="{label.side}"/>' if label.side else ""
    words = [word for line in label.lines for word in line]
    if len(words) == 1 and words[0].value:  # the number alone needs no words of its own, and LibreOffice keeps its weight in documents
        told, looks, end = "", text_xml(frame.size, frame.language, words[0].colour, bold=words[0].bold), ""
    else:
        told, looks, end = _rich(label, frame), "", FIELD_EXT
    return (
        f'<c:dLbl><c:idx val="{label.point}"/>{layout}{told}<c:numFmt formatCode={quoteattr(pattern)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{looks}{place}{SHOW_VALUE}{end}</c:dLbl>"
    )


def _rich(label: LabelAt, frame: Frame) -> str:
    paragraphs = "".join(f"<a:p>{''.join(_word(w, frame) for w in line)}</a:p>" for line in label.lines)
    body = '<a:bodyPr wrap="none" lIns="38100" tIns="19050" rIns="38100" bIns="19050" anchor="ctr"><a:spAutoFit/></a:bodyPr>'
    return f"<c:tx><c:rich>{body}<a:lstStyle/>{paragraphs}</c:rich></c:tx>"


def _word(word: Word, frame: Frame) -> str:
    properties = f'<a:rPr {TAGS[frame.language]} sz="{round(frame.size * 100)}" b="{int(word.bold)}">{fill(word.colour)}{FONTS}</a:rPr>'
    if word.value:
        return (
            f'<a:fld id="{{6B1A2D3C-0B5E-4C59-9F0A-3D1C7E5A9B21}}" type="VALUE">{properties}<a:pPr/><a:t>{escape(word.text)}</a:t></a:fld>'
        )
    return f"<a:r>{properties}<a:t>{escape(word.text)}</a:t></a:r>"


def series_xml(sheet: Sheet, column: int, *, look: str, before: str = "", points: str = "", labels: str = "", smooth: bool = False) -> str:
    """A `c:ser`. `before` stands between the look and the points (inversion of bars, marker of lines)."""
    end = '<c:smooth val="0"/>' if smooth else ""
    return (
        f'<c:ser><c:idx val="{column}"/><c:order val="{column}"/>{sheet.name_xml(column)}{look}{before}{points}{labels}'
        f"{sheet.categories_xml()}"
        f"{sheet.values_xml(column)}{end}</c:ser>"
    )


def shape_xml(back: str, line: str = "") -> str:
    """The look of an area: a fill and an optional outline."""
    return f"<c:spPr>{fill(back)}{line or stroke('')}</c:spPr>"


def hatch_xml(job: str) -> str:
    """IBCS forecast: hatched."""
    inside = fill(job).replace("<a:solidFill>", "").replace("</a:solidFill>", "")
    paper = fill("paper").replace("<a:solidFill>", "").replace("</a:solidFill>", "")
    return f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr>{inside}</a:fgClr><a:bgClr>{paper}</a:bgClr></a:pattFill>{stroke(job)}</c:spPr>'


def line_xml(job: str, width: float = 2.25, dash: str = "") -> str:
    """The look of a line."""
    return f"<c:spPr>{stroke(job, width, dash=dash)}</c:spPr>"


def marker_xml(job: str = "", size: int = 7) -> str:
    """A round marker; job "" is none."""
    if not job:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{fill(job)}{stroke("paper")}</c:spPr></c:marker>'


def plot_layout(box: Box, frame: Frame) -> str:
    """The inner plot area in points of the chart."""
    x, y, w, h = box.x / frame.width, box.y / frame.height, box.w / frame.width, box.h / frame.height
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.5f}"/><c:y val="{y:.5f}"/><c:w val="{w:.5f}"/><c:h val="{h:.5f}"/></c:manualLayout></c:layout>'
    )


def scaling(low: float | None, high: float | None, *, reverse: bool = False) -> str:
    top = f'<c:max val="{high!r}"/>' if high is not None else ""
    bottom = f'<c:min val="{low!r}"/>' if low is not None else ""
    return f'<c:scaling><c:orientation val="{"maxMin" if reverse else "minMax"}"/>{top}{bottom}</c:scaling>'


def category_axis(
    frame: Frame,
    side: str,
    *,
    reverse: bool = False,
    skip: int = 1,
    line: bool = True,
    shown: bool = True,
    ids: tuple[int, int] = (CATEGORY, VALUE),
) -> str:
    """The axis of names. Its labels stay at the low end, clear of negative values."""
    # LibreOffice wraps what is level and tilts what is free; an unseen tilt keeps thinned names in one line each.
    text = text_xml(frame.size, frame.language, "ink", rotation=None if skip == 1 else UNSEEN)
    every = f'<c:tickLblSkip val="{skip}"/><c:tickMarkSkip val="{skip}"/>' if skip > 1 else ""
    look = f"<c:spPr>{stroke('context' if line else '')}</c:spPr>"
    return (
        f'<c:catAx><c:axId val="{ids[0]}"/>{scaling(None, None, reverse=reverse)}<c:delete val="{int(not shown)}"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{look}{text}<c:crossAx val="{ids[1]}"/>'
        '<c:crosses val="autoZero"/>'
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


@dataclass(frozen=True)
class Ticks:
    """A value axis that is seen: its ends, its step, its number format, and its title."""

    low: float
    high: float
    step: float
    pattern: str
    title: str = ""
    side: str = "l"
    grid: bool = True


def value_axis(
    low: float, high: float, side: str, *, ids: tuple[int, int] = (VALUE, CATEGORY), crosses: str = "autoZero", between: str = "between"
) -> str:
    """An axis of values that nobody sees, for the labels say them. A second one is not deleted: LibreOffice would drop its scale."""
    unseen = f"<c:spPr>{stroke('')}</c:spPr>" if ids[0] == VALUE_2 else ""
    return (
        f'<c:valAx><c:axId val="{ids[0]}"/>{scaling(low, high)}<c:delete val="{int(not unseen)}"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>{unseen}<c:crossAx val="{ids[1]}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="{between}"/></c:valAx>'
    )


def seen_axis(frame: Frame, ticks: Ticks, *, ids: tuple[int, int] = (VALUE, CATEGORY), between: str = "between") -> str:
    """An axis of values with quiet rules, numbers, and a title where it has one."""
    grid = f"<c:majorGridlines><c:spPr>{stroke('line', 0.5)}</c:spPr></c:majorGridlines>" if ticks.grid else ""
    title = _axis_title(frame, ticks.title, ticks.side) if ticks.title else ""
    size = min(frame.size, max(frame.size - 1, 10.0))
    return (
        f'<c:valAx><c:axId val="{ids[0]}"/>{scaling(ticks.low, ticks.high)}<c:delete val="0"/><c:axPos val="{ticks.side}"/>{grid}{title}'
        f'<c:numFmt formatCode={quoteattr(ticks.pattern)} sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/>'
        f'<c:spPr>{stroke("")}</c:spPr>{text_xml(size, frame.language, "muted")}<c:crossAx val="{ids[1]}"/>'
        '<c:crosses val="min"/>'
        f'<c:crossBetween val="{between}"/><c:majorUnit val="{ticks.step!r}"/></c:valAx>'
    )


def _axis_title(frame: Frame, title: str, side: str) -> str:
    turned = ' rot="-5400000" vert="horz"' if side == "l" else ""
    run = (
        f'<a:r><a:rPr {TAGS[frame.language]} sz="{round(frame.size * 100)}" b="0">{fill("muted")}{FONTS}</a:rPr><a:t>{escape(title)}</a:t>'
        "</a:r>"
    )
    return f'<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'


def legend_xml(frame: Frame, width: float, hidden: Sequence[int] = (), height: float = 18.0) -> str:
    """Keys of the series at the top left; helper series are left out."""
    without = "".join(f'<c:legendEntry><c:idx val="{index}"/><c:delete val="1"/></c:legendEntry>' for index in hidden)
    layout = (
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/>'
        f'<c:w val="{min(width / frame.width, 1.0):.5f}"/><c:h val="{height / frame.height:.5f}"/></c:manualLayout></c:layout>'
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{without}{layout}<c:overlay val="0"/>{text_xml(frame.size, frame.language, "muted")}</c:legend>'
    )


def space_xml(plot: str, frame: Frame, legend: str = "") -> bytes:
    """The whole chart part around a plot area. Gaps stay gaps."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NS}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        "<c:chart>"
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{plot}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_xml(frame.size, frame.language)}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()
