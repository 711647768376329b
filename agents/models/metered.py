"""One try of a request: held against the limits before, streamed, and written down after, whatever became of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic_ai.messages import ModelResponse
from pydantic_ai.models import Model

from agents.core.calls import ModelCall, Target, ToolCall
from agents.core.errors import LimitReached, ThreedayError
from agents.models import prices
from agents.models.asking import Asking, Request
from agents.models.failures import CallFailed
from agents.models.progress import Progress
from agents.models.reasons import ModelFailed
from agents.models.streaming import Written, streamed
from agents.models.tokens import RATES, Estimate
from agents.models.unusable import unusable
from agents.models.wire_failures import failure_of, objection_to

THOUGHTS = 4_000  # characters that a page can show
TIER = "service_tier"  # where a response tells the tier that served it


@dataclass
class Try:
    """One try at one place."""

    asking: Asking
    target: Target
    request: Request
    progress: Progress
    written: Written = field(default_factory=Written)
    response: ModelResponse | None = None
    held: Decimal | None = None
    holding: bool = False

    async def carry_out(self, model: Model[Any]) -> ModelResponse:
        """The answer. Raises CallFailed, ModelFailed where a limit of cost would be passed, and Stopped where a person stopped the run."""
        try:
            await self._hold()
            self.written = Written()
            self.response = response = await self._streamed(model)
            failed = objection_to(response)
        except CallFailed as error:
            failed = error
        except BaseException as error:
            if self.holding:
                await self._write_down(self._left(error), spent=True)
            raise
        if failed is not None:
            read = self.written.accepted or failed.kind in ("timeout", "stream_broken")
            await self._write_down(f"{failed.kind}: {failed.message}", spent=read)
            raise failed
        await self._write_down("ok", spent=True)
        await self._log_unusable(response)
        RATES.learn(self.asking.rung.settings.label, self.request.text, response.usage.input_tokens)
        return response

    async def _hold(self) -> None:
        most = prices.upper(self.asking.rung.settings, self._tokens_sent, self._most_written)

        def hold() -> None:
            self.asking.meter.hold(most)
            self.held, self.holding = most, True

        try:
            await self.asking.port.ask_async(hold)
        except LimitReached as error:
            raise ModelFailed("limit", error.message) from None

    async def _streamed(self, model: Model[Any]) -> ModelResponse:
        opening = model.request_stream(self.request.messages, self.request.settings, self.request.parameters)
        settings = self.asking.rung.settings
        try:
            return await streamed(opening, self.written, self.asking.most_tokens, settings.call_seconds, self._tell)
        except ThreedayError:
            raise
        except Exception as error:
            failed = failure_of(error, settings.access, began=self.written.first is not None)
        raise failed  # out here, so that the library's error does not come along: it knows the request with its keys

    async def _tell(self) -> None:
        event = self.progress.event(self.written)
        if event is not None:
            await self.asking.port.ask_async(lambda: self.asking.emit(event))

    async def _write_down(self, outcome: str, *, spent: bool) -> None:
        """Write the row. `spent` says that tokens were used even where the wire did not count them."""
        asking, settings = self.asking, self.asking.rung.settings
        tokens = self._counted()
        if spent and not any(tokens.values()):
            tokens = {"tokens_in": self._tokens_sent, "tokens_out": Estimate(settings.label).count(self.written.text)}
            outcome += " (tokens estimated)"
        call = ModelCall(
            use=asking.use, model=settings.label, provider=settings.name, rung=asking.rung.name, prompt=asking.prompt,
            region=self.target.region, tier=self._tier, seconds=time.monotonic() - self.written.started,
            first_seconds=self.written.first_seconds, reasoning="".join(self.written.thoughts)[:THOUGHTS], outcome=outcome, **tokens,
        )  # fmt: skip
        money, saved = prices.cost(call, settings)
        priced = call.model_copy(update={"money": money, "saved": saved})
        self.holding = False
        await asking.port.ask_async(lambda: asking.meter.model_called(priced, self.held))

    async def _log_unusable(self, response: ModelResponse) -> None:
        asking, parameters = self.asking, self.request.parameters
        tools, outputs = [tool.name for tool in parameters.function_tools], [tool.name for tool in parameters.output_tools]
        for tool, arguments, wrong in unusable(response, tools, outputs, asking.output) if asking.output else ():
            row = ToolCall(tool=tool, use=asking.use, model=asking.rung.settings.label, rung=asking.rung.name, arguments=arguments,
                           outcome=wrong)  # fmt: skip
            await asking.port.ask_async(partial(asking.meter.tool_called, row))

    def _counted(self) -> dict[str, int]:
        """The tokens as the provider gave them. (The library's input holds those of the cache.)"""
        usage = self.written.usage
        return {
            "tokens_in": max(usage.input_tokens - usage.cache_read_tokens - usage.cache_write_tokens, 0),
            "tokens_cached": usage.cache_read_tokens,
            "tokens_written": usage.cache_write_tokens,
            "tokens_written_1h": usage.cache_write_1h_tokens,
            "tokens_out": usage.output_tokens,
            "tokens_reasoning": usage.output_reasoning_tokens,
        }

    @property
    def _most_written(self) -> int:
        """The length that the wire is asked for at most."""
        settings, most = self.asking.rung.settings, self.asking.most_tokens
        if settings.name != "bedrock":
            return most
        # Imported here: what the library knows of Bedrock's models is of use to nobody else.
        from agents.models.bedrock_settings import fitted

        return fitted({"max_tokens": most}, settings)["max_tokens"]

    @property
    def _tokens_sent(self) -> int:
        return Estimate(self.asking.rung.settings.label).count(self.request.text)

    @property
    def _tier(self) -> str:
        """The tier that served, where the provider told; else the one that Bedrock was asked for."""
        told = (self.response.provider_details or {}).get(TIER, "") if self.response else ""
        settings = self.asking.rung.settings
        return str(told or (settings.tier if settings.name == "bedrock" else ""))

    def _left(self, error: BaseException) -> str:
        if isinstance(error, asyncio.CancelledError):
            return f"timeout: the {self.asking.rung.settings.seconds:.0f} s of the use were over"
        return error.message if isinstance(error, ThreedayError) else type(error).__name__
