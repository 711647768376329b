"""Kill -9 of the worker, the web server and Valkey, at each kind of step in turn: the run ends right, once, and so does the page."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.workspace.watching import Viewer, watch_all
from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.supervisor import Child, Supervisor, start_worker

DELIVER = ("deck", "workbook", "document", "charts")
STEPS = ("plan", "analyse", "check", *DELIVER, "answer")
WITHIN = 120.0  # seconds; a loaded machine starts processes slowly

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


@pytest.fixture
def one_by_one(place: Supervisor) -> Supervisor:
    """Steps one after another, so that a death meets one step; a supervisor that does not give up."""
    place.environment |= {"THREEDAY_WORKERS": "1", "SCRIPT_SLOW": "0.4", "THREEDAY_SWEEP_SECONDS": "0.5"}
    place.pause, place.most_restarts = 0.001, 100
    return place


def kill(child: Child) -> None:
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


def kill_at_each_step(place: Supervisor, name: str, run: Run, over: threading.Event) -> list[str]:
    """End the named child once in the middle of every step, while the supervisor looks after all; returns the steps that were met."""
    (victim,) = [child for child in place.children if child.name == name]
    met: list[str] = []
    while not over.wait(0.02):
        place.look_after()
        working = run.steps.filter(status="working").exclude(key__in=met).values_list("key", flat=True).first()
        if working and victim.process.poll() is None:
            met.append(working)
            kill(victim)
    return met


def play(place: Supervisor, name: str, run: Run, viewers: list[Viewer]) -> list[str]:
    """Let viewers watch in a thread of their own (the supervisor's children belong to this one) while the named child is killed."""
    over = threading.Event()
    failed: list[BaseException] = []

    def watch() -> None:
        try:
            asyncio.run(watch_all(viewers, WITHIN))
        except BaseException as error:
            failed.append(error)
        finally:
            over.set()

    watching = threading.Thread(target=watch)
    watching.start()
    met = kill_at_each_step(place, name, run, over)
    watching.join()
    connection.close()
    assert not failed, f"{failed[0]}\n{place.log.read_text()[-3000:] if place.log else ''}"
    return met


@pytest.mark.parametrize(("name", "attempts"), [("worker", 2), ("web", 1), ("valkey", 1)])
def test_a_run_outlives_a_death_at_every_step(
    one_by_one: Supervisor, start_run: Any, viewer_of: Callable[..., Viewer], name: str, attempts: int
) -> None:
    run = start_run(deliver=DELIVER)
    viewers = [viewer_of(run), viewer_of(run, drops=2)]
    start_worker(one_by_one)
    assert sorted(play(one_by_one, name, run, viewers)) == sorted(STEPS), "each step was met"
    run.refresh_from_db()
    assert (run.status, {step.key: step.attempt for step in run.steps.all()}) == ("done", dict.fromkeys(STEPS, attempts))
    assert sorted(run.events.filter(kind="step_done").values_list("step", flat=True)) == sorted(STEPS)
    assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))
    assert sorted(Artifact.objects.filter(run=run.pk).values_list("step", flat=True)) == sorted(DELIVER)
    assert all(viewer.numbers == sorted(set(viewer.numbers)) for viewer in viewers)
    assert viewers[0].ends_with() == viewers[1].ends_with()
