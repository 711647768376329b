"""The sources of a desk, opened for reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from agents.core.events import Event
from agents.evidence.results import Result
from agents.sources.open import open_data
from agents.sources.reader import Reader
from agents.team.desk import Desk

SHOWN_ROWS = 5


@contextmanager
def opened(desk: Desk) -> Iterator[Reader]:
    """A reader over all sources of the desk, closed afterwards. Raises InputError for data that cannot be read."""
    reader = open_data(desk.data, desk.copies, name=desk.source_name)
    try:
        yield reader
    finally:
        reader.close()


def query_done(result: Result) -> Event:
    """The event of a query: its text and first rows, for the trace."""
    return Event(
        kind="query_done",
        text=result.purpose,
        detail={
            "result": result.id,
            "sql": result.sql,
            "row_count": result.row_count,
            "seconds": round(result.seconds, 4),
            "columns": [column.label or column.name for column in result.columns],
            "rows": [[None if cell is None else str(cell) for cell in row] for row in result.rows[:SHOWN_ROWS]],
        },
    )
