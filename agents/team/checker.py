"""The checking step of the super agent: headline facts computed a second, independent way before any file is made."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.second_way import second_ways
from agents.analysis.workbench import Workbench
from agents.core.errors import Fault
from agents.core.events import Event
from agents.evidence.ledger import Ledger
from agents.evidence.reconcile import Reconciliation
from agents.team.adding import checked_before
from agents.team.data import opened, query_done
from agents.team.desk import Desk, Outcome
from agents.team.wording import say

PREFIX = "k"  # ids of this step's results, facts and claims begin with it, so that they never meet the analyst's


def check(desk: Desk) -> Outcome:
    """Compute the headline facts again. A disagreement is told as a decision with its rule; it stays visible in every file."""
    if desk.brief is None:
        raise Fault("The check was given no brief.")
    if desk.brief.adds:
        return checked_before(desk)
    ledger = Ledger(desk.prefix + PREFIX).merge(desk.evidence)
    asked = {q.id: Arguments.model_validate(q.arguments) for q in desk.brief.questions if q.analysis != "lookup"}
    with opened(desk) as reader:
        bench = Workbench(
            reader=reader, ledger=ledger, language=desk.language, periods=desk.brief.periods, store=desk.work,
            emit=lambda result: desk.emit(query_done(result)),
        )  # fmt: skip
        outcomes = second_ways(bench, desk.findings, asked)
    for outcome in outcomes:
        if not outcome.agrees:
            desk.emit(_told(desk, ledger, outcome))
    return Outcome(summary=_summary(desk, outcomes), evidence=ledger.since(desk.evidence), reconciliations=tuple(outcomes))


def _told(desk: Desk, ledger: Ledger, outcome: Reconciliation) -> Event:
    name = ledger.fact(outcome.fact).name
    text = say("disagrees", desk.language, name=name, way=outcome.way_words)
    return Event(
        kind="decision",
        text=text,
        detail={"rule": "second_way", "reason": outcome.decision, "fact": outcome.fact, "second": outcome.second},
    )


def _summary(desk: Desk, outcomes: list[Reconciliation]) -> str:
    differ = sum(not outcome.agrees for outcome in outcomes)
    if not outcomes:
        return say("checked_none", desk.language)
    return say("checked_differ" if differ else "checked", desk.language, count=len(outcomes), differ=differ)
