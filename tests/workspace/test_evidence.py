"""What stands behind a number, beside the conversation and on a page of its own."""

from __future__ import annotations

from typing import Any

import pytest

from workspace.runs.models import Result

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(start_run: Any, work_off: Any) -> Any:
    made = start_run()
    work_off()
    return made


def sheet(client: Any, person: Any, run: Any, query: str) -> Any:
    client.force_login(person)
    return client.get(f"/runs/{run.pk}/evidence/?{query}", headers={"HX-Request": "true"})


def many_rows(run: Any, count: int = 45) -> None:
    """Give the run's result more rows than one page shows."""
    row = Result.objects.get(run=run, ref="r1")
    payload = row.payload
    payload["rows"] = [[f"Channel {place}", 1.0, 2.0, None] for place in range(count)]
    row.payload = payload | {"row_count": count}
    row.save()


def test_a_figure_is_cited_with_its_source(client: Any, bob: Any, run: Any) -> None:
    text = sheet(client, bob, run, "ref=growth").content.decode()
    assert "14.7% — revenue growth, 2025 against 2024 (orders.csv, query r1, 118,902 rows, read " in text


def test_the_sheet_names_the_source_and_its_version(client: Any, bob: Any, run: Any) -> None:
    text = sheet(client, bob, run, "ref=growth").content.decode()
    assert f'href="/sources/{run.sources.get().pk}/"' in text and "version 1" in text


def test_a_claim_says_what_it_claims_and_that_it_holds(client: Any, bob: Any, run: Any) -> None:
    text = sheet(client, bob, run, f"ref={run.claims.get().ref}").content.decode()
    assert "An increase" in text and "holds" in text and "$4.22 m &gt; $3.68 m" in text


def test_all_rows_can_be_reached_page_by_page(client: Any, bob: Any, run: Any) -> None:
    many_rows(run)
    assert "Rows 1–20 of 45" in sheet(client, bob, run, "ref=growth").content.decode()
    last = sheet(client, bob, run, "ref=growth&rows=r1&first=41").content.decode()
    assert "Rows 41–45 of 45" in last and "Channel 44" in last and "Later rows" not in last and "Earlier rows" in last


def test_a_cell_far_down_opens_the_page_that_it_is_on_and_is_marked(client: Any, bob: Any, run: Any) -> None:
    many_rows(run)
    text = sheet(client, bob, run, "ref=r1:25:now").content.decode()
    assert "Rows 21–40 of 45" in text and text.count(" marked") == 1


@pytest.mark.parametrize("first", ["-1", "x", "9" * 40, "²"])
def test_an_odd_page_is_the_first_one(client: Any, bob: Any, run: Any, first: str) -> None:
    response = sheet(client, bob, run, f"ref=growth&rows=r1&first={first}")
    assert response.status_code == 200 and "Marketplace" in response.content.decode()


def test_the_address_of_a_thread_opens_the_sheet_of_a_figure(client: Any, rita: Any, run: Any) -> None:
    client.force_login(rita)
    text = client.get(f"/threads/{run.thread_id}/?run={run.pk}&fact=growth").content.decode()
    assert "data-restored" in text and "Copy with source" in text
    assert "data-restored" not in client.get(f"/threads/{run.thread_id}/?fact=nothing").content.decode()


def test_strangers_see_no_evidence(client: Any, charlie: Any, run: Any) -> None:
    assert sheet(client, charlie, run, "ref=growth").status_code == 404
