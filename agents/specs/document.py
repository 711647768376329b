"""A document: headings, paragraphs, lists, charts, tables and call-outs in reading order."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.text import Text
from agents.specs.chart import ChartSpec
from agents.specs.table import TableSpec

BlockKind = Literal["heading", "paragraph", "bullets", "numbered", "chart", "table", "callout", "page_break"]


class DocumentBlock(Value):
    """One block. heading: text, level 1–3. bullets, numbered: items. chart, table: with a caption (its title) numbered by the renderer."""

    kind: BlockKind
    text: Text = ""
    level: int = 1
    items: tuple[Text, ...] = ()
    chart: ChartSpec | None = None
    table: TableSpec | None = None
    results: tuple[str, ...] = ()


class DocumentSpec(Value):
    """A whole document: title page line, contents list, blocks."""

    title: Text
    subtitle: Text = ""
    language: Language
    blocks: tuple[DocumentBlock, ...]
    names: tuple[str, ...] = ()
