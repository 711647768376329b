"""The journal of a run: events numbered from 1 without gaps, published when their transaction is through."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from agents.core.events import Event as Happening
from workspace.runs import live
from workspace.runs.models import Event, Run


def record(run_id: UUID, happenings: Sequence[Happening]) -> int:
    """Write events down and return the number of the last one.

    The counter's row is locked by its update until the transaction ends, so numbers neither repeat nor leave gaps.
    """
    with transaction.atomic():
        Run.objects.filter(pk=run_id).update(last_event=F("last_event") + len(happenings))
        last: int = Run.objects.values_list("last_event", flat=True).get(pk=run_id)
        first = last - len(happenings) + 1
        Event.objects.bulk_create(
            Event(run_id=run_id, number=first + place, kind=event.kind, step=event.step, text=event.text, detail=event.detail)
            for place, event in enumerate(happenings)
        )
        transaction.on_commit(lambda: live.publish(run_id, last))
    return last
