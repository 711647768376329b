"""A request knows what its thread was about, and costs the same in a long thread as in a short one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.core.brief import Brief
from agents.core.calls import Access, Ladder, Ladders, ModelSettings, Rung
from agents.models.loop import Models
from agents.models.tokens import Estimate, Rates
from agents.team.desk import Desk
from agents.team.digest import MOST_LINES
from agents.team.planner import plan
from tests.models.wire import serving
from workspace.runs import requests
from workspace.runs.desk import lay
from workspace.runs.models import Run, Step
from workspace.runs.turns import turns_of
from workspace.threads.models import Message, Thread

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = ("Revenue by channel in 2024", "Orders by month, 17 of them", "Which region lost most?", "Amount by channel as slides")
ANSWER = "Revenue [[c1|grew]] {{growth|percent}} to {{revenue|money}}."


@pytest.fixture
def grown(start_run: Callable[..., Run]) -> Callable[[int], Run]:
    """Makes a thread in which so many requests were answered, and a further run in it."""

    def grow(turns: int, different: bool = True) -> Run:
        first = start_run()
        said = [Message(thread=first.thread, text=f"{ASKED[n % 4]} {chr(97 + n % 26) * 9 if different else ''}") for n in range(turns - 1)]
        made = Run.objects.bulk_create([
            Run(team=first.team, thread=first.thread, message=message, request=message.text, status="done", answer=[ANSWER],
                brief=brief_of(message.text)) for message in Message.objects.bulk_create(said)
        ])  # fmt: skip
        for place, run in enumerate(made, 1):
            Run.objects.filter(pk=run.pk).update(created_at=first.created_at - timedelta(seconds=turns - place))
        return _further(first.thread, list(first.sources.all()))

    return grow


def brief_of(request: str) -> dict[str, Any]:
    return Brief(request=request, language="en", title=f"About {request}", sources=("orders.csv",)).model_dump(mode="json")


def _further(thread: Thread, sources: list[Any], request: str = "Report on amount by channel as slides") -> Run:
    return requests.start(Thread.objects.get(pk=thread.pk), None, request, sources)


def laid(run: Run) -> tuple[Desk, int]:
    """The desk of a run's plan, and how many queries it took to lay."""
    step = Step.objects.create(run=run, key="plan", position=0, agent="super_agent", title="Plan")
    with CaptureQueriesContext(connection) as queries:
        desk = lay(step, lambda event: None, lambda: False)
    return desk, len(queries)


def asking(url: str) -> Ladders:
    """A ladder with a model at this address."""
    settings = ModelSettings(name="openai_compatible", model="m", access=Access(base_url=url))
    return Ladders(others=Ladder(rungs=(Rung(settings=settings),)))


def prompt_tokens(desk: Desk) -> int:
    """What the first request of the plan would cost at a model, by an estimate."""
    with serving([{"tool": "propose_plan"}, {"text": "no"}]) as (url, seen):
        plan(replace(desk, ladders=asking(url)))
    assert desk.turns[-1].request in seen[0]["messages"][1]["content"]
    return Estimate("m", Rates()).count(json.dumps([seen[0]["messages"], seen[0]["tools"]], ensure_ascii=False))


def test_a_turn_of_a_long_thread_costs_what_one_of_a_short_thread_does(grown: Callable[[int], Run]) -> None:
    short, few = laid(grown(6))
    long_run = grown(201)
    laid(long_run)  # this one brings the digest up to date
    long, many = laid(_further(long_run.thread, list(long_run.sources.all())))
    assert len(long.older.splitlines()) > 2
    assert prompt_tokens(long) < 1.3 * prompt_tokens(short)
    assert many == few


def test_the_latest_turns_are_told_as_they_were_without_figures_of_their_own(grown: Callable[[int], Run]) -> None:
    desk, _ = laid(grown(3))
    assert [turn.number for turn in desk.turns] == [1, 2, 3]
    assert desk.turns[0].request.startswith("Revenue by channel in 2024")
    assert desk.turns[0].outcome.endswith("Revenue grew … to ….") and desk.older == ""


def test_turns_that_fall_out_are_taken_into_a_digest_of_words(grown: Callable[[int], Run]) -> None:
    run = grown(200)
    desk, _ = laid(run)
    thread = Thread.objects.get(pk=run.thread_id)
    assert (thread.digested, len(desk.turns)) == (196, 4)
    assert not any(character.isdigit() for character in thread.digest)
    assert len(thread.digest.splitlines()) <= MOST_LINES + 1 and "Revenue by channel" in thread.digest
    assert desk.older.startswith("196 earlier requests:\n")


@pytest.mark.parametrize(("line", "taken"), [("Revenue by channel and orders by month", True), ("Revenue grew 12 % in 2024", False)])
def test_a_model_may_word_the_digest_but_write_no_number_in_it(grown: Callable[[int], Run], line: str, taken: bool) -> None:
    with serving([{"tool": "final_result", "args": {"lines": [line]}}]) as (url, seen):
        _, older = turns_of(grown(20), Models(asking(url)))
    assert (line in older) is taken and "Orders by month" in str(seen[0]["messages"]) + older
    assert not any(character.isdigit() for character in older.partition("\n")[2])


def test_requests_said_again_take_one_line(grown: Callable[..., Run]) -> None:
    run = grown(41, different=False)
    laid(run)
    assert len(Thread.objects.get(pk=run.thread_id).digest.splitlines()) <= 5


def test_the_digest_is_made_once_for_several_turns_and_never_twice_side_by_side(grown: Callable[[int], Run]) -> None:
    run = grown(20)
    first, late = (Run.objects.get(pk=run.pk) for _ in range(2))
    assert late.thread.digested == 0
    turns_of(first, Models())
    Thread.objects.filter(pk=run.thread_id).update(digest="As the first one worded it")
    turns_of(late, Models())
    laid(_further(run.thread, list(run.sources.all())))
    made = Thread.objects.get(pk=run.thread_id)
    assert (made.digest, made.digested) == ("As the first one worded it", 16)


def test_an_old_request_tried_again_is_not_told_what_came_after_it(grown: Callable[[int], Run]) -> None:
    run = grown(30)
    laid(run)
    old = Run.objects.filter(thread=run.thread_id).order_by("created_at")[4]
    turns, older = turns_of(old, Models())
    assert [turn.number for turn in turns] == [1, 2, 3, 4] and older == ""
