"""Tries a model on offer: one small call by the code that a run uses, and what really happened, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.calls import ModelCall, ModelSettings, Rung
from agents.core.errors import ThreedayError
from agents.core.meter import Tally
from agents.models.breaker import Breakers
from agents.models.failures import CallFailed
from agents.models.loop import Models, Task, run_task
from agents.models.reasons import Cause, ModelFailed
from workspace.accounts.models import Team
from workspace.providers.models import OfferedModel, Provider
from workspace.providers.seal import CannotOpen, opened
from workspace.runs.meter import TeamMeter
from workspace.runs.offers import model_of, policy_of

PATIENCE = 20.0  # seconds for the whole; somebody is looking at a page meanwhile
LONGEST = 500  # characters of what went wrong
WORD = "maple"
INSTRUCTIONS = f"This is a test of the connection. Answer with the word “{WORD}”, in lower case."
# What to do, by what went wrong (agents/models/failures.py). Said when the page is shown, in the language of its reader.
ADVICE = {
    "throttled": gettext_lazy("Wait a minute and test again. If it stays, ask the provider for a higher quota."),
    "timeout": gettext_lazy("Nothing came in time. Check the address and the region, and that the server runs."),
    "server": gettext_lazy("The provider could not be reached or has trouble of its own. Check the address, or test again later."),
    "stream_broken": gettext_lazy("The answer broke off. Test again; if it stays, look at the network between here and the provider."),
    "no_access": gettext_lazy("Give this account access to the model in the console of the provider, or choose another model."),
    "credentials": gettext_lazy("Enter the keys again, or renew them at the provider."),
    "not_found": gettext_lazy("Check the model's name, and that it is offered in this region."),
    "invalid": gettext_lazy("The provider refused the request. Check the model's name and its tiers."),
    "malformed": gettext_lazy("The model answers, but not in the form asked for. Choose a model that can call tools."),
    "empty": gettext_lazy("The model answered nothing. Test again, or choose another model."),
    "guardrail": gettext_lazy("A guardrail of the account stopped a harmless word. Its settings are at the provider."),
    "residency": gettext_lazy("Change where data may go, or choose a model that is offered there."),
    "keys": gettext_lazy("Enter the keys again."),
    "too_long": gettext_lazy("The model can read next to nothing at once. Choose another."),
    "limit": gettext_lazy("Raise the limit, or wait for the next month."),
}


KINDS: dict[Cause, str] = {"timeout": "timeout", "limit": "limit", "guardrail": "guardrail", "empty": "empty", "provider": "server"}


class Heard(Value):
    """The answer of a test."""

    word: str


class Payer(Tally):
    """A meter for a test: it is held to the month's limit, and its calls stand in the ledger like all others."""

    def __init__(self, team: Team, provider: Provider) -> None:
        super().__init__()
        self.ledger = TeamMeter(team, "test", provider.pk, (get_language() or "")[:2])

    def hold(self, most: Decimal | None) -> None:
        self.ledger.hold(most)

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        super().model_called(call, held)
        self.ledger.model_called(call, held)


def try_model(offer: OfferedModel) -> dict[str, Any]:
    """Make the call and keep what it said in the provider's row. It takes PATIENCE seconds at most, and never raises for a provider."""
    provider, team = offer.provider, offer.provider.team
    meter = Payer(team, provider)
    told = {"model": offer.model, "at": timezone.now().isoformat(), "ok": False}
    try:
        settings = model_of(offer, policy_of(team))
        told |= _asked(settings, meter) if settings else {"kind": "residency", "error": _("The team's rule leaves no place to ask it.")}
    except CannotOpen:
        told |= {"kind": "keys", "error": cannot_open(provider)}
    told["error"] = _scrubbed(str(told.get("error", "")), provider)
    provider.trial = told | _spent(meter.model_calls)
    provider.save(update_fields=["trial"])
    return provider.trial


def cannot_open(provider: Provider) -> str:
    """What to say where the sealed keys of a provider are of no use any more."""
    return _("The keys of %(name)s were sealed with another key of this installation; enter them again.") % {"name": provider.name}


def _asked(settings: ModelSettings, meter: Tally) -> dict[str, Any]:
    """Whether the model gave the word, else which kind of failure it was and how it was put."""
    rung = Rung(name="test", settings=settings.model_copy(update={"seconds": PATIENCE, "call_seconds": PATIENCE * 0.75}))
    task = Task(use="test", instructions=INSTRUCTIONS, prompt="Which word?", output=Heard, tools=(), proposal="", check=_wrong,
                retries=1, max_tokens=300)  # fmt: skip
    language: Language = "zh" if (get_language() or "").startswith("zh") else "en"
    try:
        run_task(task, rung, Models(meter=meter, language=language, breakers=Breakers()))
    except ThreedayError as error:
        return _failure(error)
    return {"ok": True}


def _failure(error: ThreedayError) -> dict[str, Any]:
    """The kind of a failure, and how it was put: of the call that failed, where one did."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, CallFailed):
        cause = cause.__cause__
    if isinstance(cause, CallFailed):
        return {"kind": cause.kind, "error": cause.message}
    return {"kind": KINDS.get(error.cause, "malformed") if isinstance(error, ModelFailed) else "server", "error": error.message}


def _wrong(heard: Heard) -> list[str]:
    return [] if heard.word.strip().strip("“”\"'.").lower() == WORD else [f"The word is “{WORD}”."]


def _spent(calls: list[ModelCall]) -> dict[str, Any]:
    """Where the last call was answered, and what all of them took. Seconds, US dollars; null where the price is not known."""
    if not calls:
        return {}
    known = [call.money for call in calls if call.money is not None]
    seconds = round(sum(call.seconds for call in calls), 2)
    return {
        "region": calls[-1].region, "tier": calls[-1].tier, "requests": len(calls), "seconds": seconds,
        "tokens_in": sum(call.tokens_in + call.tokens_cached + call.tokens_written for call in calls),
        "tokens_out": sum(call.tokens_out for call in calls), "money": str(sum(known)) if len(known) == len(calls) else None,
    }  # fmt: skip


def _scrubbed(text: str, provider: Provider) -> str:
    """The text without any secret of the provider, should a library ever repeat one, and cut to what a page can show."""
    try:
        secrets = opened(provider.secrets).values()
    except CannotOpen:
        secrets = {}.values()
    for secret in secrets:
        text = text.replace(secret, "…")
    return text[:LONGEST]
