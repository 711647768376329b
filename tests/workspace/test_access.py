"""Strangers see nothing; readers change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from workspace.accounts.access import may
from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.threads.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finished(start_run: Any, work_off: Any) -> Run:
    run: Run = start_run()
    work_off()
    run.refresh_from_db()
    return run


def _reads(run: Run) -> list[str]:
    made = Artifact.objects.filter(run=run.pk).first()
    source = run.sources.get()
    assert made is not None
    return [
        reverse("thread", args=[run.thread_id]), reverse("evidence", args=[run.pk]) + "?ref=growth",
        reverse("files", args=[run.pk]) + "?show=deck",
        reverse("archive", args=[run.pk]), reverse("download", args=[made.pk]), reverse("source", args=[source.pk]),
    ]  # fmt: skip


def _writes(run: Run) -> list[str]:
    return [
        reverse("messages", args=[run.thread_id]), reverse("cancellation", args=[run.pk]), reverse("approval", args=[run.pk]),
        reverse("retry", args=[run.pk, "deck"]), reverse("source_removal", args=[run.sources.get().pk]),
    ]  # fmt: skip


def test_a_member_reads_everything_of_the_team(client: Any, finished: Run, bob: Any) -> None:
    client.force_login(bob)
    assert {path: client.get(path).status_code for path in _reads(finished)} == dict.fromkeys(_reads(finished), 200)


def test_a_stranger_finds_nothing(client: Any, finished: Run, charlie: Any) -> None:
    client.force_login(charlie)
    assert {client.get(path).status_code for path in _reads(finished)} == {404}
    assert {client.post(path, {"text": "hello"}).status_code for path in _writes(finished)} == {404}
    assert Message.objects.count() == 1


def test_nobody_gets_in_without_signing_in(client: Any, finished: Run) -> None:
    for path in _reads(finished):
        assert client.get(path).url.startswith("/accounts/login/")


def test_a_reader_reads_but_changes_nothing(client: Any, finished: Run, rita: Any) -> None:
    client.force_login(rita)
    assert {client.get(path).status_code for path in _reads(finished)} == {200}
    assert {client.post(path, {"text": "hello"}).status_code for path in _writes(finished)} == {403}
    assert client.post("/threads/", {"text": "hello"}).status_code == 403
    assert Message.objects.count() == 1


def test_reading_is_not_writing(client: Any, finished: Run, alice: Any) -> None:
    client.force_login(alice)
    assert {client.get(path).status_code for path in _writes(finished)} == {405}


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
