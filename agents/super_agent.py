"""The super agent: the state of a run in, the next moves out. Pure, so a run can be picked up from its rows at any time."""

from __future__ import annotations

from agents.core.brief import Brief, Deliverable, Language
from agents.core.plan import (
    ENDED,
    MOST_ATTEMPTS,
    AddStep,
    AgentName,
    AskPerson,
    End,
    Move,
    QueueStep,
    RunState,
    SkipStep,
    StepPlan,
    StepState,
)

MAKERS: dict[Deliverable, AgentName] = {"charts": "charts", "deck": "slides", "workbook": "sheets", "document": "docs"}
TITLES: dict[str, dict[Language, str]] = {
    "plan": {"en": "Read the data and plan the work", "zh": "读取数据并制定计划"},
    "analyse": {"en": "Find out what the data says", "zh": "分析数据"},
    "check": {"en": "Check the headline figures a second way", "zh": "用第二种方法核对关键数字"},
    "charts": {"en": "Draw the charts", "zh": "绘制图表"},
    "deck": {"en": "Make the slides", "zh": "制作幻灯片"},
    "workbook": {"en": "Make the spreadsheet", "zh": "制作电子表格"},
    "document": {"en": "Write the document", "zh": "撰写文档"},
    "answer": {"en": "Sum up", "zh": "总结"},
}


def next_moves(state: RunState) -> tuple[Move, ...]:
    """What to do now. An empty tuple means: wait for the steps under way."""
    if state.status in ("done", "failed", "cannot", "stopped"):
        return ()
    if state.stop_requested:
        return () if _under_way(state) else (End(status="stopped"),)
    if not state.steps:
        plan = _step("plan", "super_agent", state.language)
        return (AddStep(step=plan), QueueStep(key=plan.key))
    if state.cannot:
        return (End(status="cannot", message=state.cannot),)
    if state.brief is None:
        return _planning(state.steps[0])
    if state.wait_for_nod and not state.approved:
        return () if state.status == "needs_you" else (AskPerson(),)
    known = {step.plan.key for step in state.steps}
    added = tuple(AddStep(step=step) for step in plan_of(state.brief) if step.key not in known)
    return (*added, *_advance(state, tuple(StepState(plan=move.step) for move in added)))


def plan_of(brief: Brief) -> tuple[StepPlan, ...]:
    """The steps that carry a brief out: analyse, check, make each deliverable side by side, sum up."""
    language = brief.language
    makers = tuple(_step(kind, MAKERS[kind], language, ("check",), optional=True) for kind in brief.deliverables)
    return (
        _step("analyse", "analyst", language, ("plan",)),
        _step("check", "super_agent", language, ("analyse",)),
        *makers,
        _step("answer", "super_agent", language, ("check", *(maker.key for maker in makers))),
    )


def _planning(step: StepState) -> tuple[Move, ...]:
    if step.status == "failed":
        return _again_or_end(step)
    return (QueueStep(key=step.plan.key),) if step.status == "waiting" else ()


def _advance(state: RunState, added: tuple[StepState, ...]) -> tuple[Move, ...]:
    steps = {step.plan.key: step for step in (*state.steps, *added)}
    moves: list[Move] = []
    for key, step in steps.items():
        found = _moves_of(step, steps)
        if found and isinstance(found[0], SkipStep):  # what needs it comes later in the order and is skipped in the same pass
            steps[key] = step.model_copy(update={"status": "skipped"})
        moves += found
    if not moves and all(step.status in ENDED for step in steps.values()):
        moves.append(_end(steps))
    return tuple(moves)


def _moves_of(step: StepState, steps: dict[str, StepState]) -> list[Move]:
    if step.status == "failed" and step.retry and step.attempt < MOST_ATTEMPTS:
        return [QueueStep(key=step.plan.key)]
    if step.status != "waiting":
        return []
    needed = [steps[key] for key in step.plan.needs]
    if broken := next((n for n in needed if _over(n) and n.status != "done" and not n.plan.optional), None):
        return [SkipStep(key=step.plan.key, reason=broken.error or broken.plan.title)]
    return [QueueStep(key=step.plan.key)] if all(_over(n) for n in needed) else []


def _over(step: StepState) -> bool:
    return step.status in ENDED and not _may_yet_pass(step)


def _may_yet_pass(step: StepState) -> bool:
    return step.status == "failed" and step.retry and step.attempt < MOST_ATTEMPTS


def _end(steps: dict[str, StepState]) -> End:
    """Done when the answer is there; a file that failed is said in the message and does not spoil the rest."""
    failed = [step for step in steps.values() if step.status == "failed"]
    if steps["answer"].status == "done":
        return End(status="done", message=" ".join(step.error for step in failed))
    first = failed[0] if failed else steps["answer"]
    return End(status="failed", message=first.error or first.plan.title)


def _again_or_end(step: StepState) -> tuple[Move, ...]:
    if _may_yet_pass(step):
        return (QueueStep(key=step.plan.key),)
    return (End(status="failed", message=step.error),)


def _under_way(state: RunState) -> bool:
    return any(step.status in ("queued", "working") for step in state.steps)


def _step(key: str, agent: AgentName, language: Language, needs: tuple[str, ...] = (), *, optional: bool = False) -> StepPlan:
    return StepPlan(key=key, agent=agent, title=TITLES[key][language], needs=needs, optional=optional)
