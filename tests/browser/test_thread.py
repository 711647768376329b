"""The thread's page in a real browser: the evidence sheet and its address, drafts, the plan's form, a reader who has scrolled up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace.test_brief import OPTIONS


@pytest.fixture
def done(start_run: Any, work_off: Any) -> Any:
    """A finished run."""
    run = start_run()
    work_off()
    run.refresh_from_db()
    return run


def test_a_number_opens_its_sheet_and_back_and_escape_close_it(done: Any, visit: Any, bob: Any) -> None:
    page = visit(bob)
    page.goto(f"/threads/{done.thread_id}/")
    page.click(".answer .fact >> nth=0")
    page.wait_for_selector("#evidence h2:focus")
    assert f"run={done.pk}&fact=growth" in page.url
    page.go_back()
    page.wait_for_selector("#evidence > *", state="detached")
    assert "fact=" not in page.url and page.locator(".answer .fact:focus").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence h2:focus")
    page.click("#evidence .inputs .fact >> nth=0")
    page.wait_for_selector("#evidence h2:has-text('revenue, 2025')")
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence > *", state="detached")
    page.wait_for_function("!location.search.includes('fact=')")


def test_the_address_restores_the_sheet_and_its_figure_is_copied_with_its_source(done: Any, visit: Any, bob: Any) -> None:
    page = visit(bob, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/threads/{done.thread_id}/?run={done.pk}&fact=growth")
    page.wait_for_selector(".answer .fact[aria-current]")
    page.click("text=Copy with source")
    page.wait_for_selector("text=Copied with its source")
    assert page.evaluate("navigator.clipboard.readText()").startswith("14.7% — revenue growth, 2025 against 2024 (orders.csv, query r1")


def test_a_draft_survives_a_reload_and_is_gone_once_it_is_sent(done: Any, visit: Any, bob: Any) -> None:
    page = visit(bob)
    page.goto(f"/threads/{done.thread_id}/")
    page.fill("#request", "Revenue by month")
    page.reload()
    assert page.input_value("#request") == "Revenue by month"
    page.press("#request", "Control+Enter")
    page.wait_for_selector(".me >> text=Revenue by month")
    assert page.input_value("#request") == ""


def test_the_plan_is_changed_in_its_card(done: Any, visit: Any, bob: Any) -> None:
    done.brief |= {"options": OPTIONS}
    done.save(update_fields=["brief"])
    page = visit(bob)
    page.goto(f"/threads/{done.thread_id}/")
    page.click(".brief [data-edits]")
    page.wait_for_selector(".editing h2:focus")
    page.click("text=Leave as it is")
    page.wait_for_selector("[data-edits]:focus")
    page.click(".brief [data-edits]")
    page.select_option(".brief-form [name=measure]", "profit")
    page.click("text=Run with these changes")
    page.wait_for_selector(".run >> nth=1")
    assert done.followers.count() == 0 and done.thread.runs.last().edit == {"measure": "profit"}


def test_a_reader_who_has_scrolled_up_is_not_moved_and_sees_a_colleagues_request_come(done: Any, visit: Any, bob: Any, alice: Any) -> None:
    page = visit(bob, viewport={"width": 1200, "height": 420})
    page.goto(f"/threads/{done.thread_id}/")
    page.evaluate("document.querySelector('[data-stick]').scrollTop = 0")
    colleague = visit(alice)
    colleague.goto(f"/threads/{done.thread_id}/")
    colleague.fill("#request", "Orders by month")
    colleague.press("#request", "Control+Enter")
    page.wait_for_selector(".me >> text=Orders by month", state="attached")
    page.wait_for_selector("[data-below]:visible")
    assert page.evaluate("document.querySelector('[data-stick]').scrollTop") == 0
    page.click("[data-below]")
    page.wait_for_selector("[data-below]", state="hidden")
