"""Rates that stand beside a measure: margin, discount, returns, value of a unit; each from sums of the same rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from agents.analysis.subject import Subject
from agents.analysis.words import metric
from agents.analysis.workbench import Workbench
from agents.evidence.results import Unit

Rate = Literal["margin", "discount", "returns", "unit_value", "order_value"]
# rate -> (expression, columns of the inputs without their period, unit; "" takes that of the measure)
FORMULAS: dict[Rate, tuple[str, dict[str, str], Unit]] = {
    "margin": ("p / r", {"p": "profit", "r": "revenue"}, "ratio"),
    "discount": ("1 - r / g", {"r": "revenue", "g": "gross"}, "ratio"),
    "returns": ("x / s", {"x": "returned", "s": "sold"}, "ratio"),
    "unit_value": ("r / q", {"r": "revenue", "q": "quantity"}, ""),
    "order_value": ("r / o", {"r": "revenue", "o": "orders"}, ""),
}


class Rates:
    """The rates of one row of a comparison. Every answer is a fact id, or "" where the data cannot say it."""

    def __init__(self, desk: Workbench, subject: Subject, id: str, cell: Callable[[str], str], complete: bool) -> None:
        """`complete`: all that came back is known by name, so that what is not listed did not."""
        self.desk, self.subject, self.id, self.cell, self.complete = desk, subject, id, cell, complete

    def get(self, rate: Rate, period: str) -> str:
        """The fact of a rate in a period (`before`, `now`)."""
        expression, columns, unit = FORMULAS[rate]
        inputs = {short: self._input(column, period) for short, column in columns.items()}
        if rate == "returns" and not inputs["x"] and self.complete:
            inputs["x"] = self._none_back()
        if not all(inputs.values()):
            return ""
        like = {} if unit else {"like": inputs["r"]}
        name = f"{self.desk.say(metric(rate))} · {self.id.split('.')[-1]}"
        made = self.desk.derive(f"{self.id}.{rate}_{period}", expression, inputs, name=name, **(like or {"unit": unit}))
        return made if self.desk.exists(made) else ""

    def change(self, rate: Rate) -> str:
        """The change of a rate from `before` to `now`, in points."""
        before, now = self.get(rate, "before"), self.get(rate, "now")
        if not before or not now:
            return ""
        like = {"like": now} if FORMULAS[rate][2] != "ratio" else {"unit": "points"}
        return self.desk.derive(f"{self.id}.{rate}_change", "n - b", {"n": now, "b": before}, name=self.desk.say(metric(rate)), **like)

    def number(self, rate: Rate, period: str = "now") -> float | None:
        ref = self.get(rate, period)
        return self.desk.number(ref) if ref else None

    def _input(self, column: str, period: str) -> str:
        if column == "sold":
            back = self.subject.returned
            if back is None:
                return ""
            return self._input("revenue" if back.per == "revenue" else back.per, period)
        own = self.cell(f"{column}_{period}")
        is_value = column == "revenue" and self.subject.measure.unit == "currency"
        return own or (self.cell(period) if is_value else "")

    def _none_back(self) -> str:
        """Nothing of this row stands among the returns: none came back."""
        return self.desk.ledger.constant("none_returned", 0, name=self.desk.say(metric("none_returned")), unit="count").id
