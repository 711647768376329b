"""A colleague is invited, in two browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workspace.threads.models import Thread


def _sign_up(page: Any, link: str) -> None:
    """Come in by a link as somebody new."""
    page.goto(link)
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Email").fill("wei@example.org")
    page.get_by_label("Password", exact=True).fill("wide blue morning")
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_selector(".rail-team-name >> text=Maple")


def test_a_colleague_comes_in_by_a_link_and_sees_the_team_s_threads_alone(visit: Callable[..., Any], team: Any, alice: Any, charlie: Any,
                                                                          complaints: list[str]) -> None:  # fmt: skip
    ours = Thread.objects.create(team=team, title="Growth by channel", started_by=alice)
    theirs = Thread.objects.create(team=charlie.teams.get(), title="Elsewhere", started_by=charlie)
    owner = visit(alice, permissions=["clipboard-read", "clipboard-write"])
    owner.goto(f"/teams/{team.pk}/")
    owner.get_by_role("button", name="Invite", exact=True).click()
    owner.get_by_role("button", name="Copy").click()
    owner.get_by_role("button", name="Copied").wait_for()
    colleague = visit(None)
    _sign_up(colleague, owner.evaluate("navigator.clipboard.readText()"))
    colleague.get_by_role("link", name="Growth by channel", exact=True).click()
    colleague.wait_for_url(f"**/threads/{ours.pk}/")
    assert colleague.goto(f"/threads/{theirs.pk}/").status == 404
    assert colleague.goto(f"/teams/{theirs.team_id}/").status == 404
    complaints.clear()  # the console tells of the two pages that are not there
