"""What every part of a preview needs: the evidence, the language, and the names that texts may hold."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.html.text import inline
from agents.renderers.source_line import source_line


class View:
    """Writes the texts of a spec, which were checked before, and where their numbers come from."""

    def __init__(self, ledger: Ledger, language: Language, names: Collection[str]) -> None:
        self.ledger, self.language, self.names = ledger, language, names

    def words(self, text: str) -> str:
        return inline(text, self.ledger, self.language)

    def source(self, results: tuple[str, ...]) -> str:
        return escape(source_line(results, self.ledger, self.language))

    def foot(self, note: str, results: tuple[str, ...]) -> str:
        """The line under a chart or table, "" where there is nothing to say."""
        parts = [part for part in (self.words(note), self.source(results)) if part]
        return f'<p class="figure-source">{" ".join(parts)}</p>' if parts else ""
