"""Versions of instructions."""

from __future__ import annotations

import hashlib


def version_of(instructions: str) -> str:
    """The beginning of their hash: another text is another version."""
    return hashlib.sha256(instructions.encode()).hexdigest()[:10]
