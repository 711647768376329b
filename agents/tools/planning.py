"""The tool with which a model plans: what can be chosen, and a complete proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.analysis.registry import ANALYSES
from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import problems
from agents.specs.drafts import PlanDraft
from agents.tools.contracts import ToolContract, contract, not_known, offering


class Choices:
    """What a plan may name. `measures`, `segments` and `analyses` map keys to words."""

    def __init__(self, measures: Mapping[str, str], segments: Mapping[str, str], analyses: Mapping[str, str], covers: str) -> None:
        self.measures, self.segments, self.analyses, self.covers = dict(measures), dict(segments), dict(analyses), covers


def proposing_plan(choices: Choices, draft: PlanDraft) -> ToolContract:
    """The tool `propose_plan` for one request."""

    def propose_plan() -> dict[str, Any]:
        return {
            "measures": choices.measures,
            "segments": choices.segments,
            "analyses": choices.analyses,
            "data_covers": choices.covers,
            "proposal": draft.model_dump(mode="json"),
        }

    return contract(
        propose_plan,
        says="Read the request against the catalog: measures, segments and analyses to choose from, the days that the data covers, and a "
        "complete proposal.",
        units="days are calendar days; measures are keys, their units come with the data.", errors="none; it takes no arguments.",
    )  # fmt: skip


def draft_of(choices: Choices) -> type[PlanDraft]:
    """The typed plan with the names that it may hold. The analyses are all that there are, whatever was requested: tools that are the
    same for every request over the same data stay in a provider's cache. Those that cannot be made are refused by the check."""
    listed = {"measure": sorted(choices.measures), "segment": ["", *sorted(choices.segments)], "questions": sorted(ANALYSES)}
    return offering(PlanDraft, listed)


def check_plan(draft: PlanDraft, choices: Choices, title: str, language: Language) -> list[str]:
    """What is wrong with a plan. `title` is the proposed one; in another nothing may be said that the work has still to show."""
    wrong = []
    if draft.measure not in choices.measures:
        wrong.append(not_known("measure", draft.measure, choices.measures))
    if draft.segment and draft.segment not in choices.segments:
        wrong.append(not_known("segment", draft.segment, choices.segments))
    wrong += [not_known("analysis", name, choices.analyses) for name in draft.questions if name not in choices.analyses]
    if not draft.questions:
        wrong.append("Name at least one analysis.")
    if problems(draft.title, Ledger(), language, (title,)):
        wrong.append("Write no number and no comparison in the title: it says what is looked at, not what was found.")
    return wrong
