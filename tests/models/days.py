"""Bad days of models, as each fake wire plays them, and what must come of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from agents.core.calls import Access, ModelSettings, Provider, Target
from agents.models.reasons import Cause
from tests.models.fake_bedrock import HAIKU, FakeBedrock
from tests.models.uses import PRICE, at
from tests.models.wire import serving

PLANTED = {
    "key_id": "AKIAPLANTEDPLANTED01", "secret_key": "pLaNtEd/SeCrEt+KeY/pLaNtEd/SeCrEt+KeY01", "session_token": "planted-session-token-1",
    "api_key": "sk-planted-0123456789abcdef",
}  # fmt: skip
WORDS = "A few words 与一些中文"
REGIONS = ("eu-central-1", "eu-north-1")
Reply = dict[str, Any]


@dataclass(frozen=True)
class Day:
    """`openai` and `bedrock` are what the wire answers, None where it has no such day. `cause` is why the rung is left, "" where it is
    not; `rows` are the outcomes of the rows that the rung leaves, per wire where they differ; a day is `over` after its first reply."""

    name: str
    openai: Reply | None
    bedrock: Reply | None
    cause: Cause | None
    rows: dict[str, list[str]] = field(default_factory=dict)

    def outcomes(self, kind: Provider) -> list[str]:
        return self.rows.get(kind) or self.rows["both"]


def both(*outcomes: str) -> dict[str, list[str]]:
    return {"both": list(outcomes)}


def elsewhere(kind: str, openai: int, bedrock: int) -> dict[str, list[str]]:
    return {"openai_compatible": [kind] * openai, "bedrock": [kind] * bedrock}


# Bedrock has two regions in these tests, the other wire one place.
DAYS = [
    Day("expired credentials", {"status": 401, "error": f"Incorrect API key provided: {PLANTED['api_key']}"},
        {"error": "ExpiredTokenException", "message": f"The token {PLANTED['session_token']} is expired"}, "provider", both("credentials")),
    Day("no access to the model", {"status": 403}, {"error": "AccessDeniedException"}, "provider", elsewhere("no_access", 1, 2)),
    Day("wrong region", {"status": 404}, {"error": "ValidationException", "message": "The provided model identifier is invalid."},
        "provider", elsewhere("not_found", 1, 2)),
    Day("throttled for a minute", {"status": 429, "headers": {"Retry-After": "60"}}, {"error": "ThrottlingException"},
        "provider", elsewhere("throttled", 1, 6)),
    Day("a server in trouble", {"status": 500}, {"error": "InternalServerException"}, "provider", elsewhere("server", 2, 4)),
    Day("prose for JSON", {"text": WORDS}, {"text": WORDS}, "invalid", both("ok", "ok", "ok")),
    Day("JSON of another form", {"tool": "final_result", "args": {"order": 1}}, {"tool": "final_result", "args": {"order": 1}},
        "invalid", both("ok", "ok", "ok")),
    Day("a tool that does not exist", {"tool": "guess"}, {"tool": "guess"}, "invalid", both("ok", "ok", "ok")),
    Day("forty calls of tools in a loop", {"tool": "propose_order"}, {"tool": "propose_order"}, "calls", both(*["ok"] * 12)),
    Day("an answer that its check refuses", {"tool": "final_result", "args": {"parts": ["z"]}},
        {"tool": "final_result", "args": {"parts": ["z"]}}, "check", both("ok", "ok", "ok")),
    Day("an endless answer", {"endless": True}, {"endless": True}, "invalid", both("malformed")),
    Day("an empty answer", {"text": ""}, {"content": [], "stop": "end_turn"}, "empty",
        {"openai_compatible": ["ok"] * 3, "bedrock": ["empty"]}),
    Day("a guardrail stop", {"text": "I must not.", "finish": "content_filter"}, {"text": "I must not.", "stop": "guardrail_intervened"},
        "guardrail", both("guardrail")),
    Day("a stream cut within a character", {"text": WORDS, "split": True}, {"text": WORDS, "cut": True},
        "provider", elsewhere("stream_broken", 2, 4)),
    Day("a stream that ends without its end", {"text": WORDS, "unfinished": True}, {"text": WORDS, "end_after": 3},
        "provider", elsewhere("stream_broken", 2, 4)),
    Day("trouble within a stream", None, {"text": WORDS, "stream_error": "throttlingException", "after": 3},
        "provider", elsewhere("throttled", 0, 6)),
    Day("a server that accepts and never answers", {"hang": True}, {"hang": 9}, "timeout", elsewhere("timeout", 1, 2)),
    Day("context too long", {"status": 400, "error": "This model's maximum context length is 4096 tokens"},
        {"error": "ValidationException", "message": "Input is too long for requested model."}, "too_long", both("too_long")),
]  # fmt: skip


@contextmanager
def lived(day: Day, kind: Provider, *then: Reply) -> Iterator[ModelSettings]:
    """A model that has such a day, and then answers as told."""
    reply = day.openai if kind == "openai_compatible" else day.bedrock
    assert reply is not None
    if kind == "openai_compatible":
        with serving([reply, *then]) as (url, _):
            yield at(url, key=PLANTED["api_key"], seconds=8.0, call_seconds=0.5)
        return
    with FakeBedrock([reply, *then]) as fake:
        yield bedrock(fake, seconds=8.0, call_seconds=0.5)


def bedrock(fake: FakeBedrock, *regions: str, **changes: Any) -> ModelSettings:
    """A model of the fake Bedrock in Europe, reached with planted keys."""
    keys = {name: SecretStr(PLANTED[name]) for name in ("key_id", "secret_key", "session_token")}
    targets = tuple(Target(region=region, model=f"eu.{HAIKU}") for region in regions or REGIONS)
    settings = ModelSettings(name="bedrock", model=HAIKU, access=Access(endpoint=fake.url, **keys), targets=targets, residency="eu",
                             price=PRICE, seconds=20.0)  # fmt: skip
    return settings.model_copy(update=changes)
