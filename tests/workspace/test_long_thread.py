"""A thread of 200 requests: its page is drawn from the end, in bounded time, and holds all of them for whoever goes on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workspace.runs.models import Run
from workspace.threads.models import Message, Thread

pytestmark = pytest.mark.django_db(transaction=True)
RUN = re.compile(r'<article class="run" id="run-([\w-]+)"')
EARLIER = re.compile(r'id="earlier" href="(\?before=[\w-]+)"')


@pytest.fixture
def long_thread(start_run: Callable[..., Run], work_off: Callable[..., None]) -> Thread:
    """Two hundred ended requests, the first with steps, an answer and files."""
    run = start_run()
    work_off()
    said = Message.objects.bulk_create([Message(thread=run.thread, text=f"Request {n}", author=None) for n in range(199)])
    Run.objects.bulk_create([
        Run(team=run.team, thread=run.thread, message=message, request=message.text, status="cannot", cannot="There is no such data.")
        for message in said
    ])  # fmt: skip
    for place, made in enumerate(Run.objects.filter(thread=run.thread).order_by("pk").exclude(pk=run.pk), 1):
        Run.objects.filter(pk=made.pk).update(created_at=run.created_at + timedelta(seconds=place))
    return run.thread


def fetched(client: Any, address: str) -> tuple[str, int, float]:
    """(page, queries, seconds of this process), the quickest of a few."""
    found = []
    for _ in range(4):
        began = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        found.append((page, len(queries), time.process_time() - began))
    return min(found, key=lambda one: one[2])


def test_its_page_costs_little_more_than_that_of_an_empty_one(client: Any, alice: Any, long_thread: Thread) -> None:
    client.force_login(alice)
    empty = Thread.objects.create(team=long_thread.team, title="Empty", started_by=alice)
    _, few, short = fetched(client, f"/threads/{empty.pk}/")
    page, many, long = fetched(client, f"/threads/{long_thread.pk}/")
    assert len(RUN.findall(page)) == 2 and "198 earlier requests" in page
    assert many - few < 50
    assert long < 3 * short


def test_whoever_goes_on_comes_to_the_first_request_and_meets_each_once(client: Any, alice: Any, long_thread: Thread) -> None:
    client.force_login(alice)
    page = client.get(f"/threads/{long_thread.pk}/").content.decode()
    met = RUN.findall(page)
    while further := EARLIER.search(page):
        page = client.get(f"/threads/{long_thread.pk}/{further[1]}").content.decode()
        met = RUN.findall(page) + met
    assert met == [str(pk) for pk in long_thread.runs.order_by("created_at").values_list("pk", flat=True)]


def test_the_address_of_an_old_request_shows_it(client: Any, alice: Any, long_thread: Thread) -> None:
    client.force_login(alice)
    oldest = long_thread.runs.order_by("created_at").first()
    page = client.get(f"/threads/{long_thread.pk}/?run={oldest.pk}").content.decode()
    assert f'id="run-{oldest.pk}"' in page and "To the newest request" in page
