"""Changing a brief: a run that waits is planned again and the change is its nod; any other stays, and a new one begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workspace.runs import desk, requests
from workspace.runs.models import Run

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(run: Run) -> list[str]:
    return [event.kind for event in run.events.order_by("number")]


def test_a_waiting_run_is_planned_again_and_goes_on(start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any) -> None:
    run = start_run(wait_for_nod=True)
    work_off()
    changed = requests.edit(Run.objects.get(pk=run.pk), {"title": "Sales"}, alice)
    work_off()
    run.refresh_from_db()
    assert changed.pk == run.pk and run.status == "done" and run.approved and run.edit == {"title": "Sales"}
    assert kinds(run).count("brief_ready") == 2 and kinds(run).count("approved") == 1
    assert [event.number for event in run.events.order_by("number")] == list(range(1, run.events.count() + 1))


def test_a_finished_run_stays_and_a_new_one_carries_the_change_out(
    start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any
) -> None:
    run = start_run()
    work_off()
    changed = requests.edit(Run.objects.get(pk=run.pk), {"title": "Sales"}, alice)
    work_off()
    changed.refresh_from_db()
    assert changed.pk != run.pk and changed.thread_id == run.thread_id and changed.request == run.request
    assert changed.follows_id == run.follows_id and changed.pins == run.pins and changed.status == "done"
    assert list(changed.sources.all()) == list(run.sources.all())


def test_a_change_does_not_wait_for_another_nod(
    start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any, team: Any
) -> None:
    run = start_run()
    work_off()
    team.wait_for_nod = True
    team.save()
    changed = requests.edit(Run.objects.get(pk=run.pk), {"title": "Sales"}, alice)
    work_off()
    changed.refresh_from_db()
    assert changed.status == "done"


def test_a_second_change_keeps_the_first(start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any) -> None:
    run = start_run()
    work_off()
    once = requests.edit(Run.objects.get(pk=run.pk), {"title": "Sales"}, alice)
    work_off()
    twice = requests.edit(Run.objects.get(pk=once.pk), {"deliverables": ["deck"]}, alice)
    assert twice.edit == {"title": "Sales", "deliverables": ["deck"]}


@pytest.mark.parametrize("change", [{"measure": "weather"}, {"title": " "}, {"colour": "red"}, {"deliverables": ["film"]}])
def test_a_change_that_is_not_offered_leaves_the_run_as_it_is(
    start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any, change: dict[str, Any]
) -> None:
    run = start_run(wait_for_nod=True)
    work_off()
    with pytest.raises(requests.BadEdit):
        requests.edit(Run.objects.get(pk=run.pk), change, alice)
    run.refresh_from_db()
    assert run.status == "needs_you" and Run.objects.count() == 1


def test_a_further_run_has_the_one_before_and_its_slides_on_its_desk(
    start_run: Callable[..., Run], work_off: Callable[..., None], alice: Any
) -> None:
    first = start_run()
    work_off()
    first.steps.filter(key="deck").update(spec={"title": "Growth"}, spec_kind="deck")
    then = requests.start(first.thread, alice, "now only the website", list(first.sources.all()))
    work_off(1)
    laid = desk.lay(then.steps.get(key="plan"), lambda event: None, lambda: False)
    assert laid.before is not None and laid.before.run == str(first.pk) and laid.before.evidence.results
    assert laid.deck_before is not None and laid.deck_before.deck == {"title": "Growth"} and laid.prefix != desk.prefix(first)
