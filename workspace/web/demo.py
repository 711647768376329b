"""What the demo needs in the database: a person, a team, the shop as a source, and the first request."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from workspace.accounts.access import found_team, teams_of
from workspace.accounts.models import Team, User
from workspace.connections.models import Source
from workspace.connections.uploads import keep_file
from workspace.runs import requests
from workspace.runs.models import Run
from workspace.runs.shop import shop_file
from workspace.threads.models import Thread, title_of

TEAM = "Maple & Thread"
REQUEST = ("Analyse sales growth by channel from 2024 to 2025 and give each channel a product selection plan. "
           "I need slides, a spreadsheet and an action plan.")  # fmt: skip


def demo_team() -> Team:
    """The demo's person and team, made on the first start."""
    person, made = User.objects.get_or_create(email=settings.DEMO_PERSON, defaults={"name": "Demo"})
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return teams_of(person).first() or found_team(person, TEAM)


def demo_source(team: Team) -> Source:
    """The shop, made and connected on the first start, and read if it is not yet."""
    folder = settings.VAR_DIR / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    path: Path = shop_file(folder)
    source = team.sources.filter(name="Shop orders").first() or keep_file(team, path, "Shop orders")
    if source.state == Source.State.READY:
        return source
    from workspace.runs import ingest  # the engine's sources take a second to load, and only the first start needs them

    return ingest.read_source(source.pk)


def first_request(team: Team, source: Source) -> Run:
    """Ask the demo's request in a thread of its own."""
    thread = Thread.objects.create(team=team, title=title_of(REQUEST), started_by=team.people.first())
    return requests.start(thread, team.people.first(), REQUEST, [source])


def door() -> str:
    """A new one-time token that signs the demo's person in; it stands in var/ and is deleted when it is used."""
    token = secrets.token_urlsafe(24)
    path = settings.VAR_DIR / "demo.token"
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(token, encoding="ascii")
    return token
