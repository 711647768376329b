"""The demo shop as a source of a team: to try things with before one's own data is there."""

from __future__ import annotations

from django.conf import settings

from workspace.accounts.models import Team, User
from workspace.connections.models import Source
from workspace.connections.uploads import keep_file
from workspace.runs import queue

NAME = "Shop orders"


def connect(team: Team, person: User) -> Source:
    """The team's demo shop; made by a worker where it is not there yet."""
    found = team.sources.filter(kind="demo").first()
    source = found or keep_file(team, settings.VAR_DIR / "demo" / f"{NAME}.sqlite", NAME, person, kind="demo")
    if source.state != Source.State.READY:
        queue.read_source(source.pk)
    return source
