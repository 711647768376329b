"""Now, target and effect of an action, as facts: the rule of each reason, written as an expression.

Rates (returns, discount, margin) go halfway to the segment's; a loss goes to break-even or halfway, whichever is more. Revenue that
grows keeps half of its growth rate, at most the cap; an under-represented group goes halfway to its share in the whole, at most the
cap; a core group that slides wins back half of what it lost; what is dropped goes to nothing; what is kept stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from agents.analysis.cells import Cells
from agents.analysis.plan_rules import GROWTH_CAP
from agents.analysis.rates import Rate
from agents.analysis.words import METRICS, phrase
from agents.analysis.workbench import Workbench

RATES: dict[str, Rate] = {"returns_high": "returns", "discount_risen": "discount", "loss_discounted": "margin", "margin_low": "margin"}
OWNERS = {
    "loss_discounted": "pricing",
    "loss": "assortment",
    "returns_high": "quality",
    "discount_risen": "pricing",
    "margin_low": "buying",
    "fits_and_rises": "segment_lead",
    "rises": "segment_lead",
    "gap": "assortment",
    "misfit": "assortment",
    "core": "segment_lead",
    "sliding": "segment_lead",
}


@dataclass(frozen=True)
class Target:
    """`metric` is a key of the metric words; `now`, `target`, `effect` are fact refs ("" for no effect)."""

    metric: str
    now: str
    target: str
    effect: str = ""
    effect_metric: str = ""


@dataclass(frozen=True)
class Place:
    """A cell that an action is about."""

    cells: Cells
    row: int
    segment: int

    @property
    def id(self) -> str:
        return self.cells.table.id(self.row)

    @property
    def desk(self) -> Workbench:
        return self.cells.desk

    def cell(self, column: str) -> str:
        return self.cells.table.cell(self.row, column)


def target_of(place: Place, reason: str) -> Target:
    """The target that the rule of a reason sets."""
    return _rate_target(place, reason) if reason in RATES else _value_target(place, reason)


def measure_key(place: Place) -> str:
    """The metric word of the measure."""
    key = place.cells.subject.measure.key
    return key if key in METRICS else "amount"


def _rate_target(place: Place, reason: str) -> Target:
    desk, rate = place.desk, RATES[reason]
    now = place.cells.rate(place.row, rate)
    peers = place.cells.segments.rates(place.segment).get(rate, "now")
    name = f"{desk.say(phrase('target'))} · {desk.ledger.fact(now).name}"
    both, expression = {"a": now, "b": peers}, "(a + b) / 2"
    if rate == "margin" and desk.number(now) < 0:
        both, expression = (
            both | {"z": desk.ledger.constant("break_even", 0, name=desk.say(phrase("break_even")), unit="ratio").id},
            "max(z, (a + b) / 2)",
        )
    target = desk.derive(f"{place.id}.{rate}_target", expression, both, name=name, unit="ratio")
    weight = place.cell("revenue_now") or place.cell("now")
    better = "(t - a) * r" if rate == "margin" else "(a - t) * r"
    effect = desk.derive(
        f"{place.id}.{rate}_effect", better, {"a": now, "t": target, "r": weight}, like=weight, name=desk.say(phrase("effect"))
    )
    return Target(rate, now, target, effect, "profit" if rate == "margin" else "revenue")


def _value_target(place: Place, reason: str) -> Target:
    desk, now, before = place.desk, place.cell("now"), place.cell("before")
    key, name = measure_key(place), f"{desk.say(phrase('target'))} · {desk.ledger.fact(now).name}"
    if reason in ("loss", "misfit"):
        nothing = desk.ledger.constant("out", 0, name=desk.say(phrase("zero")), unit=desk.ledger.fact(now).unit).id
        saved = _saved(place) if reason == "loss" else ""
        return Target(key, now, nothing, saved, "profit" if saved else "")
    inputs, expression = {"a": now}, "a"
    if reason in ("fits_and_rises", "rises"):
        inputs, expression = {"a": now, "b": before, "c": _cap(desk)}, "a * (1 + min((a / b - 1) / 2, c))"
    elif reason == "gap":
        inputs, expression = (
            {"a": now, "i": place.cells.index(place.row, place.segment), "c": _cap(desk)},
            "a * min((1 + 1 / i) / 2, 1 + c)",
        )
    elif reason == "sliding":
        inputs, expression = {"a": now, "b": before}, "(a + b) / 2"
    target = desk.derive(f"{place.id}.target", expression, inputs, like=now, name=name)
    if reason == "core":
        return Target(key, now, target)
    effect = desk.derive(f"{place.id}.effect", "t - a", {"t": target, "a": now}, like=now, name=desk.say(phrase("effect")))
    return Target(key, now, target, effect, key)


def _saved(place: Place) -> str:
    """What dropping a loss saves: the loss."""
    profit = place.cell("profit_now")
    return place.desk.derive(f"{place.id}.saved", "-p", {"p": profit}, like=profit, name=place.desk.say(phrase("effect")))


def _cap(desk: Workbench) -> str:
    return desk.ledger.constant("growth_cap", GROWTH_CAP, name=desk.say(phrase("cap")), unit="ratio").id
