"""One chart spec, drawn natively in slides, sheets and documents and as SVG and PNG."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.evidence.text import Text

ChartKind = Literal["bar", "column", "line", "area", "stacked_bar", "stacked_column", "share_bar", "waterfall", "scatter", "slope", "combo"]
# IBCS: actual dark and solid, previous year light and solid, plan outlined, forecast hatched. "context" is a quiet series.
SeriesRole = Literal["actual", "previous", "plan", "forecast", "context"]


class Series(Value):
    """A row of values. `values` are fact refs, one for each category; "" is a gap."""

    name: Text
    values: tuple[str, ...]
    role: SeriesRole = "actual"
    format: str = "auto"


class ChartSpec(Value):
    """A chart. `title` is the finding, `subtitle` metric, unit and period. `highlight`, `alert` are category positions.

    bar: horizontal, for structure; column and line: for time. waterfall: one series whose first and last values are levels and
    the others steps. scatter: two series, x then y, categories are point names. combo: columns, the last series is a line on its
    own scale. share_bar: 100 %.
    """

    id: str
    kind: ChartKind
    title: Text
    subtitle: Text = ""
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    format: str = "auto"
    highlight: tuple[int, ...] = ()
    alert: tuple[int, ...] = ()
    beside: tuple[Text, ...] = ()  # a second label for each category, written after the value ("+31%")
    results: tuple[str, ...] = ()  # ids of the results behind it, for the source line
    alt: Text = ""  # text alternative: kind, extremes, range
    note: Text = ""
