"""Two periods side by side by a dimension: the table that most analyses read, with its facts made when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.analysis import shape
from agents.analysis.extract import grouping_of
from agents.analysis.names import path
from agents.analysis.rates import Rates
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Result

SHOWN = 8  # segments a person takes in at once; more are summed up as "Other"
CONTENDERS = 20  # the runners-up that a claim of being the largest is checked against
SMALL_ROWS = 30  # rows of both periods together under which a growth rate is chance


@dataclass(frozen=True)
class Line:
    """The facts of one segment (or of the whole, or of the rest). "" where a fact cannot be said."""

    id: str
    name: str  # fact ref of the name; "" for the whole and the rest
    before: str
    now: str
    change: str
    growth: str
    contribution: str = ""
    share_before: str = ""
    share_now: str = ""
    share_change: str = ""
    rows_before: str = ""
    rows_now: str = ""
    small: bool = False
    text: str = ""  # the name itself, for ids and lookups
    row: int = -1


@dataclass
class Comparison:
    """A grouped result with two periods. `line(i)` makes the facts of row i; rows come with the largest value of either period first."""

    desk: Workbench
    subject: Subject
    keys: tuple[Dimension, ...]
    spans: dict[str, Period]
    result: Result
    back: Result | None
    sold: Result | None = None
    whole: Comparison | None = None  # the result without keys
    _lines: dict[int, Line] = field(default_factory=dict)
    _beside: dict[str, dict[tuple[object, ...], int]] = field(default_factory=dict)

    def beside(self, column: str) -> Result | None:
        """The result that a column stands in, where it was asked for by itself: what came back, how many orders."""
        return self.back if column.startswith("returned_") else self.sold if column.startswith("orders_") else None

    def _row_beside(self, result: Result, row: int) -> int | None:
        if result.id not in self._beside:
            columns = [result.values(k.key) for k in self.keys]
            self._beside[result.id] = {key: i for i, key in enumerate(zip(*columns, strict=True))} if columns else {(): 0}
        return self._beside[result.id].get(self.key(row))

    @property
    def size(self) -> int:
        return len(self.result.rows)

    def key(self, row: int) -> tuple[object, ...]:
        places, cells = self._places(self.result), self.result.rows[row]
        return tuple(cells[places[k.key]] for k in self.keys)

    def cell(self, row: int, column: str) -> str:
        """Fact ref of a cell, of what came back and of orders too; "" where there is no such column."""
        if (other := self.beside(column)) is not None:
            at = self._row_beside(other, row)
            return cell_ref(other.id, at, column) if at is not None else ""
        return cell_ref(self.result.id, row, column) if column in self._places(self.result) else ""

    def raw(self, row: int, column: str) -> float:
        """The number in a cell, 0 where it holds none: to sort and to decide, never to show."""
        result, at = self.result, row
        if (other := self.beside(column)) is not None:
            found = self._row_beside(other, row)
            result, at = other, -1 if found is None else found
        position = self._places(result).get(column)
        value = result.rows[at][position] if position is not None and at >= 0 else None
        return float(value) if isinstance(value, (int, float)) else 0.0

    def _places(self, result: Result) -> dict[str, int]:
        places: dict[str, int] = self.desk.memo.setdefault(("places", result.id), {})
        if not places:
            places.update({c.name: i for i, c in enumerate(result.columns)})
        return places

    def find(self, *key: object) -> int | None:
        """The row of a key, None where nothing was sold."""
        return self.index().get(key)

    def index(self) -> dict[tuple[object, ...], int]:
        memo = ("index", self.result.id)
        if memo not in self.desk.memo:
            self.desk.memo[memo] = {self.key(row): row for row in range(self.size)}
        found: dict[tuple[object, ...], int] = self.desk.memo[memo]
        return found

    def small(self, row: int) -> bool:
        return self.raw(row, "rows_before") + self.raw(row, "rows_now") < SMALL_ROWS

    def id(self, row: int) -> str:
        parts: list[object] = []
        for dimension, value in zip(self.keys, self.key(row), strict=True):
            parts += [dimension.key, value]
        return path(*parts) if parts else "total"

    def rates(self, row: int) -> Rates:
        return Rates(
            self.desk, self.subject, self.id(row), lambda column: self.cell(row, column), self.back is not None and not self.back.truncated
        )

    def line(self, row: int, whole: Line | None = None) -> Line:
        """The facts of a row; shares and contribution against `whole`, by default the whole of the comparison."""
        if row not in self._lines:
            against = whole or (self.whole.line(0) if self.whole is not None else None)
            name = self.cell(row, self.keys[-1].key) if self.keys else ""
            text = str(self.key(row)[-1]) if self.keys else self.desk.say(phrase("total"))
            made = make_line(self, self.id(row), (self.cell(row, "before"), self.cell(row, "now")), against, text)
            self._lines[row] = Line(
                **{
                    **made.__dict__,
                    "name": name,
                    "rows_before": self.cell(row, "rows_before"),
                    "rows_now": self.cell(row, "rows_now"),
                    "small": self.small(row),
                    "row": row,
                }
            )
        return self._lines[row]

    def shown(self, most: int = SHOWN) -> tuple[list[Line], Line | None]:
        """The rows to show, largest first, and the rest as one line where there are more than `most`."""
        alive = [row for row in range(self.size) if self.raw(row, "rows_before") or self.raw(row, "rows_now")]
        if len(alive) <= most or self.whole is None or not self.subject.measure.additive:
            return [self.line(row) for row in self._by_now(alive[: most * 3])], None
        lines = [self.line(row) for row in self._by_now(alive[: most - 1])]
        return lines, self._rest(lines)

    def _by_now(self, rows: Sequence[int]) -> list[int]:
        return sorted(rows, key=lambda row: -self.raw(row, "now"))

    def furthest(self, field: str, *, lowest: bool = False) -> list[Line]:
        """The rows with the highest (lowest) `now`, `change` or `growth`, the furthest first: all rows are looked at, at most
        CONTENDERS made into facts. Growth is only of rows with something before, and of few rows only where there is nothing else."""
        blank = self.desk.say(shape.BLANK)
        rows = [r for r in range(self.size) if (self.raw(r, "rows_before") or self.raw(r, "rows_now")) and blank not in self.key(r)]
        if field == "growth":
            rows = [r for r in rows if self.raw(r, "before") > 0]
            rows = [r for r in rows if not self.small(r)] or rows
        values = {
            "now": lambda r: self.raw(r, "now"),
            "change": lambda r: self.raw(r, "now") - self.raw(r, "before"),
            "growth": lambda r: self.raw(r, "now") / self.raw(r, "before") - 1,
        }
        ordered = sorted(rows, key=values[field], reverse=not lowest)
        return [self.line(row) for row in ordered[:CONTENDERS]]

    def _rest(self, lines: Sequence[Line]) -> Line:
        assert self.whole is not None
        whole = self.whole.line(0)
        other, id = self.desk.say(phrase("other")), path(self.keys[-1].key, "other")
        refs = []
        for period in ("before", "now"):
            inputs = {"t": getattr(whole, period)} | {f"x{i}": getattr(line, period) for i, line in enumerate(lines)}
            expression = f"t - sum({', '.join(x for x in inputs if x != 't')})"
            refs.append(
                self.desk.derive(
                    path(id, period), expression, inputs, like=getattr(whole, period), name=f"{other} · {self.spans[period].label}"
                )
            )
        return make_line(self, id, (refs[0], refs[1]), whole, other)


def make_line(table: Comparison, id: str, pair: tuple[str, str], whole: Line | None, text: str) -> Line:
    """Change, growth, contribution and shares of a pair of values. Contribution = change over the whole's earlier value."""
    desk, (before, now) = table.desk, pair
    both = {"n": now, "b": before}
    negative = desk.number(before) < 0
    measure = table.subject.measure.words.of(desk.language)

    def named(role: str) -> str:
        return f"{measure} · {text} · {desk.say(phrase(role))}"

    change = desk.derive(f"{id}.change", "n - b", both, like=now, name=named("change"))
    rate = "(n - b) / max(b, 0)" if negative else "n / b - 1"  # a negative base has no growth rate: missing, like a zero one
    growth = desk.derive(f"{id}.growth", rate, both, name=named("growth"), unit="ratio")
    line = Line(id=id, name="", before=before, now=now, change=change, growth=growth, text=text)
    if whole is None or not table.subject.measure.additive:
        return line
    if desk.number(whole.before) <= 0 or desk.number(whole.now) <= 0:
        return line
    share_before = desk.derive(f"{id}.share_before", "b / t", {"b": before, "t": whole.before}, name=named("share_before"), unit="ratio")
    share_now = desk.derive(f"{id}.share_now", "n / t", {"n": now, "t": whole.now}, name=named("share_now"), unit="ratio")
    return Line(
        **{
            **line.__dict__,
            "share_before": share_before,
            "share_now": share_now,
            "contribution": desk.derive(
                f"{id}.contribution", "(n - b) / t", both | {"t": whole.before}, name=named("contribution"), unit="points"
            ),
            "share_change": desk.derive(
                f"{id}.share_change", "n - b", {"n": share_now, "b": share_before}, name=named("share_change"), unit="points"
            ),
        }
    )


