"""The story: findings put into words, once, for every file. A beat is one finding as prose with tokens."""

from __future__ import annotations

from agents.core.base import Value
from agents.evidence.text import Text
from agents.specs.deck import Takeaway
from agents.specs.findings import Finding


class Beat(Value):
    """One finding told. `title` is its conclusion, `lead` the metric, unit and period line, `points` what supports it."""

    finding: Finding
    title: Text
    lead: Text = ""
    summary: Text  # one sentence for summaries and the answer
    points: tuple[Takeaway, ...] = ()
    note: Text = ""
    aside: Text = ""  # a further conclusion of the same finding, about its rates

    @property
    def id(self) -> str:
        return self.finding.id
