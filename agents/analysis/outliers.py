"""Months of segments whose growth is far from what is usual: the robust score of Iglewicz and Hoaglin (1993).

score = 0.6745 · (growth − median of the segment) / median of all |growth − median of its segment|; out of line above 3.5. So a
segment that grows more than others all year is not out of line, and the outliers themselves do not move the measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.calendar import whole_starts
from agents.analysis.charts import cell, columns, title
from agents.analysis.claimed import against
from agents.analysis.compare import SMALL_ROWS, purpose
from agents.analysis.names import path
from agents.analysis.spans import day_of
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Result
from agents.evidence.text import fact_token
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

LIMIT = 3.5
NAMED = 5
FEWEST = 8  # growth rates, under which nothing is usual


@dataclass(frozen=True)
class Point:
    """One month of one segment: the segment's value, and fact refs."""

    segment: str
    name: str
    start: str
    growth: str
    now: str


def outliers(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind outliers: the months furthest out, none where all is usual. Weight grows with how many there are."""
    points, result = _points(desk, asked)
    if len(points) < FEWEST:
        raise CannotAnswer(desk.say(refusal("few_months")), missing=("months",))
    medians = _medians(desk, points)
    inputs = {f"x{i}": p.growth for i, p in enumerate(points)} | {f"m{i}": medians[p.segment] for i, p in enumerate(points)}
    gaps = ", ".join(f"abs(x{i} - m{i})" for i in range(len(points)))
    width = desk.derive("outliers.width", f"median({gaps})", inputs, name="median distance", unit="ratio")
    limit = desk.ledger.constant("outlier_limit", LIMIT, name=desk.say(phrase("score"))).id
    scores = _scores(desk, points, medians, width)
    told = list(scores)[:NAMED]
    words = {"measure": asked.subject.measure.words.of(desk.language), "dimension": asked.keyed(desk.language).words.of(desk.language)}
    growths = {f"x{i}": p.growth for i, p in enumerate(points)}
    count = desk.derive("outliers.points", f"count({', '.join(growths)})", growths, name="months", unit="count")
    facts = {"usual_distance": width, "points": count, "limit": limit}
    return [
        Finding(
            id=f"{asked.question or 'outliers'}.outliers",
            kind="outliers",
            question=asked.question,
            weight=min(0.5, 0.1 * len(scores)),
            words=words,
            facts=facts,
            lists={
                "name": tuple(p.name for p in told),
                "start": tuple(p.start for p in told),
                "growth": tuple(p.growth for p in told),
                "usual": tuple(medians[p.segment] for p in told),
                "score": tuple(scores[p] for p in told),
                "claim": tuple(against(desk, scores[p], limit) for p in told),
            },
            tables=(_table(desk, told, scores, words, result),) if told else (),
            results=(result.id,),
        )
    ]


def _medians(desk: Workbench, points: list[Point]) -> dict[str, str]:
    """Segment -> its usual growth, the median of its months."""
    found = {}
    for segment in dict.fromkeys(p.segment for p in points):
        inputs = {f"x{i}": p.growth for i, p in enumerate(p for p in points if p.segment == segment)}
        name = f"{segment} · {desk.say(phrase('median'))} · {desk.say(phrase('growth'))}"
        found[segment] = desk.derive(path("outliers", segment, "median"), f"median({', '.join(inputs)})", inputs, name=name, unit="ratio")
    return found


def _scores(desk: Workbench, points: list[Point], medians: dict[str, str], width: str) -> dict[Point, str]:
    """The scores above the limit, the furthest first."""
    spread = desk.number(width)
    if spread <= 0:
        return {}
    far = {p: abs(desk.number(p.growth) - desk.number(medians[p.segment])) for p in points}
    found: dict[Point, str] = {}
    for p in sorted((p for p in points if 0.6745 * far[p] / spread > LIMIT), key=lambda p: -far[p]):
        inputs = {"g": p.growth, "m": medians[p.segment], "d": width}
        found[p] = desk.derive(path("outlier", len(found)), "abs(0.6745 * (g - m) / d)", inputs, name=desk.say(phrase("score")))
    return found


def _points(desk: Workbench, asked: Arguments) -> tuple[list[Point], Result]:
    """The growth of every month of every segment with enough rows in both periods."""
    subject, spans, dimension = asked.subject, asked.spans(desk.language), asked.keyed(desk.language)
    result = desk.ask(
        shape.by_time(subject, "month", (dimension,), spans, desk.language), purpose(desk, subject, (dimension,), spans, "outliers_of")
    )
    cells = {(day_of(row[0]), row[1]): i for i, row in enumerate(result.rows)}
    months = list(zip(whole_starts(spans["before"], "month"), whole_starts(spans["now"], "month"), strict=False))
    points = []
    for value in dict.fromkeys(result.values(dimension.key)):
        for then, now in months:
            a, b = cells.get((then, value)), cells.get((now, value))
            if a is not None and b is not None and _enough(result, a) and _enough(result, b):
                points.append(_point(desk, result, dimension.key, (a, b), now))
    return points, result


def _enough(result: Result, row: int) -> bool:
    rows, value = result.cell(row, "rows"), result.cell(row, "value")
    return isinstance(rows, int) and rows >= SMALL_ROWS and isinstance(value, (int, float)) and value > 0


def _point(desk: Workbench, result: Result, key: str, pair: tuple[int, int], start: date) -> Point:
    before, now = (cell_ref(result.id, row, "value") for row in pair)
    name = str(result.cell(pair[1], key))
    growth = desk.derive(
        path(key, name, start) + ".growth",
        "n / b - 1",
        {"n": now, "b": before},
        name=f"{name} · {start:%Y-%m} · {desk.say(phrase('growth'))}",
        unit="ratio",
    )
    return Point(name, cell_ref(result.id, pair[1], key), cell_ref(result.id, pair[1], "start"), growth, now)


def _table(desk: Workbench, told: list[Point], scores: dict[Point, str], words: dict[str, str], result: Result) -> TableSpec:
    heads = (
        TableColumn(header=words["dimension"][:1].upper() + words["dimension"][1:]),
        TableColumn(header=desk.say(phrase("month"))),
        *columns(desk, (desk.say(phrase("growth")), "signed"), "score"),
    )
    rows = tuple(
        (cell(p.name, "name"), fact_token(p.start, "month"), cell(p.growth, "signed_percent"), cell(scores[p], "decimal")) for p in told
    )
    return TableSpec(id="outliers_table", title=title(desk, "outliers"), columns=heads, rows=rows, results=(result.id,))