def whole(desk: Workbench, subject: Subject, spans: dict[str, Period]) -> Comparison:
    """The comparison without a dimension: one row. Raises CannotAnswer where a period holds no rows."""
    memo = ("whole", subject, tuple(spans.values()))
    if memo not in desk.memo:
        made = _ask(desk, subject, (), spans, None, None)
        empty = [p.label for name, p in spans.items() if made.raw(0, f"rows_{name}") == 0]
        if empty:
            raise CannotAnswer(desk.say(refusal("no_rows")).format(what=", ".join(empty)), missing=tuple(empty))
        desk.memo[memo] = made
    kept: Comparison = desk.memo[memo]
    return kept


def compared(
    desk: Workbench,
    subject: Subject,
    keys: Sequence[Dimension],
    spans: dict[str, Period],
    *,
    parts: Sequence[str] | None = None,
    limit: int = 1_500,
) -> Comparison:
    """The comparison by the keys; at most `limit` rows, the largest first."""
    memo = ("compared", subject, tuple(k.key for k in keys), tuple(spans.values()), tuple(parts) if parts is not None else None, limit)
    if memo not in desk.memo:
        made = _ask(desk, subject, tuple(keys), spans, parts, limit)
        made.whole = whole(desk, subject, spans)
        desk.memo[memo] = made
    kept: Comparison = desk.memo[memo]
    return kept


