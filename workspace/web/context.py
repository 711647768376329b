"""What every page needs: its language, its theme, the rail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from workspace.accounts.access import teams_of
from workspace.threads.models import Thread

THEMES = ("light", "dark")
RAIL_LENGTH = 30


def page(request: HttpRequest) -> dict[str, Any]:
    """Theme as chosen, "" to follow the system; the team and its latest threads, for people who are signed in."""
    theme = request.COOKIES.get("theme", "")
    team = teams_of(request.user).first() if hasattr(request, "user") else None
    rail = Thread.objects.filter(team=team)[:RAIL_LENGTH] if team else []
    return {"theme": theme if theme in THEMES else "", "team": team, "rail": rail, "nonce": getattr(request, "csp_nonce", "")}
