"""Whichever model does the work, the work is the same: all files, every check passed, every number a fact."""

from __future__ import annotations

from collections.abc import Iterator

from agents.checks.numbers import unbound_numbers
from agents.core.brief import Deliverable
from agents.evidence.text import refs
from agents.specs.walk import fact_refs
from tests.main_job.driver import Ran
from tests.main_job.files import text_of
from tests.models_job.conftest import FILES, Job, same_figures
from tests.models_job.minds import SAID

USES = {"plan", "rank", "slides", "sheets", "document", "answer"}


def test_it_ends_with_every_file_through_its_gate(job: Job) -> None:
    for ran in job.runs:
        assert ran.status == "done", ran.message
        assert [(made.kind, made.status, made.gate) for made in ran.files] == [(kind, "ready", ()) for kind in FILES]


def test_every_number_read_back_from_its_files_has_a_fact(job: Job) -> None:
    for ran, kind in _each(job):
        spec = ran.spec(kind)
        assert unbound_numbers(ran.file(kind), spec, ran.ledger, spec.names) == []


def test_headline_figures_agree_with_a_second_way(job: Job) -> None:
    for ran in job.runs:
        assert ran.reconciliations and all(outcome.agrees for outcome in ran.reconciliations)


def test_the_figures_are_those_of_the_built_in_model(job: Job, builtin: Job) -> None:
    for ran, rules in zip(job.runs, builtin.runs, strict=True):
        assert same_figures(ran, rules)


def test_the_answer_says_nothing_that_the_files_do_not_hold(job: Job) -> None:
    for ran in job.runs:
        said = {ref for paragraph in ran.answer for ref in refs(paragraph)}
        assert said and said <= {ref for kind in FILES for ref in fact_refs(ran.spec(kind))}


def test_what_follows_is_about_the_marketplace_alone(job: Job) -> None:
    then = job.runs[1]
    assert [only.values for only in then.brief.only] == [("Marketplace",)]
    assert "Website" not in text_of(then.file("deck"))


def test_the_model_did_every_use_itself_and_its_words_reached_the_files(job: Job) -> None:
    chosen = job.place.settings.label
    for ran in job.runs:
        assert {call.use for call in ran.meter.model_calls if call.outcome == "ok"} == {*USES} - _not_asked(ran)
        assert {call.model for call in ran.meter.model_calls} == {chosen}
        assert (SAID in text_of(ran.file("deck"))) == (job.place.kind != "builtin")


def test_every_request_is_written_down(job: Job) -> None:
    calls = [call for ran in job.runs for call in ran.meter.model_calls]
    asked = len(job.place.fake.conversations) if job.place.fake else len(job.place.asked)
    assert all(call.prompt and call.seconds > 0 and call.outcome == "ok" for call in calls)
    if job.place.kind != "builtin":
        assert len(calls) == asked
        assert all(call.tokens_out and call.money and call.rung == "small" and call.first_seconds for call in calls)
    if job.place.fake:
        assert {(call.region, call.tier) for call in calls} == {("eu-central-1", "default")} and job.place.fake.invalid == []


def _not_asked(ran: Ran) -> set[str]:
    """A follow-up may be planned by rule alone."""
    planned = any(call.use == "plan" for call in ran.meter.model_calls)
    return set() if planned or ran.before is None else {"plan"}


def _each(job: Job) -> Iterator[tuple[Ran, Deliverable]]:
    return ((ran, kind) for ran in job.runs for kind in FILES)
