"""Findings: what is worth telling, with the facts, claims, chart and table that show it. Words are added by the makers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agents.core.base import Value
from agents.specs.chart import ChartSpec
from agents.specs.table import TableSpec

FindingKind = Literal[
    "total",
    "growth",
    "trend",
    "bridge",
    "mix",
    "effects",
    "ranking",
    "share",
    "concentration",
    "seasonality",
    "outliers",
    "fit",
    "segment",
    "plan",
    "quality",
    "lookup",
    "comparison",
    "distribution",
    "drivers",
]


class Action(Value):
    """One line of a plan: what to do with what, by whom, measured how and until when.

    `subject` is a fact ref of a name (a product group), `segment` of the segment it belongs to ("" for the whole); `now` and
    `target` are fact refs, `due` the fact ref of an ISO date. `metric` and `owner` are keys of the word tables
    (agents/analysis/words.py): the makers write them in the run's language.
    """

    id: str
    verb: Literal["keep", "grow", "fix", "drop"]
    segment: str = ""
    subject: str = ""
    reason: str = ""  # key of the rule that chose it
    reason_facts: dict[str, str] = Field(default_factory=dict)
    reason_claims: dict[str, str] = Field(default_factory=dict)
    metric: str
    owner: str
    now: str
    target: str
    due: str
    effect: str = ""  # fact ref: what reaching the target is worth in the measure's unit, "" where it cannot be said
    effect_metric: str = ""  # key of the metric that the effect is counted in ("revenue", "profit")
    level: str = ""  # key of the dimension that the subject is a value of ("category", "product", "channel")


class Finding(Value):
    """A finding. The maps go from role (fixed for each kind, see docs/findings.md) to fact ref or claim id.

    `names` are fact refs of text cells. `lists` are rows of refs that belong together (one list for each segment).
    `weight` ranks findings: the share of the headline figure it moves, from 0 to 1. `headline` facts are computed a second way.
    """

    id: str
    kind: FindingKind
    question: str
    weight: float
    segment: str = ""  # fact ref of the segment's name, for kind segment
    words: dict[str, str] = Field(default_factory=dict)  # plain words of the catalog: {"measure": "revenue", "dimension": "channel"}
    names: dict[str, str] = Field(default_factory=dict)
    facts: dict[str, str] = Field(default_factory=dict)
    claims: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    headline: tuple[str, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    actions: tuple[Action, ...] = ()
    results: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # coverage remarks, as texts with tokens
