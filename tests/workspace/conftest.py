"""Real processes for tests: a private Valkey, a worker, a web server, over the test's own database."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.db import connections
from django.test import Client

from tests.workspace.watching import Viewer, run_part
from workspace.runs import queue
from workspace.supervisor import Supervisor, connects, free_port, start_valkey, start_web

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
LET_GO = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
WITHIN = 90.0  # seconds; a loaded machine starts a worker slowly


def _database_url() -> str:
    """Where this test's database is, for other processes."""
    found = connections["default"].settings_dict
    if found["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


@pytest.fixture(scope="session", autouse=True)
def nobody_left(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end nobody holds the test database: PostgreSQL drops none that a thread or a child of a test is still connected to."""
    yield
    if connections["default"].vendor == "postgresql":
        with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
            cursor.execute(LET_GO)
        connections["default"].close()


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A private Valkey, and an environment in which children share this test's database. The queue is a real one."""
    with tempfile.TemporaryDirectory(prefix="td-") as folder, contextlib.ExitStack() as stack:
        socket = Path(folder) / "valkey.sock"
        environment = os.environ | {
            "DATABASE_URL": _database_url(), "REDIS_URL": f"unix://{socket}", "THREEDAY_VAR": str(settings.VAR_DIR),
            "THREEDAY_SECRET_KEY": settings.SECRET_KEY, "THREEDAY_WORK": "tests.workspace.scripted.work",
            "THREEDAY_HEARTBEAT_SECONDS": "0.5", "SCRIPT_SLOW": "0.6", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        children = stack.enter_context(Supervisor(environment, log=Path(folder) / "children.log", patience=0))
        start_valkey(children, socket, Path(folder), keep=False)
        sender = Celery(broker=f"redis+socket://{socket}")
        sender.conf.broker_transport_options = {"global_keyprefix": "threeday-"}
        monkeypatch.setattr(queue, "_send", lambda name, **ids: sender.send_task(name, kwargs=ids, queue="threeday"))
        yield children


@pytest.fixture
def wait() -> Callable[[Callable[[], Any]], None]:
    """Waits until something is so."""

    def wait(what: Callable[[], Any]) -> None:
        limit = time.monotonic() + WITHIN
        while not what():
            assert time.monotonic() < limit, "it took too long"
            time.sleep(0.05)

    return wait


@pytest.fixture
def viewer_of(place: Supervisor, alice: Any) -> Callable[..., Viewer]:
    """Makes viewers of a run as it is now, signed in as Alice, before a web server of their own."""
    port = free_port(HOST, 0)
    web = start_web(place, HOST, port)
    client = Client()
    client.force_login(alice)
    pages: dict[Any, str] = {}

    def viewer(run: Any, **habits: Any) -> Viewer:
        place.wait_for(web, lambda: connects(HOST, port))
        page = pages.setdefault(run.pk, "") or run_part(client.get(f"/threads/{run.thread_id}/").content.decode(), run)
        pages[run.pk] = page
        cookie = f"sessionid={client.cookies['sessionid'].value}"
        return Viewer(f"ws://{HOST}:{port}/ws/runs/{run.pk}/?language=en", cookie, page, **habits)

    return viewer
