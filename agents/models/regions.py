"""Where a model of Amazon Bedrock may be asked: a team's residency rule first, then what is near.

A rule names an area ("eu" is the Union: neither London nor Zurich). What a profile may route to is read from the ARNs that the API
lists; the prefix of its id ("us.", "eu.", "global.") is believed only where no ARN is known. What the table in regions.json does not
know, a region or a prefix, is refused under a rule.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from agents.core.base import Value
from agents.core.calls import Residency, Target

TABLE = Path(__file__).with_name("regions.json")
ANYWHERE = ""  # the region in the ARNs of a global profile
ARN = re.compile(r"arn:[^:]+:bedrock:(?P<region>[^:]*):[^:]*:(?P<kind>[a-z-]+)/(?P<id>.+)")
EARTH_KM = 6371.0


class Profile(Value):
    """An inference profile, or a base model that can be called by its own id: as the API listed it in `regions`."""

    id: str
    models: tuple[str, ...] = ()  # ARNs of what it routes to
    regions: tuple[str, ...] = ()  # it may be called from; empty where the list does not say

    @property
    def model(self) -> str:
        """The base id of its model."""
        return base_id(self.models[0] if self.models else self.id)

    @property
    def routes(self) -> tuple[str, ...]:
        """The regions it may carry a call to, "" for anywhere."""
        return tuple(dict.fromkeys(found["region"] for arn in self.models if (found := ARN.fullmatch(arn))))


def targets_of(model: str, profiles: Iterable[Profile], residency: Residency, home: str, regions: Sequence[str] = ()) -> tuple[Target, ...]:
    """Where a model may be asked, the first choice first: what is nearest to `home`, and there the profile that routes least far.

    `model` is a base id or the id of a profile, then only that profile is meant. `regions` are those that the account uses; without
    any, all in which something was listed. A model that no list knows is asked by its own id in each of the regions.
    """
    known = [profile for profile in profiles if model in (profile.id, profile.model)]
    named = [profile for profile in known if profile.id == model != profile.model]
    found = [
        Target(region=region, model=profile.id, routes=profile.routes)
        for profile in named or known
        for region in _callable(profile, regions)
    ]
    found = found or [Target(region=region, model=model) for region in regions or ([home] if home else [])]
    start = home or next(iter(regions), "")
    order = sorted(dict.fromkeys(found), key=lambda target: (_distance(start, target.region), _reach(target)))
    return tuple(target for target in order if allowed(target, residency))


def allowed(target: Target, residency: Residency) -> bool:
    """Whether a call to this target stays where the rule wants it."""
    if residency == "any":
        return True
    if _area(target.region) != residency:
        return False
    if target.routes:
        return all(_area(region) == residency for region in target.routes)
    return _areas_by_name(target.model) == {residency} or _is_base(target.model, residency)


def base_id(model: str) -> str:
    """The base model behind the id or ARN of a model or a system profile; an ARN that does not tell stays as it is."""
    arn = ARN.fullmatch(model)
    if arn and arn["kind"] not in ("foundation-model", "inference-profile"):
        return model
    id = arn["id"] if arn else model
    prefix, _, rest = id.partition(".")
    return rest if rest and (prefix in _table()["prefixes"] or rest.partition(".")[0] in _table()["vendors"]) else id


def name_of(region: str) -> str:
    """The region's name for people."""
    found = _table()["regions"].get(region)
    return f"{found['name']} ({region})" if found else region


@functools.cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def _area(region: str) -> str | None:
    found = _table()["regions"].get(region)
    return found["area"] if found else None


def _areas_by_name(model: str) -> set[str] | None:
    """The areas to which the prefix of a profile's id may route; None for no known prefix."""
    arn = ARN.fullmatch(model)
    areas = _table()["prefixes"].get((arn["id"] if arn else model).partition(".")[0])
    return None if areas is None else set(areas)


def _is_base(model: str, residency: Residency) -> bool:
    """Whether an id without a known prefix surely is a base model, which answers in the region that is asked."""
    arn = ARN.fullmatch(model)
    if arn:
        return arn["kind"] == "foundation-model" and _area(arn["region"]) == residency
    parts = model.split(".")
    known = _table()
    return parts[0] not in known["prefixes"] and len(parts) > 1 and (parts[0] in known["vendors"] or len(parts) == 2)


def _callable(profile: Profile, regions: Sequence[str]) -> list[str]:
    """The regions from which a profile may be called."""
    sources = profile.regions or tuple(region for region in profile.routes if region != ANYWHERE)
    if ANYWHERE in profile.routes and not profile.regions:
        return list(regions)
    return [region for region in sources if not regions or region in regions]


def _reach(target: Target) -> tuple[bool, int]:
    return ANYWHERE in target.routes, len(target.routes)


def _distance(start: str, end: str) -> float:
    """Kilometres between two regions; infinite where one is not known."""
    regions = _table()["regions"]
    if start == end:
        return 0.0
    if start not in regions or end not in regions:
        return math.inf
    (a, b), (c, d) = ((math.radians(regions[name]["latitude"]), math.radians(regions[name]["longitude"])) for name in (start, end))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))
