"""A chart spec with its facts read: what a drawing needs, as plain values and finished words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from agents.core.brief import Language
from agents.core.errors import EvidenceError
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.results import Unit
from agents.evidence.text import check, rendered
from agents.specs.chart import ChartKind, ChartSpec, Series, SeriesRole
from agents.specs.walk import texts


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series. `value` is None where the fact does not exist or the series has a gap; `text` is what people read."""

    value: float | None
    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class Row:
    """A series. `unit`, `currency` and `format` are those of its values, for the scale."""

    name: str
    role: SeriesRole
    points: tuple[Point, ...]
    format: str
    unit: Unit
    currency: str

    @property
    def values(self) -> list[float]:
        return [point.value for point in self.points if point.value is not None]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything a drawing shows, with every text written out."""

    id: str
    kind: ChartKind
    language: Language
    title: str
    subtitle: str
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    highlight: tuple[int, ...]
    alert: tuple[int, ...]
    beside: tuple[str, ...]
    alt: str
    note: str


def read_chart(chart: ChartSpec, ledger: Ledger, language: Language, names: Collection[str] | None = ()) -> ChartData:
    """The chart's values and words; `names` None where its texts were checked before.

    Raises EvidenceError for an unbound number, a false claim, or a series of the wrong length.
    """
    if names is not None:
        for text in texts(chart):
            check(text, ledger, language, names)
    for series in chart.series:
        if len(series.values) != len(chart.categories):
            raise EvidenceError(
                f"Chart {chart.id}: the series {series.name!r} has {len(series.values)} values for "
                f"{len(chart.categories)} categories; give one ref for each."
            )

    def words(text: str) -> str:
        return rendered(text, ledger, language)

    return ChartData(
        id=chart.id,
        kind=chart.kind,
        language=language,
        title=words(chart.title),
        subtitle=words(chart.subtitle),
        categories=tuple(words(text) for text in chart.categories),
        rows=tuple(_levelled(_row(series, chart.format, ledger, language), chart, ledger, language) for series in chart.series),
        highlight=chart.highlight,
        alert=chart.alert,
        beside=tuple(words(text) for text in chart.beside),
        alt=words(chart.alt),
        note=words(chart.note),
    )


def exact(value: float | None) -> str:
    """A number to its last digit, whole ones without a point; "" for none."""
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _levelled(row: Row, chart: ChartSpec, ledger: Ledger, language: Language) -> Row:
    """A waterfall's levels are written in the chart's own format: the signs of its series belong to the steps."""
    if chart.kind != "waterfall" or len(row.points) < 2:
        return row
    first, *steps, last = row.points
    levels = [_point(point.ref, chart.format, ledger, language) for point in (first, last)]
    return replace(row, points=(levels[0], *steps, levels[1]))


def _row(series: Series, format: str, ledger: Ledger, language: Language) -> Row:
    chosen = series.format if series.format != "auto" else format
    points = tuple(_point(ref, chosen, ledger, language) for ref in series.values)
    first = next((ledger.fact(ref) for ref in series.values if ref), None)
    return Row(
        name=rendered(series.name, ledger, language),
        role=series.role,
        points=points,
        format=chosen,
        unit=first.unit if first else "",
        currency=first.currency if first else "",
    )


def _point(ref: str, format: str, ledger: Ledger, language: Language) -> Point:
    if not ref:
        return Point(None, "", "")
    fact = ledger.fact(ref)
    if fact.value is not None and (isinstance(fact.value, bool) or not isinstance(fact.value, (int, float))):
        raise EvidenceError(f"The fact {ref!r} is no number, so a chart cannot show it.")
    text = write(fact.value, format, unit=fact.unit, currency=fact.currency, language=language)
    return Point(None if fact.value is None else float(fact.value), text, ref)
