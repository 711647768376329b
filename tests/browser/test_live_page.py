"""The live page in Chromium: who comes and goes ends with the page of one who stayed; it is light and nothing jumps."""

from __future__ import annotations

import re
from typing import Any

import pytest

from workspace.supervisor import Supervisor, start_worker

LIGHT = 120_000  # bytes of all that a first look at a thread loads, compressed
DIFFERS = re.compile(r' class="htmx-[a-z]+"| ?htmx-(?:settling|added|swapping)|<time [^>]*data-elapsed[^>]*>[^<]*</time>')
SHIFTS = "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))" \
    ".observe({type: 'layout-shift', buffered: true})"


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


def dom(page: Any) -> str:
    return " ".join(DIFFERS.sub("", page.locator("#runs").inner_html()).split())


def test_who_came_and_went_ends_with_the_page_of_one_who_stayed(
    place: Supervisor, visit: Any, alice: Any, start_run: Any
) -> None:
    run = start_run()
    there, dropping = pages = [visit(alice) for _ in range(2)]
    for page in pages:
        page.goto(f"/threads/{run.thread_id}/")
        page.wait_for_selector(".run[data-live]")
    there.evaluate(SHIFTS)
    start_worker(place)
    while there.locator(".answer .fact").count() == 0:
        dropping.evaluate("() => window.dispatchEvent(new Event('online'))")  # every socket is closed and opened again
        there.wait_for_timeout(400)
    dropping.wait_for_selector(".answer .fact")
    for page in pages:
        page.wait_for_function("() => !document.querySelector('.run-state').dataset.title.startsWith('Working')")
    assert dom(there) == dom(dropping)
    assert there.evaluate("() => window.shift") < 0.02


def test_a_thread_is_light(visit: Any, alice: Any, start_run: Any) -> None:
    run, page = start_run(), visit(alice)
    line = page.context.new_cdp_session(page)
    weights: list[float] = []
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(f"/threads/{run.thread_id}/")
    page.wait_for_timeout(1000)
    assert len(weights) > 10 and sum(weights) < LIGHT, f"{sum(weights):,.0f} bytes in {len(weights)} answers"
