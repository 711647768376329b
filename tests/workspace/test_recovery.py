"""Kill -9 of a real worker in the middle: after a restart the run finishes, with each step done once."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.db import connections

from workspace.runs import queue
from workspace.supervisor import Supervisor, start_valkey, start_worker

ROOT = Path(__file__).resolve().parent.parent.parent
WITHIN = 60.0  # seconds; a loaded machine starts a worker slowly


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A private Valkey, and an environment in which a worker shares this test's database."""
    database = connections["default"].settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="td-") as folder, contextlib.ExitStack() as stack:
        socket = Path(folder) / "valkey.sock"
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{database}", "REDIS_URL": f"unix://{socket}", "THREEDAY_VAR": str(settings.VAR_DIR),
            "THREEDAY_WORK": "tests.workspace.scripted.work", "THREEDAY_HEARTBEAT_SECONDS": "0.5", "SCRIPT_SLOW": "0.6", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        children = stack.enter_context(Supervisor(environment, log=Path(folder) / "worker.log", patience=0))
        start_valkey(children, socket, Path(folder), keep=False)
        sender = Celery(broker=f"redis+socket://{socket}")
        sender.conf.broker_transport_options = {"global_keyprefix": "threeday-"}
        monkeypatch.setattr(queue, "_send", lambda name, **ids: sender.send_task(name, kwargs=ids, queue="threeday"))
        yield children


def _wait(what: Any) -> None:
    limit = time.monotonic() + WITHIN
    while not what():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


@pytest.mark.django_db(transaction=True)
def test_a_run_survives_the_death_of_its_worker(place: Supervisor, start_run: Any) -> None:
    worker = start_worker(place)
    run = start_run()
    _wait(lambda: run.steps.filter(key="analyse", status="working").exists())
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    place.look_after()
    _wait(lambda: type(run).objects.get(pk=run.pk).over)
    run.refresh_from_db()
    assert run.status == "done"
    done = list(run.events.filter(kind="step_done").values_list("step", flat=True))
    assert sorted(done) == sorted(["plan", "analyse", "check", "deck", "charts", "answer"])
    assert {step.key: step.attempt for step in run.steps.all()} | {"analyse": 1} == dict.fromkeys(done, 1)
    assert run.steps.get(key="analyse").attempt == 2
    assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))


@pytest.mark.django_db(transaction=True)
def test_independent_steps_run_side_by_side(place: Supervisor, start_run: Any) -> None:
    start_worker(place)
    run = start_run()
    _wait(lambda: type(run).objects.get(pk=run.pk).over)
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
