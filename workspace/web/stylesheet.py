"""All style sheets as one, at an address that changes with the content. Made from the sources: a fresh machine needs no build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

STYLES = (
    "layers", "reset", "tokens", "base", "layout", "components/button", "components/rail", "components/composer", "components/brief",
    "components/trace", "components/answer", "components/files", "components/evidence", "components/form", "components/table",
    "components/notice", "components/upload", "preview", "components/chart", "components/slides", "components/carousel", "components/paper",
    "components/viewer", "components/grid",
    "components/shelf", "components/dialog", "pages/home", "pages/source", "pages/entrance", "pages/settings",
    "components/team", "pages/models", "pages/evaluations", "pages/lists", "pages/usage", "pages/patterns", "utilities",
)  # fmt: skip


@dataclass(frozen=True)
class StyleSheet:
    """The text of all sheets, the one with the order of the layers first, and a name for exactly this text."""

    text: str
    digest: str


def stylesheet() -> StyleSheet:
    """Read once in a process; again for each page while debugging."""
    if settings.DEBUG:
        _read.cache_clear()
    return _read()


@lru_cache(maxsize=1)
def _read() -> StyleSheet:
    folder = Path(settings.BASE_DIR) / "static" / "css"
    text = "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return StyleSheet(text, hashlib.sha256(text.encode()).hexdigest()[:16])
