"""Which models a run may use: the ladder of each use, from what was chosen for the run, else from the installation's settings."""

from __future__ import annotations

from django.conf import settings
from pydantic import SecretStr

from agents.core.calls import Access, Ladder, Ladders, ModelSettings, Rung
from workspace.runs.models import Run


def ladders_of(run: Run) -> Ladders:
    """The ladders of a run. Keys come from the environment or from sealed rows, and never stand in the run's row."""
    chosen = run.model or settings.MODEL
    if chosen.get("name", "builtin") == "builtin":
        return Ladders()
    access = Access(base_url=chosen.get("base_url", ""), api_key=SecretStr(settings.MODEL_KEY), script=chosen.get("script", ""))
    model = ModelSettings(name=chosen["name"], model=chosen.get("model", ""), access=access)
    return Ladders(others=Ladder(rungs=(Rung(name="chosen", settings=model), Rung())))
