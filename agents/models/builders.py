"""Models of the library, built from settings: builtin, scripted, openai_compatible."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models import Model
from pydantic_ai.models.function import AgentInfo, FunctionModel

from agents.core.calls import ModelSettings
from agents.core.errors import Fault, InputError
from agents.models.metered import Asking, Metered


@asynccontextmanager
async def built(asking: Asking, proposal: str) -> AsyncIterator[Model[Any]]:
    """The model for one run of one use; what it opened is closed afterwards."""
    settings = asking.rung.settings
    if settings.name == "builtin":
        yield builtin(proposal)
    elif settings.name == "scripted":
        yield Metered(scripted(Path(settings.access.script), asking.use), asking)
    else:
        async with openai_compatible(settings) as model:
            yield Metered(model, asking)


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

    def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        turn = sum(isinstance(message, ModelResponse) for message in messages)
        return _scripted_reply(replies[min(turn, len(replies) - 1)], info)

    return FunctionModel(reply, model_name="scripted")


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
        raise InputError("An OpenAI-compatible model needs its address: set the base URL, for example http://127.0.0.1:8089/v1.")
    key = settings.access.api_key.get_secret_value() or "none"
    url, seconds = settings.access.base_url, settings.seconds
    http = reach.client(settings.access.reach, seconds)
    async with AsyncOpenAI(base_url=url, api_key=key, timeout=seconds, max_retries=1, http_client=http) as client:
        # Strict tool schemas and max_completion_tokens are extensions that many servers of this wire refuse or ignore.
        profile = OpenAIModelProfile(openai_supports_strict_tool_definition=False, openai_chat_supports_max_completion_tokens=False)
        yield OpenAIChatModel(settings.model or "default", provider=OpenAIProvider(openai_client=client), profile=profile)


def _returns(messages: list[ModelMessage]) -> Iterator[ToolReturnPart]:
    for message in reversed(messages):
        for part in message.parts:
            if isinstance(part, ToolReturnPart):
                yield part


def _scripted_reply(reply: dict[str, Any], info: AgentInfo) -> ModelResponse:
    if "tool" in reply:
        return ModelResponse(parts=[ToolCallPart(tool_name=reply["tool"], args=reply.get("args", {}))])
    if "output" in reply:
        return ModelResponse(parts=[ToolCallPart(tool_name=info.output_tools[0].name, args=reply["output"])])
    return ModelResponse(parts=[TextPart(content=reply["text"])])
