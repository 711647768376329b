"""Decks of the samples, written once for all tests that read them."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.pptx import render_deck
from agents.specs.deck import DeckSpec, Slide
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_deck import gallery_deck, names_of, sample_deck

MAKERS = {"deck": sample_deck, "gallery": gallery_deck}


@lru_cache
def folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="decks-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@lru_cache
def made(which: str = "deck", language: Language = "en") -> tuple[Path, DeckSpec, Ledger]:
    """The file, its spec and its ledger. Nobody may change them: `copied` gives a file of one's own."""
    ledger = sample_ledger(language)
    spec = MAKERS[which](language, ledger)
    path = folder() / f"{which}-{language}.pptx"
    render_deck(spec, ledger, path)
    return path, spec, ledger


def opened(which: str = "deck", language: Language = "en") -> Any:
    from pptx import Presentation

    return Presentation(str(made(which, language)[0]))


def one_slide(slide: Slide, ledger: Ledger | None = None, language: Language = "en", names: tuple[str, ...] = ()) -> tuple[Any, Path]:
    """A deck of a single slide, opened, and its path."""
    from pptx import Presentation

    path = folder() / f"one-{slide.id}-{language}.pptx"
    spec = DeckSpec(title="Sales", language=language, slides=(slide,), names=(*names_of(language), *names))
    render_deck(spec, ledger or sample_ledger(language), path)
    return Presentation(str(path)), path


def slide_of(spec: DeckSpec, id: str) -> Slide:
    return next(slide for slide in spec.slides if slide.id == id)
