"""The library: finding, starring, deleting with undo; words in English and Chinese."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from agents.evidence.ledger import Ledger
from agents.specs.charts import ChartsSpec
from workspace.library.models import Artifact
from workspace.runs import forgetting, indexing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finished(start_run: Any, work_off: Any) -> Any:
    run = start_run()
    work_off()
    run.refresh_from_db()
    return run


@pytest.fixture
def deck(finished: Any) -> Artifact:
    return Artifact.objects.get(run=finished.pk, kind="deck")


@pytest.fixture
def page(client: Any, alice: Any, team: Any) -> Any:
    client.force_login(alice)
    return client


def _found(page: Any, query: str = "") -> list[str]:
    return [row["artifact"].name for row in page.get(f"/artifacts/{query}").context["rows"]]


def test_every_word_must_occur_in_title_text_or_source(page: Any, finished: Any) -> None:
    assert set(_found(page, "?q=GROWTH+channel")) == {"Growth.pptx", "growth.svg"}
    assert set(_found(page, "?q=orders.csv")) == {"Growth.pptx", "growth.svg"}
    assert _found(page, "?q=growth+pptx") == ["Growth.pptx"]
    assert _found(page, "?q=growth+weather") == []


def test_chinese_words_are_found(page: Any, deck: Artifact) -> None:
    deck.text = "按渠道看收入增长 ｇｒｏｗｔｈ"
    deck.save()
    assert _found(page, "?q=渠道，增长") == ["Growth.pptx"]
    assert _found(page, "?q=渠道　利润") == []


def test_the_words_of_a_file_are_read_with_their_numbers(db: None) -> None:
    ledger = Ledger()
    ledger.constant("plan", 0.25, name="plan", unit="ratio")
    spec = ChartsSpec(title="Plan of {{plan|percent}}", language="en", charts=()).model_dump(mode="json")
    assert indexing.words_of("charts", spec, ledger, "en") == ["Plan of 25.0%"]


def test_filters_narrow_and_the_order_is_chosen(page: Any, finished: Any, alice: Any, bob: Any) -> None:
    assert _found(page, "?kind=charts") == ["growth.svg"]
    assert _found(page, f"?person={bob.pk}") == []
    assert len(_found(page, f"?person={alice.pk}&source={finished.sources.get().pk}&period=day")) == 2
    assert _found(page, "?order=kind") == ["growth.svg", "Growth.pptx"]
    Artifact.objects.filter(kind="deck").update(created_at=timezone.now() - timedelta(days=40), draft=True)
    assert _found(page, "?period=month") == ["growth.svg"]
    assert _found(page, "?show=drafts") == ["Growth.pptx"]
    assert _found(page, "?order=oldest")[0] == "Growth.pptx"


def test_a_filter_nobody_offers_counts_as_none(page: Any, finished: Any, charlie: Any) -> None:
    assert len(_found(page, f"?kind=films&person={charlie.pk}&period=eon&order=size&page=none")) == 2


def test_no_results_name_the_filters_and_clear_each(page: Any, finished: Any) -> None:
    text = page.get("/artifacts/?q=weather&kind=deck").content.decode()
    assert "No results" in text and "“weather”" in text
    assert 'href="/artifacts/?q=weather"' in text and 'href="/artifacts/?kind=deck"' in text


def test_a_script_gets_the_results_alone_and_the_address_of_them(page: Any, finished: Any) -> None:
    headers = {"HX-Request": "true", "HX-Target": "results"}
    response = page.get("/artifacts/?q=growth&kind=&show=all", headers={**headers, "HX-Trigger-Name": "q"})
    assert b"<html" not in response.content and response.headers["HX-Replace-Url"] == "/artifacts/?q=growth"
    assert page.get("/artifacts/?kind=deck", headers=headers).headers["HX-Push-Url"] == "/artifacts/?kind=deck"


def test_fifty_files_stand_on_a_page(page: Any, team: Any, deck: Artifact) -> None:
    rows = [Artifact(team=team, run=deck.run, step="deck", kind="deck", name=f"{number}.pptx", media_type="x") for number in range(60)]
    Artifact.objects.bulk_create(rows)
    assert (len(_found(page)), len(_found(page, "?page=2"))) == (50, 12)


def test_a_star_is_ones_own_and_a_viewer_may_give_it(client: Any, deck: Artifact, alice: Any, rita: Any) -> None:
    client.force_login(rita)
    client.post(f"/artifacts/{deck.pk}/star/", {"starred": "1"})
    assert _found(client, "?show=starred") == ["Growth.pptx"]
    client.force_login(alice)
    assert _found(client, "?show=starred") == []
    client.force_login(rita)
    client.post(f"/artifacts/{deck.pk}/star/", {"starred": "0"})
    assert _found(client, "?show=starred") == []


def test_what_is_deleted_is_gone_everywhere_until_it_is_restored(page: Any, deck: Artifact) -> None:
    response = page.post(f"/artifacts/{deck.pk}/removal/", follow=True)
    assert "is deleted" in response.content.decode() and f"/artifacts/{deck.pk}/restoration/" in response.content.decode()
    assert _found(page) == ["growth.svg"] and _found(page, "?show=deleted") == ["Growth.pptx"]
    assert page.get(f"/artifacts/{deck.pk}/file/").status_code == 404
    page.post(f"/artifacts/{deck.pk}/restoration/")
    assert page.get(f"/artifacts/{deck.pk}/file/").status_code == 200


def test_the_sweep_takes_what_was_deleted_a_month_ago_with_its_bytes(page: Any, deck: Artifact) -> None:
    path = deck.file
    page.post(f"/artifacts/{deck.pk}/removal/")
    assert forgetting.sweep() == 0 and path.exists()
    Artifact.everything.filter(pk=deck.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert forgetting.sweep() == 1
    assert not path.exists() and not Artifact.everything.filter(pk=deck.pk).exists()


def test_a_repeated_step_keeps_the_stars_and_adds_a_version(finished: Any, deck: Artifact, alice: Any, tmp_path: Any) -> None:
    from workspace.library import store

    deck.starred_by.add(alice)
    made = tmp_path / "Growth.pptx"
    made.write_bytes(b"newer")
    file = store.File(kind="deck", name=made.name, path=made, media_type="x")
    store.write_down(finished.team, finished.pk, "deck", [file], store.take_in(finished.pk, "deck", 2, [file]))
    again = Artifact.objects.get(run=finished.pk, kind="deck")
    assert again.pk == deck.pk and again.starred_by.get() == alice
    assert again.file.read_bytes() == b"newer" and again.versions.count() == 2


def test_old_rows_are_filled_by_a_command(page: Any, finished: Any) -> None:
    Artifact.objects.update(text="", title="")
    assert _found(page, "?q=growth") == []
    call_command("index_library")
    assert len(_found(page, "?q=growth")) == 2


def test_strangers_find_nothing_and_viewers_change_nothing(client: Any, deck: Artifact, charlie: Any, rita: Any) -> None:
    writes = [f"/artifacts/{deck.pk}/removal/", f"/artifacts/{deck.pk}/restoration/"]
    client.force_login(charlie)
    assert {client.post(path).status_code for path in [*writes, f"/artifacts/{deck.pk}/star/"]} == {404}
    assert _found(client) == []
    client.force_login(rita)
    assert {client.post(path).status_code for path in writes} == {403}
    assert {client.get(path).status_code for path in writes} == {405}
