"""Charts as SVG, written by hand on the server: for the page (classes and CSS variables) and as a file of its own (colours and fonts)."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.chart.data import read_chart
from agents.renderers.chart.draw import draw
from agents.renderers.chart.marks import Box, Dot, Drawing, Label, Mark, Path, Rule, paints
from agents.specs.chart import ChartSpec
from agents.specs.theme import THEME, Theme


def render_chart_svg(
    chart: ChartSpec,
    ledger: Ledger,
    language: Language,
    *,
    theme: Theme = THEME,
    width: float = 720,
    for_web: bool = False,
    names: Collection[str] = (),
) -> str:
    """The chart as SVG text. `names` are the plain names its texts may hold.

    Raises EvidenceError for an unbound number or a false claim.
    """
    drawing = draw(read_chart(chart, ledger, language, names), width)
    return web_svg(drawing) if for_web else file_svg(drawing, theme)


def web_svg(drawing: Drawing) -> str:
    """A drawing for the page: its colours are classes (static/css/preview.css), so it follows light and dark."""
    return _svg(drawing, Pen(drawing.id, None), 'class="chart-drawing" preserveAspectRatio="xMinYMin"', "")


def file_svg(drawing: Drawing, theme: Theme = THEME) -> str:
    """A drawing as a file: white paper, the theme's colours and fonts, nothing to load."""
    fonts = f"{theme.latin}, Liberation Sans, {theme.east_asian}, PingFang SC, Noto Sans CJK SC, sans-serif"
    paper = f'<rect width="{_n(drawing.width)}" height="{_n(drawing.height)}" fill="#{theme.paper}"/>'
    size = f'width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
    return _svg(drawing, Pen(drawing.id, paints(theme)), f'{size} font-family="{escape(fonts)}"', paper)


class Pen:
    """Turns paints into attributes: colours for files, classes for the page."""

    def __init__(self, id: str, colours: dict[str, str] | None) -> None:
        self.pattern = f"hatch-{''.join(c if c.isalnum() else '-' for c in id)}"
        self.colours = colours
        self.hatched: set[str] = set()

    def fill(self, paint: str) -> str:
        return f'fill="#{self.colours[paint]}"' if self.colours else f'class="f-{paint}"'

    def stroke(self, paint: str, extra: str = "") -> str:
        if self.colours:
            return f'stroke="#{self.colours[paint]}" fill="none"'
        return f'class="s-{paint}{extra}" fill="none"'

    def hatch(self, paint: str) -> str:
        self.hatched.add(paint)
        return f'fill="url(#{self.pattern}-{paint})"'

    def whose(self, series: int, category: int = -1) -> str:
        """On the page: whose value a mark shows, so that scripts can point at it or hide it."""
        if self.colours or series < 0:
            return ""
        return f' data-series="{series}"' + (f' data-category="{category}"' if category >= 0 else "")

    def patterns(self) -> str:
        made = "".join(
            f'<pattern id="{self.pattern}-{paint}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<path d="M0 0V6" {self.stroke(paint)} stroke-width="4"/></pattern>'
            for paint in sorted(self.hatched)
        )
        return f"<defs>{made}</defs>" if made else ""


def _svg(drawing: Drawing, pen: Pen, attributes: str, background: str) -> str:
    body = "".join(_mark(mark, pen) for mark in drawing.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="img" {attributes}>'
        f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.alt)}</desc>{background}{pen.patterns()}{body}</svg>"
    )


def _mark(mark: Mark, pen: Pen) -> str:
    if isinstance(mark, Label):
        return _label(mark, pen)
    if isinstance(mark, Box):
        paint = {"solid": pen.fill, "outline": pen.stroke, "hatch": pen.hatch}[mark.fill](mark.paint)
        edge = 1.0 if mark.fill == "outline" else 0.0  # an outline is drawn inside the box, so that its size stays true
        place = f'x="{_n(mark.x + edge / 2)}" y="{_n(mark.y + edge / 2)}"'
        size = f'width="{_n(max(mark.width - edge, 0.5))}" height="{_n(max(mark.height - edge, 0.5))}"'
        return _tipped("rect", f"{place} {size} {paint}{_fact(mark.ref)}{pen.whose(mark.series, mark.category)}", mark.tip)
    if isinstance(mark, Dot):
        place = f'cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
        return _tipped("circle", f"{place} {pen.fill(mark.paint)}{_fact(mark.ref)}{pen.whose(mark.series, mark.category)}", mark.tip)
    if isinstance(mark, Rule):
        line = f'x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
        return f'<line {line} {pen.stroke(mark.paint)} stroke-width="{_n(mark.width)}"/>'
    return _path(mark, pen)


def _path(mark: Path, pen: Pen) -> str:
    way = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in mark.points)
    if mark.area:
        return f'<path d="{way}Z" {pen.fill(mark.paint)} fill-opacity="0.22"{pen.whose(mark.series)}/>'
    dash = ' stroke-dasharray="5 4"' if mark.dashed else ""
    look = f'stroke-width="{_n(mark.width)}" stroke-linejoin="round" stroke-linecap="round"{dash}'
    return f'<path d="{way}" {pen.stroke(mark.paint)} {look}{pen.whose(mark.series)}/>'


def _label(mark: Label, pen: Pen) -> str:
    place = f'x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}"'
    anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
    weight = ' font-weight="700"' if mark.bold else ""
    job = f' data-job="{mark.job}"' if mark.job in ("tick", "value") else ""
    return f"<text {place}{anchor}{weight} {pen.fill(mark.paint)}{job}{_fact(mark.ref)}{pen.whose(mark.series)}>{escape(mark.text)}</text>"


def _tipped(tag: str, attributes: str, tip: str) -> str:
    return f"<{tag} {attributes}><title>{escape(tip)}</title></{tag}>" if tip else f"<{tag} {attributes}/>"


def _fact(ref: str) -> str:
    return f' data-fact="{escape(ref)}"' if ref else ""


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
