"""The tools with which a model arranges parts: findings, slides, sheets, sections, charts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import problems
from agents.specs.drafts import OrderDraft, Ranking


def proposing(name: str, description: str, parts: Sequence[tuple[str, str]]) -> Callable[[], dict[str, Any]]:
    """A tool that lists parts (id, title) and proposes to keep all of them in this order."""

    def propose() -> dict[str, Any]:
        return {
            "parts": [{"id": id, "title": title} for id, title in parts],
            "proposal": {"parts": [id for id, _ in parts], "titles": []},
        }

    propose.__name__, propose.__doc__ = name, description
    return propose


def listing_findings(rows: Sequence[tuple[str, str, float]]) -> Callable[[], dict[str, Any]]:
    """A tool that lists findings (id, what it says, weight) and proposes an order by weight."""

    def list_findings() -> dict[str, Any]:
        """List the findings: id, what it says, and its weight from 0 to 1 (the share of the headline figure that it moves)."""
        return {
            "findings": [{"id": id, "says": says, "weight": round(weight, 3)} for id, says, weight in rows],
            "proposal": {"findings": [id for id, _, _ in sorted(rows, key=lambda row: -row[2])]},
        }

    return list_findings


def check_order(
    draft: OrderDraft, known: Collection[str], needed: Collection[str], ledger: Ledger, language: Language, names: Collection[str]
) -> list[str]:
    """What is wrong with an order: unknown or repeated ids, a needed part left out, a title that no evidence supports."""
    wrong = [f"There is no part {id!r}; use {', '.join(known)}." for id in draft.parts if id not in known]
    wrong += [f"The part {id!r} stands twice." for id in set(draft.parts) if draft.parts.count(id) > 1]
    wrong += [f"Keep the part {id!r}: the request needs it." for id in needed if id not in draft.parts]
    for rewrite in draft.titles:
        wrong += problems(rewrite.title, ledger, language, names)
        if rewrite.id not in known:
            wrong.append(f"There is no part {rewrite.id!r} to give a title.")
    return wrong


def check_ranking(draft: Ranking, known: Collection[str]) -> list[str]:
    """What is wrong with a ranking."""
    wrong = [f"There is no finding {id!r}." for id in draft.findings if id not in known]
    return wrong + ([] if draft.findings or not known else ["Name at least one finding."])
