"""The upper price in a brief: what was spent so far and what the rest may cost, never more than the team allows for a run."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from agents.core.brief import Brief
from agents.models.quote import quote, uses_of
from workspace.runs.ladders import ladders_of
from workspace.runs.models import Run
from workspace.runs.offers import policy_of
from workspace.runs.spending import spent

CENT = Decimal("0.01")


def quoted(run: Run, brief: Brief) -> Brief:
    """The brief with its price limit and the models that it may ask.

    Where a limit is set, models whose price nobody knows are not asked (workspace/runs/spending.py), so they do not count.
    """
    found = quote(ladders_of(run), uses_of(brief))
    policy = policy_of(run.team)
    limit = policy.run_limit
    if found.unpriced and limit is None and policy.month_limit is None:
        return brief.model_copy(update={"models": found.models, "unpriced": found.unpriced})
    most = (found.most + spent(run.pk)).quantize(CENT, ROUND_UP) if found.most else Decimal(0)
    models = tuple(model for model in found.models if model not in found.unpriced)
    return brief.model_copy(update={"models": models, "price_limit": most if limit is None else min(most, limit)})
