"""The main job and a follow-up by each kind of model, carried out once and looked at from all sides."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.core.brief import Deliverable
from agents.core.calls import Ladders
from agents.demo.plan import FEWEST_ORDERS
from agents.demo.shop import make_sqlite
from tests.main_job.driver import Ran, run
from tests.models_job.minds import willing
from tests.models_job.places import KINDS, Place, answering

REQUEST = "Analyse sales growth by channel from 2024 to 2025 and plan what to do, with slides, a spreadsheet and a document."
THEN = "now only the marketplace"
FILES: tuple[Deliverable, ...] = ("deck", "workbook", "document")


@dataclass(frozen=True)
class Job:
    """What a model made: the main job, the follow-up, and the place it was asked at."""

    place: Place
    runs: tuple[Ran, ...]


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models_job")


@pytest.fixture(scope="session")
def shop(room: Path) -> Path:
    return make_sqlite(room / "shop.sqlite", orders=FEWEST_ORDERS)


def first_job(shop: Path, folder: Path, ladders: Ladders, deliver: tuple[Deliverable, ...] = FILES) -> Ran:
    """The main job, in a folder whose name is the same for all models: it begins the ids of what follows."""
    return run(REQUEST, [shop], folder / "first", deliver=deliver, ladders=ladders)


def both_jobs(shop: Path, folder: Path, ladders: Ladders) -> tuple[Ran, Ran]:
    first = first_job(shop, folder, ladders)
    return first, run(THEN, [shop], folder / "then", deliver=FILES, ladders=ladders, before=first, deck_before=first)


@pytest.fixture(scope="session")
def builtin(shop: Path, room: Path) -> Job:
    return Job(Place("builtin"), both_jobs(shop, room / "builtin", Ladders()))


@pytest.fixture(scope="session", params=KINDS)
def job(request: pytest.FixtureRequest, builtin: Job, shop: Path, room: Path) -> Iterator[Job]:
    """The same two requests by each kind of model."""
    if request.param == "builtin":
        yield builtin
        return
    with answering(request.param, willing) as place:
        yield Job(place, both_jobs(shop, room / request.param, place.ladders))


def same_figures(one: Ran, other: Ran) -> bool:
    """Whether two runs hold the same facts. The order in which a database adds up may move the last digits."""
    mine, theirs = ({id: fact.value for id, fact in ran.ledger.facts.items()} for ran in (one, other))
    return mine.keys() == theirs.keys() and all(_same(value, theirs[id]) for id, value in mine.items())


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return one == other
