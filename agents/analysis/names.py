"""Ids of facts that a person can read: channel.mobile_app.growth."""

from __future__ import annotations

import re


def slug(text: object) -> str:
    """A value as part of an id: lower case, letters and digits of any script joined by underscores."""
    return re.sub(r"\W+", "_", str(text).lower()).strip("_") or "blank"


def path(*parts: object) -> str:
    """An id out of its parts."""
    return ".".join(slug(part) for part in parts if str(part))
