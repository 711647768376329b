"""Strangers see nothing; readers change nothing. Every address and every websocket is in tests/workspace/access_table.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.workspace.access_table import NAMELESS, SOCKETS, TABLE, Made, Row
from tests.workspace.furnished import furnished
from workspace.accounts.access import may
from workspace.runs.models import Run
from workspace.threads.models import Message
from workspace.web.consumers import sockets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finished(start_run: Any, work_off: Any) -> Run:
    run: Run = start_run()
    work_off()
    run.refresh_from_db()
    furnished(run)
    return run


@pytest.fixture
def people(alice: Any, bob: Any, rita: Any, charlie: Any) -> list[Any]:
    """Owner, editor, viewer, stranger, signed out: the columns of the table."""
    return [alice, bob, rita, charlie, None]


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, pattern) of every address, allauth's too."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield entry.name or "", before + str(entry.pattern)


def _asks(path: str, row: Row, people: list[Any], cookies: list[str]) -> Iterator[tuple[str, str]]:
    """(method, answers) of both methods; what a request does is undone after it."""
    for method in ("get", "post"):
        answers = []
        for person, cookie in zip(people, cookies, strict=True):
            client = Client(raise_request_exception=False)
            if person:
                client.cookies["sessionid"] = cookie
            with transaction.atomic():
                response = getattr(client, method)(path, row.form if method == "post" else None)
                transaction.set_rollback(True)
            cache.clear()
            answers.append(_said(response))
        yield method, " ".join(answers)


def _said(response: Any) -> str:
    asked_in = response.status_code == 302 and response.url.startswith("/accounts/login/?")
    return "in" if asked_in else str(response.status_code)


def _cookies(people: list[Any]) -> list[str]:
    """Each person's session."""
    clients = [Client() for _ in people]
    for client, person in zip(clients, people, strict=True):
        if person:
            client.force_login(person)
    return [client.cookies["sessionid"].value if person else "" for client, person in zip(clients, people, strict=True)]


def test_every_address_is_in_the_table() -> None:
    known = [(name, pattern) for name, pattern in _addresses(get_resolver())]
    assert sorted({name for name, _ in known if name} - TABLE.keys()) == [], "add a line to tests/workspace/access_table.py"
    assert sorted({pattern for name, pattern in known if not name} - NAMELESS.keys()) == []
    assert sorted(TABLE.keys() - {name for name, _ in known}) == [], "these addresses are gone"


def test_every_address_answers_each_person_as_the_table_says(finished: Run, people: list[Any], alice: Any) -> None:
    made, cookies = Made(finished, alice), _cookies(people)
    rows = {reverse(name, args=row.arguments(made)) + row.query: row for name, row in TABLE.items()}
    rows |= {f"/{pattern}": row for pattern, row in NAMELESS.items()}
    wrong = [f"{method.upper()} {path}: {answers}, expected {getattr(row, method)}" for path, row in rows.items()
             for method, answers in _asks(path, row, people, cookies) if answers != getattr(row, method)]  # fmt: skip
    assert not wrong, "\n".join(wrong)


def test_every_websocket_is_in_the_table() -> None:
    assert {str(entry.pattern) for entry in sockets} == SOCKETS.keys(), "add a line to tests/workspace/access_table.py"


async def _let_in(path: str, person: Any) -> str:
    scope = {"type": "websocket", "path": path, "query_string": b"", "headers": [], "user": person}
    socket = ApplicationCommunicator(URLRouter(sockets), scope)
    await socket.send_input({"type": "websocket.connect"})
    said = await socket.receive_output(5)
    return "yes" if said["type"] == "websocket.accept" else "no"


async def test_every_websocket_lets_in_whom_the_table_says(start_run: Any, people: list[Any], alice: Any) -> None:
    from django.contrib.auth.models import AnonymousUser

    made = await sync_to_async(lambda: Made(start_run(), alice))()
    for pattern, (expected, path) in SOCKETS.items():
        assert (pattern, " ".join([await _let_in(path(made), person or AnonymousUser()) for person in people])) == (pattern, expected)


def test_a_reader_s_words_are_not_kept(client: Any, finished: Run, rita: Any) -> None:
    client.force_login(rita)
    assert client.post("/threads/", {"text": "hello"}).status_code == 403
    assert client.post(reverse("messages", args=[finished.thread_id]), {"text": "hello"}).status_code == 403
    assert Message.objects.count() == 1


def test_one_place_says_what_a_person_may(team: Any, alice: Any, bob: Any, rita: Any, charlie: Any) -> None:
    allowed = {person: [may(person, action, team) for action in ("read", "write", "manage")] for person in (alice, bob, rita, charlie)}
    assert list(allowed.values()) == [[True, True, True], [True, True, False], [True, False, False], [False, False, False]]


def test_a_person_who_left_may_nothing(team: Any, alice: Any) -> None:
    alice.is_active = False
    assert not may(alice, "read", team)


def test_a_source_of_another_team_cannot_be_chosen(client: Any, source: Any, charlie: Any) -> None:
    client.force_login(charlie)
    response = client.post("/threads/", {"text": "Revenue", "sources": [source.pk]})
    assert response.status_code == 422 and not Run.objects.exists()
