"""What an account may call in a region, as the control plane of Bedrock lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from agents.core.calls import Access, Target
from agents.models import aws
from agents.models.aws_failures import Place, failure_of
from agents.models.failures import CallFailed
from agents.models.regions import Profile

SECONDS = 20.0
MOST = 100  # on a page
ON_DEMAND = "ON_DEMAND"


def listed(access: Access, region: str) -> tuple[Profile, ...]:
    """The inference profiles that may be called from a region, and the base models that answer there by their own id.

    Raises CallFailed; an administrator allows bedrock:ListInferenceProfiles and bedrock:ListFoundationModels.
    """
    try:
        client = aws.client(access, region, SECONDS, "bedrock")
        found = (*_profiles(client, region), *_base_models(client, region))
    except Exception as error:
        failed = failure_of(error, Place(Target(region=region, model=""), access))
    else:
        return found
    raise failed


def listed_in(access: Access, regions: Iterable[str]) -> tuple[tuple[Profile, ...], dict[str, str]]:
    """What is listed in each of the regions, and by region in words why one could not be asked."""
    found: list[Profile] = []
    failures: dict[str, str] = {}
    for region in regions:
        try:
            found += listed(access, region)
        except CallFailed as failed:
            failures[region] = failed.message
    return tuple(found), failures


def _profiles(client: Any, region: str) -> Iterator[Profile]:
    for page in client.get_paginator("list_inference_profiles").paginate(PaginationConfig={"PageSize": MOST}):
        for profile in page["inferenceProfileSummaries"]:
            if profile["status"] == "ACTIVE":
                # Profiles that an account has made are called by their ARN.
                id = profile["inferenceProfileArn" if profile["type"] == "APPLICATION" else "inferenceProfileId"]
                yield Profile(id=id, models=tuple(model["modelArn"] for model in profile["models"]), regions=(region,))


def _base_models(client: Any, region: str) -> Iterator[Profile]:
    answer = client.list_foundation_models(byOutputModality="TEXT", byInferenceType=ON_DEMAND)
    for model in answer["modelSummaries"]:
        # Its ARN may lack the region where a list is the same everywhere; by its own id a model answers where it is asked.
        yield Profile(id=model["modelId"], models=(f"arn:aws:bedrock:{region}::foundation-model/{model['modelId']}",), regions=(region,))
