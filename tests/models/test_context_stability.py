"""What a use sends is the same bytes up to its variable end, whatever is requested: only so can a provider keep what it read."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from typing import Any

import pytest

from agents.core.calls import Ladder, Ladders, ModelSettings, Rung
from agents.core.context import Exchange
from agents.core.errors import Stopped
from agents.core.events import Event
from agents.core.plan import StepPlan
from agents.demo.shop import make_sqlite
from agents.team.desk import Desk
from agents.team.work import work
from tests.main_job.conftest import REQUESTS
from tests.main_job.driver import Ran, run
from tests.models.bedrock_places import on_bedrock
from tests.models.fake_bedrock import FakeBedrock
from tests.models.test_ladder import at
from tests.models.wire import serving

USES = {"plan": "plan", "analyse": "rank", "deck": "slides", "document": "document", "workbook": "sheets", "charts": "charts",
        "answer": "answer"}  # fmt: skip
OTHER = "Show profit by category in 2025 as slides and a spreadsheet."
STABLE = re.compile(r"(?:<data kind=\"(?:catalog|brief)\">\n.*?\n</data>\n\n)+", re.DOTALL)
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|\d\d:\d\d:\d\d")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The main job on a small shop, by the built-in model; of its files only the quickest."""
    room = tmp_path_factory.mktemp("stable")
    return run(REQUESTS["en"], [make_sqlite(room / "shop.sqlite", orders=1_000)], room / "job", deliver=("charts",))


def stop(event: Event) -> None:
    """Ends a step when the model of its first use has given up."""
    if event.kind == "decision" and event.detail["rule"] == "ladder":
        raise Stopped()


def desk(job: Ran, key: str, request: str, settings: ModelSettings) -> Desk:
    """The desk of a step of the job, asked for in other words."""
    made: dict[str, Any] = {} if key in ("plan", "analyse") else {"evidence": job.ledger.snapshot(), "findings": job.findings}
    return Desk(
        run="test", step=StepPlan(key=key, agent="super_agent", title=key), request=request, language="en",
        data=job.data, source_name="shop", work=job.folder / f"again-{key}", copies=job.folder.parent / "copies",
        brief=None if key == "plan" else job.brief, reconciliations=job.reconciliations, emit=stop,
        ladders=Ladders(others=Ladder(rungs=(Rung(settings=settings),))),
        turns=(Exchange(number=1, request=f"Before: {request}", outcome="Done"),), **made,
    )  # fmt: skip


def sent(job: Ran, key: str, request: str) -> tuple[str, str, str]:
    """What the first request of a step's use holds: (tools, instructions, prompt)."""
    with serving([{"text": "no"}]) as (url, seen), suppress(Stopped):
        work(desk(job, key, request, at(url)))
    return json.dumps(seen[0]["tools"]), seen[0]["messages"][0]["content"], seen[0]["messages"][1]["content"]


@pytest.mark.parametrize("key", USES)
def test_two_requests_over_the_same_data_and_brief_begin_with_the_same_bytes(job: Ran, key: str) -> None:
    tools, instructions, prompt = sent(job, key, REQUESTS["en"])
    other_tools, other_instructions, other_prompt = sent(job, key, OTHER)
    stable, other = STABLE.match(prompt), STABLE.match(other_prompt)
    assert stable and other and (tools, instructions, stable[0]) == (other_tools, other_instructions, other[0])
    assert "<data kind=\"" + ("catalog" if key == "plan" else "brief") in stable[0]
    assert prompt.endswith(REQUESTS["en"]) and other_prompt.endswith(OTHER) and REQUESTS["en"] not in stable[0]
    for text in (tools, instructions, stable[0]):
        assert date.today().isoformat() not in text and not CHANGING.search(text)


def test_bedrock_is_told_where_the_stable_part_ends(job: Ran) -> None:
    with FakeBedrock([{"text": "no"}]) as fake, suppress(Stopped):
        work(desk(job, "answer", OTHER, on_bedrock(fake)))
    first, point, last = fake.requests[0].body["messages"][0]["content"][:3]
    assert first["text"].startswith('<data kind="brief">') and "cachePoint" in point and last["text"].endswith(OTHER)
    assert fake.invalid == []
