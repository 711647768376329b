"""Ask the model of a desk to arrange parts, and apply what it answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agents.models.ladder import climb
from agents.models.loop import Task
from agents.specs.drafts import OrderDraft
from agents.team.board import Board
from agents.team.context import brief_part, finding_parts
from agents.team.desk import Desk
from agents.team.prompts import prompt
from agents.tools.contracts import offering
from agents.tools.ordering import check_order, proposing

TELLING = ("slides",)  # uses whose parts tell a finding each, and so may get a better title


class Part(NamedTuple):
    """A part that can be arranged: an id, its title, and whether it must stay."""

    id: str
    title: str
    needed: bool = False


def arrange(desk: Desk, use: str, tool: str, parts: Sequence[Part], board: Board) -> OrderDraft:
    """The order of the parts, and better titles by id, from the model of the desk or the built-in one."""
    known = [part.id for part in parts]
    needed = [part.id for part in parts if part.needed]
    task = Task(
        use=use,
        instructions=prompt(use),
        prompt=desk.request,
        output=offering(OrderDraft, {"parts": known}),
        proposal=tool,
        tools=(proposing(tool, tool.removeprefix("propose_"), [(part.id, part.title) for part in parts]),),
        check=lambda draft: check_order(draft, known, needed, board.ledger, desk.language, board.names),
        parts=lambda: [brief_part(board.brief), *(finding_parts(board.beats) if use in TELLING else ())],
    )
    return climb(task, desk.models)
