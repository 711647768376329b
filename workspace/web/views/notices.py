"""What a person was told."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from workspace.runs import notices as telling
from workspace.web.access import person_of

NOTICES_A_PAGE = 50


@require_GET
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """All notices of the person, in every team."""
    page = Paginator(telling.notices_of(person_of(request)), NOTICES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notices.html", {"page": page})


@require_POST
@login_required
def seen(request: HttpRequest) -> HttpResponse:
    """Mark all as seen."""
    telling.seen(person_of(request))
    return redirect("notices")
