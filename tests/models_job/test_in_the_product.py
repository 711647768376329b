"""Once through the whole product for each kind of model: rows, engine, worker, files, the ledger of calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.checks.numbers import unbound_numbers
from tests.main_job.driver import SPECS
from tests.models_job.conftest import FILES, REQUEST, THEN
from tests.models_job.minds import willing
from tests.models_job.places import KINDS, PLANTED, PRICE, REGION, Place, answering
from workspace.library.models import Artifact
from workspace.providers.models import OfferedModel, Policy, Provider, Start
from workspace.providers.seal import sealed
from workspace.runs import evidence, requests
from workspace.runs.models import Event, Run
from workspace.threads.models import Thread
from workspace.usage.models import ModelCall, ToolCall

pytestmark = pytest.mark.django_db(transaction=True)
USES = ("plan", "rank", "slides", "sheets", "document", "answer")


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, team: Any) -> Iterator[Place]:
    """A model that the team has connected, offered and put first for every use."""
    with answering(request.param, willing) as place:
        if place.kind != "builtin":
            _connect(team, place)
        yield place


def _connect(team: Any, place: Place) -> None:
    access = place.settings.access
    secrets = {"api_key": PLANTED} if place.kind == "openai_compatible" else {"key_id": "AKIDFAKE", "secret_key": PLANTED}
    provider = Provider.objects.create(
        team=team, kind=place.kind, name="Ours", address=access.base_url or access.endpoint, regions=[REGION], place="eu",
        secrets=sealed(secrets), found=[],
    )  # fmt: skip
    price = PRICE.model_dump(mode="json")
    OfferedModel.objects.create(provider=provider, model=place.settings.model, size="small", tiers=["flex"], price=price)
    Policy.objects.create(team=team, residency="eu", home=REGION)
    Start.objects.bulk_create(Start(team=team, use=use, rung="small") for use in USES)


@pytest.fixture
def ask(team: Any, alice: Any, shop: Path, settings: Any, work_off: Callable[..., None]) -> Callable[..., Run]:
    """Has a request carried out by the real team, to its end."""
    from workspace.connections.uploads import keep_file

    settings.WORK = "agents.team.work.work"
    source, thread = keep_file(team, shop), Thread.objects.create(team=team, title=REQUEST, started_by=alice)

    def ask(request: str, **choices: Any) -> Run:
        run = requests.start(thread, alice, request, [source], requests.Choices(**choices))
        work_off()
        run.refresh_from_db()
        return run

    return ask


def test_the_main_job_and_a_follow_up_end_with_files_whose_every_number_is_a_fact(place: Place, ask: Callable[..., Run]) -> None:
    for run in (ask(REQUEST, deliver=FILES), ask(THEN, deliver=("deck",), cheap=True)):
        assert run.status == "done", (run.ending, run.cannot, list(run.steps.values_list("key", "error")))
        made = list(Artifact.objects.filter(run=run.pk))
        assert {(file.kind, file.draft, tuple(file.gate)) for file in made} == {(kind, False, ()) for kind in run.deliver}
        assert all(outcome.agrees for outcome in evidence.reconciliations(run))
        assert [_without_a_fact(run, file) for file in made] == [[]] * len(run.deliver)
        _look_at_the_calls(run, place)
    asked = len(place.fake.conversations) if place.fake else len(place.asked)
    assert place.kind == "builtin" or ModelCall.objects.exclude(provider="builtin").count() == asked


def _without_a_fact(run: Run, file: Artifact) -> list[Any]:
    """The numbers of a file, read back, that are no facts of the run."""
    spec = SPECS[file.kind].model_validate(run.steps.get(spec_kind=file.kind).spec)
    return unbound_numbers(Path(str(file.file)), spec, evidence.ledger(run), spec.names)


def _look_at_the_calls(run: Run, place: Place) -> None:
    """A row for each request, with what it used; no key anywhere."""
    calls = list(ModelCall.objects.filter(run=run.pk))
    assert {call.use for call in calls} >= {"rank", "slides", "answer"}
    assert ToolCall.objects.filter(run=run.pk, tool="answer", outcome="ok").count() == len({call.use for call in calls})
    if place.kind != "builtin":
        assert all(call.provider == place.kind and call.outcome == "ok" and call.rung == "small" for call in calls)
        assert all(call.tokens_in + call.tokens_cached + call.tokens_written and call.tokens_out and call.money for call in calls)
    if place.fake:
        assert {(call.region, call.tier) for call in calls} == {(REGION, "flex" if run.cheap else "default")}
        assert place.fake.invalid == []
    rows = [*calls, *ToolCall.objects.filter(run=run.pk), *Event.objects.filter(run=run)]
    assert not any(PLANTED in str(vars(row)) for row in rows)
