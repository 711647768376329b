"""Models on offer: put there, changed, tested, taken away. For owners."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from workspace.providers.models import OfferedModel, Provider
from workspace.runs import trying
from workspace.runs.ladders import starts_on
from workspace.web.access import offer_of, provider_of
from workspace.web.limits import limited
from workspace.web.models_forms import OfferForm
from workspace.web.models_shown import ModelsShown, ProviderShown


@require_http_methods(["GET", "POST"])
@login_required
def create(request: HttpRequest, id: UUID) -> HttpResponse:
    """Offer a model of a provider."""
    return _form(request, OfferedModel(provider=provider_of(request, id, "manage")))


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, id: int) -> HttpResponse:
    """Change what is said of a model."""
    return _form(request, offer_of(request, id, "manage"))


@require_POST
@login_required
def removal(request: HttpRequest, id: int) -> HttpResponse:
    """Offer it no longer. Uses that started on a rung of its size begin on the built-in model again."""
    offer = offer_of(request, id, "manage")
    starts_on(offer.provider.team, {offer.size}).delete()
    offer.delete()
    Provider.objects.filter(pk=offer.provider_id, trial__model=offer.model).update(trial=None)
    return redirect("models")


@require_POST
@login_required
@limited("models")
def trial(request: HttpRequest, id: int) -> HttpResponse:
    """Ask the model one small thing, and show what really happened. It takes 20 seconds at most; other requests go on meanwhile."""
    offer = offer_of(request, id, "manage")
    trying.try_model(offer)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('models')}#provider-{offer.provider_id}")
    shown = next(item for item in ModelsShown(offer.provider.team).providers if item.row.pk == offer.provider_id)
    return render(request, "models/_provider.html", {"item": shown})


def _form(request: HttpRequest, offer: OfferedModel) -> HttpResponse:
    before = {offer.model, offer.size}
    form = OfferForm(request.POST if request.method == "POST" else None, instance=offer)
    if request.method == "POST" and form.is_valid():
        if offer.pk and before != {form.instance.model, form.instance.size}:
            starts_on(offer.provider.team, {*before} & {"small", "large"} | {form.instance.size}).delete()
        form.save()
        return redirect("models")
    context = {"form": form, "offer": offer, "provider": offer.provider, "shown": ProviderShown(offer.provider)}
    return render(request, "models/offer.html", context, status=422 if form.errors else 200)
