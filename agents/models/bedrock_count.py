"""Counting at Bedrock, for the models that can."""

from __future__ import annotations

import logging

from agents.core.calls import ModelSettings, Target
from agents.models import aws
from agents.models.regions import allowed, base_id

log = logging.getLogger(__name__)
SECONDS = 3.0  # it is worth no more: an estimate is at hand


def count_bedrock(settings: ModelSettings, text: str) -> int | None:
    """The tokens of a text; None where the model cannot count, does not answer in time, or may not be asked in its own region.

    Only base models count, so the question stays in the region that is asked.
    """
    model = base_id(settings.model or next((target.model for target in settings.targets), ""))
    regions = [target.region for target in settings.targets if allowed(Target(region=target.region, model=model), settings.residency)]
    if not model or not text or not regions:
        return None
    messages = [{"role": "user", "content": [{"text": text}]}]
    try:
        client = aws.client(settings.access, regions[0], SECONDS)
        return int(client.count_tokens(modelId=model, input={"converse": {"messages": messages}})["inputTokens"])
    except Exception as error:  # whatever AWS or the network has against it: an estimate is at hand
        log.info("tokens_not_counted region=%s model=%s error=%s", regions[0], model, type(error).__name__)
        return None
