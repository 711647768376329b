"""Specs changed and made into files again, for tests that plant something."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from agents.core.brief import Deliverable
from agents.evidence.ledger import Ledger
from agents.evidence.text import TOKEN, rendered
from agents.renderers.docx import render_document
from agents.renderers.pptx import render_deck
from agents.renderers.xlsx import render_workbook
from agents.sources.duck import rows_of
from agents.specs.deck import DeckSpec
from agents.specs.walk import texts
from agents.specs.workbook import WorkbookSpec
from tests.main_job.driver import Ran
from tests.main_job.files import text_of


def rendered_again(spec: Any, ledger: Ledger, folder: Path) -> Path:
    """The file of a spec."""
    if isinstance(spec, DeckSpec):
        render_deck(spec, ledger, folder / "again.pptx")
        return folder / "again.pptx"
    if isinstance(spec, WorkbookSpec):
        render_workbook(spec, ledger, folder / "again.xlsx", rows_of)
        return folder / "again.xlsx"
    render_document(spec, ledger, folder / "again.docx")
    return folder / "again.docx"


def with_words(spec: Any, words: str) -> Any:
    """The spec with words put behind its first prose that holds a fact."""
    return _first(spec, words)[0]


def shown(spec: Any, ledger: Ledger) -> list[str]:
    """Every fact that the spec's prose writes out, as text."""
    return [rendered(match.group(0), ledger, spec.language) for text in texts(spec) for match in TOKEN.finditer(text) if match["fact"]]


def written(spec: Any, ref: str, ledger: Ledger) -> set[str]:
    """How the spec's prose writes a fact: one text for each format."""
    tokens = {match.group(0) for text in texts(spec) for match in TOKEN.finditer(text) if match["fact"] == ref}
    return {rendered(token, ledger, spec.language) for token in tokens}


def seen(ran: Ran, kind: Deliverable, refs: Iterable[str]) -> list[str]:
    """The facts of these that the finished file shows. A text may stand in a place that is not written out, such as an attribute."""
    text, spec = text_of(ran.file(kind)), ran.spec(kind)
    return [ref for ref in refs if all(number in text for number in written(spec, ref, ran.ledger))]


def changed_where_claims_hold(ledger: Ledger, refs: list[str]) -> tuple[str, Ledger]:
    """A cell of a result among the refs made larger by a tenth, and all that is computed from it, so that no claim turns false."""
    for ref in refs:
        fact = ledger.fact(ref)
        if isinstance(fact.value, float) and fact.cell is not None and abs(fact.value) > 100:
            changed = with_cell(ledger, ref, fact.value * 1.1)
            if all(changed.check_claim(claim) for claim in ledger.claims.values() if claim.holds):
                return ref, changed
    raise AssertionError("no fact can change without a claim turning false")


def with_cell(ledger: Ledger, ref: str, value: float) -> Ledger:
    """A ledger in which one cell is another number and everything is computed again."""
    cell = ledger.fact(ref).cell
    assert cell is not None
    changed = Ledger().merge(ledger.snapshot())
    result = changed.results[cell.result]
    position = result.index(cell.column)
    row = tuple(value if i == position else v for i, v in enumerate(result.rows[cell.row]))
    rows = tuple(row if number == cell.row else r for number, r in enumerate(result.rows))
    changed.results[cell.result] = result.model_copy(update={"rows": rows})
    changed.recompute()
    return changed


def _first(value: Any, words: str) -> tuple[Any, bool]:
    """Walks the spec's fields in order and changes the first text with a fact token that is more than the token."""
    if isinstance(value, str):
        found = TOKEN.search(value)
        return (value + words, True) if found and found.group(0) != value and found["fact"] else (value, False)
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            changed, done = _first(item, words)
            if done:
                return (*value[:number], changed, *value[number + 1 :]), True
    elif hasattr(value, "model_copy"):
        for name in type(value).model_fields:
            changed, done = _first(getattr(value, name), words)
            if done:
                return value.model_copy(update={name: changed}), True
    return value, False
