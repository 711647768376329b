"""Evaluations as text for a terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agents.models.evaluation.bars import BUILTIN, Proposal, Verdict
from workspace.providers.models import Evaluation
from workspace.runs.evaluating import before, result_of
from workspace.runs.evaluation_words import verdict_words

HEAD = ("use", "rung", "cases", "quality", "wrong", "refused", "usable", "returns", "$/100", "s/case", "prompt", "builtin", "verdict")

UNPASSED = " (no rung passed; the built-in model costs nothing, and what it makes is checked as all is)"


def table(rows: Sequence[Evaluation], proposals: dict[str, Proposal]) -> str:
    """The rows of the uses as a table; below one whose prompt changed, how the rung did before."""
    lines: list[tuple[str, ...]] = [HEAD]
    for row in rows:
        beside = next((other for other in rows if (other.use, other.rung) == (row.use, BUILTIN)), None)
        lines.append(_line(row, beside, proposals[row.use].verdicts.get(row.rung)))
        if (older := before(row)) is not None:
            lines.append(_line(older, None, None))
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def ladder(proposals: dict[str, Proposal]) -> str:
    """Where each use should start."""
    lines = [f"{use}: start on {made.rung}{'' if made.passed else UNPASSED}" for use, made in proposals.items()]
    return "\n".join(lines)


def plain(rows: Sequence[Evaluation], proposals: dict[str, Proposal], stopped: str = "") -> dict[str, Any]:
    """Everything as JSON-able data; `stopped` says why not all was run."""
    return {
        "evaluations": [_plain(row, proposals[row.use].verdicts.get(row.rung)) for row in rows],
        "proposals": [{"use": use, "rung": made.rung, "passed": made.passed} for use, made in proposals.items()],
        "stopped": stopped,
    }


def wrong_cases(rows: Sequence[Evaluation]) -> str:
    """The cases that were not right, with what was not as expected."""
    return "\n".join(
        f"{row.use} {row.rung} {case['id']}: {'wrong: ' if case['wrong'] else ''}{case['note']}"
        for row in rows for case in row.detail["cases"] if case["score"] < 1
    )  # fmt: skip


def _line(row: Evaluation, builtin: Evaluation | None, found: Verdict | None) -> tuple[str, ...]:
    result = result_of(row)
    against = f"{100 * (row.quality - builtin.quality):+.0f}" if builtin is not None and builtin.pk != row.pk else ""
    said = verdict_words(found) if found else f"before the prompt changed, {row.at:%Y-%m-%d}"
    return (
        row.use, row.rung, str(row.cases), f"{row.quality:.0%}", str(row.wrong), str(result.refused), f"{result.usable:.0%}",
        f"{result.returns:.1f}", f"{result.cost:.4f}" if result.priced else "–", f"{row.seconds:.1f}", row.prompt or "–", against, said,
    )  # fmt: skip


def _plain(row: Evaluation, found: Verdict | None) -> dict[str, Any]:
    result, older = result_of(row), before(row)
    return result.model_dump(mode="json") | {
        "cost_per_100": str(result.cost), "verdict": found.model_dump() if found else None, "results": row.detail["cases"],
        "before": {"prompt": older.prompt, "quality": older.quality, "at": older.at.isoformat()} if older else None,
    }  # fmt: skip
