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

from workspace.runs import queue
from workspace.supervisor import Supervisor, start_valkey

ROOT = Path(__file__).resolve().parent.parent.parent
WITHIN = 90.0  # seconds; a loaded machine starts a worker slowly


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """A private Valkey, and an environment in which children share this test's database. The queue is a real one."""
    database = connections["default"].settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="td-") as folder, contextlib.ExitStack() as stack:
        socket = Path(folder) / "valkey.sock"
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{database}", "REDIS_URL": f"unix://{socket}", "THREEDAY_VAR": str(settings.VAR_DIR),
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
