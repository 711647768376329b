"""What was found is added to the slides of the thread: the deck is made again with further slides, and every number still opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.checks.numbers import unbound_numbers
from tests.main_job.driver import Ran, run

GROWTH = "Analyse sales growth by channel from 2024 to 2025 with slides."


@pytest.fixture(scope="module")
def deck(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(GROWTH, [shop], tmp_path_factory.mktemp("thread") / "deck", deliver=("deck",))


@pytest.fixture(scope="module")
def why(deck: Ran, shop: Path) -> Ran:
    return run("why did it fall for the Marketplace?", [shop], deck.folder.parent / "why", before=deck)


@pytest.fixture(scope="module", params=["add this to the deck", "把这个加到幻灯片里"])
def longer(request: pytest.FixtureRequest, deck: Ran, why: Ran, shop: Path) -> Ran:
    return run(request.param, [shop], deck.folder.parent / f"longer{len(request.param)}", before=why, deck_before=deck)


def test_why_names_the_parts_that_moved_it(why: Ran) -> None:
    drivers = next(finding for finding in why.findings if finding.kind == "drivers")
    named = [str(why.ledger.value(ref)) for ref in drivers.lists["name"]]
    assert why.status == "done" and any(name in why.said() for name in named) and why.files == []


def test_where_nothing_fell_it_says_so(why: Ran) -> None:
    drivers = next(finding for finding in why.findings if finding.kind == "drivers")
    grew = why.ledger.claims[drivers.claims["total"]].kind == "increase"
    assert ("It is not so" in why.said()) == grew


def test_the_slides_of_before_stay_and_new_ones_stand_before_the_end(deck: Ran, longer: Ran) -> None:
    assert longer.status == "done", longer.message
    old, new = [slide.id for slide in deck.spec("deck").slides], [slide.id for slide in longer.spec("deck").slides]
    assert [id for id in new if id in old] == old and len(new) > len(old) and new[-1] == old[-1] == "sources"
    assert any(slide.finding.endswith("drivers") for slide in longer.spec("deck").slides)


def test_every_number_of_the_longer_deck_has_a_fact(longer: Ran) -> None:
    spec = longer.spec("deck")
    assert unbound_numbers(longer.file("deck"), spec, longer.ledger, spec.names) == []
    assert [(made.kind, made.status) for made in longer.files] == [("deck", "ready")]


def test_what_stands_there_already_is_not_added_again(longer: Ran, shop: Path) -> None:
    again = run("add this to the deck", [shop], longer.folder.parent / "again", before=longer, deck_before=longer)
    assert again.status == "cannot" and "already" in again.message


def test_without_a_deck_in_the_thread_one_is_made(shop: Path, tmp_path: Path) -> None:
    first = run("Revenue by channel in 2025", [shop], tmp_path / "first")
    made = run("add this to the slides", [shop], tmp_path / "made", before=first)
    assert made.status == "done" and [file.kind for file in made.files] == ["deck"]
