"""Home: the composer first, requests that work on the team's own data, what is under way and what was made."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from workspace.connections.models import Source
from workspace.runs import shop
from workspace.runs.ingest import read_source
from workspace.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)
SALES = ("day,channel,revenue\n" + "".join(
    f"2024-{month:02}-{day:02},{'Web' if day % 2 else 'Shop'},{day}\n" for month in range(1, 13) for day in range(1, 28)
)).encode()


@pytest.fixture
def page(client: Any, alice: Any, team: Any, sent: Any) -> Any:
    client.force_login(alice)
    return client


def home(page: Any, **headers: str) -> str:
    return page.get("/", headers=headers).content.decode()  # type: ignore[no-any-return]


def test_a_new_team_is_asked_for_its_data_and_may_try_the_demo_shop(page: Any) -> None:
    text = home(page)
    for expected in ("Bring your first data", "data-upload", "Try it with the demo shop"):
        assert expected in text, expected
    assert "data-composer" not in text


def test_starters_are_made_from_the_team_s_own_data_in_the_page_s_language(page: Any) -> None:
    page.post("/sources/", {"file": SimpleUploadedFile("sales.csv", SALES)})
    source = read_source(Source.objects.get().pk)
    assert source.starters["en"] and source.starters["zh"]
    assert source.starters["en"][0] in home(page) and f'data-fill-source="{source.pk}"' in home(page)
    assert source.starters["zh"][0] in home(page, **{"Accept-Language": "zh-CN"})


def test_the_demo_shop_is_connected_by_a_worker_with_words(page: Any, sent: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    response = page.post("/sources/demo/")
    source = Source.objects.get()
    assert sent == [("runs.read_source", {"source_id": str(source.pk)})]
    assert "Making the demo shop" in page.get(response.url).content.decode()
    page.post("/sources/demo/")
    assert Source.objects.count() == 1


def test_the_demo_shop_is_made_when_it_is_read(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from agents.demo import shop as made

    monkeypatch.setattr(made, "make_sqlite", lambda path: _small(path))
    page.post("/sources/demo/")
    assert read_source(Source.objects.get().pk).state == "ready"
    assert shop.shop_file(Source.objects.get().file.parent).exists()


def _small(path: Any) -> Any:
    import sqlite3

    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE orders (id INTEGER, amount REAL)")
        file.execute("INSERT INTO orders VALUES (1, 2.5), (2, 3.5)")
    file.close()
    return path


def test_what_is_under_way_says_its_step_and_leads_to_its_thread(page: Any, start_run: Any, work_off: Any) -> None:
    run = start_run("Revenue by channel")
    work_off(3)
    text = home(page)
    assert "Under way" in text and f'href="/threads/{run.thread_id}/"' in text and 'hx-trigger="every 2s"' in text


def test_a_run_that_waits_for_a_nod_says_so(page: Any, start_run: Any) -> None:
    run = start_run("Revenue by channel")
    Run.objects.filter(pk=run.pk).update(status="needs_you")
    assert "Needs you" in home(page) and "The plan waits for your nod." in home(page)


def test_finished_work_shows_its_state_and_its_files(page: Any, start_run: Any, work_off: Any) -> None:
    run = start_run("Revenue by channel")
    work_off()
    text = page.get("/work/").content.decode()
    assert "Lately" in text and "Done" in text and f"/threads/{run.thread_id}/?show=deck" in text and "Under way" not in text


def test_a_page_that_asks_again_gets_nothing_where_nothing_moved(page: Any, start_run: Any, work_off: Any) -> None:
    start_run("Revenue by channel")
    text = home(page)
    seen = text.split("?seen=")[1].split('"')[0]
    assert page.get(f"/work/?seen={seen}").status_code == 204
    work_off()
    assert page.get(f"/work/?seen={seen}").status_code == 200


def test_another_team_s_work_is_not_shown(client: Any, start_run: Any, charlie: Any) -> None:
    start_run("Revenue by channel")
    client.force_login(charlie)
    assert "Revenue by channel" not in home(client) + client.get("/work/").content.decode()
