"""A run is carried out from its rows: every step once, every event in order, by anyone, at any time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from workspace.library.models import Artifact
from workspace.runs import carrying, engine, recovery, requests, saving
from workspace.runs.evidence_shown import evidence_of
from workspace.runs.models import Event, Fact, Run, Step
from workspace.runs.showing import answer_spans

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_run_starts_with_its_first_event_in_the_same_transaction(start_run: Any, sent: Any) -> None:
    run = start_run()
    assert [event.kind for event in run.events.all()] == ["run_started"]
    assert sent == [("runs.advance", {"run_id": str(run.pk)})]


def test_a_run_is_carried_out_to_the_end(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    run.refresh_from_db()
    assert run.status == "done"
    assert [step.key for step in run.steps.filter(status="done")] == ["plan", "analyse", "check", "deck", "charts", "answer"]
    assert "".join(span.text for span in answer_spans(run)[0]) == "Revenue grew 14.7% to $4.22 m."


def test_events_are_numbered_without_gaps(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    run.refresh_from_db()
    assert list(run.events.values_list("number", flat=True)) == list(range(1, run.last_event + 1))


def test_the_thread_takes_the_title_of_the_brief(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    run.thread.refresh_from_db()
    assert run.thread.title == "Growth by channel"


def test_dates_of_results_come_back_as_dates(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    shown = evidence_of(run, "r1:0:first")
    assert shown is not None and shown["value"] == "1 Jan 2024"


def test_advancing_twice_changes_nothing(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(1)
    before = run.events.count()
    engine.advance(run.pk)
    assert (run.events.count(), run.steps.count()) == (before, 1)


def test_only_one_worker_gets_an_attempt(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(1)
    step = run.steps.get()
    assert carrying._claim(step.pk, 1) is not None
    assert carrying._claim(step.pk, 1) is None


def test_a_late_writer_is_refused(start_run: Any, work_off: Any, sent: Any, settings: Any) -> None:
    run = start_run(deliver=("deck",))
    work_off(4)
    old = carrying._claim(run.steps.get(key="deck").pk, 1)
    assert old is not None
    Step.objects.filter(pk=old.pk).update(attempt=2)
    outcome = carrying.import_string(settings.WORK)(carrying.desks.lay(old, lambda event: None, lambda: False))
    assert saving.save(old, outcome) is False
    assert not Artifact.objects.exists()
    assert not list((settings.VAR_DIR / "artifacts").rglob("*.pptx"))


def test_a_worker_that_lost_its_attempt_is_told_to_stop(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off(1)
    step = carrying._claim(run.steps.get().pk, 1)
    assert step is not None
    Step.objects.update(attempt=2)
    with pytest.raises(carrying.Stopped):
        carrying.Emitter(step)(carrying.Event(kind="decision", text="late"))


def test_a_repeated_step_replaces_what_it_left(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off()
    counts = (Fact.objects.count(), Artifact.objects.count())
    Run.objects.update(status="working")
    step = run.steps.get(key="analyse")
    Step.objects.filter(pk=step.pk).update(status="queued")
    carrying.carry_out(step.pk, 1)
    assert (Fact.objects.count(), Artifact.objects.count()) == counts


def test_a_lost_step_is_handed_out_again_as_a_new_attempt(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(1)
    step = carrying._claim(run.steps.get().pk, 1)
    assert step is not None
    sent.clear()
    Step.objects.update(worker="elsewhere:1", heartbeat_at="2020-01-01T00:00:00Z")
    assert recovery.sweep() == 1
    assert ("runs.carry_out", {"step_id": step.pk, "attempt": 2}) in sent


def test_a_step_that_keeps_killing_its_worker_fails(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(1)
    Step.objects.update(status="working", attempt=3, worker="elsewhere:1", heartbeat_at="2020-01-01T00:00:00Z")
    recovery.sweep()
    work_off()
    run.refresh_from_db()
    assert run.status == "failed" and "memory" in run.ending


def test_a_lost_message_is_sent_again(start_run: Any, sent: Any) -> None:
    run = start_run()
    sent.clear()
    Run.objects.update(moved_at="2020-01-01T00:00:00Z")
    assert recovery.sweep() == 1
    assert sent == [("runs.advance", {"run_id": str(run.pk)})]


def test_the_sweep_leaves_living_work_alone(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(1)
    carrying._claim(run.steps.get().pk, 1)
    assert recovery.sweep() == 0


def test_a_fault_is_tried_again_and_then_said_in_a_sentence(start_run: Any, work_off: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_FAIL", "analyse")
    run = start_run()
    work_off()
    run.refresh_from_db()
    step = run.steps.get(key="analyse")
    assert (run.status, step.attempt) == ("failed", 3)
    assert step.fault in run.ending and "planned to break" not in run.ending


def test_a_failed_maker_does_not_spoil_the_rest(start_run: Any, work_off: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_FAIL", "deck")
    run = start_run()
    work_off()
    run.refresh_from_db()
    assert run.status == "done" and run.answer
    assert [made.kind for made in Artifact.objects.all()] == ["charts"]


def test_a_failed_step_can_be_tried_again(start_run: Any, work_off: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_FAIL", "deck")
    run = start_run()
    work_off()
    monkeypatch.delenv("SCRIPT_FAIL")
    assert requests.retry(run.steps.get(key="deck"))
    work_off()
    run.refresh_from_db()
    assert (run.status, run.steps.get(key="deck").status) == ("done", "done")
    assert run.steps.get(key="analyse").attempt == 1


def test_bad_input_fails_with_its_own_sentence_and_is_not_repeated(start_run: Any, work_off: Any) -> None:
    run = start_run("unreadable")
    work_off()
    run.refresh_from_db()
    step = run.steps.get()
    assert (run.status, step.cause, step.attempt) == ("failed", "input", 1)
    assert run.ending == "orders.csv is empty. Choose a file with a header and rows."


def test_what_the_data_cannot_tell_is_an_answer(start_run: Any, work_off: Any) -> None:
    run = start_run("weather by channel")
    work_off()
    run.refresh_from_db()
    assert (run.status, run.missing, run.suggestions) == ("cannot", ["weather"], ["Revenue by channel"])


def test_a_run_waits_for_a_nod_when_asked_to(start_run: Any, work_off: Any) -> None:
    run = start_run(wait_for_nod=True)
    work_off()
    run.refresh_from_db()
    assert (run.status, run.steps.count()) == ("needs_you", 1)
    requests.approve(run)
    work_off()
    run.refresh_from_db()
    assert run.status == "done"


def test_stopping_ends_what_nobody_has_begun(start_run: Any, work_off: Any, sent: Any) -> None:
    run = start_run()
    work_off(2)
    requests.stop(run)
    work_off()
    run.refresh_from_db()
    assert run.status == "stopped"
    assert not run.steps.filter(status__in=("waiting", "queued", "working")).exists()
    assert Event.objects.filter(run=run, kind="run_stopped").count() == 1


def test_the_language_of_a_run_is_that_of_its_request(start_run: Any) -> None:
    assert start_run("分析2024年到2025年各销售渠道的增长率").language == "zh"
    assert start_run("Revenue of 天猫 by channel in 2025").language == "en"


def test_the_key_of_a_model_stands_in_no_row(start_run: Any, settings: Any) -> None:
    settings.MODEL_KEY = "a-secret-key"
    run = start_run(model={"name": "openai_compatible", "model": "m", "base_url": "http://x"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT model FROM runs_run WHERE id = %s", [run.pk.hex])
        assert "a-secret-key" not in str(cursor.fetchone())
