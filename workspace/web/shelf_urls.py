"""Addresses of the library, of shared links, of notices, of the palette, and of threads as rows."""

from __future__ import annotations

from django.urls import path

from workspace.web.views import library, notices, palette, renaming, shares

urlpatterns = [
    path("artifacts/", library.library, name="library"),
    path("artifacts/<uuid:id>/star/", library.star, name="star"),
    path("artifacts/<uuid:id>/removal/", library.removal, name="artifact_removal"),
    path("artifacts/<uuid:id>/restoration/", library.restoration, name="artifact_restoration"),
    path("artifacts/<uuid:id>/shares/", shares.shares, name="shares"),
    path("shares/<uuid:id>/revocation/", shares.revocation, name="share_revocation"),
    path("s/<str:token>/", shares.shared, name="shared"),
    path("s/<str:token>/file/", shares.file, name="shared_file"),
    path("threads/<uuid:id>/title/", renaming.title, name="thread_title"),
    path("threads/<uuid:id>/removal/", renaming.removal, name="thread_removal"),
    path("threads/<uuid:id>/restoration/", renaming.restoration, name="thread_restoration"),
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notices_seen"),
    path("palette/", palette.palette, name="palette"),
]
