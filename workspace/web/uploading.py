"""Uploads as people send them: bounded, looked into, and refused in a sentence that says what to do."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from workspace.accounts.models import Team
from workspace.connections.uploads import Upload, bytes_of
from workspace.runs.contents import refusal
from workspace.web.templatetags.page import file_size


def problem_of(upload: Upload, team: Team) -> str:
    """Why an upload cannot be taken, "" where it can: its size, the team's room, its content."""
    size = upload.size or 0
    if not size:
        return _("%(name)s is empty. Choose a file with a header and rows.") % {"name": upload.name}
    if size > settings.UPLOAD_LIMIT:
        words = {"name": upload.name, "limit": settings.UPLOAD_LIMIT // 1_000_000}
        return _("%(name)s is larger than %(limit)s MB. Split it, or keep only the columns that matter.") % words
    used = bytes_of(team)
    if used + size > settings.TEAM_LIMIT:
        words = {"name": upload.name, "used": file_size(used), "limit": file_size(settings.TEAM_LIMIT)}
        return _("There is no room for %(name)s: the team's files take %(used)s of %(limit)s. Remove a source first.") % words
    return refusal(upload)


def checked(uploads: list[Upload], team: Team) -> tuple[list[Upload], list[str]]:
    """(those that can be taken, a sentence for each of the others)."""
    problems = [(upload, problem_of(upload, team)) for upload in uploads]
    return [upload for upload, problem in problems if not problem], [problem for _upload, problem in problems if problem]
