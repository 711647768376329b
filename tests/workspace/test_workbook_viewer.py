"""The workbook in the viewer: one sheet at a time, the rows of its data page by page, bounds on what an address may ask."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from agents.evidence.ledger import Ledger
from agents.evidence.results import Column, Result, digest
from agents.renderers.xlsx import render_workbook
from agents.sources.duck import rows_of
from agents.specs.workbook import Block, SheetSpec, WorkbookSpec
from workspace.library import store
from workspace.runs import desk, models

ROWS = tuple((f"Channel {number % 7}", number, number * 1.5) for number in range(450))


@pytest.fixture
def run(start_run: Any) -> Any:
    """A run that made a workbook: a summary and 450 rows of data."""
    run = start_run()
    step = models.Step.objects.create(
        run=run, key="workbook", position=9, agent="sheets", title="", status="done", attempt=1, spec={}, spec_kind="workbook"
    )
    ledger = Ledger()
    kinds = (("channel", "text"), ("pieces", "integer"), ("amount", "number"))
    columns = tuple(Column.model_validate({"name": name, "type": kind}) for name, kind in kinds)
    result = ledger.add_result(
        Result(
            id="x", source="shop", sql="SELECT", columns=columns, rows=ROWS, row_count=450, hash=digest(ROWS),
            taken_at=datetime.now(UTC), seconds=0,
        )  # fmt: skip
    )
    models.Result.objects.create(run=run, step=step, ref="x", payload=result.model_dump())
    summary = SheetSpec(name="Summary", kind="summary", title="Summary", blocks=(Block(text="Pieces sold: {{x:3:pieces|integer}}"),))
    spec = WorkbookSpec(title="Growth", language="en", sheets=(summary, SheetSpec(name="Data", kind="data", title="Data", data="x")))
    folder = desk.work_folder(step)
    folder.mkdir(parents=True)
    render_workbook(spec, ledger, folder / "Growth.xlsx", rows_of).save(folder)
    files = [store.File("workbook", "Growth.xlsx", folder / "Growth.xlsx", "application/octet-stream")]
    store.write_down(run.team, run.pk, "workbook", files, store.take_in(run.pk, "workbook", 1, files))
    return run


DATA = 3  # About and Summary stand before it


def rows(client: Any, run: Any, **query: object) -> Any:
    return client.get(reverse("sheet_rows", args=[run.pk, DATA]), query)


def sheet(client: Any, run: Any, number: int, **query: object) -> Any:
    return client.get(reverse("sheet", args=[run.pk, number]), query, headers={"HX-Request": "true"})


def test_the_artifact_opens_at_its_summary_and_links_its_numbers(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    made = store.Artifact.objects.get(run=run.pk)
    page = client.get(reverse("artifact", args=[made.pk])).content.decode()
    assert "Pieces sold: <a" in page and f"{reverse('evidence', args=[run.pk])}?ref=x%3A3%3Apieces" in page
    assert 'aria-selected="true"' in page and page.count('role="tab"') == 5


def test_only_the_sheet_asked_for_is_drawn(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    page = sheet(client, run, DATA).content.decode()
    assert "Pieces sold" not in page and "Channel 6" in page and 'data-total="450"' in page


def test_without_scripts_the_first_rows_stand_there_with_a_way_to_the_next(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    page = client.get(reverse("sheet", args=[run.pk, DATA]), {"from": 50}, follow=True).content.decode()
    assert 'id="r52c1"' in page and 'id="r102c1"' not in page and "from=100" in page


def test_rows_come_in_pages_with_their_numbers_on_the_sheet(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    answer = rows(client, run, **{"from": 400}).json()
    assert answer["total"] == 450 and len(answer["rows"]) == 50
    assert answer["rows"][0] == [402, ["Channel 1", ["400", 400.0], ["600.00", 600.0]]]


def test_rows_are_sorted_and_filtered_by_type(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    answer = rows(client, run, sort=2, order="down", has1="NEL 3", least2=100, most3="300").json()
    assert [row[1][1][1] for row in answer["rows"]] == [199, 192, 185, 178, 171, 164, 157, 150, 143, 136, 129, 122, 115, 108, 101]
    assert answer["total"] == 15 and answer["rows"][0][0] == 201


def test_selected_cells_are_added_up_over_all_their_rows(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    found = client.get(reverse("sheet_sums", args=[run.pk, DATA]), {"from": 0, "count": 450, "left": 1, "right": 2}).json()
    assert found == {"filled": 900, "numbers": 450, "total": sum(range(450))}


@pytest.mark.parametrize("query", [
    {"from": "-1"}, {"from": "x"}, {"from": "99999999999"}, {"sort": "4"}, {"least2": "many"}, {"most3": "inf"}, {"least2": "nan"},
])  # fmt: skip
def test_an_address_that_asks_for_nonsense_is_told_so(client: Any, alice: Any, run: Any, query: dict[str, str]) -> None:
    client.force_login(alice)
    answer = rows(client, run, **query)
    assert answer.status_code == 400 and answer.json()["error"]


def test_a_filter_is_a_value_and_never_a_part_of_the_query(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    assert rows(client, run, has1="' OR 1=1 --").json()["total"] == 0
    assert "&lt;b&gt;" in sheet(client, run, DATA, has1="<b>").content.decode()


def test_rows_that_are_gone_are_said_to_be(client: Any, alice: Any, run: Any, tmp_path: Path) -> None:
    row = models.Result.objects.get(run=run, ref="x")
    row.payload = row.payload | {"rows": [], "truncated": True, "path": str(desk.work_folder(run.steps.get(key="workbook")) / "x.parquet")}
    row.save()
    client.force_login(alice)
    assert rows(client, run).status_code == 410
    assert "no longer kept here" in sheet(client, run, DATA).content.decode()


@pytest.mark.parametrize("name", ["sheet", "sheet_rows", "sheet_sums"])
def test_strangers_see_no_sheet(client: Any, charlie: Any, rita: Any, run: Any, name: str) -> None:
    address = reverse(name, args=[run.pk, DATA])
    assert client.get(address).status_code == 302
    client.force_login(charlie)
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 404
    client.force_login(rita)
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 200


def test_a_sheet_that_is_not_there_is_not_found(client: Any, alice: Any, run: Any) -> None:
    client.force_login(alice)
    rows_of_about = client.get(reverse("sheet_rows", args=[run.pk, 1]))
    assert {sheet(client, run, 99).status_code, sheet(client, run, 0).status_code, rows_of_about.status_code} == {404}
