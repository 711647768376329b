"""The super agent decides from the state of a run alone."""

from __future__ import annotations

from agents.core.brief import Brief
from agents.core.plan import AddStep, AskPerson, End, QueueStep, RunState, SkipStep, StepPlan, StepState
from agents.super_agent import next_moves

BRIEF = Brief(request="r", language="en", title="t", sources=("shop",), deliverables=("deck", "workbook"))


def state(**changes: object) -> RunState:
    return RunState.model_validate({"request": "r", "language": "en", "status": "working", **changes})


def steps(**statuses: str) -> tuple[StepState, ...]:
    """The steps of BRIEF with the statuses given, done where none is given."""
    needs = {"plan": (), "analyse": ("plan",), "check": ("analyse",), "deck": ("check",), "workbook": ("check",),
             "answer": ("check", "deck", "workbook")}
    optional = {"deck", "workbook"}
    plan = {key: StepPlan(key=key, agent="super_agent", title=key, needs=need, optional=key in optional) for key, need in needs.items()}
    return tuple(StepState(plan=step, status=statuses.get(key, "done"), attempt=1) for key, step in plan.items())  # type: ignore[arg-type]


def test_a_new_run_begins_by_planning() -> None:
    add, queue = next_moves(state(status="planning"))
    assert isinstance(add, AddStep) and isinstance(queue, QueueStep)
    assert add.step.key == queue.key == "plan"


def test_a_planned_run_waits_for_a_nod_where_the_team_wants_one() -> None:
    waiting = state(brief=BRIEF, steps=steps()[:1], wait_for_nod=True)
    assert [type(move) for move in next_moves(waiting)] == [AskPerson]
    assert next_moves(waiting.model_copy(update={"status": "needs_you"})) == ()


def test_an_approved_brief_becomes_steps_and_only_the_first_is_queued() -> None:
    moves = next_moves(state(brief=BRIEF, steps=steps()[:1], wait_for_nod=True, approved=True))
    assert [move.step.key for move in moves if isinstance(move, AddStep)] == ["analyse", "check", "deck", "workbook", "answer"]
    assert [move.key for move in moves if isinstance(move, QueueStep)] == ["analyse"]


def test_the_makers_start_side_by_side() -> None:
    moves = next_moves(state(brief=BRIEF, steps=steps(deck="waiting", workbook="waiting", answer="waiting")))
    assert [move.key for move in moves if isinstance(move, QueueStep)] == ["deck", "workbook"]


def test_a_step_that_may_pass_is_tried_again_and_then_no_more() -> None:
    run = steps(deck="failed", answer="waiting")
    again = tuple(s.model_copy(update={"retry": True}) if s.plan.key == "deck" else s for s in run)
    assert next_moves(state(brief=BRIEF, steps=again)) == (QueueStep(key="deck"),)
    spent = tuple(s.model_copy(update={"attempt": 3}) for s in again)
    assert next_moves(state(brief=BRIEF, steps=spent)) == (QueueStep(key="answer"),)


def test_a_lost_file_does_not_lose_the_rest() -> None:
    assert next_moves(state(brief=BRIEF, steps=steps(deck="failed"))) == (End(status="done"),)


def test_a_failed_analysis_ends_the_run() -> None:
    run = state(brief=BRIEF, steps=steps(analyse="failed", check="waiting", deck="waiting", workbook="waiting", answer="waiting"))
    assert [type(move) for move in next_moves(run)] == [SkipStep] * 4
    skipped = steps(analyse="failed", check="skipped", deck="skipped", workbook="skipped", answer="skipped")
    assert [move.status for move in next_moves(state(brief=BRIEF, steps=skipped)) if isinstance(move, End)] == ["failed"]


def test_data_that_cannot_answer_ends_the_run_with_the_reason() -> None:
    assert next_moves(state(cannot="There is no column for weather.", steps=steps()[:1])) == (
        End(status="cannot", message="There is no column for weather."),)


def test_a_stop_lets_work_under_way_end_first() -> None:
    under_way = state(brief=BRIEF, stop_requested=True, steps=steps(deck="working", answer="waiting"))
    assert next_moves(under_way) == ()
    assert next_moves(under_way.model_copy(update={"steps": steps(deck="stopped", answer="waiting")})) == (End(status="stopped"),)


def test_an_ended_run_makes_no_more_moves() -> None:
    assert next_moves(state(status="done", brief=BRIEF, steps=steps())) == ()
