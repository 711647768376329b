"""The one place that runs the agent library: a task in, a checked typed output out, every call written down.

The library gives the tool loop, typed outputs, retries and limits. Models are built anew for each run and live on their own event
loop: an HTTP client shared between threads that each run a loop fails now and then with "Event loop is closed".
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from pydantic_ai import Agent, ModelRetry, UsageLimits, capture_run_messages
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.models import Model
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.budget import Budget
from agents.core.calls import Ladders, ModelCall, Rung, ToolCall
from agents.core.context import ContextPart
from agents.core.errors import CannotAnswer, Fault
from agents.core.events import Emit
from agents.core.meter import Meter, Tally
from agents.core.tools import MOST_TOOLS
from agents.core.versions import version_of
from agents.models.asking import Asking, Pace
from agents.models.breaker import BREAKERS, Breakers
from agents.models.builders import built
from agents.models.calling import Callables, library_tool
from agents.models.failures import CallFailed
from agents.models.port import Port
from agents.models.reasons import ModelFailed as ModelFailed
from agents.models.reasons import reason_of
from agents.models.telling import Told, telling

Output = TypeVar("Output", bound=Value)


@dataclass(frozen=True)
class Task(Generic[Output]):
    """One use of a model. `check` returns what is wrong with an output, in words that help the model to mend it.

    `proposal` names the tool whose answer is a complete output already: the built-in model hands it back; other models start from it.
    `prompt` is what changes from call to call; `parts` makes what it may be told beside it, chosen to fit the use's budget. It is called
    for language models only. `refusal` is what the built-in model says in place of an answer; a language model may still try.
    """

    use: str
    instructions: str
    prompt: str
    output: type[Output]
    tools: tuple[Callables, ...]
    proposal: str
    check: Callable[[Output], list[str]]
    parts: Callable[[], Sequence[ContextPart]] = tuple
    refusal: CannotAnswer | None = None
    retries: int = 2
    max_tokens: int = 1_500

    def __post_init__(self) -> None:
        if len(self.tools) > MOST_TOOLS:
            raise Fault(f"The use {self.use} has {len(self.tools)} tools; a model chooses well among at most {MOST_TOOLS}.")

    @property
    def version(self) -> str:
        """The version of the instructions."""
        return version_of(self.instructions)


@dataclass(frozen=True)
class Models:
    """What a sub-agent uses models with: the ladder of each use, the meter, and what a use may spend."""

    ladders: Ladders = Ladders()
    meter: Meter = field(default_factory=Tally)
    budget: Budget = Budget()
    emit: Emit = lambda event: None
    language: Language = "en"
    run: str = ""  # stands in the provider's own logs, where it keeps any
    pace: Pace = Pace()
    breakers: Breakers = BREAKERS


def run_task(task: Task[Output], rung: Rung, models: Models) -> Output:
    """Run a task on one rung, within its time. Raises ModelFailed with the cause; what was spent is on the meter either way.

    What a tool raises beside ToolError comes out as it is, and so does Stopped where a person stopped the run.
    """
    started, port, seconds = time.perf_counter(), Port(), rung.settings.seconds
    builtin = rung.settings.name == "builtin"
    try:
        if builtin and task.refusal is not None:
            raise task.refusal
        asking = _asking(task, rung, models, port)
        told = telling(task, rung, models)
        output: Output = port.serve(lambda: asyncio.wait_for(_run(task, asking, models.budget, told), seconds))
    except TimeoutError:
        raise ModelFailed("timeout", f"no answer within {seconds:.0f} s") from None
    finally:
        if builtin:  # it asks no wire, so nobody else writes it down
            took = time.perf_counter() - started
            models.meter.model_called(ModelCall(use=task.use, model="builtin", rung=rung.name, prompt=task.version, seconds=took))
    return output


def _asking(task: Task[Output], rung: Rung, models: Models, port: Port) -> Asking:
    return Asking(
        use=task.use, rung=rung, prompt=task.version, max_tokens=task.max_tokens,
        meter=models.meter, port=port, emit=models.emit, language=models.language, pace=models.pace, breakers=models.breakers,
        until=models.pace.clock() + rung.settings.seconds, run=models.run, output=task.output,
    )  # fmt: skip


async def _run(task: Task[Output], asking: Asking, budget: Budget, told: Told) -> Output:
    said: list[str] = []
    with capture_run_messages() as messages:
        try:
            async with built(asking, task.proposal) as model:
                agent = _agent(model, task, asking, told, said)
                limits = UsageLimits(request_limit=budget.model_calls, tool_calls_limit=budget.tool_calls, total_tokens_limit=budget.tokens)
                result = await agent.run(told.prompt, model_settings=_settings(asking), usage_limits=limits)
                return result.output
        except (CallFailed, AgentRunError, UserError) as error:
            raise reason_of(error, said, messages) from error


def _agent(model: Model[Any], task: Task[Output], asking: Asking, told: Told, said: list[str]) -> Agent[None, Output]:
    """The library's agent for a task. `said` gets what the check says of each answer."""
    agent: Agent[None, Output] = Agent(
        model,
        output_type=task.output,
        instructions=task.instructions,
        retries=task.retries,
        tools=[library_tool(tool, asking) for tool in (*task.tools, *told.tools)],
        capabilities=told.capabilities,
    )

    @agent.output_validator
    def checked(output: Output) -> Output:
        wrong = " ".join(task.check(output))
        said.append(wrong)
        row = ToolCall(tool="answer", use=task.use, model=asking.rung.settings.label, rung=asking.rung.name, outcome=wrong or "ok")
        asking.port.ask(lambda: asking.meter.tool_called(row))
        if wrong:
            raise ModelRetry(wrong)
        return output

    return agent


def _settings(asking: Asking) -> LibrarySettings:
    """What each request says. Bedrock's models fit it to their family themselves. Others get no temperature where they are to think:
    those that can refuse one, or all but their own."""
    provider, reasoning = asking.rung.settings.name, asking.rung.settings.reasoning
    if reasoning == "off" or provider == "bedrock":
        return LibrarySettings(max_tokens=asking.max_tokens, temperature=0.0)
    return cast(LibrarySettings, {"max_tokens": asking.most_tokens, "openai_reasoning_effort": reasoning})
