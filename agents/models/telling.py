"""What a rung is told in one use, as the agent library takes it: the prompt with its cache point, and a history that stays within its
share. The built-in model reads nothing but its tool, so for it nothing is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_ai.capabilities import AgentCapability, ProcessHistory
from pydantic_ai.messages import CachePoint, UserContent

from agents.core.calls import Rung
from agents.models.calling import defined
from agents.models.context import Packed, pack
from agents.models.history import History
from agents.models.tokens import Estimate

if TYPE_CHECKING:
    from agents.models.loop import Models, Task


@dataclass(frozen=True)
class Told:
    """The prompt of a use; tools beside its own, and what the library must know to keep the history short."""

    prompt: str | Sequence[UserContent]
    tools: tuple[Callable[..., Any], ...] = ()
    capabilities: tuple[AgentCapability[None], ...] = ()


def telling(task: Task[Any], rung: Rung, models: Models) -> Told:
    """What the rung is told. An event says what did not fit."""
    if rung.settings.name == "builtin":
        return Told(task.prompt)
    packed = pack(task.use, rung.settings, fixed_text(task), task.prompt, task.parts(), task.max_tokens)
    if (event := packed.event(task.use, models.language)) is not None:
        models.emit(event)
    history = History(packed.room.history, Estimate(rung.settings.label), len(task.tools))
    return Told(prompt_of(packed, rung.settings.name), history.tools, (ProcessHistory(history.compact),))


def fixed_text(task: Task[Any]) -> str:
    """What every request of a task holds, for counting: its instructions, its tools and the shape of its answer."""
    told = [defined(tool) for tool in task.tools]
    return "\n".join([task.instructions, json.dumps(told), json.dumps(task.output.model_json_schema())])


def prompt_of(packed: Packed, provider: str) -> str | list[UserContent]:
    """One text, or for Bedrock two with the point up to which it may keep what it read. Others find the common beginning themselves."""
    if not packed.stable:
        return packed.changing
    if provider == "bedrock":
        return [packed.stable, CachePoint(), packed.changing]
    return f"{packed.stable}\n\n{packed.changing}"
