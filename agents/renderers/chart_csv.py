"""The values of a chart as CSV: a row for each category, a column for each series."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.chart.data import exact, read_chart
from agents.specs.chart import ChartSpec

MARK = "\ufeff"  # spreadsheet programs read UTF-8 only where the file says so
RISKY = ("=", "+", "-", "@", "\t", "\r")


def chart_csv(chart: ChartSpec, ledger: Ledger, language: Language, names: Collection[str] = ()) -> str:
    """CSV text with a byte order mark; numbers to their last digit, "" for a gap.

    Raises EvidenceError for an unbound number or a false claim.
    """
    data = read_chart(chart, ledger, language, names)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["", *(harmless(row.name) for row in data.rows)])
    for at, category in enumerate(data.categories):
        writer.writerow([harmless(category), *(exact(row.points[at].value) for row in data.rows)])
    return MARK + out.getvalue()


def harmless(text: str) -> str:
    """A text that a spreadsheet program does not read as a formula."""
    return f"'{text}" if text.startswith(RISKY) else text
