"""Looking at what was made, by pointer and by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.browser.test_axe import RULES
from tests.workspace.sample_specs import with_samples
from workspace.library.models import Artifact
from workspace.runs.models import Run


@pytest.fixture
def run(start_run: Callable[..., Run], work_off: Callable[..., None]) -> Run:
    """A finished run with the slides, the document and the charts of the samples."""
    made = start_run(deliver=("deck", "document", "charts"))
    work_off()
    return with_samples(made)


@pytest.fixture
def thread(run: Run) -> str:
    return reverse("thread", args=[run.thread_id])


def shown(page: Any) -> tuple[str, str]:
    """The slide that is in sight, and where the page says it is."""
    return page.get_attribute(".slides-item.is-current", "data-slide"), page.inner_text(".slides-at")


def test_slides_turn_by_keys_and_the_address_follows(visit: Any, alice: Any, run: Run, thread: str) -> None:
    slides = [slide["id"] for slide in run.steps.get(key="deck").spec["slides"]]
    page = visit(alice)
    page.goto(f"{thread}?show=deck")
    page.focus(".slides")
    for key, place in (("ArrowRight", 1), ("PageDown", 2), ("ArrowLeft", 1), ("End", len(slides) - 1), ("Home", 0), ("ArrowRight", 1)):
        page.keyboard.press(key)
        assert shown(page) == (slides[place], f"{place + 1} of {len(slides)}"), key
    assert f"slide={slides[1]}" in page.url
    assert page.locator(".slides-strip button").count() == len(slides)
    page.click(".slides-strip li:nth-child(3) button")
    page.reload()
    assert shown(page)[0] == slides[2]


def test_presenting_fills_the_screen_until_escape(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice)
    page.goto(f"{thread}?show=deck")
    page.click(".viewer-bar [data-present]")
    page.wait_for_selector(".slides.presenting")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    assert shown(page)[1].startswith("3 of")
    page.keyboard.press("Escape")
    page.wait_for_selector(".slides:not(.presenting)")
    assert not page.evaluate("document.fullscreenElement")


def test_where_there_is_no_full_screen_slides_cover_the_page(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice)
    page.add_init_script("delete Element.prototype.requestFullscreen")
    page.goto(f"{thread}?show=deck")
    page.click(".viewer-bar [data-present]")
    box = page.locator(".slides.presenting:popover-open").bounding_box()
    assert (box["width"], box["height"]) == (page.viewport_size["width"], page.viewport_size["height"])
    page.keyboard.press("Escape")
    page.wait_for_selector(".slides:not(.presenting):not([popover])")


def test_a_chart_says_its_values_to_pointer_and_keys_and_hides_a_series(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice)
    page.goto(f"{thread}?show=charts")
    chart = page.locator(".chart-block:has(.chart-keys)").first
    mark = chart.locator(".chart-plot [data-category][tabindex='0']")
    said = mark.get_attribute("aria-label")
    mark.hover()
    assert said.endswith(page.inner_text(".chart-tip:popover-open b"))
    mark.focus()
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused != said and focused.endswith(page.inner_text(".chart-tip:popover-open b"))
    first = chart.locator(".chart-keys button").first
    first.click()
    assert first.get_attribute("aria-pressed") == "false"
    assert not chart.locator(".chart-plot [data-series='0']:visible").count()


def test_a_chart_shows_its_values_as_a_table_and_copies_them(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{thread}?show=charts")
    chart = page.locator(".chart-block").first
    chart.get_by_text("Show as table").click()
    assert chart.locator(".chart-twin .fact").first.is_visible() and not chart.locator(".chart-plot").is_visible()
    chart.get_by_text("Copy data").click()
    chart.get_by_text("Copied").wait_for()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(lines) == chart.locator(".chart-twin tr").count()
    assert lines[1].split("\t")[1] == chart.locator(".chart-twin td").first.get_attribute("data-value")


def test_a_chart_of_a_slide_opens_over_the_page(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice)
    page.goto(f"{thread}?show=deck")
    slide = page.locator(".slides-item:has(.chart-open)").first.get_attribute("data-slide")
    page.goto(f"{thread}?show=deck&slide={slide}")
    page.locator(".is-current .chart-open").first.focus()
    page.keyboard.press("Enter")
    page.locator(".chart-dialog[open] .chart-tools").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector(".chart-dialog:not([open])", state="attached")


def test_going_back_leads_to_the_tab_before_and_a_part_can_be_linked(visit: Any, alice: Any, thread: str) -> None:
    page = visit(alice)
    page.goto(f"{thread}?show=deck")
    page.click("#tab-document")
    page.wait_for_selector(".paper-contents a", state="attached")
    part = page.locator(".paper-contents a").last.get_attribute("href")
    page.go_back()
    page.wait_for_selector("#tab-deck[aria-current]")
    page.goto(f"{thread}?show=document{part}")
    page.wait_for_selector(f".paper-contents a[href='{part}'][aria-current]", state="attached")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_viewer_breaks_no_rule(visit: Any, alice: Any, run: Run, thread: str, theme: str) -> None:
    page = visit(alice, color_scheme=theme)
    found = []
    artifact = Artifact.objects.get(run=run.pk, kind="deck", primary=True)
    for address in (f"{thread}?show=deck", f"{thread}?show=document", f"{thread}?show=charts", reverse("artifact", args=[artifact.pk])):
        page.goto(address)
        page.wait_for_selector(".is-ready", state="attached")
        found += Axe().run(page, context=".files", options=RULES).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def test_an_artifact_is_seen_on_a_phone(visit: Any, alice: Any, run: Run) -> None:
    page = visit(alice, viewport={"width": 390, "height": 844})
    artifact = Artifact.objects.get(run=run.pk, kind="document", primary=True)
    page.goto(reverse("artifact", args=[artifact.pk]))
    assert page.locator(".paper-title").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_address_of_a_number_opens_its_evidence_beside_the_artifact(visit: Any, alice: Any, run: Run) -> None:
    page = visit(alice)
    artifact = Artifact.objects.get(run=run.pk, kind="deck", primary=True)
    page.goto(reverse("artifact", args=[artifact.pk]) + f"?run={run.pk}&fact=growth")
    page.wait_for_selector("#evidence h2")
