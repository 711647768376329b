"""A chart as native chart XML (DrawingML), for documents: series with their roles, labels at the marks, quiet axes."""

from __future__ import annotations

from collections.abc import Callable

from agents.renderers.chart.data import ChartData
from agents.renderers.chart.native_bars import bars, columns
from agents.renderers.chart.native_lines import area, lines, scatter, slope
from agents.renderers.chart.native_series import SIZE, Plot
from agents.renderers.chart.native_steps import combo, waterfall
from agents.renderers.chart.native_xml import text_look
from agents.specs.chart import ChartKind
from agents.specs.theme import Theme

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PLOTS: dict[ChartKind, Callable[[ChartData, Theme], Plot]] = {
    "bar": bars, "stacked_bar": bars, "share_bar": bars, "column": columns, "stacked_column": columns, "line": lines, "area": area,
    "slope": slope, "scatter": scatter, "waterfall": waterfall, "combo": combo,
}  # fmt: skip


def native_chart(data: ChartData, theme: Theme, workbook: str) -> bytes:
    """The chart part. `workbook` is the relation id of the workbook inside."""
    plot = PLOTS[data.kind](data, theme)
    legend = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if plot.legend else ""
    layout = "<c:layout/>"
    if plot.box:
        x, y, w, h = plot.box
        layout = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/></c:manualLayout></c:layout>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{layout}{plot.xml}</c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme, SIZE)}'
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()
