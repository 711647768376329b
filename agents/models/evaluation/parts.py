"""The parts of a finished spec in their order, as the cases of writing name them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from agents.core.base import Value
from agents.evidence.text import TOKEN, Text
from agents.specs.charts import ChartsSpec
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentBlock, DocumentSpec
from agents.specs.workbook import WorkbookSpec

TITLE_SLIDE = "title"
SPECS: dict[str, type[DeckSpec] | type[ChartsSpec] | type[DocumentSpec] | type[WorkbookSpec]] = {
    "deck": DeckSpec, "charts": ChartsSpec, "document": DocumentSpec, "workbook": WorkbookSpec,
}  # fmt: skip


class PartMade(Value):
    """A part: its id, its title, and the facts and claims that stand anywhere in it."""

    id: str
    title: Text
    evidence: frozenset[str]


def parts_of(kind: str, spec: dict[str, Any]) -> tuple[PartMade, ...]:
    """The parts of a spec's JSON; the title slide is none."""
    made = SPECS[kind].model_validate(spec)
    if isinstance(made, DeckSpec):
        return tuple(PartMade(id=slide.id, title=slide.title, evidence=evidence(slide)) for slide in made.slides if slide.id != TITLE_SLIDE)
    if isinstance(made, ChartsSpec):
        return tuple(PartMade(id=chart.id, title=chart.title, evidence=evidence(chart)) for chart in made.charts)
    if isinstance(made, WorkbookSpec):
        return tuple(PartMade(id=sheet.name, title=sheet.title, evidence=evidence(sheet)) for sheet in made.sheets)
    return tuple(_section(blocks) for blocks in _sections(made.blocks))


def evidence(part: Value | Text) -> frozenset[str]:
    """The ids of the facts and claims that the tokens of a part name."""
    text = part if isinstance(part, str) else part.model_dump_json()
    return frozenset(match["fact"] or match["claim"] for match in TOKEN.finditer(text))


def _sections(blocks: Sequence[DocumentBlock]) -> Iterator[list[DocumentBlock]]:
    """The blocks from one heading of the first level to the next."""
    section: list[DocumentBlock] = []
    for block in blocks:
        if block.kind == "heading" and block.level == 1 and section:
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _section(blocks: Sequence[DocumentBlock]) -> PartMade:
    title = blocks[0].text
    return PartMade(id=title, title=title, evidence=frozenset().union(*(evidence(block) for block in blocks)))
