"""The part of benchmarks/live.py that needs Chromium: one viewer's DOM, the weight of a thread, how much it jumps, its first paint."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from typing import Any

from live_place import Place

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
EVENTS, APART, LOADS, MESSAGES = 40, 0.3, 5, 200
WATCH = """() => {
  window.seen = []; window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.shift += one.value; })).observe({type: "layout-shift"});
  new MutationObserver(() => {
    const last = Number(document.querySelector(".run-state").dataset.last);
    if (window.seen.at(-1)?.[0] !== last) window.seen.push([last, (performance.timeOrigin + performance.now()) / 1000]);
  }).observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def page_figures(here: Place, event: Callable[[Place], tuple[int, float]]) -> None:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(base_url=here.base)
        context.add_cookies([{"name": "sessionid", "value": here.session, "url": here.base}])
        thread = f"/threads/{here.run.thread_id}/"
        print(f"\nIn Chromium. First load of a thread, compressed: {weight(context.new_page(), thread) / 1000:.1f} kB.")
        to_the_dom(here, context.new_page(), thread, event)
        empty, full = paint(browser, here, f"/threads/{empty_thread(here).pk}/"), paint(browser, here, long_thread(here))
        print(f"First paint, median of {LOADS} loads: {empty:.0f} ms of an empty thread, "
              f"{full:.0f} ms of one with {MESSAGES} requests; ratio {full / empty:.2f}.")  # fmt: skip
        browser.close()


def weight(page: Any, address: str) -> float:
    """Bytes of all answers, as they travel."""
    weights: list[float] = []
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda done: weights.append(done["encodedDataLength"]))
    page.goto(address)
    page.wait_for_timeout(1500)
    return sum(weights)


def to_the_dom(here: Place, page: Any, address: str, event: Callable[[Place], tuple[int, float]]) -> None:
    page.goto(address)
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    sent = {}
    for _ in range(EVENTS):
        number, at = event(here)
        sent[number] = at
        time.sleep(APART)
    page.wait_for_timeout(500)
    took = sorted((at - sent[number]) * 1000 for number, at in page.evaluate("() => window.seen") if number in sent)
    print(f"From the event to the DOM of one viewer: p50 {statistics.median(took):.0f} ms, slowest {took[-1]:.0f} ms of {len(took)}; "
          f"layout shift over these events {page.evaluate('() => window.shift'):.3f}.")  # fmt: skip


def empty_thread(here: Place) -> Any:
    from workspace.threads.models import Thread

    return Thread.objects.create(team=here.team, title="Threads", started_by=here.person)


def long_thread(here: Place) -> str:
    """A thread of many ended requests."""
    from workspace.runs.models import Run
    from workspace.threads.models import Message

    thread = empty_thread(here)
    said = Message.objects.bulk_create([Message(thread=thread, text=f"Request {n}") for n in range(MESSAGES)])
    Run.objects.bulk_create([Run(team=here.team, thread=thread, message=one, request=one.text, status="cannot", cannot="No such data.")
                             for one in said])  # fmt: skip
    return f"/threads/{thread.pk}/"


def paint(browser: Any, here: Place, address: str) -> float:
    """Milliseconds to the first contentful paint, each load with an empty cache."""
    found = []
    for _ in range(LOADS):
        context = browser.new_context(base_url=here.base)
        context.add_cookies([{"name": "sessionid", "value": here.session, "url": here.base}])
        page = context.new_page()
        page.goto(address)
        page.wait_for_timeout(500)
        found.append(page.evaluate(PAINT))
        context.close()
    return statistics.median(found)
