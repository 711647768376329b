"""Why a rung gave no usable answer: one typed error for a use, with a cause that the event log names in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pydantic_ai.exceptions import AgentRunError, UsageLimitExceeded, UserError
from pydantic_ai.messages import ModelMessage, ModelResponse, ModelResponsePart, TextPart, ThinkingPart

from agents.core.brief import Language
from agents.core.errors import ThreedayError
from agents.models.failures import CallFailed, FailureKind

Cause = Literal["invalid", "check", "empty", "calls", "timeout", "provider", "guardrail", "too_long", "refused", "gate", "limit"]

WORDS: dict[Language, dict[Cause, str]] = {
    "en": {
        "invalid": "the answer had not the form that was asked for",
        "check": "the answer failed its check",
        "empty": "the answer was empty",
        "calls": "it took too many calls",
        "timeout": "no answer came in time",
        "provider": "the model could not be used",
        "guardrail": "a guardrail stopped the answer",
        "too_long": "it was more than the model can read",
        "refused": "not everything was understood",
        "gate": "the check of the finished file found something in its words",
        "limit": "the limit of cost was reached",
    },
    "zh": {
        "invalid": "回答的格式不符合要求",
        "check": "回答未通过检查",
        "empty": "回答为空",
        "calls": "调用次数过多",
        "timeout": "未在规定时间内回答",
        "provider": "模型无法使用",
        "guardrail": "回答被安全护栏拦截",
        "too_long": "内容超出模型的上下文长度",
        "refused": "有内容未能理解",
        "gate": "成品文件的检查发现文字有问题",
        "limit": "已达到费用上限",
    },
}
SAID = 300  # characters of what the library said
BY_KIND: dict[FailureKind, Cause] = {
    "timeout": "timeout", "guardrail": "guardrail", "too_long": "too_long", "malformed": "invalid", "empty": "empty",
}  # fmt: skip


class ModelFailed(ThreedayError):
    """A rung gave no usable answer. `cause` is for code and the event log; `message` says what exactly happened."""

    def __init__(self, cause: Cause, words: str) -> None:
        super().__init__(words)
        self.cause: Cause = cause


def reason_of(error: CallFailed | AgentRunError | UserError, said: Sequence[str], messages: Sequence[ModelMessage]) -> ModelFailed:
    """Why a use failed. `said` is what its check said of each answer; `messages` is its conversation."""
    if isinstance(error, CallFailed):
        return ModelFailed(BY_KIND.get(error.kind, "provider"), error.message)
    if isinstance(error, UsageLimitExceeded):
        return ModelFailed("calls", _short(error.message))
    if said and said[-1]:
        return ModelFailed("check", said[-1])
    answers = [message for message in messages if isinstance(message, ModelResponse)]
    if answers and not any(_content(part) for part in answers[-1].parts):
        return ModelFailed("empty", "The model answered with nothing.")
    cause = "" if error.__cause__ is None or str(error.__cause__) in str(error) else f" ({_short(str(error.__cause__))})"
    return ModelFailed("invalid", _short(str(error)) + cause)


def _short(words: str) -> str:
    """The library's words in one line, without its advice for programmers."""
    return re.sub(r"\s+", " ", words.split(" Consider ")[0])[:SAID]


def _content(part: ModelResponsePart) -> bool:
    """Whether a part is more than thoughts and empty text."""
    return not isinstance(part, ThinkingPart) and (not isinstance(part, TextPart) or bool(part.content.strip()))
