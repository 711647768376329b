"""Why a call of a model failed: one typed error for every provider, so that failover decides by kind and people read a sentence."""

from __future__ import annotations

from typing import Literal

from agents.core.errors import ThreedayError

FailureKind = Literal[
    "throttled",  # too many calls or tokens for the quota: wait, or ask another region
    "timeout",  # nothing came within the time allowed
    "server",  # the provider's own trouble, or it could not be reached
    "stream_broken",  # the answer ended before it was complete
    "no_access",  # this account may not use this model here
    "credentials",  # missing, wrong or expired
    "not_found",  # no such model or profile in this region
    "invalid",  # our request was refused as it stands
    "too_long",  # more than the model can read at once
    "guardrail",  # stopped by a guardrail or a filter of content
    "malformed",  # the model's answer or call of a tool could not be read
    "empty",  # an answer without content
]
ELSEWHERE: frozenset[FailureKind] = frozenset({"throttled", "timeout", "server", "stream_broken", "no_access", "not_found"})


class CallFailed(ThreedayError):
    """A call of a model failed. `kind` is for code; `message` is a sentence for people that says who acts, and holds no secret."""

    def __init__(self, kind: FailureKind, words: str) -> None:
        super().__init__(words)
        self.kind: FailureKind = kind
        self.retry_after: float | None = None  # seconds that the provider asked to wait

    @property
    def may_work_elsewhere(self) -> bool:
        """Whether another region could give what this one did not."""
        return self.kind in ELSEWHERE
