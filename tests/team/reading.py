"""Requests over a small shop with words that nobody knows, and a model that says what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agents.core.brief import Language
from agents.core.calls import Ladder, Ladders, Rung
from agents.core.events import Event
from agents.core.meter import Tally
from agents.core.plan import StepPlan
from agents.team.desk import Desk, Outcome, Turn
from agents.team.work import work
from tests.models.test_ladder import at
from tests.models.wire import serving

PLAN = StepPlan(key="plan", agent="super_agent", title="plan")
Meant = tuple[str, str]  # what a word means, and the value


class Reader:
    """Plans requests with a model that says `likes` for each word, and then what it means. `seen` are the requests to the model."""

    def __init__(self, data: Path, room: Path) -> None:
        self.data, self.room = data, room
        self.seen: list[dict[str, Any]] = []
        self.meter, self.events = Tally(), list[Event]()

    def plan(
        self, request: str, likes: dict[str, list[str]], meant: dict[str, Meant], *, language: Language = "en", fit: str = "same",
        before: Turn | None = None,
    ) -> Outcome:  # fmt: skip
        words = [{"word": word, "synonyms": given} for word, given in likes.items()]
        readings = [{"word": word, "means": means, "value": value, "fit": fit} for word, (means, value) in meant.items()]
        replies = [{"words": words}, {"readings": readings}]
        with serving([{"tool": "final_result", "args": reply} for reply in replies]) as (url, seen):
            outcome = work(self.desk(request, language, at(url, model="tiny"), before))
        self.seen = seen
        return outcome

    def alone(self, request: str, language: Language = "en") -> Outcome:
        """The plan of the built-in parser."""
        return work(self.desk(request, language, None, None))

    def desk(self, request: str, language: Language, model: Any, before: Turn | None) -> Desk:
        ladder = Ladder(rungs=(Rung(), Rung(name="small", settings=model))) if model is not None else Ladder()
        return Desk(
            run="t", step=PLAN, request=request, language=language, data=(self.data,), source_name="shop", work=self.room / "work",
            copies=self.room, ladders=Ladders(by_use={"query": ladder}), meter=self.meter, emit=self.events.append, before=before,
        )  # fmt: skip


def defined(outcome: Outcome) -> dict[str, str]:
    """The definitions of a brief."""
    assert outcome.brief is not None, outcome.cannot
    return {definition.term: definition.text for definition in outcome.brief.definitions}


def query(outcome: Outcome) -> str:
    """What a single question asks of the data."""
    assert outcome.brief is not None, outcome.cannot
    return repr(outcome.brief.questions[0].arguments["query"])
