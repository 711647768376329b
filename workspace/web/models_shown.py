"""A team's models as the page shows them. Of a key no more than its end is ever there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspace.accounts.models import Team
from workspace.providers.models import Evaluation, OfferedModel, Policy, Provider
from workspace.providers.seal import CannotOpen
from workspace.runs import profiles, trying
from workspace.runs.ladders import named_offers, rungs_of, starts_on
from workspace.runs.offers import policy_of, price_of
from workspace.web.models_forms import TIERS, USE_NAMES, rung_name

TIER_NAMES = {"default": gettext_lazy("Standard")} | dict(TIERS)


@dataclass(frozen=True)
class OfferShown:
    """A model on offer: its row, its rung, whether a request may take it, its price in words ("" for none known)."""

    row: OfferedModel
    rung: str
    used: bool

    @property
    def rung_name(self) -> str:
        return rung_name(self.rung)

    @property
    def tiers(self) -> str:
        return ", ".join(str(dict(TIERS).get(tier, tier)) for tier in self.row.tiers)

    @property
    def price(self) -> str:
        price, own = price_of(self.row)
        if price is None:
            return ""
        if not price.tokens_in and not price.tokens_out:
            return _("free")
        words = _("$%(read)s read, $%(written)s written a million tokens")
        return words % {"read": _plain(price.tokens_in), "written": _plain(price.tokens_out)} + ("" if own else " " + _("(from the table)"))


@dataclass(frozen=True)
class TrialShown:
    """What the last test of a provider said."""

    told: dict[str, Any]

    @property
    def at(self) -> datetime | None:
        return parse_datetime(self.told["at"])

    @property
    def advice(self) -> str:
        """What to do about a failure, in the reader's language."""
        return str(trying.ADVICE.get(self.told.get("kind", ""), ""))

    @property
    def tier(self) -> str:
        return str(TIER_NAMES.get(self.told.get("tier", ""), self.told.get("tier", "")))

    @property
    def money(self) -> str | None:
        """None where nobody knows the price."""
        money = self.told.get("money")
        return None if money is None else f"${Decimal(money):.6f}" if Decimal(money) else "$0"


class ProviderShown:
    """A provider with its models."""

    def __init__(self, row: Provider, rungs: dict[int, str] | None = None, used: set[str] | None = None) -> None:
        self.row, self._rungs, self._used = row, rungs or {}, used or set()

    @cached_property
    def problem(self) -> str:
        """What stands in the way of asking it, "" for nothing."""
        try:
            self.hint  # noqa: B018
        except CannotOpen:
            return trying.cannot_open(self.row)
        return ""

    @cached_property
    def hint(self) -> str:
        """The end of its key. Raises CannotOpen."""
        return self.row.hint

    @property
    def offers(self) -> list[OfferShown]:
        rungs = [(offer, self._rungs.get(offer.pk, "")) for offer in self.row.models.order_by("-size", "pk")]
        return [OfferShown(offer, rung, rung in self._used) for offer, rung in rungs]

    @property
    def trial(self) -> TrialShown | None:
        return TrialShown(self.row.trial) if self.row.trial else None

    @property
    def known(self) -> list[str]:
        """Ids of models that the API listed: base models first, then profiles."""
        return profiles.known_models(self.row)


class ModelsShown:
    """All models of a team."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.policy = policy_of(team)
        self.rungs = [rung.name for rung in rungs_of(team)]

    @cached_property
    def providers(self) -> list[ProviderShown]:
        names = {offer.pk: name for name, offer in named_offers(self.team)}
        return [ProviderShown(row, names, set(self.rungs)) for row in self.team.providers.all()]

    @property
    def installed(self) -> str:
        """The language model of the whole installation, where this team takes it; "" for none."""
        mine = self.policy.top == Policy.Top.BUILTIN or OfferedModel.objects.filter(provider__team=self.team).exists()
        return "" if mine or settings.MODEL["name"] == "builtin" else settings.MODEL["model"] or settings.MODEL["base_url"]

    @property
    def uses(self) -> list[dict[str, Any]]:
        """Each use: its name, the rung it starts on, the latest evaluation of each rung."""
        starts = dict(self.team.starts.values_list("use", "rung"))
        return [{"use": use, "name": name, "start": rung_name(starts.get(use, "builtin")), "evaluations": self._evaluations.get(use, [])}
                for use, name in USE_NAMES.items()]  # fmt: skip

    @cached_property
    def _evaluations(self) -> dict[str, list[dict[str, Any]]]:
        latest: dict[tuple[str, str], Evaluation] = {(row.use, row.rung): row for row in self.team.evaluations.order_by("at")}
        found: dict[str, list[dict[str, Any]]] = {}
        for (use, rung), row in latest.items():
            found.setdefault(use, []).append({"rung": rung_name(rung), "row": row, "percent": f"{row.quality:.0%}"})
        return found


def uses_of(provider: Provider) -> list[str]:
    """The uses that go back to the built-in model when a provider is taken away."""
    sizes = provider.models.values_list("size", flat=True)
    return [str(USE_NAMES.get(start.use, start.use)) for start in starts_on(provider.team, set(sizes))]


def _plain(amount: Decimal) -> str:
    """0.800 -> "0.80", 0.035 -> "0.035"."""
    text = f"{amount.normalize():f}"
    return text if len(text.partition(".")[2]) > 2 else f"{amount:.2f}"
