"""Chromium over the running product: people sign in by their session, and what a page complains about fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.workspace.conftest import place, wait  # noqa: F401  (fixtures)
from workspace.supervisor import Supervisor, connects, free_port, start_web, start_worker

HOST = "127.0.0.1"
NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in NAMES if (path := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
SLOWEST = 60_000  # milliseconds

# Every test of this folder needs the database as other processes see it, and a browser.
MARKS = (
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed: apt-get install --no-install-recommends chromium"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            for mark in MARKS:
                item.add_marker(mark)


@pytest.fixture
def real_place(place: Supervisor) -> Supervisor:  # noqa: F811
    """The same processes with the real team in place of the scripted one."""
    place.environment["THREEDAY_WORK"] = "agents.team.work.work"
    return place


@pytest.fixture
def web(place: Supervisor) -> str:  # noqa: F811
    """The address of a running web server; nothing carries steps out."""
    port = free_port(HOST, 0)
    child = start_web(place, HOST, port)
    place.wait_for(child, lambda: connects(HOST, port))
    return f"http://{HOST}:{port}"


@pytest.fixture
def address(web: str, place: Supervisor) -> str:  # noqa: F811
    """The address of the whole product: web server, queue and worker."""
    start_worker(place)
    return web


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A Chromium. Playwright keeps an event loop in this thread, which Django would not allow beside its queries."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages wrote to the console as an error, or threw. It must stay empty; a test may clear what it meant to happen."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(chromium: Any, web: str, complaints: list[str]) -> Callable[..., Any]:
    """Opens a page for a person (None is signed out), in a context of its own: visit(alice, locale="zh-CN", color_scheme="dark")."""
    from django.test import Client

    def visit(person: Any = None, **options: Any) -> Any:
        context = chromium.new_context(base_url=web, **{"accept_downloads": True, "locale": "en-GB"} | options)
        if person is not None:
            client = Client()
            client.force_login(person)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": web}])
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    return visit
