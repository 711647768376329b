"""Bedrock's client as the agent library sees it: every error typed, the answer watched to its end, and kept what the library drops."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from agents.models.aws_failures import Place, failure_of, lacks_streams, lacks_tier
from agents.models.bedrock_whole import Whole
from agents.models.failures import CallFailed, FailureKind
from agents.models.reading_ahead import Ahead, Event

STANDARD = "default"
STREAMS = "streams with tools"
STOPPED: dict[str, tuple[FailureKind, str]] = {
    "max_tokens": ("malformed", "The answer of {place} did not end within the length that it was allowed."),
    "malformed_model_output": ("malformed", "The answer of {place} could not be read."),
    "malformed_tool_use": ("malformed", "{place} called a tool in a way that could not be read."),
    "model_context_window_exceeded": ("too_long", "The request and its answer are longer than {place} can read."),
    "guardrail_intervened": ("guardrail", "A guardrail of the AWS account stopped the answer of {place}."),
    "content_filtered": ("guardrail", "The filter of {place} stopped the answer."),
}


@dataclass
class Served:
    """What a call was really given. Milliseconds; `written` is the tokens written to the cache by their time to live."""

    request_id: str = ""
    tier: str = STANDARD
    stop: str = ""
    latency: int = 0
    written: dict[str, int] = field(default_factory=dict)

    def details(self) -> dict[str, Any]:
        return {"service_tier": self.tier, "latency_ms": self.latency, "cache_written": self.written, "request_id": self.request_id}


class Lacking:
    """What models turned out to lack where they were asked, a tier or streams with tools, remembered for the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[tuple[str, str, str]] = set()

    def knows(self, region: str, model: str, what: str) -> bool:
        return (region, model, what) in self._known

    def learn(self, region: str, model: str, what: str) -> None:
        with self._lock:
            self._known.add((region, model, what))


LACKING = Lacking()


class Watched:
    """The client of one place, for one call. `told` is called with what was served before the event that ends the answer goes on."""

    def __init__(self, client: Any, place: Place, lacking: Lacking = LACKING) -> None:
        self.meta = client.meta
        self.told: Callable[[Served], None] = lambda served: None
        self._client, self._place, self._lacking = client, place, lacking

    def converse_stream(self, **params: Any) -> dict[str, Any]:
        """The answer as a stream. What the model turns out to lack is done without, at once and from then on."""
        tier = params.get("serviceTier", {}).get("type", STANDARD)
        if self._knows_lacking(tier):
            del params["serviceTier"]
            tier = STANDARD
        streams = not (params.get("toolConfig") and self._knows_lacking(STREAMS))
        try:
            answer = self._ask(self._client.converse_stream if streams else self._client.converse, params)
        except CallFailed as failed:
            if tier != STANDARD and lacks_tier(failed):
                self._learn(tier)
            elif streams and "toolConfig" in params and lacks_streams(failed):
                self._learn(STREAMS)
            else:
                raise
            return self.converse_stream(**params)
        served = Served(answer["ResponseMetadata"].get("RequestId", ""), tier)
        events = Ahead(answer["stream"]) if streams else Whole(answer)
        return {**answer, "stream": _Stream(events, self._place, served, lambda: self.told(served))}

    def count_tokens(self, **params: Any) -> dict[str, Any]:
        return self._ask(self._client.count_tokens, params)

    def _knows_lacking(self, what: str) -> bool:
        return self._lacking.knows(self._place.target.region, self._place.target.model, what)

    def _learn(self, what: str) -> None:
        self._lacking.learn(self._place.target.region, self._place.target.model, what)

    def _ask(self, call: Callable[..., Any], params: dict[str, Any]) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = call(**params)
        except Exception as error:
            failed = failure_of(error, self._place)
        else:
            return answer
        raise failed  # out here, so that AWS's error does not come along: it knows the request


class _Stream:
    """The events of one answer. Raises CallFailed where it breaks, ends before its end, or ends with nothing that can be used."""

    def __init__(self, events: Ahead | Whole, place: Place, served: Served, told: Callable[[], None]) -> None:
        self._events, self._place, self._served, self._told = events, place, served, told
        self._filled = False

    def __iter__(self) -> Iterator[Event]:
        failed: CallFailed | None = None
        try:
            for event in self._events:
                self._note(event)
                yield event
        except Exception as error:
            failed = failure_of(error, self._place, began=True)
        failed = failed or self._objection()
        if failed is not None:
            raise failed

    def close(self) -> None:
        self._events.close()

    def _note(self, event: Event) -> None:
        if delta := event.get("contentBlockDelta"):
            self._filled = self._filled or "reasoningContent" not in delta["delta"]
        elif "contentBlockStart" in event:
            self._filled = True  # a call of a tool, with arguments or without
        elif stop := event.get("messageStop"):
            self._served.stop = stop["stopReason"]
        elif metadata := event.get("metadata"):
            served, usage = self._served, metadata.get("usage", {})
            served.tier = metadata.get("serviceTier", {}).get("type", served.tier)
            served.latency = metadata.get("metrics", {}).get("latencyMs", 0)
            served.written = {detail["ttl"]: detail["inputTokens"] for detail in usage.get("cacheDetails", ())}
            self._told()

    def _objection(self) -> CallFailed | None:
        """Why an answer that came to its end is none all the same."""
        if not self._served.stop:
            return CallFailed("stream_broken", f"The answer of {self._place} ended before it was complete.")
        if self._served.stop in STOPPED:
            kind, words = STOPPED[self._served.stop]
            return CallFailed(kind, words.format(place=self._place))
        return None if self._filled else CallFailed("empty", f"The answer of {self._place} was empty.")
