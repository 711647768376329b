"""What Bedrock would refuse: requests held against botocore's own service models, and the service's rules that stand in its guide.

botocore's client checks required members, types, unknown members and minima; the service also checks enums, maxima, patterns and unions.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel
from botocore.validate import ParamValidator

SECONDS = {"5m": 300, "1h": 3600}
CONVERSATIONS = ("Converse", "ConverseStream")


@functools.lru_cache
def _routes() -> list[tuple[str, re.Pattern[str], OperationModel]]:
    """(method, pattern of the path, operation) of the runtime and of the control plane."""
    found = []
    for service in ("bedrock-runtime", "bedrock"):
        model = ServiceModel(Loader().load_service_model(service, "service-2"), service)
        for name in model.operation_names:
            operation = model.operation_model(name)
            path = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.http["requestUri"].partition("?")[0])
            found.append((operation.http["method"], re.compile(path), operation))
    return found


def parsed(method: str, path: str, query: dict[str, str], body: dict[str, Any]) -> tuple[OperationModel, dict[str, Any]] | None:
    """The operation that a request asks for and its parameters as a client of boto3 would have given them; None for no operation."""
    for wanted, pattern, operation in _routes():
        if wanted == method and (match := pattern.fullmatch(path)):
            params = {name: unquote(value) for name, value in match.groupdict().items()}
            shape = operation.input_shape
            for name, member in (shape.members if shape else {}).items():
                if member.serialization.get("location") == "querystring" and member.serialization["name"] in query:
                    value = query[member.serialization["name"]]
                    params[name] = int(value) if member.type_name == "integer" and value.isdigit() else value
            return operation, params | body
    return None


def problems(operation: OperationModel, params: dict[str, Any]) -> list[str]:
    """What is wrong with a request; nothing if it is valid."""
    shape = operation.input_shape
    native = _native(shape, params)
    report = ParamValidator().validate(native, shape)
    if report.has_errors():
        return [str(report.generate_report())]
    found = list(_broken_limits(shape, native, ""))
    if operation.name in CONVERSATIONS:
        found += [*_wrong_cache_points(params), *_wrong_messages(params), *_wrong_thinking(params)]
    return found


def _native(shape: Any, value: Any) -> Any:
    """The value with its bytes decoded, as boto3 takes it."""
    if shape.type_name == "structure" and isinstance(value, dict) and not shape.is_document_type:
        return {name: _native(shape.members[name], item) if name in shape.members else item for name, item in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [_native(shape.member, item) for item in value]
    if shape.type_name == "blob" and isinstance(value, str):
        return base64.b64decode(value)
    return value


def _broken_limits(shape: Any, value: Any, where: str) -> Iterator[str]:
    """Enums, maxima, patterns and unions, which botocore's client leaves to the service."""
    if shape.type_name == "structure" and not shape.is_document_type:
        if shape.metadata.get("union") and len(value) != 1:
            yield f"{where}: exactly one of {', '.join(shape.members)} must be set"
        for name, item in value.items():
            yield from _broken_limits(shape.members[name], item, f"{where}.{name}".lstrip("."))
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from _broken_limits(shape.member, item, f"{where}.{index}")
    elif shape.type_name == "map":
        for name, item in value.items():
            yield from _broken_limits(shape.key, name, f"{where} key")
            yield from _broken_limits(shape.value, item, f"{where}.{name}")
    rules = shape.metadata
    if rules.get("enum") and value not in rules["enum"]:
        yield f"{where}: {value!r} is not one of {', '.join(rules['enum'])}"
    size = value if isinstance(value, int | float) else len(value) if isinstance(value, str | bytes | list | dict) else 0
    if "max" in rules and size > rules["max"]:
        yield f"{where}: {size} is more than {rules['max']}"
    if isinstance(value, str) and "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        yield f"{where}: {value!r} does not match {rules['pattern']}"


def blocks(params: dict[str, Any]) -> list[dict[str, Any]]:
    """The prompt in the order in which it is cached: tools, system, messages."""
    messages = [block for message in params.get("messages", []) for block in message["content"]]
    return [*params.get("toolConfig", {}).get("tools", []), *params.get("system", []), *messages]


def _wrong_cache_points(params: dict[str, Any]) -> Iterator[str]:
    points = [block["cachePoint"] for block in blocks(params) if "cachePoint" in block]
    if len(points) > 4:
        yield f"A maximum of 4 cache points may be given. Found {len(points)}."
    spans = [SECONDS[point.get("ttl", "5m")] for point in points]
    if spans != sorted(spans, reverse=True):
        yield "A cache point with a ttl of 1h must not come after one with a ttl of 5m."


def _wrong_messages(params: dict[str, Any]) -> Iterator[str]:
    messages = params.get("messages", [])
    if not messages or messages[0]["role"] != "user":
        yield "A conversation must start with a user message. Try again with a conversation that starts with a user message."
    asked: set[str] = set()
    for index, message in enumerate(messages):
        content = message["content"]
        for place, block in enumerate(content):
            if "text" in block and not block["text"].strip():
                yield f"The text field in the ContentBlock object at messages.{index}.content.{place} is blank."
        answered = {block["toolResult"]["toolUseId"] for block in content if "toolResult" in block}
        if answered != asked:
            yield f"messages.{index}: the toolResult blocks do not match the toolUse blocks of the turn before."
        asked = {block["toolUse"]["toolUseId"] for block in content if "toolUse" in block}
        if (asked or answered) and not params.get("toolConfig"):
            yield "The toolConfig field must be defined when using toolUse and toolResult content blocks."


def _wrong_thinking(params: dict[str, Any]) -> Iterator[str]:
    """Claude's rules for extended thinking."""
    thinking = (params.get("additionalModelRequestFields") or {}).get("thinking", {})
    if thinking.get("type") not in ("enabled", "adaptive"):
        return
    config = params.get("inferenceConfig", {})
    if config.get("temperature", 1) != 1:
        yield "`temperature` may only be set to 1 when thinking is enabled."
    if thinking["type"] == "enabled" and not 1024 <= thinking.get("budget_tokens", 0) < config.get("maxTokens", 0):
        yield "`max_tokens` must be greater than `thinking.budget_tokens`, which is at least 1024."
    if thinking["type"] == "enabled" and set(params.get("toolConfig", {}).get("toolChoice", {})) & {"any", "tool"}:
        yield "Thinking may not be enabled when tool_choice forces tool use."
