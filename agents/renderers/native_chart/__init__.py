"""Native charts: a ChartSpec becomes chart XML and the workbook that "Edit data" opens."""

from agents.renderers.native_chart.draw import native_chart, sparkline

__all__ = ["native_chart", "sparkline"]
