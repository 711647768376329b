"""What an analysis measures: a base table, its joins, the measure and everything that can be derived beside it."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.core.brief import Definition, Language
from agents.evidence.results import ColumnType, Unit
from agents.sources.query import Call, Col, Expr, Join

MeasureOp = Literal["sum", "count", "count_distinct", "avg", "min", "max", "median"]
ADDITIVE: frozenset[str] = frozenset({"sum", "count"})  # a whole is the sum of its parts only for these


class Named(Value):
    """A word in both languages."""

    en: str
    zh: str

    def of(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Dimension(Value):
    """A column to group by. `key` is its name in results and a plain identifier; `expr` stands in an alias of the subject."""

    key: str
    expr: Col
    words: Named
    distinct: int = 0
    type: ColumnType = "text"
    nullable: bool = False


class Measure(Value):
    """What is added up. `expr` is of one row of the base table; None only for counting rows.

    `key` is one of the metric words (agents/analysis/words.py) where it fits, else the column's name.
    """

    key: str
    words: Named
    op: MeasureOp = "sum"
    expr: Expr | None = None
    unit: Unit = ""
    currency: str = ""

    @property
    def additive(self) -> bool:
        return self.op in ADDITIVE

    def aggregate(self, where: Expr | None = None) -> Call:
        """The measure over the rows of a group that `where` lets through."""
        return Call(op=self.op, args=() if self.expr is None else (self.expr,), where=where)


class Returned(Value):
    """What came back. `amount` is of one row of `table` (None counts rows); its rate is the sum over the subject's part `per`.

    The query runs over `table` with `joins`, in which every alias of the subject exists, and with `filters` in place of the subject's.
    """

    table: str
    joins: tuple[Join, ...] = ()
    filters: tuple[Expr, ...] = ()
    amount: Expr | None = None
    per: Literal["quantity", "rows", "revenue"] = "rows"


class Subject(Value):
    """What is measured, over which rows, and along which dimensions. JSON-able: it travels in Question.arguments.

    All joins go from many rows to one, so no row of the base table is doubled or lost. `filters` are the default definition
    ("cancelled orders left out", said for people in `left_out`) and the `limits` of what is asked about ("only the West").
    `levels` go from coarse to fine (category, product).
    `quantity`, `profit`, `gross` (value before discounts) and `revenue` are of one row, and None where they cannot be derived.
    """

    table: str
    joins: tuple[Join, ...] = ()
    measure: Measure
    time: Col | None = None
    filters: tuple[Expr, ...] = ()
    left_out: tuple[Named, ...] = ()
    limits: tuple[Expr, ...] = ()
    segment: Dimension | None = None
    levels: tuple[Dimension, ...] = ()
    others: tuple[Dimension, ...] = ()
    quantity: Expr | None = None
    profit: Expr | None = None
    gross: Expr | None = None
    revenue: Expr | None = None
    returned: Returned | None = None
    order: Col | None = None
    customer: Dimension | None = None

    def dimensions(self) -> tuple[Dimension, ...]:
        """Every dimension once: the segment, the levels, the others, the customer."""
        all_of = [self.segment, *self.levels, *self.others, self.customer]
        return tuple({d.key: d for d in all_of if d is not None}.values())

    @property
    def usual(self) -> Dimension | None:
        """What to group by where nothing is said: the segment, the coarsest product level, the first of the others."""
        return next((d for d in (self.segment, *self.levels, *self.others) if d is not None), None)

    def dimension(self, key: str) -> Dimension:
        """The dimension of a key. Raises KeyError."""
        return {d.key: d for d in self.dimensions()}[key]

    def parts(self) -> dict[str, Expr]:
        """The row expressions whose sums stand beside the measure, by name."""
        named = {"quantity": self.quantity, "profit": self.profit, "gross": self.gross, "revenue": self.revenue}
        return {name: expr for name, expr in named.items() if expr is not None and self.measure.additive}

    def definition(self, language: Language) -> Definition:
        """How the measure is defined, for the brief."""
        return Definition(term=self.measure.words.of(language), text=_definition(self, language))


def _definition(subject: Subject, language: Language) -> str:
    formula = formula_text(subject.measure.expr) if subject.measure.expr is not None else ""
    joint = "、" if language == "zh" else ", "
    out = joint.join(words.of(language) for words in subject.left_out)
    if language == "zh":
        whole = OPERATIONS[subject.measure.op].zh + (f"（{formula}）" if formula else "")
        return whole + (f"，不含{out}" if out else "")
    return f"{OPERATIONS[subject.measure.op].en} {formula}".strip() + (f", {out} left out" if out else "")


OPERATIONS: dict[str, Named] = {
    "sum": Named(en="sum of", zh="合计"),
    "count": Named(en="number of rows", zh="行数"),
    "count_distinct": Named(en="number of different", zh="去重计数"),
    "avg": Named(en="average of", zh="平均值"),
    "min": Named(en="minimum of", zh="最小值"),
    "max": Named(en="maximum of", zh="最大值"),
    "median": Named(en="median of", zh="中位数"),
}
SIGNS = {"add": " + ", "sub": " − ", "mul": " × ", "div": " ÷ "}


def formula_text(expr: Expr) -> str:
    """An expression of a row as people write it: quantity × price × (1 − discount)."""
    if isinstance(expr, Col):
        return expr.name
    if not isinstance(expr, Call):
        return str(getattr(expr, "value", ""))
    if expr.op in SIGNS:
        return SIGNS[expr.op].join(
            f"({formula_text(a)})" if isinstance(a, Call) and a.op in ("add", "sub") else formula_text(a) for a in expr.args
        )
    return formula_text(expr.args[0]) if expr.op == "coalesce" else f"{expr.op}({', '.join(formula_text(a) for a in expr.args)})"
