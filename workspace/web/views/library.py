"""The library: everything the team made."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from workspace.library import removal as removing
from workspace.library.models import Artifact
from workspace.library.search import found
from workspace.runs.models import Run
from workspace.web.access import artifact_of, deleted_artifact_of, own_team, person_of
from workspace.web.library_form import LibraryForm
from workspace.web.undo import after_removal, back

ROWS_A_PAGE = 50


@require_GET
@login_required
def library(request: HttpRequest) -> HttpResponse:
    """A page with the search, or (for its own script) only what was found."""
    team = own_team(request, "read")
    form = LibraryForm(team, request.GET)
    page = Paginator(found(team, person_of(request), form.search, form.runs), ROWS_A_PAGE).get_page(request.GET.get("page"))
    live = request.headers.get("HX-Target") == "results"
    context = {"form": form, "page": page, "rows": _rows(request, page), "nothing": not page.paginator.count and not form.wishes}
    response = render(request, "library/_results.html" if live else "library/library.html", context)
    if live:
        typed = request.headers.get("HX-Trigger-Name") == "q"
        response.headers["HX-Replace-Url" if typed else "HX-Push-Url"] = reverse("library") + _with_page(form.query(), page)
    response.headers["Vary"] = "HX-Target"
    return response


@require_POST
@login_required
def star(request: HttpRequest, id: UUID) -> HttpResponse:
    """A person's star, put on or taken off; those who may only look may keep their own list too."""
    artifact = artifact_of(request, id, "read")
    starred = request.POST.get("starred") == "1"
    (artifact.starred_by.add if starred else artifact.starred_by.remove)(person_of(request))
    if request.headers.get("HX-Request"):
        return render(request, "library/_star.html", {"artifact": artifact, "starred": starred})
    return redirect(back(request, "library"))


@require_POST
@login_required
def removal(request: HttpRequest, id: UUID) -> HttpResponse:
    artifact = artifact_of(request, id, "write")
    removing.remove(artifact)
    return after_removal(request, artifact.title or artifact.name, reverse("artifact_restoration", args=[id]), back(request, "library"))


@require_POST
@login_required
def restoration(request: HttpRequest, id: UUID) -> HttpResponse:
    removing.restore(deleted_artifact_of(request, id, "write"))
    return redirect(back(request, "library"))


def _rows(request: HttpRequest, page: Page[Artifact]) -> list[dict[str, object]]:
    """Each artifact of a page with its run, whether the person starred it, and the links that open it."""
    made = list(page.object_list)
    runs = {run.pk: run for run in Run.objects.filter(pk__in={row.run for row in made}).select_related("thread", "message__author")}
    stars = set(person_of(request).starred.filter(pk__in=[row.pk for row in made]).values_list("pk", flat=True))
    return [{"artifact": row, "run": runs.get(row.run), "starred": row.pk in stars} for row in made]


def _with_page(query: str, page: Page[Artifact]) -> str:
    if page.number == 1:
        return "" if query == "?" else query
    return f"{query}{'' if query == '?' else '&'}page={page.number}"
