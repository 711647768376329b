"""How often a person may do what costs: `settings.ACCOUNT_RATE_LIMITS` says it per action, this refuses what is above."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]
PATIENCE = "60"  # seconds to wait before the next try


def limited(action: str) -> Callable[[View[Given]], View[Given]]:
    """Answer 429 to a signed-in person's POST that is above the limit of `action`. Stands inside `login_required`."""

    def decorate(view: View[Given]) -> View[Given]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: Given.args, **options: Given.kwargs) -> HttpResponse:
            if consume(request, action=action, user=request.user):
                return view(request, *args, **options)
            return refuse(request)

        return counted

    return decorate


def refuse(request: HttpRequest) -> HttpResponse:
    """The page that says: too often, wait."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = PATIENCE
    return response
