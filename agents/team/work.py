"""The one door into the team: a desk in, an outcome out."""

from __future__ import annotations

from collections.abc import Callable

from agents.core.errors import Fault
from agents.team.analyst import investigate
from agents.team.charts import make_charts
from agents.team.checker import check
from agents.team.closing import answer
from agents.team.desk import Desk, Outcome
from agents.team.docs import make_document
from agents.team.planner import plan
from agents.team.sheets import make_sheets
from agents.team.slides import make_slides

STEPS: dict[str, Callable[[Desk], Outcome]] = {
    "plan": plan,
    "analyse": investigate,
    "check": check,
    "answer": answer,
    "deck": make_slides,
    "workbook": make_sheets,
    "document": make_document,
    "charts": make_charts,
}


def work(desk: Desk) -> Outcome:
    """Carry out the step of a desk.

    Raises InputError (the person must act), CannotAnswer, EvidenceError or GateError (a file could not be made), Stopped, LimitReached
    or Fault; nothing else leaves here on purpose.
    """
    if desk.step.key not in STEPS:
        raise Fault(f"Nobody knows how to do the step {desk.step.key!r}.")
    desk.work.mkdir(parents=True, exist_ok=True)
    return STEPS[desk.step.key](desk)
