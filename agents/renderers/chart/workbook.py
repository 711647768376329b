"""The workbook inside a native chart: what "Edit data" opens."""

from __future__ import annotations

import io

import xlsxwriter

from agents.renderers.chart.data import ChartData


def chart_workbook(data: ChartData) -> bytes:
    """One sheet: names in column A, a column for each series. Waterfalls and slopes hold the same values as they are told."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Data")
    for column, row in enumerate(data.rows, start=1):
        sheet.write_string(0, column, row.name)
        for line, point in enumerate(row.points, start=1):
            if point.value is not None:
                sheet.write_number(line, column, point.value)
    for line, name in enumerate(data.categories, start=1):
        sheet.write_string(line, 0, name)
    sheet.set_column(0, 0, 28)
    book.close()
    return stream.getvalue()
