"""Downloads."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from workspace.web.access import artifact_of

PICTURES = ("image/svg+xml", "image/png")


@require_GET
@login_required
def download(request: HttpRequest, id: UUID) -> FileResponse:
    """The bytes of the newest version. Pictures may be shown in a page (`?inline`); everything else is only saved."""
    made = artifact_of(request, id, "read")
    inline = "inline" in request.GET and made.media_type in PICTURES
    response = FileResponse(made.file.open("rb"), as_attachment=not inline, filename=made.name, content_type=made.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
