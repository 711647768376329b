"""What can be asked of a source to begin with, from its catalog alone: no data is read."""

from __future__ import annotations

from typing import Literal

from agents.core.brief import Language
from agents.sources.catalog import Catalog
from agents.team.starters import suggestions
from workspace.connections.models import Source


def starters_of(source: Source, language: Literal["en", "zh"]) -> list[str]:
    """Three to five requests that really work on a source, the report first; empty where it is not read yet or nothing can be measured."""
    asked: Language = language
    return list(suggestions(Catalog.model_validate(source.catalog), asked)) if source.catalog else []
