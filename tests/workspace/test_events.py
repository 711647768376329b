"""Event numbers under concurrency."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from agents.core.events import Event
from workspace.runs import journal


@pytest.mark.django_db(transaction=True)
def test_events_have_no_gaps_when_many_write_at_once(start_run: Any) -> None:
    run = start_run()

    def write() -> None:
        for _ in range(15):
            journal.record(run.pk, [Event(kind="decision"), Event(kind="decision")])
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(run.events.values_list("number", flat=True)) == list(range(1, 122))
