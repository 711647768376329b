"""A whole request, read for the planner: what to measure, by what, when, which analyses and which files, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Literal

from agents.core.brief import DELIVERABLES, Deliverable, Language
from agents.core.periods import Grain, Period
from agents.models.builtin.parser.binding import Ambiguous, Binder
from agents.models.builtin.parser.filters import bounded, filters_of, unlimited, walked
from agents.models.builtin.parser.graph import Graph
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.meaning import Attr, Formula, Measure
from agents.models.builtin.parser.names import build_names
from agents.models.builtin.parser.periods import previous
from agents.models.builtin.parser.readings import Meaning, Spelled
from agents.models.builtin.parser.tokens import is_chinese
from agents.models.builtin.parser.understanding import DimensionRef, MeasureRef, Operation, SingleQuestion, Understanding, Unread
from agents.models.builtin.parser.values import Values, build_values
from agents.models.builtin.parser.vocabulary import Vocabulary
from agents.models.builtin.parser.walk import Walk
from agents.sources.catalog import Catalog
from agents.sources.query import Aggregate

# kind of an item -> what it asks for
OPERATIONS: dict[str, Operation] = {
    "growth": "growth",
    "shrank": "growth",
    "grewmore": "growth",
    "trend": "trend",
    "grain": "trend",
    "super": "ranking",
    "common": "ranking",
    "top": "ranking",
    "bottom": "ranking",
    "rank": "ranking",
    "share": "share",
    "ratio": "ratio",
    "diff": "difference",
    "count": "count",
    "plan": "plan",
    "null": "quality",
    "op:drivers": "drivers",
    "op:summary": "summary",
    "op:outliers": "outliers",
    "op:distribution": "distribution",
    "op:quality": "quality",
    "agg:avg": "average",
    "agg:sum": "total",
    "agg:corr": "correlation",
}
GRAINS: dict[str, Grain] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}


def language_of(text: str) -> Language:
    """The language of a request."""
    return "zh" if is_chinese(text) else "en"


def understand(
    request: str, catalog: Catalog, values: Values | None = None, language: Language | None = None,
    readings: Mapping[Spelled, Meaning] | None = None,
) -> Understanding:  # fmt: skip
    """Read a request over a catalog. `values` is the index of text values (build_values); without it the catalog's samples serve."""
    language = language or language_of(request)
    known = values or build_values(catalog, None)
    graph = Graph(catalog, known)
    vocabulary = Vocabulary(build_names(catalog), known, catalog.last_day or date.today(), readings=readings or {})
    items = read_items(request, language, vocabulary, request=True)
    binder = Binder(catalog, graph, vocabulary)
    reader = _Request(Walk(request, items, binder, language))
    measures, dimensions = reader.measures(), reader.dimensions()
    walk = Walk(request, [replace(item) for item in items], replace(binder, unsure=[]), language)
    draft = walked(walk)
    return Understanding(
        request=request,
        language=language,
        operations=_operations(items),
        measures=measures,
        dimensions=dimensions,
        periods=_periods(items, bounded(walk.items, draft, catalog)),
        filters=filters_of(walk),
        deliverables=_deliverables(items),
        questions=_questions(request, items),
        top=reader.top(),
        asked=_asked(items),
        unread=(*_unread(items, vocabulary), *unlimited(draft), *(() if measures else _unmeasured(items))),
    )


class _Request:
    """Reads the names of a request, bound to the catalog."""

    def __init__(self, walk: Walk) -> None:
        self.walk, self.binder = walk, walk.binder
        tables = [walk.table_of(place) for place in range(walk.size)]
        self.binder.mentioned = list(dict.fromkeys(t for t in tables if t))

    def measures(self) -> tuple[MeasureRef, ...]:
        """The numbers asked for, in the order of the request; sales where only growth or ranking is asked."""
        found: list[MeasureRef] = []
        place = 0
        while place < self.walk.size:
            read = self._measure(place)
            if read is None:
                place += 1
                continue
            found += [m for m in read[0] if m not in found]
            place = max(read[1], place + 1)
        if not found and (revenue := self.binder.revenue(net=False)):
            found = [measure_ref("", Measure("sum", revenue[0], revenue[1]))]
        return tuple(found)

    def _measure(self, place: int) -> tuple[list[MeasureRef], int] | None:
        item = self.walk.items[place]
        if not (item.is_("agg", "count", "derived", "formula", "discounted") or self.walk.is_column(place)):
            return None
        try:
            read = self.walk.quantity(place)
        except Ambiguous:
            return None
        if read is None:
            return None
        refs = []
        for quantity in read[0]:
            if isinstance(quantity, Attr) and not (self.binder.numeric(quantity) and self.binder.info(quantity).role == "measure"):
                return None
            refs.append(measure_ref(item.text, self.walk.as_measure(quantity)))
        return refs, read[1]

    def dimensions(self) -> tuple[DimensionRef, ...]:
        """What is split by: columns and things named, and calendar grains; a thing is split by its name column."""
        found: list[DimensionRef] = []
        for place, item in enumerate(self.walk.items):
            ref = self._dimension(place, item)
            if ref is not None and all((ref.table, ref.column, ref.grain) != (f.table, f.column, f.grain) for f in found):
                found.append(ref)
        return tuple(found)

    def _dimension(self, place: int, item: Item) -> DimensionRef | None:
        if item.is_("grain") and (time := self.binder.time([m.table for m in self.measures()])) and item.sub in GRAINS:
            return DimensionRef(label=item.text, table=time.table, column=time.column, grain=GRAINS[item.sub])
        if item.is_("plan") and item.kind != "name":
            return None
        table = self.walk.table_of(place)
        if table is not None:
            return DimensionRef(label=item.text, table=table, column=self.binder.graph.display(table)[0])
        if not self.walk.is_column(place):
            return None
        attr = self.walk.column_at(place)
        if self._holds(attr, place - 1) or self._holds(attr, place + 1):
            return None  # "the West region" says which rows, not what to split by
        if self.binder.info(attr).role in ("measure", "time", "key"):
            return None
        return DimensionRef(label=item.text, table=attr.table, column=attr.column)

    def _holds(self, attr: Attr, place: int) -> bool:
        """Is the item beside a column a value of it?"""
        near = self.walk.at(place)
        beside = near is not None and self.walk.is_value(place) and not self.walk.kind(place - 1, "each") | self.walk.kind(place, "each")
        return beside and any((held.table, held.column) == (attr.table, attr.column) for held in (near.held if near else ()))

    def top(self) -> int | None:
        """ "the five best products", "前十"."""
        for place, item in enumerate(self.walk.items):
            near = (self.walk.at(place - 1), self.walk.at(place + 1))
            if (
                item.kind == "number"
                and any(n is not None and n.is_("super", "top", "common") for n in near)
                and item.number == int(item.number)
            ):
                return int(item.number)
        return None


