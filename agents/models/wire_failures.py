"""What the agent library raises when a call fails, as the one typed error of ours. Nothing of the request stays in it: that holds keys."""

from __future__ import annotations

import re

import httpx2
from pydantic_ai import exceptions as library
from pydantic_ai.messages import ModelResponse, ToolCallPart

from agents.core.calls import Access
from agents.models.failures import CallFailed, FailureKind

SAID = 300  # characters of what a provider said
SHORT_SECRET = 6  # what is shorter could stand in any sentence

# The most telling class first: several derive from others.
KINDS: tuple[tuple[type[BaseException], FailureKind], ...] = (
    (library.ModelRateLimitError, "throttled"),
    (library.ModelQuotaExceededError, "no_access"),
    (library.ModelUnavailableError, "server"),
    (library.ModelServerError, "server"),
    (library.ModelTimeoutError, "timeout"),
    (library.ModelRequestTimeout, "timeout"),
    (library.ModelAuthenticationError, "credentials"),
    (library.ModelNotFoundError, "not_found"),
    (library.ModelContextWindowExceededError, "too_long"),
    (library.ModelRequestRejectedError, "invalid"),
    (library.ContentFilterError, "guardrail"),
    (library.ModelAPIError, "server"),
    (library.UnexpectedModelBehavior, "malformed"),
    (httpx2.TimeoutException, "timeout"),
    (TimeoutError, "timeout"),
    (httpx2.HTTPError, "server"),
    (OSError, "server"),
)
WORDS: dict[FailureKind, str] = {
    "throttled": "The model's server is asked more than it allows",
    "timeout": "The model's server did not answer in time",
    "server": "The model's server had trouble or could not be reached",
    "stream_broken": "The answer broke off before it was complete",
    "no_access": "The account may not use this model: an administrator can ask the provider for access or a higher quota",
    "credentials": "The model's server refuses the key: an administrator must renew it",
    "not_found": "The server knows no such model: an administrator can correct its name or address",
    "invalid": "The model's server refused the request as it stands",
    "too_long": "The request is longer than the model can read",
    "guardrail": "A filter of content stopped the answer",
    "malformed": "The model's answer could not be read",
    "empty": "The model's answer was empty",
}


def failure_of(error: Exception, access: Access, *, began: bool) -> CallFailed:
    """The typed error of a failed call. `began` says whether pieces of the answer had come before."""
    if isinstance(error, CallFailed):
        return error
    kind = next((kind for type_, kind in KINDS if isinstance(error, type_)), None)
    if kind is None:
        return CallFailed("server", f"The call failed in a way that nobody foresaw ({type(error).__name__}).")
    status = getattr(error, "status_code", None)
    if kind == "credentials" and status == 403:
        kind = "no_access"
    if _broke(error, kind, began):
        kind = "stream_broken"
    said = without_secrets(_said(error), access)
    because = ": ".join(part for part in (f"status {status}" if status else "", said) if part)
    failed = CallFailed(kind, f"{WORDS[kind]} ({because})." if because else f"{WORDS[kind]}.")
    failed.retry_after = getattr(error, "retry_after", None)
    return failed


def objection_to(response: ModelResponse) -> CallFailed | None:
    """Why an answer that came whole is none all the same: a filter stopped it, or the wire said that it is not complete."""
    if response.finish_reason == "content_filter":
        return CallFailed("guardrail", f"{WORDS['guardrail']}.")
    if response.provider_name == "openai" and not _ended(response):
        return CallFailed("stream_broken", f"{WORDS['stream_broken']}.")
    return None


def without_secrets(text: str, access: Access) -> str:
    """A text without the keys it may repeat: some servers answer with the request's headers."""
    for field in (access.api_key, access.key_id, access.secret_key, access.session_token):
        secret = field.get_secret_value()
        if len(secret) >= SHORT_SECRET:
            text = text.replace(secret, "…")
    return text


def _ended(response: ModelResponse) -> bool:
    """Whether the wire said that the answer is at its end. Some servers never do: a call of a tool with whole arguments will do, too."""
    calls = [part for part in response.parts if isinstance(part, ToolCallPart)]
    return "finish_reason" in (response.provider_details or {}) or (bool(calls) and all(_whole(call) for call in calls))


def _whole(call: ToolCallPart) -> bool:
    try:
        call.args_as_dict(raise_if_invalid=True)
    except (ValueError, AssertionError):
        return False
    return True


def _broke(error: Exception, kind: FailureKind, began: bool) -> bool:
    """Whether an answer ended before its end, and the provider did not say itself what went wrong."""
    if isinstance(error.__cause__, ValueError):
        return True  # bytes that are no text, or text that is no JSON: they were cut in the middle
    if isinstance(error, library.ModelAPIError) and error.in_stream:
        return False
    return kind in ("server", "timeout") and (began or (kind == "server" and getattr(error, "phase", None) == "read"))


def _said(error: Exception) -> str:
    """The provider's own words, in one line; "" where it said none."""
    body = getattr(error, "body", None)
    told = body.get("error", body) if isinstance(body, dict) else body
    message = told.get("message", "") if isinstance(told, dict) else told
    return re.sub(r"\s+", " ", str(message or "")).strip()[:SAID].rstrip(".")
