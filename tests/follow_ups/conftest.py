"""A small shop over two whole years, and requests that follow each other over it, planned without a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agents.core.brief import BriefEdit
from agents.core.errors import CannotAnswer
from agents.core.plan import StepPlan
from agents.demo.shop import make_sqlite
from agents.team.desk import Desk, Outcome, Turn
from agents.team.work import work
from tests.main_job.driver import language_of

PLAN = StepPlan(key="plan", agent="super_agent", title="plan")
Said = Callable[..., Outcome]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sqlite(tmp_path_factory.mktemp("shop") / "shop.sqlite", orders=1_500)


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all plans: the typed copy of the shop is made once."""
    return tmp_path_factory.mktemp("follow_ups")


@pytest.fixture(scope="session")
def plan(shop: Path, room: Path) -> Said:
    """The plan of the last of several requests, each following the one before; `edit` is of the last."""

    def said(*requests: str, edit: dict[str, Any] | None = None, data: Path | None = None) -> Outcome:
        before, outcome = None, Outcome()
        for number, request in enumerate(requests):
            last = number == len(requests) - 1
            outcome = _planned(data or shop, room, request, before, BriefEdit.model_validate(edit) if edit and last else None)
            if not last:
                assert outcome.brief is not None, outcome.cannot
                before = Turn(run=f"r{number}", request=request, brief=outcome.brief)
        return outcome

    return said


def _planned(data: Path, room: Path, request: str, before: Turn | None, edit: BriefEdit | None) -> Outcome:
    desk = Desk(
        run="t", step=PLAN, request=request, language=language_of(request), data=(data,), source_name=data.name, work=room / "work",
        copies=room, before=before, edit=edit,
    )  # fmt: skip
    try:
        return work(desk)
    except CannotAnswer as error:
        return Outcome(cannot=error.message)
