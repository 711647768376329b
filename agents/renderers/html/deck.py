"""Slides as HTML: each an article of 16:9 whose text scales with its width (static/css/preview.css)."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from agents.core.brief import Language
from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.renderers.html.figures import View, chart_svg, table_html
from agents.renderers.html.text import checked
from agents.specs.chart import ChartSpec
from agents.specs.deck import DeckSpec, Kpi, Slide, Takeaway

# Sizes in points on a slide of 960 × 540, as in the deck.
WIDE, TALL = 872.0, 372.0
SHARE = 0.62  # of the width, for a chart beside takeaways
OPEN: dict[Language, str] = {"en": "Open the chart", "zh": "打开图表"}


def deck_html(spec: DeckSpec, ledger: Ledger) -> list[str]:
    """One HTML fragment for each slide. Raises EvidenceError for an unbound number or a false claim."""
    checked(spec, ledger, spec.language, spec.names)
    view = View(ledger, spec.language, spec.names)
    return [_slide(slide, number, view) for number, slide in enumerate(spec.slides, start=1)]


def _slide(slide: Slide, number: int, view: View) -> str:
    body = _BODIES[slide.kind](slide, view)
    lead = f'<p class="slide-lead">{view.words(slide.lead)}</p>' if slide.lead else ""
    foot = _foot(slide, number, view) if slide.kind != "title" else ""
    return (
        f'<article class="slide is-{slide.kind}" id="slide-{escape(slide.id)}" aria-roledescription="slide"><div class="slide-page">'
        f'<h3 class="slide-title">{view.words(slide.title)}</h3>{lead}<div class="slide-body">{body}</div>{foot}</div></article>'
    )


def _foot(slide: Slide, number: int, view: View) -> str:
    return f'<footer class="slide-foot"><span>{view.source(slide.results)}</span><span class="slide-number">{number}</span></footer>'


def _takeaways(takeaways: tuple[Takeaway, ...], view: View, kind: str = "slide-takes") -> str:
    if not takeaways:
        return ""
    gap = "" if view.language == "zh" else " "
    items = "".join(f"<li>{_lead(takeaway, view)}{gap if takeaway.lead else ''}{view.words(takeaway.text)}</li>" for takeaway in takeaways)
    return f'<ul class="{kind}">{items}</ul>'


def _lead(takeaway: Takeaway, view: View) -> str:
    return f"<b>{view.words(takeaway.lead)}</b>" if takeaway.lead else ""


def _message(slide: Slide, view: View) -> str:
    return f'<p class="slide-message">{view.words(slide.message)}</p>' if slide.message else ""


def _chart(slide: Slide, view: View, width: float, height: float = TALL, at: int = 0) -> str:
    if at >= len(slide.charts):
        raise EvidenceError(f"Slide {slide.id} of kind {slide.kind} needs {at + 1} charts and has {len(slide.charts)}.")
    chart = slide.charts[at]
    way = f'<a class="chart-open" href="#chart-{quote(chart.id, safe="")}">{OPEN[view.language]}</a>'
    return f'<figure class="chart">{_caption(chart, slide, view)}{chart_svg(chart, view, width, height)}{way}</figure>'


def _caption(chart: ChartSpec, slide: Slide, view: View) -> str:
    """A chart is named on a slide that shows two; else the slide's own title says it."""
    return f"<figcaption>{view.words(chart.title)}</figcaption>" if slide.kind == "two_charts" else ""


def _title(slide: Slide, view: View) -> str:
    return _message(slide, view)


def _text(slide: Slide, view: View) -> str:
    return _takeaways(slide.takeaways, view, "slide-points") + _message(slide, view)


def _kpis(slide: Slide, view: View) -> str:
    return f'<ul class="kpis">{"".join(_kpi(kpi, view) for kpi in slide.kpis)}</ul>{_message(slide, view)}'


def _kpi(kpi: Kpi, view: View) -> str:
    change = f'<span class="kpi-change tone-{kpi.tone}">{view.words(kpi.change)}</span>' if kpi.change else ""
    label, figure = f'<span class="kpi-label">{view.words(kpi.label)}</span>', f'<b class="kpi-figure">{view.words(kpi.figure)}</b>'
    return f'<li class="kpi">{label}{figure}{change}{_spark(kpi, view)}</li>'


def _spark(kpi: Kpi, view: View) -> str:
    """A small line of the values behind a card; its end is marked."""
    values = [float(value) for ref in kpi.spark if isinstance(value := view.ledger.value(ref), (int, float))]
    if len(values) < 2:
        return ""
    low, span = min(values), (max(values) - min(values)) or 1.0
    points = [(2 + 156 * index / (len(values) - 1), 34 - 30 * (value - low) / span) for index, value in enumerate(values)]
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    end = f'<circle cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3" class="f-accent"/>'
    line = f'<path d="M{way}" class="s-context" fill="none" stroke-width="2"/>'
    return f'<svg class="chart-drawing spark" viewBox="0 0 162 38" aria-hidden="true">{line}{end}</svg>'


def _with_takeaways(slide: Slide, view: View) -> str:
    if not slide.takeaways:
        return _full(slide, view)
    return f'<div class="slide-split">{_chart(slide, view, WIDE * SHARE)}{_takeaways(slide.takeaways, view)}</div>'


def _full(slide: Slide, view: View) -> str:
    return _chart(slide, view, WIDE) + _message(slide, view)


def _two(slide: Slide, view: View) -> str:
    half = WIDE / 2 - 12
    return f'<div class="slide-halves">{_chart(slide, view, half, TALL - 24)}{_chart(slide, view, half, TALL - 24, at=1)}</div>'


def _table(slide: Slide, view: View) -> str:
    grid = table_html(slide.table, view, foot=False) if slide.table else ""
    return grid + _message(slide, view)


def _segment(slide: Slide, view: View) -> str:
    grid = table_html(slide.table, view, foot=False) if slide.table else ""
    chart = _chart(slide, view, WIDE / 2 - 12, TALL * 0.58) if slide.charts else ""
    return f'<div class="slide-segment"><div>{chart}{_takeaways(slide.takeaways, view)}</div>{grid}</div>'


_BODIES = {
    "title": _title, "summary": _text, "text": _text, "kpis": _kpis, "chart": _with_takeaways, "full_chart": _full, "two_charts": _two,
    "table": _table, "segment": _segment, "actions": _table, "sources": _table,
}  # fmt: skip
