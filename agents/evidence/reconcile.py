"""Two ways to one figure: a fact against the same computed independently, the difference, and what was decided by rule.

Rules, in order: the two are the same within the order of adding up (relative 1e-9); they differ by rounding (relative 1e-6), then the
first stays; they disagree, then the first stays, is marked, and both values are shown wherever the run lists its checks.
"""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.evidence.ledger import Ledger

SAME, ROUNDING = 1e-9, 1e-6
Decision = Literal["same", "rounding", "marked", "not_comparable"]


class Reconciliation(Value):
    """The outcome for one fact. `way` is a key of the notes (agents/analysis/words.py) that says how `second` was computed.

    `difference` is a fact ref, "" where one of the values is missing. `agrees` is true for the decisions same and rounding.
    """

    fact: str
    second: str
    way: str
    way_words: str = ""  # the way in the run's language
    agrees: bool
    difference: str = ""
    decision: Decision
    tolerance: float = SAME


def reconcile(ledger: Ledger, fact: str, second: str, way: str, way_words: str = "") -> Reconciliation:
    """Compare a fact with the same computed another way. Raises EvidenceError for an unknown fact."""
    first_value, second_value = ledger.value(fact), ledger.value(second)
    if not isinstance(first_value, (int, float)) or not isinstance(second_value, (int, float)):
        both_missing = first_value is None and second_value is None
        return Reconciliation(
            fact=fact,
            second=second,
            way=way,
            way_words=way_words,
            agrees=both_missing,
            decision="same" if both_missing else "not_comparable",
        )
    model = ledger.fact(fact)
    difference = ledger.derive(
        f"check.{fact.replace(':', '.')}",
        "a - b",
        {"a": fact, "b": second},
        name=f"{model.name}: difference of two ways",
        unit=model.unit,
        currency=model.currency,
    )
    size = max(abs(first_value), abs(second_value))
    gap = abs(first_value - second_value)
    decision: Decision = "same" if gap <= SAME * size else "rounding" if gap <= ROUNDING * size else "marked"
    return Reconciliation(
        fact=fact, second=second, way=way, way_words=way_words, agrees=decision != "marked", difference=difference.id, decision=decision
    )
