"""No page breaks a rule of WCAG 2.2 AA that axe-core knows, in either theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import OPEN, PAGES, addresses
from tests.workspace.access_table import Made
from workspace.runs.models import Run

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GOOD_PRACTICE = {rule: {"enabled": True} for rule in ("page-has-heading-one", "heading-order", "region")}
RULES = {"runOnly": {"type": "tag", "values": LEVELS}, "rules": GOOD_PRACTICE}
THEMES = ("light", "dark")


@pytest.fixture
def made(start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any) -> Made:
    """A run of the scripted team, with an answer and files, and what belongs to it."""
    run = start_run(deliver=("deck", "workbook", "document", "charts"))
    work_off()
    run.refresh_from_db()
    assert run.status == "done"
    return Made(run, alice)


def violations(page: Any, where: str) -> list[str]:
    """What axe-core finds on the page as it stands, a line for each element."""
    found = Axe().run(page, options=RULES).response["violations"]
    nodes = [(rule["id"], node["target"], " ".join(node["failureSummary"].split())) for rule in found for node in rule["nodes"]]
    return [f"{where}: {rule}: {target}: {why}" for rule, target, why in nodes]


def walk(page: Any, names: tuple[str, ...], made: Made) -> list[str]:
    found = []
    for name, address in addresses(names, made).items():
        assert page.goto(address).ok, f"{name} is not there"
        found += violations(page, name)
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_for_people_of_a_team_breaks_a_rule(visit: Any, alice: Any, made: Made, theme: str) -> None:
    found = walk(visit(alice, color_scheme=theme), PAGES, made)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_before_signing_in_breaks_a_rule(visit: Any, made: Made, theme: str) -> None:
    found = walk(visit(color_scheme=theme), OPEN, made)
    assert not found, "\n".join(found)


def test_no_page_breaks_a_rule_on_a_phone_in_chinese(visit: Any, alice: Any, made: Made) -> None:
    page = visit(alice, locale="zh-CN", viewport={"width": 390, "height": 844})
    found = walk(page, PAGES, made)
    assert not found, "\n".join(found)
