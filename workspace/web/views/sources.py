"""Connected data: bringing it, its profile, newer versions of it, taking it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace.accounts.models import Team
from workspace.connections.models import Source
from workspace.connections.uploads import keep_newer, keep_upload
from workspace.runs import demo_shop, queue, removal
from workspace.runs.source_list import listed
from workspace.runs.source_shown import SourceShown
from workspace.web.access import own_team, person_of, source_of
from workspace.web.composer import offered
from workspace.web.forms import ACCEPTED, UPLOAD_WORDS, RequestForm
from workspace.web.limits import limited
from workspace.web.uploading import checked

MANY = 10  # sources, or tables of one: above that there is a field to find one
SEALED = "default-src 'none'; sandbox"  # the policy of an upload: whatever it holds, no browser runs it


@require_http_methods(["GET", "POST"])
@login_required
@limited("uploads")
def index(request: HttpRequest) -> HttpResponse:
    """The team's sources, and connecting more. One that comes by script is answered with its line."""
    if request.method == "GET":
        return _list(request, own_team(request, "read"))
    team = own_team(request, "write")
    good, problems = checked(request.FILES.getlist("file"), team)
    sources = [keep_upload(team, person_of(request), upload) for upload in good]
    for source in sources:
        queue.read_source(source.pk)
    if _by_script(request):
        return _told(request, sources, problems)
    if len(sources) == 1 and not problems:
        return redirect("source", sources[0].pk)
    if sources and not problems:
        return redirect("sources")
    return _list(request, team, problems or [_("Choose a file first.")])


@require_GET
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """The profile of a source; while it is read, the line that asks again until it is."""
    source = source_of(request, id, "read")
    shown = SourceShown(source, request.GET.get("find", ""))
    if request.headers.get("HX-Request"):
        if shown.waiting is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "sources/_reading.html", {"shown": shown, "source": source})
    context = {"shown": shown, "source": source, "many": MANY, "form": RequestForm(source.team),
               "sources": offered(source.team, [source.pk])}  # fmt: skip
    return render(request, "sources/source.html", context)


@require_GET
@login_required
def reading(request: HttpRequest, id: UUID) -> HttpResponse:
    """The line of an upload: how far its reading is."""
    return render(request, "sources/_uploaded.html", {"shown": SourceShown(source_of(request, id, "read"))})


@require_POST
@login_required
@limited("uploads")
def versions(request: HttpRequest, id: UUID) -> HttpResponse:
    """A newer file of a source. It is taken when it has been read."""
    source = source_of(request, id, "write")
    good, problems = checked(request.FILES.getlist("file")[:1], source.team)
    if good:
        keep_newer(source, person_of(request), good[0])
        queue.read_source(source.pk)
    if _by_script(request):
        return _told(request, [source] if good else [], problems)
    if good:
        return redirect("source", source.pk)
    return render(request, "sources/refused.html", {"source": source, "problems": problems or [_("Choose a file first.")]}, status=422)


@require_GET
@login_required
def file(request: HttpRequest, id: UUID) -> FileResponse:
    """The file as it was brought, of the version in use or of `?version=`: saved, never shown."""
    source = source_of(request, id, "write")
    number = request.GET.get("version", str(source.version))
    version = source.versions.filter(number=int(number), number__lte=source.version).first() if number.isdecimal() else None
    if version is None or not version.file.is_file():
        raise Http404
    answer = FileResponse(version.file.open("rb"), as_attachment=True, filename=version.name, content_type="application/octet-stream")
    answer.headers["Content-Security-Policy"] = SEALED
    return answer


@require_GET
@login_required
def dependents(request: HttpRequest, id: UUID) -> HttpResponse:
    """What was made from a source, before it is removed."""
    source = source_of(request, id, "write")
    return render(request, "sources/dependents.html", {"source": source, "found": removal.dependents(source)})


@require_POST
@login_required
def remove(request: HttpRequest, id: UUID) -> HttpResponse:
    removal.remove(source_of(request, id, "write"))
    return redirect("sources")


@require_POST
@login_required
@limited("uploads")
def demo(request: HttpRequest) -> HttpResponse:
    """Connect the demo shop, to try things with."""
    return redirect("source", demo_shop.connect(own_team(request, "write"), person_of(request)).pk)


def _list(request: HttpRequest, team: Team, problems: list[str] | None = None) -> HttpResponse:
    find = request.GET.get("find", "").strip()
    context = {"sources": listed(team, find), "find": find, "many": team.sources.count() > MANY, "problems": problems or [],
               "accepted": UPLOAD_WORDS, "endings": ACCEPTED}  # fmt: skip
    return render(request, "sources/index.html", context, status=422 if problems else 200)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def _told(request: HttpRequest, sources: list[Source], problems: list[str]) -> HttpResponse:
    """The lines of what was brought by script."""
    if problems or not sources:
        return render(request, "sources/_problems.html", {"problems": problems or [_("Choose a file first.")]}, status=422)
    return render(request, "sources/_uploaded.html", {"shown": SourceShown(sources[0])}, status=201)
