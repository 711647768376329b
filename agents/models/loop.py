"""The one place that runs the agent library: a task in, a checked typed output out, every call written down.

The library gives the tool loop, typed outputs, retries and limits. Models are built anew for each run and live on their own event
loop: an HTTP client shared between threads that each run a loop fails now and then with "Event loop is closed".
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic_ai import Agent, ModelRetry, UsageLimits
from pydantic_ai import Tool as LibraryTool
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.budget import Budget
from agents.core.calls import Ladders, ModelCall, Rung, ToolCall
from agents.core.context import ContextPart
from agents.core.errors import ThreedayError, ToolError
from agents.core.events import Emit
from agents.core.meter import Meter, Tally
from agents.core.versions import version_of
from agents.models.builders import built
from agents.models.metered import Asking
from agents.models.port import Port
from agents.models.telling import Told, telling

Output = TypeVar("Output", bound=Value)


class ModelFailed(ThreedayError):
    """The model gave no usable answer."""


@dataclass(frozen=True)
class Task(Generic[Output]):
    """One use of a model. `check` returns what is wrong with an output, in words that help the model to mend it.

    `proposal` names the tool whose answer is a complete output already: the built-in model hands it back; other models start from it.
    `prompt` is what changes from call to call; `parts` makes what it may be told beside it, chosen to fit the use's budget. It is called
    for language models only.
    """

    use: str
    instructions: str
    prompt: str
    output: type[Output]
    tools: tuple[Callable[..., Any], ...]
    proposal: str
    check: Callable[[Output], list[str]]
    parts: Callable[[], Sequence[ContextPart]] = tuple
    retries: int = 2
    max_tokens: int = 1_500

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


def run_task(task: Task[Output], rung: Rung, models: Models) -> Output:
    """Run a task on one rung. Raises ModelFailed with the reason; what was spent is on the meter either way."""
    started, port = time.perf_counter(), Port()
    told = telling(task, rung, models)
    try:
        result = port.serve(lambda: asyncio.run(asyncio.wait_for(_run(task, rung, models, port, told), rung.settings.seconds)))
    except (AgentRunError, UserError, TimeoutError, OSError) as error:
        late = isinstance(error, TimeoutError)
        raise ModelFailed(f"no answer within {rung.settings.seconds:.0f} s" if late else _reason(error)) from error
    finally:
        if rung.settings.name == "builtin":  # it asks no wire, so nobody else writes it down
            seconds = time.perf_counter() - started
            models.meter.model_called(ModelCall(use=task.use, model="builtin", rung=rung.name, prompt=task.version, seconds=seconds))
    output: Output = result.output
    return output


async def _run(task: Task[Output], rung: Rung, models: Models, port: Port, told: Told) -> Any:
    asking = Asking(task.use, rung, task.version, task.max_tokens, models.meter, port)
    async with built(asking, task.proposal) as model:
        agent: Agent[None, Output] = Agent(
            model,
            output_type=task.output,
            instructions=task.instructions,
            retries=task.retries,
            tools=[LibraryTool(_logged(tool, asking), takes_ctx=False, max_retries=2) for tool in (*task.tools, *told.tools)],
            capabilities=told.capabilities,
        )

        @agent.output_validator
        def checked(output: Output) -> Output:
            wrong = " ".join(task.check(output))
            row = ToolCall(tool="answer", use=task.use, model=rung.settings.label, rung=rung.name, outcome=wrong or "ok")
            port.ask(lambda: models.meter.tool_called(row))
            if wrong:
                raise ModelRetry(wrong)
            return output

        budget = models.budget
        return await agent.run(
            told.prompt,
            model_settings=LibrarySettings(max_tokens=task.max_tokens, temperature=0.0),
            usage_limits=UsageLimits(
                request_limit=budget.model_calls, tool_calls_limit=budget.tool_calls, total_tokens_limit=budget.tokens
            ),
        )


def _logged(tool: Callable[..., Any], asking: Asking) -> Callable[..., Any]:
    """The tool with a row in the call log; its ToolError becomes words that the model can use."""

    @functools.wraps(tool)
    def wrapper(**arguments: Any) -> Any:
        started, outcome = time.perf_counter(), "ok"
        try:
            return tool(**arguments)
        except ToolError as error:
            outcome = error.message
            raise ModelRetry(error.message) from error
        finally:
            row = ToolCall(
                tool=tool.__name__, use=asking.use, model=asking.rung.settings.label, rung=asking.rung.name,
                arguments=arguments, outcome=outcome, seconds=time.perf_counter() - started,
            )  # fmt: skip
            asking.port.ask(lambda: asking.meter.tool_called(row))

    return wrapper


def _reason(error: BaseException) -> str:
    cause = error.__cause__
    return f"{error}" + (f" ({cause})" if cause and str(cause) not in str(error) else "")
