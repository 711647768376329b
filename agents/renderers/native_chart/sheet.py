"""The numbers of a chart as columns: they stand in the chart's cache and in its embedded workbook alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from agents.evidence.formats import automatic
from agents.renderers.chart.data import ChartData, Row
from agents.renderers.xlsx.numbers import pattern


@dataclass
class Column:
    """A series: its name, its values (None is a gap) and the number format that writes them."""

    name: str
    values: Sequence[float | None]
    pattern: str


@dataclass
class Sheet:
    """Categories in column A, a series in each further column."""

    categories: tuple[str, ...]
    columns: list[Column] = field(default_factory=list)

    def add(self, name: str, values: Sequence[float | None], pattern: str) -> int:
        """Append a column; its position."""
        self.columns.append(Column(name, values, pattern))
        return len(self.columns) - 1

    def name_xml(self, column: int) -> str:
        letter, name = letters(column + 1), escape(self.columns[column].name)
        return (
            f'<c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt>'
            "</c:strCache></c:strRef></c:tx>"
        )

    def categories_xml(self) -> str:
        points = "".join(f'<c:pt idx="{i}"><c:v>{escape(name)}</c:v></c:pt>' for i, name in enumerate(self.categories))
        count = len(self.categories)
        return (
            f'<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache><c:ptCount val="{count}"/>{points}</c:strCache></c:strRef>'
            "</c:cat>"
        )

    def values_xml(self, column: int, tag: str = "c:val") -> str:
        letter, made = letters(column + 1), self.columns[column]
        points = "".join(f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(made.values) if value is not None)
        count = len(made.values)
        return (
            f"<{tag}><c:numRef><c:f>Sheet1!${letter}$2:${letter}${count + 1}</c:f><c:numCache><c:formatCode>{escape(made.pattern)}"
            "</c:formatCode>"
            f'<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef></{tag}>'
        )

    def workbook(self) -> bytes:
        """The sheet as an xlsx file."""
        from xlsxwriter import Workbook

        stream = BytesIO()
        book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
        page = book.add_worksheet("Sheet1")
        page.set_column(0, 0, 28)
        for row, name in enumerate(self.categories):
            page.write_string(row + 1, 0, name)
        for position, column in enumerate(self.columns):
            form = book.add_format({"num_format": column.pattern})
            page.write_string(0, position + 1, column.name)
            for row, value in enumerate(column.values):
                if value is not None:
                    page.write_number(row + 1, position + 1, value, form)
        book.close()
        return stream.getvalue()


def letters(column: int) -> str:
    """A spreadsheet column's letters from its position (0 is A)."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def row_pattern(row: Row, data: ChartData) -> str:
    """One number format for the series of a unit, so that all labels of a chart read in one scale."""
    peers = [peer for peer in data.rows if (peer.format, peer.unit, peer.currency) == (row.format, row.unit, row.currency)]
    values = [value for peer in peers for value in peer.values]
    kind = automatic(max(map(abs, values), default=0.0), row.unit) if row.format == "auto" else row.format
    return three_digits(pattern(kind, values, row.currency, data.language), values)


def three_digits(pattern: str, values: Sequence[float]) -> str:
    """The pattern without its place after the point where values reach three digits and none needs it, as texts are written."""
    scale = next((scale for scale, tail in ((1e9, ",,, bn"), (1e6, ",, m"), (1e3, ", k")) if tail in pattern.replace('"', "")), 0.0)
    sizes = [abs(value) / scale for value in values if value] if scale else []
    return pattern.replace("0.0,", "0,") if sizes and max(sizes) >= 99.95 and min(sizes) >= 9.95 else pattern


def sheet_of(data: ChartData) -> Sheet:
    """The chart's own series as columns."""
    sheet = Sheet(data.categories)
    for row in data.rows:
        sheet.add(row.name, [point.value for point in row.points], row_pattern(row, data))
    return sheet
