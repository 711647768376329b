"""A person's own settings."""

from __future__ import annotations

from allauth.account.views import email as allauth_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workspace.web.access import person_of
from workspace.web.people_forms import PersonForm
from workspace.web.views.misc import YEAR


@require_http_methods(["GET", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, theme, time zone, notices, keys."""
    initial = {"language": translation.get_language(), "theme": request.COOKIES.get("theme", "")}
    form = PersonForm(request.POST if request.method == "POST" else None, instance=person_of(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        return _keep(request, form)
    return render(request, "people/me.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def address(request: HttpRequest) -> HttpResponse:
    """The person's address. allauth would let one that nobody confirmed become the one in use; here it waits."""
    if "action_primary" in request.POST:
        raise Http404
    response: HttpResponse = allauth_address(request)
    return response


def _keep(request: HttpRequest, form: PersonForm) -> HttpResponse:
    """Back to the page, in the chosen language and theme."""
    language, theme = form.cleaned_data["language"], form.cleaned_data["theme"]
    with translation.override(language):
        messages.info(request, _("Saved."))
    response = redirect("me")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    if theme:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SECURE, httponly=True)
    else:
        response.delete_cookie("theme")
    return response
