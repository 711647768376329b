"""Months of segments whose growth is far from what is usual: the robust score of Iglewicz and Hoaglin (1993).

score = 0.6745 · (growth − median) / median of |growth − median|; out of line above 3.5. It is not moved by the outliers themselves.
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
from agents.analysis.words import phrase
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
    """One month of one segment: fact refs."""

    name: str
    start: str
    growth: str
    now: str


def outliers(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind outliers: the months furthest out, none where all is usual. Weight grows with how many there are."""
    points, result = _points(desk, asked)
    if len(points) < FEWEST:
        raise CannotAnswer("Too few months can be compared to say what is unusual.", missing=("months",))
    inputs = {f"x{i}": p.growth for i, p in enumerate(points)}
    usual = desk.derive("outliers.median", f"median({', '.join(inputs)})", inputs, name=desk.say(phrase("median")), unit="ratio")
    gaps = ", ".join(f"abs({x} - m)" for x in inputs)
    width = desk.derive("outliers.width", f"median({gaps})", inputs | {"m": usual}, name="median distance", unit="ratio")
    limit = desk.ledger.constant("outlier_limit", LIMIT, name=desk.say(phrase("score"))).id
    scores: dict[Point, str] = {}
    if desk.number(width) > 0:
        middle, spread = desk.number(usual), desk.number(width)
        far = [p for p in points if abs(0.6745 * (desk.number(p.growth) - middle) / spread) > LIMIT]
        for p in sorted(far, key=lambda p: -abs(desk.number(p.growth) - middle)):
            scores[p] = desk.derive(path("outlier", len(scores)), "abs(0.6745 * (g - m) / d)", {"g": p.growth, "m": usual, "d": width}, name=desk.say(phrase("score")))
    told = list(scores)[:NAMED]
    words = {"measure": asked.subject.measure.words.of(desk.language), "dimension": asked.keyed().words.of(desk.language)}
    inputs = {f"x{i}": p.growth for i, p in enumerate(points)}
    facts = {"usual": usual, "points": desk.derive("outliers.points", f"count({', '.join(inputs)})", inputs, name="months", unit="count"), "limit": limit}
    return [Finding(
        id=f"{asked.question or 'outliers'}.outliers", kind="outliers", question=asked.question, weight=min(0.5, 0.1 * len(scores)), words=words, facts=facts,
        lists={"name": tuple(p.name for p in told), "start": tuple(p.start for p in told), "growth": tuple(p.growth for p in told),
               "score": tuple(scores[p] for p in told), "claim": tuple(against(desk, scores[p], limit) for p in told)},
        tables=(_table(desk, told, scores, words, result),) if told else (), results=(result.id,),
    )]  # fmt: skip


def _points(desk: Workbench, asked: Arguments) -> tuple[list[Point], Result]:
    """The growth of every month of every segment with enough rows in both periods."""
    subject, spans, dimension = asked.subject, asked.spans(), asked.keyed()
    result = desk.ask(shape.by_time(subject, "month", (dimension,), spans, desk.language), purpose(desk, subject, (dimension,), spans, "outliers_of"))
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
    growth = desk.derive(path(key, name, start) + ".growth", "n / b - 1", {"n": now, "b": before}, name=f"{name} · {start:%Y-%m} · {desk.say(phrase('growth'))}", unit="ratio")
    return Point(cell_ref(result.id, pair[1], key), cell_ref(result.id, pair[1], "start"), growth, now)


def _table(desk: Workbench, told: list[Point], scores: dict[Point, str], words: dict[str, str], result: Result) -> TableSpec:
    heads = (TableColumn(header=words["dimension"][:1].upper() + words["dimension"][1:]), TableColumn(header=desk.say(phrase("month"))),
             *columns(desk, (desk.say(phrase("growth")), "signed"), "score"))
    rows = tuple((cell(p.name, "name"), fact_token(p.start, "month"), cell(p.growth, "signed_percent"), cell(scores[p], "decimal")) for p in told)
    return TableSpec(id="outliers_table", title=title(desk, "outliers"), columns=heads, rows=rows, results=(result.id,))
