"""The style sheet of all pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from workspace.web.stylesheet import stylesheet

FOREVER = "public, max-age=31536000, immutable"


@require_GET
def styles(request: HttpRequest, digest: str) -> HttpResponse:
    """Kept by browsers for good under its own name. A page older than the program gets the newest sheet, and keeps it for no time."""
    sheet = stylesheet()
    response = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = FOREVER if digest == sheet.digest else "no-store"
    return response
