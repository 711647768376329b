"""Providers of models: connected, changed, looked through, taken away. For owners."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workspace.providers.models import Provider
from workspace.runs import profiles as profiles_of
from workspace.runs.ladders import starts_on
from workspace.web.access import own_team, provider_of
from workspace.web.limits import limited
from workspace.web.models_shown import ProviderShown, uses_of
from workspace.web.provider_forms import BedrockForm, ServerForm

FORMS: dict[str, type[BedrockForm | ServerForm]] = {"bedrock": BedrockForm, "openai_compatible": ServerForm}


@require_http_methods(["GET", "POST"])
@login_required
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Connect a provider."""
    team = own_team(request, "manage")
    if kind not in FORMS:
        raise Http404
    return _form(request, Provider(team=team, kind=kind))


@require_http_methods(["GET", "POST"])
@login_required
def change(request: HttpRequest, id: UUID) -> HttpResponse:
    """Change how a provider is reached."""
    return _form(request, provider_of(request, id, "manage"))


@require_http_methods(["GET", "POST"])
@login_required
def removal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Name what uses a provider, then take it away with its keys."""
    provider = provider_of(request, id, "manage")
    if request.method == "GET":
        context = {"provider": provider, "uses": uses_of(provider), "offers": provider.models.all()}
        return render(request, "models/removal.html", context)
    starts_on(provider.team, set(provider.models.values_list("size", flat=True))).delete()
    provider.delete()
    messages.info(request, _("%(name)s is removed, and its keys with it.") % {"name": provider.name})
    return redirect("models")


@require_POST
@login_required
@limited("models")
def profiles(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask the provider which models and profiles it has."""
    provider = provider_of(request, id, "manage")
    problem = profiles_of.look_through(provider)
    messages.info(request, problem or _("Looked through: %(count)s models and profiles.") % {"count": len(provider.found)})
    return redirect("offers", provider.pk)


def _form(request: HttpRequest, provider: Provider) -> HttpResponse:
    form = FORMS[provider.kind](request.POST if request.method == "POST" else None, instance=provider)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("models") if provider.models.exists() else redirect("offers", provider.pk)
    context = {"form": form, "provider": provider, "shown": ProviderShown(provider), "new": provider._state.adding}
    return render(request, "models/provider.html", context, status=422 if form.errors else 200)
