"""Preferences, health, and the demo's door."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from workspace.accounts.models import User
from workspace.web.context import THEMES

YEAR = 365 * 24 * 3600
LOOPBACK = ("127.0.0.1", "::1")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme; anything else follows the system."""
    back = request.POST.get("next", "/")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE, httponly=True)
    else:
        response.delete_cookie("theme")
    return response


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """For load balancers: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def enter_demo(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the demo's person in, once, from this machine, by the token that `manage.py demo` printed."""
    path = settings.VAR_DIR / "demo.token"
    if not settings.DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK or not path.is_file():
        raise Http404
    if not hmac.compare_digest(path.read_text(encoding="ascii"), token):
        raise Http404
    path.unlink()
    person = User.objects.get(email=settings.DEMO_PERSON)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    back = request.GET.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")
