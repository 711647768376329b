"""The one place that knows the agent library: a task in, a checked typed output out, every call logged.

The library gives the tool loop, typed outputs, retries and limits. Models are built anew for each run and live on their own event
loop: an HTTP client shared between threads that each run a loop fails now and then with "Event loop is closed".
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic_ai import Agent, ModelRetry, UsageLimits
from pydantic_ai import Tool as LibraryTool
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.base import Value
from agents.core.budget import Budget
from agents.core.calls import ModelCall, ModelSettings, ToolCall
from agents.core.errors import ThreedayError, ToolError
from agents.models.builders import built

Output = TypeVar("Output", bound=Value)


class ModelFailed(ThreedayError):
    """The model gave no usable answer."""


@dataclass(frozen=True)
class Task(Generic[Output]):
    """One use of a model. `check` returns what is wrong with an output, in words that help the model to mend it.

    `proposal` names the tool whose answer is a complete output already: the built-in model hands it back; other models start from it.
    """

    use: str
    instructions: str
    prompt: str
    output: type[Output]
    tools: tuple[Callable[..., Any], ...]
    proposal: str
    check: Callable[[Output], list[str]]
    retries: int = 2
    max_tokens: int = 1_500


@dataclass
class CallLog:
    """What the calls of a step leave behind."""

    model_calls: list[ModelCall] = field(default_factory=list)
    tool_calls: list[ToolCall] = field(default_factory=list)


def run_task(task: Task[Output], settings: ModelSettings, budget: Budget, log: CallLog) -> Output:
    """Run a task with one model. Raises ModelFailed with the reason; what was spent is in the log either way."""
    started = time.perf_counter()
    try:
        result = asyncio.run(asyncio.wait_for(_run(task, settings, budget, log), settings.seconds))
    except (AgentRunError, UserError, TimeoutError, OSError) as error:
        reason = f"no answer within {settings.seconds:.0f} s" if isinstance(error, TimeoutError) else _reason(error)
        log.model_calls.append(ModelCall(model=_name(settings), use=task.use, seconds=time.perf_counter() - started, outcome=reason))
        raise ModelFailed(reason) from error
    usage = result.usage
    log.model_calls.append(
        ModelCall(
            model=_name(settings),
            use=task.use,
            tokens_in=usage.input_tokens,
            tokens_out=usage.output_tokens,
            requests=usage.requests,
            seconds=time.perf_counter() - started,
        )
    )
    output: Output = result.output
    return output


async def _run(task: Task[Output], settings: ModelSettings, budget: Budget, log: CallLog) -> Any:
    async with built(settings, task.use, task.proposal) as model:
        agent: Agent[None, Output] = Agent(
            model,
            output_type=task.output,
            instructions=task.instructions,
            retries=task.retries,
            tools=[LibraryTool(_logged(tool, task.use, log), takes_ctx=False, max_retries=2) for tool in task.tools],
        )

        @agent.output_validator
        def checked(output: Output) -> Output:
            if wrong := task.check(output):
                raise ModelRetry(" ".join(wrong))
            return output

        return await agent.run(
            task.prompt,
            model_settings=LibrarySettings(max_tokens=task.max_tokens, temperature=0.0),
            usage_limits=UsageLimits(
                request_limit=budget.model_calls, tool_calls_limit=budget.tool_calls, total_tokens_limit=budget.tokens
            ),
        )


def _logged(tool: Callable[..., Any], use: str, log: CallLog) -> Callable[..., Any]:
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
            row = ToolCall(tool=tool.__name__, use=use, arguments=arguments, outcome=outcome, seconds=time.perf_counter() - started)
            log.tool_calls.append(row)

    return wrapper


def _name(settings: ModelSettings) -> str:
    return settings.model or settings.name


def _reason(error: BaseException) -> str:
    cause = error.__cause__
    return f"{error}" + (f" ({cause})" if cause and str(cause) not in str(error) else "")
