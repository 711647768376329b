"""Which models a run may use: the ladder of each use.

What was chosen for the run comes first, then what its team offers, then the installation's settings. The rungs stand in one order:
built-in, small, small and thinking, large, large and thinking; never above what the team allows. Each use starts where its team says, else
on the built-in model, and goes up from there; the built-in model is the safe end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from pydantic import SecretStr

from agents.core.calls import Access, Ladder, Ladders, ModelSettings, Rung
from agents.models.regions import targets_of
from workspace.accounts.models import Team
from workspace.providers.models import OfferedModel, Policy, Start
from workspace.providers.seal import CannotOpen
from workspace.runs.models import Run
from workspace.runs.offers import model_of, policy_of

log = logging.getLogger(__name__)
USES = ("plan", "query", "rank", "slides", "document", "sheets", "charts", "answer", "summarise")
SIZES: dict[str, tuple[str, ...]] = {"builtin": (), "small": ("small",), "large": ("small", "large")}  # that each highest rung allows
THINKING = ", thinking"  # what a rung's name ends with where its model reasons first


def ladders_of(run: Run) -> Ladders:
    """The ladders of a run. Keys come from the environment or from sealed rows, and never stand in the run's row."""
    if run.model:
        return installed(run.model, cheap=run.cheap)
    rungs = rungs_of(run.team, cheap=run.cheap)
    if len(rungs) > 1:
        starts = dict(run.team.starts.values_list("use", "rung"))
        return Ladders(by_use={use: begun(rungs, start) for use, start in starts.items()}, others=begun(rungs))
    policy = policy_of(run.team)
    if policy.top == Policy.Top.BUILTIN or offers_of(run.team).exists():
        return Ladders()
    return installed(settings.MODEL, policy, cheap=run.cheap)


def rungs_of(team: Team, *, cheap: bool = False) -> list[Rung]:
    """All rungs that the uses of a team may take, the lowest first."""
    policy, rungs = policy_of(team), [Rung()]
    for name, offer in named_offers(team):
        if offer.size in SIZES[policy.top]:
            rungs += _rungs(name, offer, policy, cheap)
    return rungs


def named_offers(team: Team) -> Iterator[tuple[str, OfferedModel]]:
    """Each model on offer with the name of its rung, the small ones first: "small", "small 2", "large"."""
    for size in SIZES[Policy.Top.LARGE]:
        for place, offer in enumerate(offers_of(team).filter(size=size), start=1):
            yield size if place == 1 else f"{size} {place}", offer


def starts_on(team: Team, sizes: Iterable[str]) -> QuerySet[Start]:
    """The uses that start on a rung of these sizes. What was found out about a rung does not hold for another model in its place."""
    return team.starts.filter(reduce(or_, (Q(rung__startswith=size) for size in sizes), Q(pk=None)))


def offers_of(team: Team) -> QuerySet[OfferedModel]:
    """The models that a team has on offer; of one size the oldest comes first."""
    return OfferedModel.objects.filter(provider__team=team).select_related("provider").order_by("pk")


def asks_models(team: Team) -> bool:
    """Whether a request of the team may ever ask a language model."""
    if policy_of(team).top == Policy.Top.BUILTIN:
        return False
    return bool(settings.MODEL["name"] != "builtin") or offers_of(team).exists()


def begun(rungs: list[Rung], start: str = "builtin") -> Ladder:
    """The ladder from a rung on, with the built-in model as its end. A start that is no longer there gives way to the safe one."""
    names = [rung.name for rung in rungs]
    at = next((names.index(name) for name in (start, start.removesuffix(THINKING)) if name in names), 0)
    return Ladder(rungs=tuple(rungs if at == 0 else [*rungs[at:], rungs[0]]))


def installed(chosen: dict[str, Any], policy: Policy | None = None, *, cheap: bool = False) -> Ladders:
    """The ladder of one model as `settings.MODEL` or `ask --model` names it; the built-in one where the policy does not allow it."""
    name, residency = chosen.get("name", "builtin"), chosen.get("residency", "any")
    if policy is not None and policy.residency != "any":
        if residency != policy.residency and (name == "openai_compatible" or residency != "any"):
            return Ladders()
        residency = policy.residency
    if name == "builtin":
        return Ladders()
    access = Access(base_url=chosen.get("base_url", ""), script=chosen.get("script", ""),
                    api_key=SecretStr(settings.MODEL_KEY if name == "openai_compatible" else ""))  # fmt: skip
    model = ModelSettings(name=name, model=chosen.get("model", ""), access=access, residency=residency)
    if name == "bedrock":
        home = policy.home if policy else ""
        targets = targets_of(model.model, (), residency, home, chosen.get("regions", []))
        model = model.model_copy(update={"targets": targets, "tier": "flex" if cheap else "default"})
    return Ladders(others=Ladder(rungs=(Rung(name="chosen", settings=model), Rung())))


def _rungs(name: str, offer: OfferedModel, policy: Policy, cheap: bool) -> list[Rung]:
    """The rungs of one offer: as it is, and thinking where it can and may."""
    ways = {name: False} | ({name + THINKING: True} if offer.thinks and policy.reasoning else {})
    try:
        made = {way: model_of(offer, policy, cheap=cheap, thinking=thinking) for way, thinking in ways.items()}
    except CannotOpen:
        log.error("keys_cannot_be_opened provider=%s", offer.provider_id)
        return []
    return [Rung(name=way, settings=model) for way, model in made.items() if model is not None]
