"""Every text and every fact ref of a spec, found by walking its fields: for checks, evidence lists and tests."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from agents.evidence.text import refs
from agents.specs.chart import ChartSpec, Series
from agents.specs.deck import DeckSpec, Kpi
from agents.specs.document import DocumentSpec
from agents.specs.workbook import Check, WorkbookSpec

Spec = DeckSpec | WorkbookSpec | DocumentSpec | ChartSpec
# Fields that hold ids, kinds or plain names, never prose.
NOT_PROSE = {"id", "kind", "role", "format", "tone", "results", "names", "language", "finding", "data", "left", "right", "name_of", "spark"}


def texts(value: object) -> Iterator[str]:
    """Every prose text inside a spec, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field in NOT_PROSE or (isinstance(value, Series) and field == "values"):
                continue
            yield from texts(getattr(value, field))


def fact_refs(value: object) -> Iterator[str]:
    """Every fact ref inside a spec: in tokens, chart values, sparks and checks."""
    for text in texts(value):
        yield from refs(text)
    yield from _bare_refs(value)


def _bare_refs(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _bare_refs(item)
    elif isinstance(value, BaseModel):
        if isinstance(value, Series):
            yield from (ref for ref in value.values if ref)
        if isinstance(value, Kpi):
            yield from value.spark
        if isinstance(value, Check):
            yield from (value.left, value.right)
        for field in type(value).model_fields:
            yield from _bare_refs(getattr(value, field))