def _ask(
    desk: Workbench, subject: Subject, keys: tuple[Dimension, ...], spans: dict[str, Period], parts: Sequence[str] | None, limit: int | None
) -> Comparison:
    query = shape.grouped(subject, keys, spans, desk.language, parts=parts, limit=limit if keys else None)
    result = desk.ask(query, purpose(desk, subject, keys, spans), grouping=grouping_of(desk, subject, keys, spans, query))
    back = sold = None
    if subject.measure.additive and (question := shape.returned(subject, keys, spans, desk.language)) is not None:
        back = desk.ask(question, purpose(desk, subject, keys, spans, "returns"))
    if subject.measure.additive and parts is None and (question := shape.ordered(subject, keys, spans, desk.language)) is not None:
        sold = desk.ask(question, purpose(desk, subject, keys, spans, "orders"))
    return Comparison(desk, subject, keys, spans, result, back, sold)


def purpose(desk: Workbench, subject: Subject, keys: Sequence[Dimension], spans: dict[str, Period], what: str = "") -> str:
    """One line for people: Revenue by channel and category, 2024 and 2025."""
    words = desk.say(phrase(what)) if what else subject.measure.words.of(desk.language)
    joint, pause = (" and ", ", ") if desk.language == "en" else ("、", "，")
    by = joint.join(k.words.of(desk.language) for k in keys)
    periods = joint.join(p.label for p in spans.values())
    if desk.language == "zh":
        return f"{periods}{pause}" + (f"按{by}的{words}" if by else f"{words}合计")
    return f"{words[:1].upper()}{words[1:]}" + (f" by {by}" if by else ", total") + (f"{pause}{periods}" if periods else "")
