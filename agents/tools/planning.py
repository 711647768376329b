"""The tool with which a model plans: the request read by rule, what could be asked instead, and a complete proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from agents.specs.drafts import PlanDraft


class Choices:
    """What a plan may name. `measures`, `segments` and `analyses` map keys to words."""

    def __init__(self, measures: Mapping[str, str], segments: Mapping[str, str], analyses: Mapping[str, str], covers: str) -> None:
        self.measures, self.segments, self.analyses, self.covers = dict(measures), dict(segments), dict(analyses), covers


def proposing_plan(choices: Choices, draft: PlanDraft, unread: list[str]) -> Callable[[], dict[str, Any]]:
    """The tool `propose_plan` for one request."""

    def propose_plan() -> dict[str, Any]:
        """Read the request against the catalog: measures, segments and analyses to choose from, words not found, and a proposal."""
        return {
            "measures": choices.measures,
            "segments": choices.segments,
            "analyses": choices.analyses,
            "data_covers": choices.covers,
            "words_not_found": unread,
            "proposal": draft.model_dump(mode="json"),
        }

    return propose_plan


def check_plan(draft: PlanDraft, choices: Choices) -> list[str]:
    """What is wrong with a plan."""
    wrong = []
    if draft.measure not in choices.measures:
        wrong.append(f"There is no measure {draft.measure!r}; use one of {', '.join(choices.measures)}.")
    if draft.segment and draft.segment not in choices.segments:
        wrong.append(f"There is no segment {draft.segment!r}; use one of {', '.join(choices.segments)}.")
    wrong += [
        f"There is no analysis {name!r}; use {', '.join(choices.analyses)}." for name in draft.questions if name not in choices.analyses
    ]
    if not draft.questions:
        wrong.append("Name at least one analysis.")
    if any(character.isdigit() for character in draft.title):
        wrong.append("Write no number in the title.")
    return wrong
