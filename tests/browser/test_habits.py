"""A day by keyboard alone: the palette, single keys, searching, deleting with undo, and the toast of a run that ended elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from workspace.library.models import Artifact
from workspace.runs import requests
from workspace.runs.models import Notice
from workspace.threads.models import Thread


@pytest.fixture
def finished(web: str, start_run: Any, work_off: Any) -> Any:
    run = start_run()
    work_off()
    return run


def _active(page: Any) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-row]')?.id ?? document.activeElement.id"))


def _row(kind: str) -> str:
    return f"file-{Artifact.objects.get(kind=kind).pk}"


def test_the_palette_goes_anywhere_without_a_mouse(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/sources/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palette [role=option][aria-selected=true] >> text=Growth by channel")
    first = page.get_attribute("#palette input", "aria-activedescendant")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#palette input", "aria-activedescendant") != first
    page.keyboard.type("libr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/artifacts/")
    page.keyboard.press("Control+k")
    page.keyboard.type("dark")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-theme=dark]")
    assert page.url.endswith("/artifacts/")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()


def test_single_keys_move_star_and_search_but_not_in_a_field(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/?order=name")
    page.keyboard.press("j")
    assert _active(page) == _row("deck")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.wait_for_selector("[data-star][aria-pressed=true]")
    page.wait_for_timeout(100)
    assert _active(page) == _row("charts") and alice.starred.get().kind == "charts"
    page.keyboard.press("k")
    page.keyboard.press("/")
    page.keyboard.type("jnk?")
    assert page.input_value("#id_q") == "jnk?" and not page.locator("#shortcuts").is_visible()
    page.wait_for_selector("text=Nothing fits")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")


def test_keys_that_are_switched_off_do_nothing(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/")
    page.keyboard.press("?")
    page.wait_for_selector("#shortcuts[open] kbd")
    page.keyboard.press("Escape")
    type(alice).objects.update(single_keys=False)
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("j")
    assert not page.locator("#shortcuts").is_visible() and _active(page) == ""


def test_searching_changes_the_address_and_back_works(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/")
    page.fill("#id_q", "growth pptx")
    page.wait_for_url("**/artifacts/?q=growth+pptx")
    assert page.locator("[data-row]").count() == 1
    page.select_option("#id_kind", "charts")
    page.wait_for_selector("text=Nothing fits")
    page.go_back()
    page.wait_for_selector(f"#{_row('deck')}")
    assert page.url.endswith("?q=growth+pptx") and page.input_value("#id_kind") == ""
    page.click("text=remove this filter")
    page.wait_for_selector(f"#{_row('charts')}")


def test_deleting_leaves_the_focus_beside_and_can_be_undone(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/")
    deck = _row("deck")
    page.focus(f"#{deck} button[title=Delete]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#toasts >> text=is deleted")
    page.wait_for_timeout(150)
    assert page.locator("[data-row]").count() == 1 and _active(page) == _row("charts")
    page.focus("#toasts .undo button")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{deck}")


def test_a_link_is_made_copied_and_revoked_in_a_dialog(finished: Any, visit: Any, alice: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/")
    page.click(f"#{_row('deck')} [title=Share]")
    page.click("#dialog >> text=Make a link")
    link = page.input_value("#share-link")
    outside = visit()
    outside.goto(link)
    outside.wait_for_selector("h1 >> text=Growth by channel")
    page.click("#dialog >> text=Revoke")
    page.wait_for_selector("#dialog >> text=Links that work", state="detached")
    page.keyboard.press("Escape")
    assert not page.locator("#dialog").is_visible()


def test_a_run_that_ends_elsewhere_says_so_where_its_person_is(address: str, visit: Any, alice: Any, team: Any, source: Any) -> None:
    page = visit(alice)
    page.goto("/artifacts/")
    thread = Thread.objects.create(team=team, title="Revenue by channel", started_by=alice)
    requests.start(thread, alice, "Revenue by channel", [source])
    page.wait_for_selector("#toasts >> text=Growth by channel")
    assert page.title().startswith("(1) ") and page.inner_text("[data-unseen-count]") == "1"
    page.click("#toasts a")
    page.wait_for_selector(".answer .fact")
    assert page.locator("[data-unseen-count]").is_hidden() and Notice.objects.get().seen_at is not None
    page.goto("/artifacts/")
    looking = visit(alice)
    again = requests.start(thread, alice, "Revenue by store", [source])
    looking.goto(f"/threads/{thread.pk}/")
    looking.wait_for_selector(f"#run-{again.pk} .answer .fact")
    assert not Notice.objects.filter(run=again).exists()
