"""The analyst: runs the questions of the brief and ranks what was found."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.extract import extract
from agents.analysis.registry import analyse
from agents.analysis.workbench import Workbench
from agents.core.brief import Brief
from agents.core.errors import CannotAnswer, Fault
from agents.core.events import Event
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result
from agents.models.builtin.writer.write import tell
from agents.models.ladder import climb
from agents.models.loop import Task
from agents.sources.reader import Reader
from agents.specs.drafts import Ranking
from agents.specs.findings import Finding
from agents.team import lookup
from agents.team.adding import taken_over
from agents.team.context import brief_part
from agents.team.data import opened, query_done
from agents.team.desk import Desk, Outcome
from agents.team.limits import marked
from agents.team.making import halt_if_stopped
from agents.team.prompts import prompt
from agents.team.wording import say
from agents.tools.contracts import offering
from agents.tools.ordering import check_ranking, listing_findings

ORDER = (
    "lookup",
    "total",
    "growth",
    "bridge",
    "mix",
    "effects",
    "trend",
    "seasonality",
    "concentration",
    "ranking",
    "share",
    "drivers",
    "outliers",
    "distribution",
    "comparison",
    "fit",
    "segment",
    "plan",
    "quality",
)


def investigate(desk: Desk) -> Outcome:
    """Run every question of the brief. One that the data cannot answer is told and left out; when none can, the run cannot."""
    if desk.brief is None:
        raise Fault("The analyst was given no brief.")
    if desk.brief.adds:
        return taken_over(desk)
    ledger = Ledger(desk.prefix)
    with opened(desk) as reader:
        bench = Workbench(
            reader=reader,
            ledger=ledger,
            language=desk.language,
            periods=desk.brief.periods,
            store=desk.work,
            emit=lambda result: _watch(desk, result),
        )
        findings, refused = _answers(desk, desk.brief, reader, bench)
    if not findings:
        return Outcome(summary="", cannot=" ".join(dict.fromkeys(refused)))
    ordered = marked(_ranked(desk, findings, ledger), desk.brief.only, desk.language)
    summary = say("analysed", desk.language, questions=len(desk.brief.questions), queries=len(ledger.results), findings=len(ordered))
    return Outcome(summary=summary, evidence=ledger.snapshot(), findings=tuple(ordered))


def _answers(desk: Desk, brief: Brief, reader: Reader, bench: Workbench) -> tuple[list[Finding], list[str]]:
    findings: list[Finding] = []
    refused: list[str] = []
    _take_extract(brief, bench)
    for number, question in enumerate(brief.questions):
        halt_if_stopped(desk)
        desk.emit(Event(kind="step_progress", text=question.text, detail={"done": number, "of": len(brief.questions)}))
        try:
            if question.analysis == "lookup":
                findings += lookup.findings_of(question, bench)
            else:
                findings += analyse(bench, question.analysis, question.arguments)
        except CannotAnswer as missing:
            refused.append(missing.message)
            detail = {"rule": "cannot", "reason": missing.message}
            desk.emit(Event(kind="decision", text=f"{question.text} {missing.message}", detail=detail))
    return findings, refused


def _take_extract(brief: Brief, bench: Workbench) -> None:
    """The rows behind the figures first, so that later results can say how they add up from them."""
    for question in brief.questions:
        if question.analysis != "lookup":
            asked = Arguments.model_validate(question.arguments)
            if asked.before is not None and asked.now is not None and asked.subject.time is not None:
                extract(bench, asked.subject, asked.spans())
            return


def _ranked(desk: Desk, findings: list[Finding], ledger: Ledger) -> list[Finding]:
    """The findings in the order of the story; within one kind as the model ranks them."""
    rows = [(finding.id, tell(finding, ledger, desk.language).title, finding.weight) for finding in findings]
    known = [finding.id for finding in findings]
    task = Task(
        use="rank",
        instructions=prompt("rank"),
        prompt=desk.request,
        output=offering(Ranking, {"findings": known}),
        tools=(listing_findings(rows),),
        proposal="list_findings",
        check=lambda draft: check_ranking(draft, known),
        parts=lambda: [brief_part(desk.brief)] if desk.brief else [],
    )
    ranking = climb(task, desk.models).findings
    place = {id: number for number, id in enumerate(ranking)}
    return sorted(findings, key=lambda finding: (ORDER.index(finding.kind), place.get(finding.id, len(place))))


def _watch(desk: Desk, result: Result) -> None:
    desk.emit(query_done(result))
    halt_if_stopped(desk)
