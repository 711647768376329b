"""The plan's card: what it shows, and how a person changes it."""

from __future__ import annotations

from typing import Any

import pytest

from workspace.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)
LIMIT = {"table": "orders", "column": "channel", "values": ["Stores"], "text": "Stores alone"}
OPTIONS = {
    "measures": [{"key": "revenue", "words": "revenue"}, {"key": "profit", "words": "profit"}],
    "segments": [{"key": "channel", "words": "channel"}],
    "analyses": [{"key": "growth", "words": "How did it grow?"}, {"key": "share", "words": "Who has which share?"}],
    "measure": "revenue", "segment": "channel", "first_day": "2023-01-01", "last_day": "2025-12-31",
}  # fmt: skip
AS_IT_IS = {
    "title": "Growth by channel", "measure": "revenue", "segment": "channel", "analyses": ["growth"], "only": ["0"],
    "start": "2025-01-01", "end": "2025-12-31", "start_before": "2024-01-01", "end_before": "2024-12-31",
    "deliverables": ["deck", "charts"],
}  # fmt: skip


@pytest.fixture
def planned(start_run: Any, work_off: Any) -> Any:
    """A run that waits for a nod, with a plan that can be changed."""
    run = start_run(wait_for_nod=True)
    work_off()
    run.refresh_from_db()
    run.brief |= {"options": OPTIONS, "only": [LIMIT], "follows": "As before, only Stores"}
    run.save(update_fields=["brief"])
    return run


def card(client: Any, person: Any, run: Any) -> str:
    client.force_login(person)
    return str(client.get(f"/threads/{run.thread_id}/").content.decode())


def send(client: Any, run: Any, **changes: Any) -> Any:
    return client.post(f"/runs/{run.pk}/brief/", AS_IT_IS | changes)


def test_the_card_says_how_a_follow_up_was_understood_and_what_it_is_limited_to(client: Any, bob: Any, planned: Any) -> None:
    text = card(client, bob, planned)
    assert "As before, only Stores" in text and "Stores alone" in text and "Two orders have no customer." in text


def test_a_plan_that_waits_offers_start_edit_and_decline_and_none_has_the_focus(client: Any, bob: Any, planned: Any) -> None:
    text = card(client, bob, planned)
    assert text.index("Start the work") < text.index("data-edits") < text.index("Decline")
    assert "autofocus" not in text
    assert "<title>Needs you · " in text


def test_a_viewer_sees_the_plan_and_cannot_start_it(client: Any, rita: Any, planned: Any) -> None:
    text = card(client, rita, planned)
    assert "What I will do" in text and "Start the work" not in text and "data-edits" not in text
    assert send(client, planned, measure="profit").status_code == 403
    assert client.get(f"/runs/{planned.pk}/brief/").status_code == 403


def test_a_stranger_finds_no_plan(client: Any, charlie: Any, planned: Any) -> None:
    client.force_login(charlie)
    assert client.get(f"/runs/{planned.pk}/brief/").status_code == 404
    assert send(client, planned, measure="profit").status_code == 404


def test_the_form_holds_the_plan_as_it_is(client: Any, bob: Any, planned: Any) -> None:
    client.force_login(bob)
    text = client.get(f"/runs/{planned.pk}/brief/").content.decode()
    for expected in ('value="Growth by channel"', 'value="2025-01-01"', 'value="2024-12-31"', "Who has which share?", "Stores alone"):
        assert expected in text
    assert '<option value="revenue" selected>' in text and text.count(" checked") == 4


def test_only_what_was_changed_is_sent_on(client: Any, bob: Any, planned: Any, sent: Any) -> None:
    client.force_login(bob)
    response = send(client, planned, measure="profit", only=[], start_before="", end_before="")
    assert response.status_code == 302 and response.url.endswith(f"#run-{planned.pk}")
    planned.refresh_from_db()
    assert planned.edit == {"measure": "profit", "only": [], "periods": [{"start": "2025-01-01", "end": "2025-12-31"}]}


def test_a_changed_plan_that_waited_is_planned_again_in_its_run(client: Any, bob: Any, planned: Any, sent: Any) -> None:
    client.force_login(bob)
    send(client, planned, deliverables=["deck"])
    planned.refresh_from_db()
    assert (planned.status, planned.brief, Run.objects.count()) == ("planning", None, 1)


def test_a_changed_plan_of_finished_work_begins_a_new_run(client: Any, bob: Any, planned: Any, work_off: Any) -> None:
    client.force_login(bob)
    client.post(f"/runs/{planned.pk}/approval/")
    work_off()
    send(client, planned, title="Growth")
    new = Run.objects.exclude(pk=planned.pk).get()
    assert (new.thread_id, new.edit, new.request) == (planned.thread_id, {"title": "Growth"}, planned.request)


@pytest.mark.parametrize(("change", "words"), [
    ({}, "Nothing is changed yet"), ({"analyses": []}, "Keep one question"), ({"end": "2024-06-01"}, "first day comes after the last"),
    ({"start": ""}, "Give both days"), ({"start": "", "end": ""}, "Say which period"), ({"measure": "weather"}, "not one of the"),
])  # fmt: skip
def test_a_change_that_cannot_be_says_why(client: Any, bob: Any, planned: Any, change: Any, words: str) -> None:
    client.force_login(bob)
    response = send(client, planned, **change)
    assert response.status_code == 422 and words in response.content.decode()
    planned.refresh_from_db()
    assert planned.edit is None


def test_a_single_question_is_asked_again_in_other_words(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run("How many orders?", deliver=())
    work_off()
    client.force_login(bob)
    text = client.get(f"/runs/{run.pk}/brief/").content.decode()
    assert "How many orders?</textarea>" in text and f'action="/threads/{run.thread_id}/messages/"' in text
    assert f'name="sources" value="{run.sources.get().pk}"' in text


def test_what_cannot_be_told_names_the_word_and_asks_something_else_at_once(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run("What was the weather?")
    work_off()
    text = card(client, bob, run)
    assert "I cannot tell" in text and '<span class="chip warn">weather</span>' in text
    client.post(f"/threads/{run.thread_id}/messages/", {"text": "Revenue by channel", "sources": [run.sources.get().pk]})
    assert 'name="text" value="Revenue by channel"' in text and run.thread.runs.count() == 2
