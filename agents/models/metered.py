"""A model whose every request is held against the limits before, and written down after."""

from __future__ import annotations

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.calls import ModelCall, Rung
from agents.core.meter import Meter
from agents.models.port import Port
from agents.models.prices import cost


@dataclass(frozen=True)
class Asking:
    """Who asks a model, and what for: all that a row of the ledger needs beside the answer."""

    use: str
    rung: Rung
    prompt: str  # version of the instructions
    max_tokens: int
    meter: Meter
    port: Port  # rows are written through it


class Metered(WrapperModel):
    """Counts the requests of one use."""

    def __init__(self, wrapped: Model[Any], asking: Asking) -> None:
        super().__init__(wrapped)
        self.asking = asking

    async def request(
        self, messages: list[ModelMessage], model_settings: LibrarySettings | None, model_request_parameters: ModelRequestParameters
    ) -> ModelResponse:
        asking, started = self.asking, time.perf_counter()
        settings = asking.rung.settings
        known: dict[str, Any] = {"use": asking.use, "model": settings.label, "provider": settings.name, "rung": asking.rung.name,
                                 "prompt": asking.prompt}  # fmt: skip
        held = Decimal(0)
        await asking.port.ask_async(lambda: asking.meter.hold(held))
        try:
            response = await super().request(messages, model_settings, model_request_parameters)
        except BaseException as error:
            outcome = str(error) or type(error).__name__
            failed = ModelCall(**known, seconds=time.perf_counter() - started, outcome=outcome)
            await asking.port.ask_async(lambda: asking.meter.model_called(failed, held))
            raise
        usage = response.usage
        tokens = {
            "tokens_in": usage.input_tokens - usage.cache_read_tokens - usage.cache_write_tokens, "tokens_cached": usage.cache_read_tokens,
            "tokens_written": usage.cache_write_tokens, "tokens_out": usage.output_tokens,
        }  # fmt: skip
        call = ModelCall(**known, **tokens, seconds=time.perf_counter() - started)
        money, saved = cost(call, settings)
        paid = call.model_copy(update={"money": money, "saved": saved})
        await asking.port.ask_async(lambda: asking.meter.model_called(paid, held))
        return response
