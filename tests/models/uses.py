"""A small use of a model for the tests of the loop: parts in order; and ladders, places and clocks to run it with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from agents.core.base import Value
from agents.core.calls import Access, Ladder, Ladders, ModelCall, ModelSettings, Price, Rung
from agents.core.errors import LimitReached
from agents.core.events import Event
from agents.core.meter import Tally
from agents.models.asking import Pace
from agents.models.breaker import Breakers
from agents.models.ladder import climb
from agents.models.loop import Models, Task

PRICE = Price(tokens_in=Decimal(1), tokens_out=Decimal(5))
ANSWER = {"tool": "final_result", "args": {"parts": ["b", "a"]}}


class Order(Value):
    """Parts in order."""

    parts: tuple[str, ...]


def propose_order() -> dict[str, Any]:
    """List the parts."""
    return {"parts": ["a", "b"], "proposal": {"parts": ["a", "b"]}}


def only_known(order: Order) -> list[str]:
    return [f"There is no part {part!r}." for part in order.parts if part not in ("a", "b")]


def ordering(**changes: Any) -> Task[Order]:
    told: dict[str, Any] = {"use": "order", "instructions": "Order the parts.", "prompt": "Please.", "output": Order,
                            "tools": (propose_order,), "proposal": "propose_order", "check": only_known}  # fmt: skip
    return Task(**told | changes)


def laddered(*settings: ModelSettings) -> Ladders:
    """A ladder of these models; the built-in one stands over it by itself."""
    names = ("small", "large")
    return Ladders(others=Ladder(rungs=tuple(Rung(name=name, settings=each) for name, each in zip(names, settings, strict=False))))


@dataclass
class Waits:
    """A clock that only moves when somebody sleeps, and how long each slept; chance is always at its most."""

    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> float:
        return sum(self.slept)

    @property
    def pace(self) -> Pace:
        return Pace(sleep=self.sleep, random=lambda: 1.0, clock=self.now)


@dataclass
class Purse(Tally):
    """A meter with a limit of money."""

    limit: Decimal = Decimal(1000)
    held: list[Decimal | None] = field(default_factory=list)
    asked: list[Decimal | None] = field(default_factory=list)

    def hold(self, most: Decimal | None) -> None:
        if (most or 0) > self.limit:
            raise LimitReached("The run may not cost more.")
        self.held.append(most)
        self.asked.append(most)

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        super().model_called(call, held)
        if call.provider != "builtin":
            self.held.remove(held)


@dataclass
class Tried:
    """What became of the use: its order, its rows, its events, and what was waited."""

    order: Order
    meter: Purse
    events: list[Event]
    waits: Waits

    @property
    def rungs(self) -> list[str]:
        return [call.rung for call in self.meter.model_calls]

    @property
    def outcomes(self) -> list[str]:
        """The kind of each row's outcome."""
        return [call.outcome.partition(":")[0] for call in self.meter.model_calls]

    @property
    def causes(self) -> list[str]:
        """Why the use went up its ladder."""
        return [event.detail["cause"] for event in self.events if event.kind == "decision" and "cause" in event.detail]


def use(settings: ModelSettings | Ladders, *, limit: str = "1000", breakers: Breakers | None = None, **changes: Any) -> Tried:
    """Carry the use out. Nothing really waits between tries, and breakers are not shared with other tests."""
    ladders = settings if isinstance(settings, Ladders) else laddered(settings)
    meter, waits, events = Purse(limit=Decimal(limit)), Waits(), list[Event]()
    models = Models(ladders, meter, emit=events.append, pace=waits.pace, breakers=breakers or Breakers(waits.now))
    return Tried(climb(ordering(**changes), models), meter, events, waits)


def script(folder: Path, *replies: dict[str, Any]) -> ModelSettings:
    path = folder / "script.json"
    path.write_text(json.dumps({"order": replies}))
    return ModelSettings(name="scripted", access=Access(script=str(path)))


def at(url: str, *, key: str = "", **changes: Any) -> ModelSettings:
    """A model of the OpenAI wire."""
    access = Access(base_url=url, api_key=SecretStr(key))
    return ModelSettings(name="openai_compatible", model="m", access=access, price=PRICE, seconds=20.0).model_copy(update=changes)


def rows(calls: Sequence[ModelCall]) -> list[tuple[str, str]]:
    """Rung and outcome of each row."""
    return [(call.rung, call.outcome) for call in calls]
