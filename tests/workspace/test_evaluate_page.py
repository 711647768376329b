"""The page of evaluations: side by side, what is proposed, and taking it over."""

from __future__ import annotations

from typing import Any

import pytest

from agents.core.versions import version_of
from agents.team.prompts import prompt
from workspace.providers.models import Evaluation, OfferedModel, Start

pytestmark = pytest.mark.django_db
PAGE, ACCEPT = "/models/evaluations/", "/models/evaluations/acceptance/"


@pytest.fixture
def owner(client: Any, alice: Any) -> Any:
    client.force_login(alice)
    return client


@pytest.fixture
def small(team: Any) -> None:
    """The team offers a small model."""
    provider = team.providers.create(kind="openai_compatible", name="Ours", address="http://127.0.0.1:1/v1")
    OfferedModel.objects.create(provider=provider, model="tiny", size="small")


def row(team: Any, rung: str, quality: float, *, use: str = "slides", **more: Any) -> Evaluation:
    detail = {"thinks": False, "refused": 0, "usable": 1.0, "returns": 0.0, "priced": True, "cases": []}
    known = {"model": rung, "prompt": version_of(prompt(use)), "suite": "demo shop", "cases": 10, "money": "0.02", "seconds": 1.5}
    return Evaluation.objects.create(team=team, use=use, rung=rung, quality=quality, detail=detail, **known | more)


def said(client: Any) -> str:
    return " ".join(client.get(PAGE).content.decode().split())


def test_where_nothing_was_evaluated_the_page_names_the_command(owner: Any, team: Any) -> None:
    assert 'manage.py evaluate --team "Maple"' in said(owner)


def test_rungs_stand_side_by_side_with_the_proposed_start(owner: Any, team: Any, small: None) -> None:
    row(team, "builtin", 0.5, money=0)
    row(team, "small", 0.9, wrong=0)
    page = said(owner)
    assert page.index(">Built-in<") < page.index(">Small<") and "50%" in page and "90%" in page
    assert "Quality is 50%; at least 80% is needed." in page and page.count("Start here") == 1
    assert "$0.20 a hundred · 1.5 s each" in page and "Start on Small" in page and "Prompt changed since" not in page


def test_a_prompt_that_changed_since_is_marked_with_how_it_was_before(owner: Any, team: Any) -> None:
    row(team, "builtin", 0.8, prompt="older")
    row(team, "builtin", 0.9, prompt="newer")
    page = said(owner)
    assert "Prompt changed since" in page and "Before the prompt changed: 80%" in page and "older" in page


def test_an_owner_takes_over_one_use_or_all(owner: Any, team: Any, small: None) -> None:
    for use in ("slides", "answer"):
        row(team, "builtin", 0.5, use=use)
        row(team, "small", 0.9, use=use)
    owner.post(ACCEPT, {"use": "answer"})
    assert list(Start.objects.values_list("use", "rung")) == [("answer", "small")]
    assert b"1 use starts where its evaluation says." in owner.get(PAGE).content
    owner.post(ACCEPT)
    assert list(Start.objects.values_list("use", "rung")) == [("answer", "small"), ("slides", "small")]
    assert "As proposed" in said(owner) and "Start every use" not in said(owner)


def test_a_model_that_the_team_does_not_offer_is_shown_but_not_taken_over(owner: Any, team: Any) -> None:
    row(team, "builtin", 0.5)
    row(team, "qwen", 0.9)
    assert "qwen passed. Offer it under Models to start on it." in said(owner)
    assert b"Nothing changed" in owner.post(ACCEPT, follow=True).content
    assert not Start.objects.exists()


def test_another_team_s_evaluations_are_not_seen(client: Any, team: Any, charlie: Any) -> None:
    row(team, "builtin", 0.5)
    client.force_login(charlie)
    assert "Nothing was evaluated yet" in said(client)


def test_only_owners_take_over(client: Any, team: Any, bob: Any) -> None:
    row(team, "builtin", 0.9)
    client.force_login(bob)
    assert client.post(ACCEPT).status_code == 403
    assert not Start.objects.exists()
