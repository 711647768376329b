"""The tools with which a model arranges parts: findings, slides, sheets, sections, charts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from agents.evidence.text import Text
from agents.specs.drafts import OrderDraft, Ranking
from agents.tools.contracts import ToolContract, contract, not_known


def proposing(name: str, what: str, parts: Sequence[tuple[str, str]]) -> ToolContract:
    """A tool that lists parts (id, title) and proposes to keep all of them in this order. `what` are the parts, for the model."""

    def propose() -> dict[str, Any]:
        return {
            "parts": [{"id": id, "title": title} for id, title in parts],
            "proposal": {"parts": [id for id, _ in parts], "titles": []},
        }

    return contract(
        propose, name=name, says=f"List the {what} that can be made, each with its id and title, and propose an order of all of them.",
        units="numbers in titles are {{fact|format}} tokens, which bring their own.", errors="none; it takes no arguments.",
    )  # fmt: skip


def listing_findings(rows: Sequence[tuple[str, str, float]]) -> ToolContract:
    """A tool that lists findings (id, what it says, weight) and proposes an order by weight."""

    def list_findings() -> dict[str, Any]:
        return {
            "findings": [{"id": id, "says": says, "weight": round(weight, 3)} for id, says, weight in rows],
            "proposal": {"findings": [id for id, _, _ in sorted(rows, key=lambda row: -row[2])]},
        }

    return contract(
        list_findings, says="List the findings: id, what it says, and its weight; and propose an order by weight.",
        units="the weight is from 0 to 1, the share of the headline figure that a finding moves.", errors="none; it takes no arguments.",
    )  # fmt: skip


def check_order(draft: OrderDraft, known: Collection[str], needed: Collection[str], faults: Callable[[Text], list[str]]) -> list[str]:
    """What is wrong with an order: unknown or repeated ids, a needed part left out, a title in which `faults` finds any."""
    wrong = [not_known("part", id, known) for id in draft.parts if id not in known]
    wrong += [f"The part {id!r} stands twice." for id in set(draft.parts) if draft.parts.count(id) > 1]
    wrong += [f"Keep the part {id!r}: the request needs it." for id in needed if id not in draft.parts]
    for rewrite in draft.titles:
        wrong += faults(rewrite.title)
        if rewrite.id not in known:
            wrong.append(not_known("part to give a title", rewrite.id, known))
    return wrong


def check_ranking(draft: Ranking, known: Collection[str]) -> list[str]:
    """What is wrong with a ranking."""
    wrong = [not_known("finding", id, known) for id in draft.findings if id not in known]
    return wrong + ([] if draft.findings or not known else ["Name at least one finding."])
