"""Product groups inside segments: how each fits, grows, earns and comes back, against its segment and against the whole."""

from __future__ import annotations

from dataclasses import dataclass

from agents.analysis.compare import Comparison, Line, compared, whole
from agents.analysis.plan_rules import Reading
from agents.analysis.rates import Rate
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period

PARTS = ("quantity", "profit", "gross", "revenue")
GROUPS = 40  # most values of a level that a table of groups shows
ROWS_PER_CELL = 20  # a level is too fine where its cells hold fewer rows than this on average


@dataclass
class Cells:
    """The cells of a level inside a dimension; without a dimension the whole is the one segment."""

    desk: Workbench
    subject: Subject
    spans: dict[str, Period]
    dimension: Dimension | None
    level: Dimension

    def __post_init__(self) -> None:
        keys = (self.level,) if self.dimension is None else (self.dimension, self.level)
        self.table: Comparison = compared(self.desk, self.subject, keys, self.spans, parts=PARTS)
        self.by_level: Comparison = compared(self.desk, self.subject, (self.level,), self.spans, parts=PARTS)
        self.whole: Comparison = whole(self.desk, self.subject, self.spans)
        self.segments = (
            self.whole if self.dimension is None else compared(self.desk, self.subject, (self.dimension,), self.spans, limit=2_000)
        )
        self._readings: dict[int, Reading] = {}
        self._rows: dict[object, list[int]] = {}
        for row in range(self.table.size):
            self._rows.setdefault(self.table.key(row)[0] if self.dimension is not None else None, []).append(row)
        for rows in self._rows.values():
            rows.sort(key=lambda row: -self.table.raw(row, "now"))

    @property
    def nested(self) -> bool:
        """Does each group belong to one segment only? Then its place there says nothing about how well it fits."""
        return self.dimension is not None and not self.table.result.truncated and self.table.size == self.by_level.size

    def rows(self, segment: int) -> list[int]:
        """The rows of a segment (a row of `segments`), the largest first."""
        return self._rows.get(self.segments.key(segment)[0] if self.dimension is not None else None, [])

    def line(self, row: int, segment: int) -> Line:
        return self.table.line(row, self.segments.line(segment))

    def product(self, row: int) -> int | None:
        """The row of the same product group in all segments together."""
        return self.by_level.find(self.table.key(row)[-1])

    def index(self, row: int, segment: int) -> str:
        """The fit index: share in the segment over share in the whole. "" without a dimension or a whole, or where groups are nested."""
        product = self.product(row)
        if self.dimension is None or product is None or self.nested or not self.subject.measure.additive:
            return ""
        parts = {
            "n": self.table.cell(row, "now"),
            "s": self.segments.cell(segment, "now"),
            "p": self.by_level.cell(product, "now"),
            "t": self.whole.cell(0, "now"),
        }
        if min(self.desk.number(ref) for ref in parts.values()) <= 0:
            return ""
        name = f"{self.desk.say(phrase('index'))} · {self.table.key(row)[0]} · {self.table.key(row)[-1]}"
        return self.desk.derive(f"{self.table.id(row)}.index", "(n / s) / (p / t)", parts, name=name, unit="index")

    def rate(self, row: int, rate: Rate, period: str = "now") -> str:
        return self.table.rates(row).get(rate, period)

    def reading(self, row: int, segment: int) -> Reading:
        """The numbers of a cell, to judge it by. No facts are made."""
        if row not in self._readings:
            self._readings[row] = self._read(row, segment)
        return self._readings[row]

    def _read(self, row: int, segment: int) -> Reading:
        table, product = self.table, self.product(row)
        now, base = table.raw(row, "now"), self.segments.raw(segment, "now")
        values = {name: _rate(table, row, name) for name in ("margin", "returns", "discount")}
        against = {f"segment_{name}": _rate(self.segments, segment, name) for name in values}
        index = elsewhere = own = margin = None
        if product is not None and self.dimension is not None and not self.nested:
            part, total = self.by_level.raw(product, "now"), self.whole.raw(0, "now")
            index = (now / base) / (part / total) if min(base, part, total) > 0 else None
            elsewhere, own = _growth(self.by_level, product), _rate(self.by_level, product, "returns")
            margin = _rate(self.by_level, product, "margin")
        return Reading(
            rows_before=table.raw(row, "rows_before"),
            rows_now=table.raw(row, "rows_now"),
            now=now,
            share=now / base if base > 0 else 0.0,
            fair=1 / max(len(self.rows(segment)), 1),
            growth=_growth(table, row),
            segment_growth=_growth(self.segments, segment) or 0.0,
            index=index,
            growth_elsewhere=elsewhere,
            own_returns=own,
            own_margin=margin,
            total_growth=_growth(self.whole, 0) or 0.0,
            **values,
            **against,
        )


def _growth(table: Comparison, row: int) -> float | None:
    before = table.raw(row, "before")
    return table.raw(row, "now") / before - 1 if before > 0 else None


def _rate(table: Comparison, row: int, rate: str) -> float | None:
    """A rate as a number, None where the data cannot say it."""
    raw = table.raw
    revenue = raw(row, "revenue_now") if table.cell(row, "revenue_now") else raw(row, "now")
    if rate == "margin":
        return raw(row, "profit_now") / revenue if table.cell(row, "profit_now") and revenue > 0 else None
    if rate == "discount":
        gross = raw(row, "gross_now")
        return 1 - revenue / gross if table.cell(row, "gross_now") and gross > 0 else None
    back = table.subject.returned
    if back is None or table.back is None or (not table.cell(row, "returned_now") and table.back.truncated):
        return None
    sold = revenue if back.per == "revenue" else raw(row, f"{back.per}_now")
    return raw(row, "returned_now") / sold if sold > 0 else None


def levels(
    desk: Workbench, subject: Subject, spans: dict[str, Period], dimension: Dimension | None
) -> tuple[Dimension | None, Dimension | None]:
    """(the level of groups, the level of items): the coarsest that fits a table, and the finest whose cells hold enough rows."""
    found = [d for d in subject.levels if dimension is None or d.expr != dimension.expr]
    if not found or not subject.measure.additive:
        return None, None
    rows = whole(desk, subject, spans).raw(0, "rows_now")
    segments = max(dimension.distinct, 1) if dimension is not None else 1
    fine = [d for d in found if rows / (segments * max(d.distinct, 1)) >= ROWS_PER_CELL]
    group = next((d for d in found if d.distinct <= GROUPS), None)
    item = fine[-1] if fine else found[-1] if group is None else None
    return group, item if item != group else None
