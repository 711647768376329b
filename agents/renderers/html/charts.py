"""The charts of a run, one figure each."""

from __future__ import annotations

from agents.evidence.ledger import Ledger
from agents.renderers.html.figures import View, chart_html
from agents.renderers.html.text import checked
from agents.specs.charts import ChartsSpec

WIDTH = 540.0  # a pane beside a thread shows it at about its own size


def charts_html(spec: ChartsSpec, ledger: Ledger) -> list[str]:
    """One HTML figure for each chart. Raises EvidenceError for an unbound number or a false claim."""
    checked(spec, ledger, spec.language, spec.names)
    view = View(ledger, spec.language, spec.names)
    return [chart_html(chart, view, WIDTH) for chart in spec.charts]
