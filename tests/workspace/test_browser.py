"""The page in a real browser: asking, watching, reloading in the middle, evidence, downloads."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workspace.supervisor import Supervisor, connects, free_port, start_web, start_worker

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
HOST = "127.0.0.1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
SLOWEST = 60_000  # milliseconds

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed: apt-get install --no-install-recommends chromium"),
]


@pytest.fixture
def address(place: Supervisor) -> str:
    """A running product."""
    port = free_port(HOST, 0)
    web = start_web(place, HOST, port)
    start_worker(place)
    place.wait_for(web, lambda: connects(HOST, port))
    return f"http://{HOST}:{port}"


@pytest.fixture
def page(address: str, client: Any, alice: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A browser where Alice is signed in. What the page complains about fails the test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps an event loop in this thread
    client.force_login(alice)
    complaints: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        context = browser.new_context(base_url=address, accept_downloads=True, locale="en-GB")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert complaints == []


def _ask(page: Any, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("channel,amount\nWebsite,10\n", encoding="utf-8")
    page.goto("/")
    page.fill("#request", "Revenue by channel")
    page.set_input_files(".composer input[name=file]", orders)
    page.press("#request", "Control+Enter")


def test_a_person_asks_and_watches_and_opens_a_number_and_takes_a_file(page: Any, tmp_path: Path) -> None:
    _ask(page, tmp_path)
    page.wait_for_selector(".step[aria-current=step]")
    page.wait_for_selector(".step.done >> text=Read orders.csv")
    page.wait_for_selector(".answer .fact")
    page.click(".answer .fact")
    page.wait_for_selector("#evidence >> text=$4.22 m ÷ $3.68 m − 1")
    page.keyboard.press("Escape")
    assert page.locator("#evidence > *").count() == 0
    page.click("a#tab-deck")  # the first file that was ready may have been another
    page.wait_for_selector("a#tab-deck[aria-current]")
    with page.expect_download() as download:
        page.click("text=Download")
    assert download.value.suggested_filename == "Growth.pptx"


def test_a_reload_in_the_middle_goes_on_where_the_run_is(page: Any, tmp_path: Path) -> None:
    _ask(page, tmp_path)
    page.wait_for_selector(".step.done >> text=Read orders.csv")
    page.reload()
    assert page.locator(".step.done >> text=Read orders.csv").count() == 1
    page.wait_for_selector(".answer .fact")
    page.click(".trace-fold > summary")
    assert page.locator(".step.done").count() == 6


def test_a_run_can_be_stopped_from_the_page(page: Any, tmp_path: Path) -> None:
    _ask(page, tmp_path)
    page.wait_for_selector(".step.working")
    page.click("text=Stop")
    page.wait_for_selector(".trace-fold >> text=Stopped")
