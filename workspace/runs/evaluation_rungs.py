"""The rungs that an evaluation tries: a team's own, or the built-in model beside one that is only tried."""

from __future__ import annotations

import re
from typing import Any

from agents.core.calls import Rung
from workspace.accounts.models import Team
from workspace.runs.ladders import installed, rungs_of


class RungsUnknown(Exception):
    """What the person must change, in one sentence."""


def rungs_for(team: Team, options: dict[str, Any]) -> list[Rung]:
    """The rungs that the options of the command name, the lowest first. Raises RungsUnknown."""
    return _tried(options) if options["model"] else _own(team, options["rung"])


def _own(team: Team, wanted: str | None) -> list[Rung]:
    rungs = {rung.name: rung for rung in rungs_of(team)}
    names = [word.strip() for word in re.split(r",(?!\s*thinking)", wanted)] if wanted else list(rungs)
    if odd := [name for name in names if name not in rungs]:
        raise RungsUnknown(f"The team has no rung {odd[0]!r}; it has {', '.join(rungs)}. Connect models on its Models page.")
    return [rung for name, rung in rungs.items() if name in names]


def _tried(options: dict[str, Any]) -> list[Rung]:
    kind, regions = options["model"], [word for word in options["regions"].split(",") if word]
    if kind == "openai_compatible" and not options["base_url"]:
        raise RungsUnknown("--model openai_compatible needs --base-url, the address of the server.")
    if kind == "bedrock" and not (options["model_name"] and regions):
        raise RungsUnknown("--model bedrock needs --model-name, the model's id, and --regions.")
    chosen = {"name": kind, "model": options["model_name"] or "", "base_url": options["base_url"] or "", "regions": regions}
    rung = installed(chosen).others.rungs[0]
    return [Rung(), rung.model_copy(update={"name": rung.settings.label})]
