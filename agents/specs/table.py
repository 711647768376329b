"""A table of texts with tokens. A cell that is exactly one fact token is a number: renderers write it as one."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.evidence.text import Text


class TableColumn(Value):
    """A column. `weight` is its share of the width; `tone` colours signed numbers and status words."""

    header: Text
    kind: Literal["text", "number"] = "text"
    weight: float = 1.0
    tone: Literal["plain", "signed", "status"] = "plain"


class TableSpec(Value):
    """Rows of cells. `total` is the position of a total row, `emphasis` of rows to set off. `results` are the sources."""

    id: str
    title: Text = ""
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    total: int | None = None
    emphasis: tuple[int, ...] = ()
    results: tuple[str, ...] = ()
    note: Text = ""
