"""A model of Amazon Bedrock at one place, for the agent library."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from pydantic_ai import RunContext
from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import ModelRequestParameters, StreamedResponse
from pydantic_ai.models.bedrock import BedrockConverseModel
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.providers.bedrock import BedrockProvider
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.calls import ModelSettings, Target
from agents.models import aws
from agents.models.aws_failures import Place, failure_of
from agents.models.bedrock_settings import accepted, fitted, standing, traits_of
from agents.models.bedrock_stream import Served, Watched
from agents.models.failures import CallFailed
from agents.models.regions import allowed, base_id

REFUSED_CHARACTERS = re.compile(r"[^a-zA-Z0-9\s:_@$#=/+,.-]")  # in what is logged with a request
LOGGED = 256  # characters of it


def bedrock_model(settings: ModelSettings, target: Target, about: Mapping[str, str] | None = None) -> BedrockModel:
    """The model at one place. `about` is logged by AWS with each call, where the account keeps such logs: run, use.

    Raises CallFailed where the account cannot be used. Nothing needs to be closed: clients are kept for the process.
    """
    settings = settings if settings.model else settings.model_copy(update={"model": base_id(target.model)})
    if not traits_of(settings.model).tools:
        words = f"{settings.model} cannot call tools, so it cannot do this work: an administrator chooses another model."
        raise CallFailed("invalid", words)
    place = Place(target, settings.access)
    try:
        client = aws.client(settings.access, target.region, settings.call_seconds)
    except Exception as error:
        failed = failure_of(error, place)
    else:
        return BedrockModel(client, place, settings, logged(about or {}))
    raise failed


class BedrockModel(WrapperModel):
    """Asks Bedrock for streams only: each piece is a sign of life, and a long answer needs no long silence.

    A response tells in its `provider_details` what the library drops: `service_tier` that served, `latency_ms`, `cache_written` tokens by
    time to live, `request_id`. Every failure is a CallFailed.
    """

    def __init__(self, client: Any, place: Place, asked: ModelSettings, about: dict[str, str]) -> None:
        self._boto, self._place, self._asked, self._about = client, place, asked, about
        super().__init__(self._library_model(client))

    def prepare_request(
        self, model_settings: LibrarySettings | None, model_request_parameters: ModelRequestParameters
    ) -> tuple[LibrarySettings | None, ModelRequestParameters]:
        return super().prepare_request(accepted(model_settings, self._asked), model_request_parameters)

    async def request(
        self, messages: list[ModelMessage], model_settings: LibrarySettings | None, model_request_parameters: ModelRequestParameters
    ) -> ModelResponse:
        async with self.request_stream(messages, model_settings, model_request_parameters) as stream:
            async for _ in stream:
                pass
            return stream.get()

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: LibrarySettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        self._stay_inside()
        watched = Watched(self._boto, self._place)  # of its own: a call that was given up must not tell of this one
        opening = self._library_model(watched).request_stream(
            messages, fitted(model_settings, self._asked), model_request_parameters, run_context
        )
        try:
            async with opening as stream:
                watched.told = lambda served: _tell(stream, served)
                yield stream
        except CallFailed as failed:
            if failed.kind == "credentials":
                aws.forget(self._asked.access)
            raise

    def _library_model(self, client: Any) -> BedrockConverseModel:
        settings = standing(self._asked, self._place.target.model, self._about)
        return BedrockConverseModel(base_id(self._asked.model), provider=BedrockProvider(bedrock_client=client), settings=settings)

    def _stay_inside(self) -> None:
        """Raises CallFailed where a call would leave what the team's rule allows."""
        if not allowed(self._place.target, self._asked.residency):
            rule, region = self._asked.residency.upper(), self._place.region
            raise CallFailed("no_access", f"{self._place.target.model} in {region} was not asked: the team's data must stay within {rule}.")


def logged(about: Mapping[str, str]) -> dict[str, str]:
    """What is logged with a request, in the characters that AWS takes."""
    return {name: REFUSED_CHARACTERS.sub("_", value)[:LOGGED] for name, value in about.items() if value}


def _tell(stream: StreamedResponse, served: Served) -> None:
    stream.provider_details = {**(stream.provider_details or {}), **served.details()}
