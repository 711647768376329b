"""Kill -9 of a real worker in the middle: after a restart the run finishes, with each step done once."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from workspace.supervisor import Supervisor, start_worker


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


@pytest.mark.django_db(transaction=True)
def test_a_run_survives_the_death_of_its_worker(place: Supervisor, start_run: Any, wait: Any) -> None:
    worker = start_worker(place)
    run = start_run()
    wait(lambda: run.steps.filter(key="analyse", status="working").exists())
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    place.look_after()
    wait(lambda: type(run).objects.get(pk=run.pk).over)
    run.refresh_from_db()
    assert run.status == "done"
    done = list(run.events.filter(kind="step_done").values_list("step", flat=True))
    assert sorted(done) == sorted(["plan", "analyse", "check", "deck", "charts", "answer"])
    assert {step.key: step.attempt for step in run.steps.all()} | {"analyse": 1} == dict.fromkeys(done, 1)
    assert run.steps.get(key="analyse").attempt == 2
    assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))


@pytest.mark.django_db(transaction=True)
def test_independent_steps_run_side_by_side(place: Supervisor, start_run: Any, wait: Any) -> None:
    start_worker(place)
    run = start_run()
    wait(lambda: type(run).objects.get(pk=run.pk).over)
    deck, charts = run.steps.get(key="deck"), run.steps.get(key="charts")
    assert deck.started_at < charts.ended_at and charts.started_at < deck.ended_at


@pytest.mark.django_db(transaction=True)
def test_ending_the_supervisor_ends_every_child(place: Supervisor) -> None:
    worker = start_worker(place)
    groups = [child.process.pid for child in place.children]
    assert worker in place.children
    place.end()
    for group in groups:
        with pytest.raises(ProcessLookupError):
            os.killpg(group, 0)
