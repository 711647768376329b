"""What the composer offers beside its words: the team's data."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workspace.accounts.models import Team
from workspace.connections.models import Source


def offered(team: Team, chosen: Sequence[UUID] = ()) -> list[dict[str, object]]:
    """The team's sources that can be asked; those chosen, or else the newest, are ticked."""
    usable = list(team.sources.exclude(state=Source.State.REFUSED))
    ticked = {source.pk for source in usable} & set(chosen) or {source.pk for source in usable[:1]}
    return [{"source": source, "chosen": source.pk in ticked} for source in usable]
