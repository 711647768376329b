"""What every page needs: its language, its theme, the rail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from workspace.accounts.access import may, teams_of
from workspace.threads.models import Thread
from workspace.web.access import current_team

THEMES = ("light", "dark")
RAIL_LENGTH = 30


def page(request: HttpRequest) -> dict[str, Any]:
    """Theme as chosen, "" to follow the system; the team and its latest threads, for people who are signed in."""
    theme = request.COOKIES.get("theme", "")
    team = current_team(request)
    rail = Thread.objects.filter(team=team)[:RAIL_LENGTH] if team else []
    return {"theme": theme if theme in THEMES else "", "team": team, "rail": rail, "teams": teams_of(request.user) if team else [],
            "may_write": team is not None and may(request.user, "write", team),
            "may_manage": team is not None and may(request.user, "manage", team), "nonce": getattr(request, "csp_nonce", "")}
