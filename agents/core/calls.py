"""Calls of models and tools: how a model is reached and chosen, and the rows that every call leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, SecretStr

from agents.core.base import Value

Provider = Literal["builtin", "scripted", "openai_compatible", "bedrock"]
Reasoning = Literal["off", "low", "medium", "high"]
Tier = Literal["reserved", "priority", "default", "flex"]  # "default" is what AWS calls Standard
Residency = Literal["any", "us", "eu", "jp", "au", "gulf"]
Reach = Literal["any", "network", "internet"]  # as our machine; without what hands out its credentials; public addresses alone
NO_SECRET = SecretStr("")


class Access(Value):
    """How a provider is reached. Secrets show themselves only to `get_secret_value`; nothing else may print them.

    Amazon Bedrock takes one of: a bearer key (`api_key`), a key pair, a profile of the machine's AWS settings, or nothing, which is the
    machine's own chain of credentials. `role` is assumed with whichever it is.
    """

    base_url: str = ""  # of an OpenAI-compatible server
    endpoint: str = ""  # in place of Bedrock's own: a private endpoint; "{region}" in it stands for the region that is asked
    api_key: SecretStr = NO_SECRET
    key_id: SecretStr = NO_SECRET
    secret_key: SecretStr = NO_SECRET
    session_token: SecretStr = NO_SECRET
    profile: str = ""
    role: str = ""  # ARN
    external_id: str = ""
    script: str = ""  # path of a JSON file with replies, for `scripted`
    reach: Reach = "any"  # where the server of `base_url` may stand; what a team entered is held to it at each connection


class Target(Value):
    """A place where a model answers: a region of AWS, and the id or ARN to call there (a base model or an inference profile)."""

    region: str
    model: str
    routes: tuple[str, ...] = ()  # regions that the profile may carry a call to, "" for anywhere; empty where it was not listed


class Price(Value):
    """What a million tokens cost, in US dollars, at the standard tier."""

    tokens_in: Decimal = Decimal(0)
    tokens_out: Decimal = Decimal(0)
    cached: Decimal | None = None  # read from the cache; None is as `tokens_in`
    written_5m: Decimal | None = None  # written to the cache for five minutes; None is as `tokens_in`
    written_1h: Decimal | None = None


class ModelSettings(Value):
    """One model as one rung uses it. `model` is its base id; `targets` are where Bedrock may be asked, the first choice first."""

    name: Provider = "builtin"
    model: str = ""
    access: Access = Access()
    targets: tuple[Target, ...] = ()
    residency: Residency = "any"  # every call is held against it once more, whatever `targets` say
    tier: Tier = "default"
    reasoning: Reasoning = "off"
    price: Price | None = None  # None looks the model up in agents/models/prices.json
    seconds: float = 300.0  # for one use, all its calls together
    call_seconds: float = 120.0  # without a sign of life from one call
    window: int = 0  # tokens of context; 0 is not known

    @property
    def label(self) -> str:
        """The model's name for people."""
        return self.model or self.name


class Rung(Value):
    """A step of a ladder: its name for people ("builtin", "small", "large, thinking") and the model as used there."""

    name: str = "builtin"
    settings: ModelSettings = ModelSettings()


class Ladder(Value):
    """The rungs that one use may take, the cheapest first; it starts at the first and goes up when a check fails."""

    rungs: tuple[Rung, ...] = (Rung(),)


class Ladders(Value):
    """The ladder of each use; a use that is not named takes `others`."""

    by_use: dict[str, Ladder] = Field(default_factory=dict)
    others: Ladder = Ladder()

    def of(self, use: str) -> Ladder:
        return self.by_use.get(use, self.others)

    @property
    def all_builtin(self) -> bool:
        """Whether no use may ever ask a language model."""
        return all(rung.settings.name == "builtin" for ladder in (*self.by_use.values(), self.others) for rung in ladder.rungs)


class ModelCall(Value):
    """One request to a model, for the ledger of cost. Seconds; money in US dollars; `tokens_in` without those of the cache."""

    use: str
    model: str
    provider: Provider = "builtin"
    rung: str = "builtin"
    region: str = ""
    tier: str = ""  # that served it
    prompt: str = ""  # version of the instructions
    tokens_in: int = 0
    tokens_cached: int = 0
    tokens_written: int = 0
    tokens_written_1h: int = 0  # of those written, for an hour instead of five minutes
    tokens_out: int = 0  # reasoning included
    tokens_reasoning: int = 0
    requests: int = 1
    seconds: float = 0.0
    first_seconds: float | None = None  # until the first piece of the answer
    money: Decimal | None = Decimal(0)  # None where the price of the model is not known
    saved: Decimal = Decimal(0)  # what the cache spared, less what writing to it cost
    reasoning: str = ""  # what the model thought, cut to what a page can show; never an answer
    outcome: str = "ok"


class ToolCall(Value):
    """One call of a tool by a model. The typed answer of a use is logged as a call too, so that refused answers are counted."""

    tool: str
    use: str
    model: str = ""
    rung: str = ""
    arguments: dict[str, Any] = Field(default_factory=dict)
    outcome: str = "ok"
    seconds: float = 0.0
