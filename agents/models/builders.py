"""Models of the library, built from settings: builtin, scripted, openai_compatible."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, ToolCallPart, ToolReturnPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, DeltaToolCall, DeltaToolCalls, FunctionModel

from agents.core.calls import ModelSettings, Target
from agents.core.errors import Fault, InputError
from agents.core.secrets import remember
from agents.models.asking import Asking
from agents.models.failover import Failover
from agents.models.failures import CallFailed


@asynccontextmanager
async def built(asking: Asking, proposal: str) -> AsyncIterator[Model[Any]]:
    """The model for one run of one use; what it opened is closed afterwards."""
    settings = asking.rung.settings
    remember(settings.access)
    if settings.name == "builtin":
        yield builtin(proposal)
    elif settings.name == "scripted":
        model = scripted(Path(settings.access.script), asking.use)
        yield Failover(asking, (_home(settings),), lambda target: model)
    elif settings.name == "bedrock":
        yield _bedrock(asking, settings)
    else:
        async with openai_compatible(settings) as model:
            yield Failover(asking, (_home(settings),), lambda target: model)


def _bedrock(asking: Asking, settings: ModelSettings) -> Model[Any]:
    # Imported here, as below: AWS's library costs time that runs of the built-in model need not pay.
    from agents.models.bedrock import bedrock_model

    if not settings.targets:
        raise CallFailed("not_found", f"There is no region where {settings.label} may be asked: an administrator can name one.")
    about = {"run": asking.run, "use": asking.use}
    return Failover(asking, settings.targets, lambda target: bedrock_model(settings, target, about))


def _home(settings: ModelSettings) -> Target:
    """The only place of a model that has no regions."""
    return Target(region="", model=settings.model)


def builtin(proposal: str) -> Model[Any]:
    """The built-in model: asks the tool that reads, parses or writes by rule, and hands its answer back as the output."""

    def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        answer = next((part.content for part in _returns(messages) if part.tool_name == proposal), None)
        if answer is None:
            return ModelResponse(parts=[ToolCallPart(tool_name=proposal, args={})])
        if not isinstance(answer, dict):
            raise Fault(f"The tool {proposal} gave no proposal.")
        return ModelResponse(parts=[ToolCallPart(tool_name=info.output_tools[0].name, args=answer["proposal"])])

    return FunctionModel(reply, model_name="builtin")


def scripted(path: Path, use: str) -> Model[Any]:
    """A model that plays given replies: {use: [reply, …]}, one for each request, the last repeated.

    A reply is {"tool": name, "args": {…}}, {"output": {…}} or {"text": "…"}.
    """
    replies = json.loads(path.read_text(encoding="utf-8")).get(use, [])
    if not replies:
        raise InputError(f"The script {path.name} has no replies for the use {use!r}.")

    async def reply(messages: list[ModelMessage], info: AgentInfo) -> AsyncIterator[str | DeltaToolCalls]:
        turn = sum(isinstance(message, ModelResponse) for message in messages)
        yield _scripted_reply(replies[min(turn, len(replies) - 1)], info)

    return FunctionModel(stream_function=reply, model_name="scripted")


@asynccontextmanager
async def openai_compatible(settings: ModelSettings) -> AsyncIterator[Model[Any]]:
    """A model behind the OpenAI chat wire: llama.cpp, Ollama, vLLM or a vendor."""
    # Imported here: the client costs half a second, which runs of the built-in model need not pay.
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai import OpenAIProvider

    from agents.models import reach

    if not settings.access.base_url:
        raise CallFailed("invalid", "An OpenAI-compatible model needs its address: set the base URL, for example http://127.0.0.1:8089/v1.")
    access, seconds = settings.access, settings.call_seconds
    client = AsyncOpenAI(
        base_url=access.base_url, api_key=access.api_key.get_secret_value() or "none", timeout=seconds, max_retries=0,
        http_client=reach.client(access.reach, seconds),
    )  # fmt: skip
    async with client:
        # Strict tool schemas and max_completion_tokens are extensions that many servers of this wire refuse or ignore.
        profile = OpenAIModelProfile(openai_supports_strict_tool_definition=False, openai_chat_supports_max_completion_tokens=False)
        yield OpenAIChatModel(settings.model or "default", provider=OpenAIProvider(openai_client=client), profile=profile)


def _returns(messages: list[ModelMessage]) -> Iterator[ToolReturnPart]:
    for message in reversed(messages):
        for part in message.parts:
            if isinstance(part, ToolReturnPart):
                yield part


def _scripted_reply(reply: dict[str, Any], info: AgentInfo) -> str | DeltaToolCalls:
    if "tool" in reply:
        return {0: DeltaToolCall(name=reply["tool"], json_args=json.dumps(reply.get("args", {})))}
    if "output" in reply:
        return {0: DeltaToolCall(name=info.output_tools[0].name, json_args=json.dumps(reply["output"]))}
    return str(reply["text"])
