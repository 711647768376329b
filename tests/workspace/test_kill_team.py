"""Kill -9 of the worker while the real team works: the run ends done, once, with files that open."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.browser.superstore import make
from workspace.connections.uploads import keep_file
from workspace.library.models import Artifact
from workspace.runs import requests
from workspace.supervisor import Supervisor, start_worker
from workspace.threads.models import Thread


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["analyse", "workbook"])
def test_the_team_outlives_the_death_of_its_worker(place: Supervisor, alice: Any, team: Any, wait: Any, tmp_path: Path, step: str) -> None:
    place.environment |= {"THREEDAY_WORK": "agents.team.work.work", "THREEDAY_WORKERS": "1", "THREEDAY_SWEEP_SECONDS": "0.5"}
    thread = Thread.objects.create(team=team, title="Sales", started_by=alice)
    source = keep_file(team, make(tmp_path / "superstore.csv"))
    worker = start_worker(place)
    run = requests.start(thread, alice, "Sales by region and year", [source], requests.Choices(deliver=("workbook", "document")))
    wait(lambda: run.steps.filter(key=step, status="working").exists())
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    place.look_after()
    wait(lambda: type(run).objects.get(pk=run.pk).over)
    run.refresh_from_db()
    assert (run.status, run.steps.get(key=step).attempt) == ("done", 2), run.ending
    assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))
    made = list(Artifact.objects.filter(run=run.pk))
    assert sorted(artifact.step for artifact in made) == ["document", "workbook"]
    assert all(zipfile.ZipFile(artifact.file).testzip() is None for artifact in made)
