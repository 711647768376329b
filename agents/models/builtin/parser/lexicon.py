"""The word lists of both languages, indexed for matching."""

from __future__ import annotations

from functools import lru_cache

from agents.core.brief import Language
from agents.models.builtin.parser.lemma import lemma
from agents.models.builtin.parser.wordlists import sections

Phrase = tuple[str, ...]
SOFT = {"fill", "verb", "list"}  # kinds that give way to a name of the data


class Lexicon:
    """Phrases -> kinds. `written` holds phrases that count only as written, `lemmas` those matched by lemma."""

    def __init__(self, lists: dict[str, tuple[str, ...]]) -> None:
        self.written: dict[Phrase, list[str]] = {}
        self.lemmas: dict[Phrase, list[str]] = {}
        for kind, phrases in lists.items():
            for phrase in phrases:
                self._add(kind, phrase)
        self.longest = max(len(p) for p in (*self.written, *self.lemmas))

    def _add(self, kind: str, phrase: str) -> None:
        if phrase.startswith("=") and phrase.endswith("=") and len(phrase) > 2:
            self.written.setdefault(tuple(phrase[1:-1].split()), []).append(kind)
        elif phrase:
            kinds = self.lemmas.setdefault(tuple(lemma(word) for word in phrase.split()), [])
            if kind not in kinds:
                kinds.append(kind)


class HanLexicon(Lexicon):
    """Chinese phrases, matched character by character (Latin words inside stay whole)."""

    def _add(self, kind: str, phrase: str) -> None:
        if phrase:
            kinds = self.lemmas.setdefault(tuple(phrase), [])
            if kind not in kinds:
                kinds.append(kind)


@lru_cache(maxsize=4)
def lexicon(language: Language, request: bool = False) -> Lexicon:
    """The words of a language; with those of whole requests where wanted."""
    lists = {**(sections(f"requests_{language}") if request else {}), **sections(f"phrases_{language}")}
    return Lexicon(lists) if language == "en" else HanLexicon(lists)
