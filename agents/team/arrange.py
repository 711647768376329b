"""Ask the model of a desk to arrange parts, and apply what it answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from agents.checks.findings import GateFinding
from agents.models.ladder import climbed
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


class Arrangement:
    """The parts of a file in order, and better titles for them, by the model of the desk or the built-in one."""

    def __init__(self, desk: Desk, use: str, tool: str, parts: Sequence[Part], board: Board) -> None:
        self._models = desk.models
        self._task = _task(desk, use, tool, parts, board)
        self._made = climbed(self._task, self._models)

    @property
    def order(self) -> OrderDraft:
        return self._made.output

    @property
    def titles(self) -> dict[str, str]:
        """The better titles by the ids of their parts."""
        return {rewrite.id: rewrite.title for rewrite in self.order.titles}

    def mended(self, findings: Sequence[GateFinding], places: Callable[[str], Sequence[str]]) -> list[GateFinding]:
        """Have the next rung arrange the parts if a gate found something in a title that a language model wrote.

        `places` says how gates name the place of a part's title. Returns the findings that are about something else.
        """
        written = [place for id in self.titles for place in places(id)] if self._made.by_language_model else []
        mine = [finding for finding in findings if written and _stands_in(finding, written)]
        if mine:
            self._made = climbed(self._task, self._models, above=self._made.rung, found=mine[0].message)
        return [finding for finding in findings if finding not in mine]


def arrange(desk: Desk, use: str, tool: str, parts: Sequence[Part], board: Board) -> OrderDraft:
    """The order of the parts, from the model of the desk or the built-in one."""
    return Arrangement(desk, use, tool, parts, board).order


def _stands_in(finding: GateFinding, places: Sequence[str]) -> bool:
    """Whether a finding is about one of these places. One without a place is about words that no evidence supports: a model's."""
    told = f"{finding.where} {finding.message}"
    return not finding.where or any(re.search(rf"{re.escape(place)}(?!\d)", told) for place in places)


def _task(desk: Desk, use: str, tool: str, parts: Sequence[Part], board: Board) -> Task[OrderDraft]:
    known = [part.id for part in parts]
    needed = [part.id for part in parts if part.needed]
    ready = [part.title for part in parts] + [text for beat in board.beats for text in (beat.title, beat.summary)]
    return Task(
        use=use,
        instructions=prompt(use),
        prompt=desk.request,
        output=offering(OrderDraft, {"parts": known}),
        proposal=tool,
        tools=(proposing(tool, tool.removeprefix("propose_"), [(part.id, part.title) for part in parts]),),
        check=lambda draft: check_order(draft, known, needed, lambda title: board.faults(title, ready)),
        parts=lambda: [brief_part(board.brief), *(finding_parts(board.beats) if use in TELLING else ())],
    )
