"""Telling a team that most of its month's limit is spent: once a month in the trace, and on its pages as long as it is so."""

from __future__ import annotations

from django.db import transaction

from agents.core.events import Event
from workspace.accounts.models import Team
from workspace.runs import journal
from workspace.runs.models import Step
from workspace.runs.spending import Limit, dollars, month_limit, month_start
from workspace.runs.words import sentence
from workspace.usage.models import Warned

THRESHOLD = 80  # percent


def warn(step: Step) -> None:
    """Say it in the trace of the run that passed the threshold, the first of a month to do so."""
    run = step.run
    limit = near(run.team)
    if limit is None:
        return
    with transaction.atomic():
        _, first = Warned.objects.get_or_create(team_id=run.team_id, month=month_start().date(), percent=THRESHOLD)
        if first:
            amounts = {"percent": limit.percent, "spent": dollars(limit.spent), "limit": dollars(limit.amount)}
            text = sentence("month_warning", run.language, **amounts)
            journal.record(run.pk, [Event(kind="decision", step=step.key, text=text, detail={"rule": "limit", "reason": text})])


def near(team: Team) -> Limit | None:
    """The limit of this month where the threshold is passed, None where there is no limit or enough is left."""
    limit = month_limit(team)
    return limit if limit is not None and limit.percent >= THRESHOLD else None
