"""Native charts for decks and documents: a ChartSpec becomes chart XML and the workbook that "Edit data" opens."""

from agents.renderers.native_chart.alt import chart_alt
from agents.renderers.native_chart.draw import native_chart, sparkline
from agents.renderers.native_chart.special import told_levels

__all__ = ["chart_alt", "native_chart", "sparkline", "told_levels"]
