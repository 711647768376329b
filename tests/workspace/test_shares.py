"""Read-only links: they show one artifact and nothing of the team, until they end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from workspace.library.models import Artifact, Share

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def deck(start_run: Any, work_off: Any) -> Artifact:
    run = start_run()
    work_off()
    return Artifact.objects.get(run=run.pk, kind="deck")


@pytest.fixture
def page(client: Any, alice: Any, team: Any) -> Any:
    client.force_login(alice)
    return client


def _share(page: Any, deck: Artifact, days: int = 7) -> str:
    """The path of a new link."""
    text = page.post(f"/artifacts/{deck.pk}/shares/", {"days": days}).content.decode()
    found = re.search(r'value="http://testserver(/s/[^"]+)"', text)
    assert found
    return found[1]


@pytest.fixture
def outside(deck: Artifact) -> Client:
    """Somebody who is not signed in."""
    return Client()


def test_whoever_has_the_link_sees_the_artifact_and_takes_the_file(page: Any, deck: Artifact, outside: Client) -> None:
    path = _share(page, deck)
    response = outside.get(path)
    assert response.status_code == 200 and b"Growth by channel" in response.content
    download = outside.get(f"{path}file/")
    assert b"".join(download) == deck.file.read_bytes()
    assert "attachment" in download.headers["Content-Disposition"]


def test_a_shared_page_shows_nothing_of_the_team(page: Any, deck: Artifact, outside: Client) -> None:
    text = outside.get(_share(page, deck)).content.decode()
    for word in ("Maple", "alice@example.org", "Revenue by channel", "/threads/", "/runs/", "/artifacts/", "orders.csv", 'class="rail"'):
        assert word not in text
    signed_in = page.get(_share(page, deck)).content.decode()
    assert "Maple" not in signed_in and 'class="rail"' not in signed_in


def test_a_shared_page_is_not_for_search_engines_and_tells_no_other_site(page: Any, deck: Artifact, outside: Client) -> None:
    path = _share(page, deck)
    for response in (outside.get(path), outside.get(f"{path}file/")):
        assert "noindex" in response.headers["X-Robots-Tag"] and response.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response.headers["Cache-Control"]


def test_the_token_is_shown_once_and_kept_only_as_a_hash(page: Any, deck: Artifact) -> None:
    token = _share(page, deck).split("/")[2]
    kept = Share.objects.get()
    assert token not in str(Share.objects.values().get()) and len(kept.token) == 64
    assert token not in page.get(f"/artifacts/{deck.pk}/shares/").content.decode()


def test_expired_revoked_deleted_and_unknown_links_answer_the_same(page: Any, deck: Artifact, outside: Client) -> None:
    path = _share(page, deck)
    answers = [outside.get("/s/nothing/")]
    Share.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answers.append(outside.get(path))
    Share.objects.update(expires_at=timezone.now() + timedelta(days=1))
    page.post(f"/artifacts/{deck.pk}/removal/")
    answers += [outside.get(path), outside.get(f"{path}file/")]
    page.post(f"/artifacts/{deck.pk}/restoration/")
    assert outside.get(path).status_code == 200
    page.post(f"/shares/{Share.objects.get().pk}/revocation/")
    answers.append(outside.get(path))
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}


def test_openings_are_counted_and_links_listed_with_their_end(page: Any, deck: Artifact, outside: Client) -> None:
    path = _share(page, deck, 30)
    for _ in range(3):
        outside.get(path)
    text = page.get(f"/artifacts/{deck.pk}/shares/").content.decode()
    assert "opened 3 times" in text and "Revoke" in text
    left = Share.objects.get().expires_at - timezone.now()
    assert timedelta(days=29) < left <= timedelta(days=30)


def test_only_the_offered_lengths_are_taken(page: Any, deck: Artifact) -> None:
    for days in ("365", "-1", "x", ""):
        assert page.post(f"/artifacts/{deck.pk}/shares/", {"days": days}).status_code == 422
    assert not Share.objects.exists()


def test_a_viewer_may_not_share_and_a_stranger_finds_nothing(client: Any, page: Any, deck: Artifact, rita: Any, charlie: Any) -> None:
    _share(page, deck)
    paths = [f"/artifacts/{deck.pk}/shares/", f"/shares/{Share.objects.get().pk}/revocation/"]
    for person, status in ((rita, 403), (charlie, 404)):
        client.force_login(person)
        assert {client.post(path, {"days": 7}).status_code for path in paths} == {status}
        assert client.get(paths[0]).status_code == status
    assert Share.objects.get().revoked_at is None
