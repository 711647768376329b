"""The closing step of the super agent: a short answer whose numbers open their evidence."""

from __future__ import annotations

from typing import Any

from agents.models.ladder import climb
from agents.models.loop import Task
from agents.specs.drafts import AnswerDraft
from agents.team.board import Board
from agents.team.context import brief_part, finding_parts
from agents.team.desk import Desk, Outcome
from agents.team.prompts import prompt
from agents.team.sections import coverage_points, headlines
from agents.team.wording import say
from agents.tools.contracts import ToolContract, contract

MOST_BEATS = 4


def answer(desk: Desk) -> Outcome:
    """The answer of a run."""
    board = Board.of(desk)
    ready = paragraphs_of(board)
    task = Task(
        use="answer",
        instructions=prompt("answer"),
        prompt=desk.request,
        output=AnswerDraft,
        proposal="propose_answer",
        tools=(_proposing(ready),),
        check=lambda draft: _wrong(draft, board, ready),
        parts=lambda: [brief_part(board.brief), *finding_parts(board.beats, ready)],
    )
    draft = climb(task, desk.models)
    return Outcome(
        summary=say("answered", desk.language),
        answer=draft.paragraphs,
        answer_names=board.names,
    )


def paragraphs_of(board: Board) -> list[str]:
    """The headline findings, the plan, and what limits them: the answer that the rules propose."""
    headline = headlines(board, MOST_BEATS)
    space = "" if board.language == "zh" else " "
    paragraphs = [space.join(beat.summary for beat in headline), space.join(beat.summary for beat in board.of_kind("plan"))]
    paragraphs.append(space.join(coverage_points(board)[:2]))
    return [paragraph for paragraph in paragraphs if paragraph]


def _proposing(paragraphs: list[str]) -> ToolContract:
    def propose_answer() -> dict[str, Any]:
        return {"proposal": {"paragraphs": paragraphs}}

    return contract(
        propose_answer,
        says="Give ready paragraphs of the answer. Every {{fact|format}} and [[claim|words]] token in them may be used as it stands.",
        units="each {{fact|format}} token brings its own.", errors="none; it takes no arguments.",
    )  # fmt: skip


def _wrong(draft: AnswerDraft, board: Board, ready: list[str]) -> list[str]:
    told = [*ready, *(beat.summary for beat in board.beats)]
    wrong = [fault for text in draft.paragraphs for fault in board.faults(text, told)]
    return wrong if draft.paragraphs else [*wrong, "Write at least one paragraph."]
