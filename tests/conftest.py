"""What every test of the product stands on: a place of its own, no network, no broker, and three people."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
CHANNELS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Folders whose tests share things that are slow to make: one process runs all of a folder. Elsewhere a file stays together.
TOGETHER = ("analysis", "follow_ups", "main_job", "models_job", "parser", "story")
STARTS = re.compile(r"^(import subprocess|from workspace\.supervisor import)", re.MULTILINE)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Which tests one process runs, when several run the suite side by side (bin/test).

    (The plugin's own way, marks of groups, has no effect with pytest 9.2.)
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid.partition("::")[0])

    return Together(config, log)


@cache
def together(path: str) -> str:
    """The name of what the tests of a file run with. Those that start servers, workers or browsers never run beside each other."""
    folder = Path(path).parent.name
    if folder == "browser" or STARTS.search((ROOT / path).read_text(encoding="utf-8")):
        return "processes"
    return folder if folder in TOGETHER else path


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database for each process of tests. SQLite's is a file: the heartbeat and other threads reach it as they reach a real one."""
    config = connections["default"].settings_dict
    if config["ENGINE"].endswith("sqlite3"):
        config["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def own_place(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files in a temporary folder, live events in memory."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.CHANNEL_LAYERS = CHANNELS
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
    settings.CACHES = settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.WORK = "tests.workspace.scripted.work"
    yield


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What was handed to the queue: (task, ids). Nothing reaches a broker."""
    from workspace.runs import queue

    found: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(queue, "_send", lambda name, **ids: found.append((name, ids)))
    return found


@pytest.fixture
def alice(db: None) -> Any:
    """The owner of Maple."""
    from workspace.accounts.models import User

    return User.objects.create_user("alice@example.org", "a long password")


@pytest.fixture
def team(alice: Any) -> Any:
    from workspace.accounts.access import found_team

    return found_team(alice, "Maple")


def _member(team: Any, email: str, role: str) -> Any:
    from workspace.accounts.models import Membership, User

    person = User.objects.create_user(email, "a long password")
    Membership.objects.create(team=team, person=person, role=role)
    return person


@pytest.fixture
def bob(team: Any) -> Any:
    """An editor of Maple."""
    return _member(team, "bob@example.org", "editor")


@pytest.fixture
def rita(team: Any) -> Any:
    """A viewer of Maple: may see, may not change."""
    return _member(team, "rita@example.org", "viewer")


@pytest.fixture
def charlie(db: None) -> Any:
    """A stranger, with a team of his own."""
    from workspace.accounts.access import found_team
    from workspace.accounts.models import User

    person = User.objects.create_user("charlie@example.org", "a long password")
    found_team(person, "Elsewhere")
    return person


@pytest.fixture
def source(team: Any, tmp_path: Path) -> Any:
    from workspace.connections.uploads import keep_file

    path = tmp_path / "orders.csv"
    path.write_text("channel,amount\nWebsite,10\n", encoding="utf-8")
    return keep_file(team, path)


@pytest.fixture
def start_run(team: Any, source: Any, alice: Any, sent: Any) -> Callable[..., Any]:
    """Makes a run of a request."""
    from workspace.runs import requests
    from workspace.threads.models import Thread

    def start(request: str = "Revenue by channel", **choices: Any) -> Any:
        thread = Thread.objects.create(team=team, title=request, started_by=alice)
        return requests.start(thread, alice, request, [source], requests.Choices(**choices))

    return start


@pytest.fixture
def work_off(sent: list[tuple[str, dict[str, Any]]]) -> Callable[..., None]:
    """Plays the worker: carries out what was handed to the queue until nothing is left, or until `steps` steps are through."""
    from uuid import UUID

    from workspace.runs import carrying, engine

    def work(steps: int | None = None) -> None:
        done = itertools.count()
        while sent and (steps is None or next(done) < steps):
            name, ids = sent.pop(0)
            if name == "runs.advance":
                engine.advance(UUID(ids["run_id"]))
            elif name == "runs.carry_out":
                carrying.carry_out(ids["step_id"], ids["attempt"])

    return work