def measure_ref(label: str, measure: Measure) -> MeasureRef:
    if isinstance(measure.of, Formula):
        parts = tuple(part.column for part in measure.of.parts)
        formula = "quantity_price_discount" if measure.of.kind == "net" else "quantity_price"
        return MeasureRef(label=label or measure.label, table=measure.table, formula=formula, parts=parts)
    if measure.per is not None and measure.label == "margin" and isinstance(measure.of, Attr) and isinstance(measure.per.of, Attr):
        return MeasureRef(label=label, table=measure.table, formula="margin", parts=(measure.of.column, measure.per.of.column))
    op: Aggregate = measure.op
    return MeasureRef(label=label or measure.label, table=measure.table, aggregate=op, column=measure.of.column if measure.of else None)


FALLS = re.compile(r"declin|drop|fall|fell|decreas|shr[iau]nk|down|lower|less|worse|下降|减少|下滑|跌|低|少|萎缩|倒退", re.IGNORECASE)
RISES = re.compile(r"increas|ris|rose|gr[eo]w|gain|jump|go up|went up|higher|better|上升|增|涨|提高|升|高|多", re.IGNORECASE)


def _asked(items: list[Item]) -> Literal["", "fall", "rise"]:
    """The direction that "why did it fall?" takes for granted."""
    moves = [item.text for item in items if item.is_("growth", "shrank", "grewmore", "cmp")]
    if not any(item.is_("op:drivers") for item in items) and not moves:
        return ""
    fell, rose = (any(pattern.search(text) for text in moves) for pattern in (FALLS, RISES))
    return "fall" if fell and not rose else "rise" if rose and not fell else ""


def _operations(items: list[Item]) -> tuple[Operation, ...]:
    found = [OPERATIONS[key] for item in items for key in (f"{item.kind}:{item.sub}", item.kind) if key in OPERATIONS]
    return tuple(dict.fromkeys(found))


def _periods(items: list[Item], bounds: Mapping[int, Period]) -> tuple[Period, ...]:
    """The periods in calendar order; the two ends of a range where growth is asked; with "year on year" also the one before."""
    growth = [item for item in items if item.is_("growth", "shrank", "grewmore")]
    found: list[Period] = []
    for item in items:
        if item.period is not None:
            found += list(item.parts) if growth and item.parts else [bounds.get(item.start, item.period)]
    grains = {item.sub for item in growth} & {"year", "quarter", "month"}
    if len(found) == 1 and grains:
        found.append(previous(found[0], next(iter(grains))))
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (p.start, p.end)))


def _deliverables(items: list[Item]) -> tuple[Deliverable, ...]:
    asked = {item.sub for item in items if item.is_("deliver")}
    if any(item.is_("plan") and re.search(r"action plan|行动", item.text.lower()) for item in items):
        asked.add("document")
    return tuple(d for d in DELIVERABLES if d in asked)


def _questions(request: str, items: list[Item]) -> tuple[SingleQuestion, ...]:
    """The sentences that ask for something of the data."""
    ends = [0, *(m.end() for m in re.finditer(r"[.?!;。？！；](?=\s|$|[\u4e00-\u9fff])|\n+", request)), len(request)]
    found = []
    for start, end in pairwise(ends):
        inside = [item for item in items if start <= item.start < end]
        operations = tuple(op for op in _operations(inside) if op != "plan")
        if request[start:end].strip() and any(item.kind == "name" or item.is_("derived") for item in inside):
            found.append(SingleQuestion(text=request[start:end].strip(), operations=operations))
    return tuple(found)


def _unmeasured(items: list[Item]) -> tuple[Unread, ...]:
    """Words for a measure ("sales") where the data has nothing to measure by them: counting rows instead would answer something else."""
    return tuple(
        Unread(word=item.text, start=item.start, end=item.end) for item in items if item.kind in ("derived", "formula", "discounted")
    )


def _unread(items: list[Item], vocabulary: Vocabulary) -> tuple[Unread, ...]:
    """Unknown words; single Han characters in a row make one."""
    found: list[Unread] = []
    for item in items:
        if item.kind != "unknown":
            continue
        if found and found[-1].end == item.start and re.fullmatch(r"[\u3400-\u9fff]+", found[-1].word + item.text):
            found[-1] = Unread(word=found[-1].word + item.text, start=found[-1].start, end=item.end)
        else:
            near = tuple(get_close_matches(item.text.lower(), sorted(vocabulary.names.words), n=3, cutoff=0.75))
            found.append(Unread(word=item.text, start=item.start, end=item.end, near=near))
    return tuple(found)
