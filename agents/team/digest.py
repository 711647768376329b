"""The digest of a thread: what was asked before the latest turns, in a few lines whose number never grows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import Field

from agents.core.base import Value
from agents.core.context import Exchange
from agents.models.ladder import climb
from agents.models.loop import Models, Task
from agents.team.context import earlier_parts
from agents.team.prompts import prompt
from agents.tools.contracts import ToolContract, contract

MOST_LINES = 6
LINE = 110  # characters
TOPIC, TOPICS = 40, 6  # characters of a folded request, and how many are named
FOLDED = "Before that: "
MOST = MOST_LINES * LINE + len(FOLDED) + TOPICS * (TOPIC + 2)  # characters of a digest
NUMBER = re.compile(r"\d[\d.,:/%–-]*")


class DigestDraft(Value):
    """A digest, one line for what belongs together."""

    lines: tuple[str, ...] = Field(description="The lines of the digest, the oldest first. No digits.")


def digest(before: str, turns: Sequence[Exchange], models: Models) -> str:
    """The digest with further turns taken in. It holds words alone: a number of an earlier run has no evidence in a later one."""
    ready = proposed(before, turns)
    task = Task(
        use="summarise",
        instructions=prompt("summarise"),
        prompt="Bring the digest up to date.",
        output=DigestDraft,
        tools=(_proposing(ready),),
        proposal="propose_digest",
        check=problems,
        parts=lambda: earlier_parts(before, turns),
    )
    return "\n".join(climb(task, models).lines)


def proposed(before: str, turns: Sequence[Exchange]) -> list[str]:
    """The digest by rule: a line for each turn, the last of equal ones; the oldest are folded into a line of what they were about."""
    lines = [line for line in before.splitlines() if line]
    topics = lines.pop(0).removeprefix(FOLDED).split("; ") if lines and lines[0].startswith(FOLDED) else []
    lines = _last_of_each([*lines, *(_line(turn) for turn in turns)])
    old, kept = lines[:-MOST_LINES], lines[-MOST_LINES:]
    topics = _last_of_each([*topics, *(_cut(line.split(" → ")[0].replace(";", ","), TOPIC) for line in old)])[-TOPICS:]
    return [FOLDED + "; ".join(topics), *kept] if topics else kept


def problems(draft: DigestDraft) -> list[str]:
    """What is wrong with a digest."""
    wrong = [f"Write at most {MOST_LINES + 1} lines."] if len(draft.lines) > MOST_LINES + 1 else []
    wrong += ["Write at least one line."] if not any(line.strip() for line in draft.lines) else []
    wrong += ["Write each line without a break."] if any("\n" in line for line in draft.lines) else []
    wrong += [f"Write no digit: {_cut(line, TOPIC)}" for line in draft.lines if any(character.isdigit() for character in line)]
    if sum(map(len, draft.lines)) > MOST:
        wrong.append(f"Write at most {MOST} characters in all.")
    return wrong


def _proposing(ready: list[str]) -> ToolContract:
    def propose_digest() -> dict[str, Any]:
        return {"proposal": {"lines": ready}}

    return contract(
        propose_digest, says="Give a ready digest: the one so far with the requests taken in.", units="none: a digest holds no digits.",
        errors="none; it takes no arguments.",
    )  # fmt: skip


def _line(turn: Exchange) -> str:
    asked, outcome = _words(turn.request), _words(turn.outcome)
    return _cut(f"{_cut(asked, LINE // 2)} → {outcome}" if outcome else asked, LINE)


def _words(text: str) -> str:
    """A text on one line, without its numbers."""
    return " ".join(NUMBER.sub("…", text).split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _last_of_each(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(reversed(lines)))[::-1]
