"""Fifty requests at once on one worker of two processes: each is carried out, once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from workspace.library.models import Artifact
from workspace.runs.models import Event, Run, Step
from workspace.supervisor import Supervisor, start_worker

RUNS = 50
DELIVER = ("charts",)
STEPS = ("plan", "analyse", "check", *DELIVER, "answer")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


def test_fifty_runs_at_once_all_end_done_each_once(place: Supervisor, start_run: Any, wait: Any) -> None:
    place.environment |= {"THREEDAY_WORKERS": "2", "SCRIPT_SLOW": "0", "THREEDAY_LOST_SECONDS": "60"}
    runs = [start_run(f"Revenue by channel, {number}", deliver=DELIVER).pk for number in range(RUNS)]
    start_worker(place)
    wait(lambda: Run.objects.filter(ended_at=None).count() == 0)
    assert Counter(Run.objects.values_list("status", flat=True)) == {"done": RUNS}
    assert Counter(Step.objects.values_list("status", "attempt")) == {("done", 1): RUNS * len(STEPS)}
    done = Counter(Event.objects.filter(kind="step_done").values_list("run", "step"))
    assert done == {(run, step): 1 for run in runs for step in STEPS}
    for run in Run.objects.all():
        assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))
    assert Counter(Artifact.objects.values_list("run", "step")) == {(run, step): 1 for run in runs for step in DELIVER}
