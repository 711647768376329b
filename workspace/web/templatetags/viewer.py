"""Tags of the artifact viewer."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from workspace.runs.models import Run
from workspace.runs.previews import Piece, pieces

register = template.Library()


@register.simple_tag
def pieces_of(run: Run, kind: str, shared: object = False) -> list[Piece]:
    """The slides, charts or pages of a deliverable. Where it is `shared`, numbers are plain text."""
    return pieces(run, kind, linked=not shared)


@register.simple_tag
def current_piece(found: list[Piece], request: HttpRequest | str, name: str) -> str:
    """The id of the piece that the address names, else that of the first; "" where there is none. Live pieces have no request ("")."""
    wanted = request.GET.get(name, "") if isinstance(request, HttpRequest) else ""
    ids = [piece.id for piece in found]
    return wanted if wanted in ids else ids[0] if ids else ""


@register.filter
def drawn(html: str) -> SafeString:
    """A preview as the renderers drew it; they escape what comes from the data."""
    return mark_safe(html)
