"""A newcomer's first hour, in a browser, without reading anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.superstore import make
from workspace.supervisor import Supervisor
from workspace.threads.models import Thread

PASSWORD = "wide blue morning"
DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/csv"}));
  const options = {dataTransfer: data, bubbles: true, cancelable: true};
  for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, options));
}"""


def sign_up(page: Any, address: str, email: str) -> None:
    page.goto(address)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url(lambda url: "signup" not in url)


def ask(page: Any, words: str, answers: int) -> None:
    """Send a request and wait until it is answered, as the so-manieth of its thread."""
    page.fill("#request", words)
    page.press("#request", "Control+Enter")
    page.wait_for_url("**/threads/*/")
    page.wait_for_selector(".step[aria-current=step]")
    page.wait_for_function("n => document.querySelectorAll('.answer:has(.fact)').length === n", arg=answers)


def open_a_number(page: Any) -> None:
    page.click(".answer .fact >> nth=0")
    page.wait_for_selector("#evidence >> text=SELECT")
    assert page.locator("#evidence >> text=superstore.csv").count() > 0
    page.keyboard.press("Escape")


def invite(page: Any) -> str:
    """The address that lets a colleague in."""
    page.click(".rail-team > summary")
    page.get_by_role("link", name="Team settings").click()
    page.get_by_role("button", name="Invite", exact=True).click()
    return str(page.locator("#link").input_value())


def join(page: Any, link: str, email: str) -> None:
    """Come in by an invitation as somebody new."""
    page.goto(link)
    page.get_by_role("link", name="Sign up").click()
    sign_up(page, page.url, email)
    if page.get_by_role("button", name="Join the team").count():
        page.get_by_role("button", name="Join the team").click()
        page.wait_for_url(lambda url: "invitations" not in url)


def test_a_newcomer_signs_up_drops_a_file_asks_and_invites_a_colleague(
    real_place: Supervisor, address: str, visit: Callable[..., Any], request: Any, complaints: list[str], tmp_path: Path
) -> None:
    page = visit()
    sign_up(page, "/accounts/signup/", "nora@example.org")
    page.evaluate(DROP, ["superstore.csv", make(tmp_path / "superstore.csv").read_text(encoding="utf-8")])
    page.wait_for_selector("h1 >> text=superstore.csv")
    page.wait_for_selector(".figures >> text=2,000")
    page.goto("/")
    ask(page, "Show me sales growth by region and category, with slides.", answers=1)
    open_a_number(page)
    ask(page, "Now only the West", answers=2)
    assert "West" in page.locator(".brief >> nth=1").inner_text()
    charlie = request.getfixturevalue("charlie")  # not before: the first person of an installation signs up by themselves
    other = Thread.objects.create(team=charlie.teams.get(), title="Not for you", started_by=charlie)
    thread, link = page.url, invite(page)
    colleague = visit()
    join(colleague, link, "omar@example.org")
    assert colleague.goto(thread).status == 200 and colleague.locator(".answer .fact").count() > 0
    assert colleague.goto(f"/threads/{other.pk}/").status == 404
    complaints.clear()  # the browser notes the 404 that was meant
