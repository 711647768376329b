"""The instructions of each use, one Markdown file each in agents/prompts, and what holds for all of them (data.md)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "prompts"


@cache
def prompt(use: str) -> str:
    """The text of a prompt file. Raises FileNotFoundError for a use nobody wrote one for."""
    return "\n".join((FOLDER / f"{name}.md").read_text(encoding="utf-8") for name in (use, "data"))
