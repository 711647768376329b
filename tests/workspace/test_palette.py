"""The palette, the rail and the shortcuts, as a browser without scripts gets them."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from workspace.accounts.access import found_team
from workspace.accounts.models import Membership
from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.threads.models import Thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client: Any, alice: Any, team: Any) -> Any:
    client.force_login(alice)
    return client


def _words(page: Any, query: str = "") -> list[str]:
    return [option.words for group in page.get("/palette/", {"q": query}).context["groups"] for option in group.options]


def test_the_palette_finds_threads_files_sources_pages_and_actions(page: Any, start_run: Any, work_off: Any) -> None:
    start_run()
    work_off()
    assert _words(page, "growth") == ["Growth by channel", "Growth by channel", "Growth by channel"]
    assert _words(page, "ORDERS") == ["orders.csv"]
    assert _words(page, "settings") == ["Your settings"]
    assert _words(page, "dark") == ["Dark theme"]
    assert _words(page, "no such thing") == []


def test_with_nothing_typed_the_latest_come_first(page: Any, team: Any) -> None:
    for number in range(8):
        Thread.objects.create(team=team, title=f"Request {number}")
    assert _words(page)[:5] == [f"Request {number}" for number in (7, 6, 5, 4, 3)]


def test_the_palette_offers_what_the_role_allows(client: Any, page: Any, rita: Any) -> None:
    assert {"New request", "Upload a file", "Invite somebody"} <= set(_words(page))
    client.force_login(rita)
    assert not {"New request", "Upload a file", "Invite somebody"} & set(_words(client))


def test_the_palette_knows_nothing_of_other_teams(client: Any, start_run: Any, work_off: Any, charlie: Any) -> None:
    start_run()
    work_off()
    client.force_login(charlie)
    assert _words(client, "growth") == [] and _words(client, "orders") == []


def test_the_palette_switches_the_team(page: Any, bob: Any, alice: Any) -> None:
    other = found_team(bob, "Oak")
    Membership.objects.create(team=other, person=alice, role="viewer")
    assert _words(page, "oak") == ["Switch to Oak"]


def test_a_script_gets_options_with_ids_and_forms_that_come_back(page: Any) -> None:
    text = page.get("/palette/?q=dark", headers={"HX-Request": "true", "X-Page": "/artifacts/?q=a"}).content.decode()
    assert 'role="option"' in text and 'id="option-actions-1"' in text and "<html" not in text
    assert 'name="next" value="/artifacts/?q=a"' in text
    assert 'value="/"' in page.get("/palette/?q=dark", headers={"HX-Request": "true", "X-Page": "//evil.example"}).content.decode()


def test_the_palette_answers_soon_over_many_rows(page: Any, team: Any) -> None:
    Thread.objects.bulk_create(Thread(team=team, title=f"Request {number}") for number in range(2000))
    page.get("/palette/?q=request+19")
    began = time.perf_counter()
    page.get("/palette/?q=request+19", headers={"HX-Request": "true"})
    assert time.perf_counter() - began < 0.5  # about 20 ms on a free machine; here only a blunder shows


def test_the_rail_groups_threads_by_day_and_says_what_is_under_way(page: Any, start_run: Any, team: Any) -> None:
    start_run()
    for title, days in (("Board deck", 3), ("Winter stock", 30)):
        thread = Thread.objects.create(team=team, title=title)
        Thread.objects.filter(pk=thread.pk).update(touched_at=timezone.now() - timedelta(days=days))
    text = page.get("/").content.decode()
    places = [text.index(word) for word in ("<h2>Today</h2>", "<h2>Last week</h2>", "Board deck", "<h2>Earlier</h2>", "Winter stock")]
    assert places == sorted(places)
    assert 'class="dot dot-planning"' in text and '<span class="visually-hidden">Working</span>' in text


def test_a_thread_is_renamed(page: Any, start_run: Any) -> None:
    thread = start_run().thread
    page.post(f"/threads/{thread.pk}/title/", {"title": "  Board   deck "})
    thread.refresh_from_db()
    assert thread.title == "Board deck"
    assert page.post(f"/threads/{thread.pk}/title/", {"title": " "}).status_code == 422


def test_a_deleted_thread_stops_leaves_its_files_and_comes_back(page: Any, start_run: Any, work_off: Any, sent: Any) -> None:
    run, ended = start_run(), start_run("Revenue by store")
    Run.objects.filter(pk=run.pk).update(status="planning")
    page.post(f"/threads/{run.thread_id}/removal/")
    assert page.get(f"/threads/{run.thread_id}/").status_code == 404
    work_off()
    run.refresh_from_db()
    assert run.status == "stopped"
    text = page.post(f"/threads/{ended.thread_id}/removal/", follow=True).content.decode()
    assert f"/threads/{ended.thread_id}/restoration/" in text
    assert Artifact.objects.filter(run=ended.pk).exists()
    page.post(f"/threads/{ended.thread_id}/restoration/")
    assert page.get(f"/threads/{ended.thread_id}/").status_code == 200


def test_the_evidence_of_a_file_outlives_its_deleted_thread(page: Any, start_run: Any, work_off: Any) -> None:
    from workspace.runs import forgetting

    run = start_run()
    work_off()
    page.post(f"/threads/{run.thread_id}/removal/")
    Thread.everything.update(deleted_at=timezone.now() - timedelta(days=31))
    assert forgetting.sweep() == 0
    assert page.get(f"/runs/{run.pk}/evidence/?ref=growth").status_code == 200
    Artifact.objects.all().delete()
    assert forgetting.sweep() == 1 and not Run.objects.exists()


def test_strangers_find_no_thread_and_viewers_change_none(client: Any, start_run: Any, rita: Any, charlie: Any) -> None:
    paths = [f"/threads/{start_run().thread_id}/{what}/" for what in ("title", "removal", "restoration")]
    for person, status in ((rita, 403), (charlie, 404)):
        client.force_login(person)
        assert {client.post(path, {"title": "Mine"}).status_code for path in paths} == {status}


def test_single_keys_can_be_switched_off(page: Any, alice: Any) -> None:
    assert 'data-single="on"' in page.get("/").content.decode()
    type(alice).objects.update(single_keys=False)
    assert 'data-single="off"' in page.get("/").content.decode()
