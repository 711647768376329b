"""Charts as PNG: the same drawing as the SVG, painted by matplotlib (imported only here, and only when asked for)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.chart.data import read_chart
from agents.renderers.chart.draw import draw
from agents.renderers.chart.marks import Box, Dot, Drawing, Label, Mark, Path, Rule, paints
from agents.renderers.chart.widths import text_width
from agents.specs.chart import ChartSpec
from agents.specs.theme import THEME, Theme

LATIN = ("Arial", "Liberation Sans", "Helvetica", "DejaVu Sans")
CHINESE = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei")
NO_CHINESE = "No font with Chinese characters is installed, so they show as boxes in PNG charts; install one, such as fonts-noto-cjk."
SAMPLE = "Revenue by channel, $2.61 m"
DPI = 192.0  # two dots a pixel
PIXELS_PER_INCH = 96.0


class Words(NamedTuple):
    """The fonts of a picture, and the factor by which text shrinks so that it keeps the widths the layout measured."""

    families: list[str]
    narrowing: float


def render_chart_png(
    chart: ChartSpec,
    ledger: Ledger,
    path: FilePath,
    language: Language,
    *,
    theme: Theme = THEME,
    width: float = 720,
    names: Collection[str] = (),
) -> str:
    """Write the chart to `path`. Returns "" or a note for people about what the picture lacks (a font)."""
    drawing = draw(read_chart(chart, ledger, language, names), width)
    words = "".join(mark.text for mark in drawing.marks if isinstance(mark, Label))
    paint_png(drawing, path, theme)
    return NO_CHINESE if any("一" <= letter <= "鿿" for letter in words) and not _installed(CHINESE) else ""


def paint_png(drawing: Drawing, path: FilePath, theme: Theme = THEME) -> None:
    """Paint a drawing at two dots a pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(drawing.width / PIXELS_PER_INCH, drawing.height / PIXELS_PER_INCH), dpi=DPI, facecolor=f"#{theme.paper}")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    colours = {paint: f"#{colour}" for paint, colour in paints(theme).items()}
    families = [*_installed(LATIN)[:1], *_installed(CHINESE)[:1]] or ["sans-serif"]
    words = Words(families, _narrowing(families[0]))
    for order, mark in enumerate(drawing.marks):
        _paint(axes, mark, colours, {"zorder": order}, words)
    figure.savefig(path, format="png")


def _paint(axes: Any, mark: Mark, colours: dict[str, str], order: dict[str, Any], words: Words) -> None:
    from matplotlib.patches import Circle, Polygon, Rectangle

    colour = colours[mark.paint]
    if isinstance(mark, Label):
        place = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
        axes.text(
            mark.x,
            mark.y,
            mark.text.replace("$", r"\$"),
            fontsize=_points(mark.size) * words.narrowing,
            color=colour,
            ha=place,
            va="baseline",
            family=words.families,
            weight="bold" if mark.bold else "normal",
            **order,
        )
    elif isinstance(mark, Box):
        looks: dict[str, Any] = {
            "solid": {"facecolor": colour, "linewidth": 0},
            "outline": {"fill": False, "edgecolor": colour, "linewidth": 1.2},
            "hatch": {"facecolor": colours["paper"], "edgecolor": colour, "hatch": "////", "linewidth": 0.8},
        }[mark.fill]
        axes.add_patch(Rectangle((mark.x, mark.y), mark.width, mark.height, **looks, **order))
    elif isinstance(mark, Dot):
        axes.add_patch(Circle((mark.x, mark.y), mark.radius, facecolor=colour, linewidth=0, **order))
    elif isinstance(mark, Rule):
        axes.plot((mark.x1, mark.x2), (mark.y1, mark.y2), color=colour, linewidth=_points(mark.width), **order)
    elif mark.area:
        axes.add_patch(Polygon(mark.points, facecolor=colour, alpha=0.22, linewidth=0, **order))
    else:
        _line(axes, mark, colour, order)


def _line(axes: Any, mark: Path, colour: str, order: dict[str, Any]) -> None:
    across, down = zip(*mark.points, strict=True)
    dash: Any = (0, (3, 2.4)) if mark.dashed else "solid"
    axes.plot(
        across, down, color=colour, linewidth=_points(mark.width), linestyle=dash, solid_joinstyle="round", solid_capstyle="round", **order
    )


def _points(pixels: float) -> float:
    return pixels * 72.0 / PIXELS_PER_INCH


@lru_cache
def _narrowing(family: str) -> float:
    """1 for fonts as wide as Arial; less where only a wider one is installed."""
    from matplotlib import font_manager
    from matplotlib.textpath import TextPath

    actual = TextPath((0, 0), SAMPLE, size=100, prop=font_manager.FontProperties(family=[family])).get_extents().width
    return min(1.0, text_width(SAMPLE, 100) / float(actual))


@lru_cache
def _installed(wanted: tuple[str, ...]) -> list[str]:
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in wanted if name in known]
