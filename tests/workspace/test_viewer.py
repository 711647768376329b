"""What the viewer draws: from the specs, with ways to the evidence, for the team alone."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest

from agents.renderers.html import unlinked
from tests.workspace.sample_specs import with_samples
from workspace.library.models import Artifact
from workspace.runs import evidence, previews
from workspace.runs.models import Run, Step

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(start_run: Any, work_off: Any) -> Run:
    """A finished run whose files were made from the samples of the renderers."""
    made: Run = start_run(deliver=("deck", "document", "charts"))
    work_off()
    return with_samples(made)


@pytest.fixture
def page(client: Any, alice: Any, run: Run) -> Any:
    client.force_login(alice)
    return client


def _chart(run: Run, kind: str = "bar") -> str:
    charts = run.steps.get(key="charts").spec["charts"]
    return next(chart["id"] for chart in charts if chart["kind"] == kind)


def _artifact(run: Run, kind: str) -> Artifact:
    return Artifact.objects.get(run=run.pk, kind=kind, primary=True)


def test_all_slides_stand_in_the_page_and_the_address_chooses_one(page: Any, run: Run) -> None:
    slides = run.steps.get(key="deck").spec["slides"]
    text = page.get(f"/threads/{run.thread_id}/?show=deck&slide={slides[2]['id']}").content.decode()
    assert re.findall(r'data-slide="([^"]+)"', text) == [slide["id"] for slide in slides]
    assert re.findall(r'class="slides-item is-current" data-slide="([^"]+)"', text) == [slides[2]["id"]]
    unknown = page.get(f"/threads/{run.thread_id}/?show=deck&slide=none").content.decode()
    assert f'class="slides-item is-current" data-slide="{slides[0]["id"]}"' in unknown


@pytest.mark.parametrize("kind", ["deck", "document", "charts"])
def test_every_number_of_a_preview_leads_to_evidence_that_is_there(page: Any, run: Run, kind: str) -> None:
    text = page.get(f"/runs/{run.pk}/files/?show={kind}").content.decode()
    links = set(re.findall(r'<a class="fact" href="([^"]+)"', text))
    assert links and all(link.startswith(f"/runs/{run.pk}/evidence/?ref=") for link in links)
    assert {page.get(link).status_code for link in sorted(links)[:5]} == {200}


def test_a_deliverable_that_was_not_made_is_not_found(page: Any, run: Run) -> None:
    assert page.get(f"/runs/{run.pk}/files/?show=workbook").status_code == 404


def test_a_tab_under_way_says_what_is_being_done(page: Any, start_run: Any, work_off: Any) -> None:
    under_way = start_run(deliver=("deck",))
    work_off(4)
    Step.objects.filter(run=under_way, key="deck").update(status="working", done=3, of=14)
    text = page.get(f"/threads/{under_way.thread_id}/").content.decode()
    assert re.search(r'id="tab-deck">Slides <span class="tab-state digits">3 of 14<', text)


def test_an_artifact_has_a_page_of_its_own(page: Any, run: Run) -> None:
    made = _artifact(run, "deck")
    made.draft, made.gate = True, ["Slide 3 is too full."]
    made.save()
    text = page.get(f"/artifacts/{made.pk}/").content.decode()
    ways = (f"/artifacts/{made.pk}/file/", f"/threads/{run.thread_id}/?run={run.pk}")
    for expected in ("data-slides", *ways, "Draft", "Slide 3 is too full."):
        assert expected in text


def test_a_deleted_artifact_has_no_page(page: Any, run: Run) -> None:
    from django.utils import timezone

    made = _artifact(run, "deck")
    Artifact.objects.filter(pk=made.pk).update(deleted_at=timezone.now())
    assert page.get(f"/artifacts/{made.pk}/").status_code == 404


def test_the_values_of_a_chart_come_as_csv_to_the_last_digit(page: Any, run: Run) -> None:
    response = page.get(f"/runs/{run.pk}/charts/{_chart(run)}.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    spec = next(chart for chart in run.steps.get(key="charts").spec["charts"] if chart["id"] == _chart(run))
    ledger = evidence.ledger(run)
    wanted = [[float(ledger.value(ref)) for ref in refs] for refs in zip(*(series["values"] for series in spec["series"]), strict=True)]
    assert [[float(value) for value in row[1:]] for row in rows[1:]] == wanted
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_chart_comes_as_a_picture(page: Any, run: Run) -> None:
    svg, png = (page.get(f"/runs/{run.pk}/charts/{_chart(run)}.{ending}").content for ending in ("svg", "png"))
    assert svg.startswith(b"<svg") and png.startswith(b"\x89PNG")
    assert page.get(f"/runs/{run.pk}/charts/{_chart(run)}.exe").status_code == 404


def test_a_chart_of_a_slide_opens_with_its_values(page: Any, run: Run) -> None:
    text = page.get(f"/runs/{run.pk}/files/?show=deck").content.decode()
    ways = re.findall(r'class="chart-open" href="([^"]+)"', text)
    opened = page.get(ways[0]).content.decode()
    assert "chart-twin" in opened and "data-category" in opened and "<html" in opened
    assert "<html" not in page.get(ways[0], headers={"HX-Request": "true"}).content.decode()
    assert page.get(f"/runs/{run.pk}/charts/none/").status_code == 404


@pytest.mark.parametrize("kind", ["deck", "document", "charts"])
def test_a_shared_preview_shows_the_numbers_and_no_way_behind_them(run: Run, kind: str) -> None:
    own, shared = previews.preview(run, kind), previews.preview(run, kind, linked=False)
    assert "data-fact" in own and "href" in own
    assert not re.search(r"data-fact|data-claim|/runs/|chart-open", shared)
    plain = re.sub(r'<a class="chart-open".*?</a>', "", own)
    assert re.sub(r"<[^>]+>", "", shared) == re.sub(r"<[^>]+>", "", plain)


def test_links_are_taken_out_whole() -> None:
    text = '<p>Up <a class="fact" href="#fact-a" data-fact="a">5%</a> <span class="claim" data-claim="c">grew</span></p>'
    assert unlinked(text) == '<p>Up 5% <span class="claim">grew</span></p>'


def test_strangers_find_neither_artifact_nor_chart(client: Any, run: Run, charlie: Any, rita: Any) -> None:
    chart = f"/runs/{run.pk}/charts/{_chart(run)}"
    addresses = [f"/artifacts/{_artifact(run, 'deck').pk}/", f"{chart}/", f"{chart}.csv", f"{chart}.svg"]
    client.force_login(charlie)
    assert {client.get(address).status_code for address in addresses} == {404}
    client.force_login(rita)
    assert {client.get(address).status_code for address in addresses} == {200}
    assert {client.post(address).status_code for address in addresses} == {405}
