"""The word lists of words/*.txt: general language, nothing known of any one source. Lines that begin with # are remarks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# ")]


@lru_cache(maxsize=8)
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """[kind] -> its phrases. English phrases are parted by ";", Chinese ones by spaces."""
    found: dict[str, list[str]] = {}
    kind = ""
    separator = ";" if name.endswith("_en") else None
    for line in _lines(name):
        if line.startswith("[") and line.endswith("]"):
            kind = line[1:-1]
            found.setdefault(kind, [])
        else:
            found[kind] += [phrase.strip() for phrase in line.split(separator) if phrase.strip()]
    return {kind: tuple(phrases) for kind, phrases in found.items()}


@lru_cache(maxsize=2)
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Lines of words that belong together."""
    return tuple(tuple(line.split()) for line in _lines(name))


@lru_cache(maxsize=2)
def pairs(name: str) -> dict[str, tuple[str, ...]]:
    """ "phrase = phrase|phrase" lines."""
    return {left.strip(): tuple(right.strip().split("|")) for left, _, right in (line.partition("=") for line in _lines(name))}


@lru_cache(maxsize=2)
def nouns(name: str) -> dict[str, tuple[str, ...]]:
    """ "word word=phrase,phrase" lines: each word on the left may be called each phrase on the right, best first."""
    return {word: tuple(right.split(",")) for left, _, right in (line.partition("=") for line in _lines(name)) for word in left.split()}


@lru_cache(maxsize=4)
def words(name: str) -> frozenset[str]:
    """All words of a list."""
    return frozenset(word for line in _lines(name) for word in line.split())


@lru_cache(maxsize=2)
def forms(name: str) -> dict[str, str]:
    """ "word=form" entries."""
    return dict(entry.split("=", 1) for entry in words(name))


@lru_cache(maxsize=2)
def translated(name: str) -> dict[str, tuple[str, ...]]:
    """ "word word=value|value" lines: a word on the left may stand for any of the values."""
    lines = (line.partition("=") for line in _lines(name))
    return {word: tuple(right.split("|")) for left, _, right in lines for word in left.split()}
