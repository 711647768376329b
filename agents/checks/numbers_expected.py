"""What a place of a file may show: the written tokens and the values of just its part of the spec."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from pydantic import BaseModel

from agents.core.brief import Language
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.chart.columns import level_runs
from agents.renderers.chart.data import ChartData, read_chart
from agents.renderers.source_line import source_line
from agents.specs.chart import ChartSpec
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentBlock, DocumentSpec
from agents.specs.table import TableSpec
from agents.specs.walk import Spec, fact_refs, texts
from agents.specs.workbook import WorkbookSpec

T = TypeVar("T")
DAY_ZERO = date(1899, 12, 30)
# A number as it is written: sign, digits, and the scale or unit that belongs to it.
NUMBER = re.compile(r"[+−]?\d[\d,.]*(?<![,.])(?:\s?(?:%|bn\b|m\b|k\b|pts\b|days\b|亿|万|×|倍|个百分点|天))?")


def lexemes(text: str) -> list[str]:
    """The numbers in a text, as written. Superscripts, fractions and full-width digits count too."""
    flat = "".join("0" if unicodedata.category(letter) in ("No", "Nl") else letter for letter in text)
    return [re.sub(r"\s", " ", match) for match in NUMBER.findall(unicodedata.normalize("NFKC", flat))]


@dataclass
class Part:
    """A slide, sheet or section of a spec: what it is found by, and everything in it."""

    key: str
    items: tuple[object, ...]
    ledger: Ledger
    language: Language
    id: str = ""
    extra: tuple[str, ...] = ()  # further finished texts that may stand there
    slots: int = 1  # how many places of the file show it (a table that runs on)
    loose: bool = field(default=False)  # bookkeeping sheets: their numbers describe queries and files

    @cached_property
    def words(self) -> Counter[str]:
        """The numbers its texts and charts write, each as often as it stands there."""
        found = Counter(token for text in self._texts() for token in lexemes(text))
        return found + Counter(
            token for chart in self.charts for row in self._chart(chart).rows for point in row.points for token in lexemes(point.text)
        )

    @cached_property
    def aside(self) -> set[str]:
        """What text alternatives and notes may say besides: every fact of the part in its own format, its id, name and origin."""
        told: list[str] = [str(len(table.rows)) for table in _found(self.items, TableSpec)]
        for ref in self.refs:
            fact = self.ledger.fact(ref)
            value = write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=self.language)
            cell = f"{fact.cell.result}, {fact.cell.row}, {fact.cell.column}" if fact.cell else ""
            told += [value, ref, fact.name, fact.expression, cell]
        return {token for text in told for token in lexemes(text)}

    @cached_property
    def serials(self) -> set[str]:
        """Its days as spreadsheets count them."""
        known = [self.ledger.value(ref) for ref in self.refs]
        days = [(date(day.year, day.month, day.day) - DAY_ZERO).days for day in known if isinstance(day, date)]
        return {text for day in days for text in (str(day), f"{day}.0")}

    @cached_property
    def values(self) -> list[float]:
        """The values of its facts, and the places of floating steps in its waterfalls."""
        known = [value for ref in self.refs if isinstance(value := self.ledger.value(ref), (int, float)) and not isinstance(value, bool)]
        for chart in self.charts:
            if chart.kind == "waterfall":
                runs = level_runs(self._chart(chart))
                known += [value for run in runs for value in run] + [abs(end - start) for start, end in runs]
        return [float(value) for value in (*known, *self.serials)]

    @cached_property
    def refs(self) -> list[str]:
        return [ref for item in self.items for ref in dict.fromkeys(fact_refs(item)) if ref]

    @cached_property
    def charts(self) -> list[ChartSpec]:
        return list(_found(self.items, ChartSpec))

    def _chart(self, chart: ChartSpec) -> ChartData:
        return read_chart(chart, self.ledger, self.language, names=None)

    def _texts(self) -> Iterator[str]:
        for item in self.items:
            for text in texts(item):
                yield rendered(text, self.ledger, self.language)
        yield from self.extra


def _found(value: object, kind: type[T]) -> Iterator[T]:
    """Everything of a kind inside a spec."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _found(item, kind)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _found(getattr(value, name), kind)


def parts_of(spec: Spec, ledger: Ledger, language: Language = "en") -> list[Part]:
    """The parts of a spec, one for each slide, sheet or section; a chart is one part, written in `language`."""
    if isinstance(spec, DeckSpec):
        return [Part(rendered(slide.title, ledger, spec.language), (slide,), ledger, spec.language, slide.id) for slide in spec.slides]
    if isinstance(spec, WorkbookSpec):
        return [
            Part(
                sheet.name,
                (sheet,),
                ledger,
                spec.language,
                extra=(rendered(spec.title, ledger, spec.language),),
                loose=sheet.kind in ("about", "checks", "evidence"),
            )
            for sheet in spec.sheets
        ]
    if isinstance(spec, DocumentSpec):
        return _sections(spec, ledger)
    return [Part("", (spec,), ledger, language)]


def _sections(spec: DocumentSpec, ledger: Ledger) -> list[Part]:
    groups: list[tuple[str, list[DocumentBlock]]] = [("", [])]
    for block in spec.blocks:
        if block.kind == "heading":
            groups.append((rendered(block.text, ledger, spec.language), []))
        groups[-1][1].append(block)
    first = tuple(rendered(text, ledger, spec.language) for text in (spec.title, spec.subtitle)) + tuple(title for title, _ in groups)
    return [Part(title, tuple(blocks), ledger, spec.language, extra=() if title else first) for title, blocks in groups]


def bookkeeping(ledger: Ledger) -> set[str]:
    """The numbers that source lines may hold: ids, row counts, times and coverage of results."""
    told: list[str] = []
    for result in ledger.results.values():
        coverage = result.coverage
        told += [source_line((result.id,), ledger, language) for language in ("en", "zh")]
        told += [result.id, ledger.label(result.id)]
        told += [result.source, result.purpose, f"{result.row_count:,}", f"{coverage.rows_read:,}", f"{coverage.rows_dropped:,}"]
        told += [*coverage.notes, str(coverage.first_day), str(coverage.last_day), coverage.dropped_why]
    return {token for text in told for token in lexemes(text)}


def every(words: Iterable[Part]) -> set[str]:
    """All numbers that any part writes."""
    return {token for part in words for token in part.words}
