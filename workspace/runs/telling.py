"""Sentences of the engine about data, in the language of the page. Rows keep the English ones; the engine's tables give the other."""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import get_language

from agents.core.brief import Language
from agents.core.errors import ThreedayError
from agents.sources.notes import in_language
from agents.sources.words import SENTENCES, explain
from workspace.runs import words


def page_language() -> Language:
    """The language of the page, as the engine names it."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def explained(error: ThreedayError, name: str, language: Language | None = None) -> str:
    """The sentence of an error about a file that people know as `name`."""
    if "file" in error.details:
        error.details["file"] = name
    return explain(error, language or page_language())


def said(sentence: str) -> str:
    """A kept sentence in the language of the page; as it is where no table holds it."""
    if page_language() == "en":
        return sentence
    noted = in_language(sentence, "zh")
    if noted != sentence:
        return noted
    for pattern, chinese in _refusals():
        if match := pattern.fullmatch(sentence):
            return chinese.format(**match.groupdict())
    return sentence


@cache
def _refusals() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each English refusal as a pattern that reads its details back."""
    pairs = [*SENTENCES.values(), words.SENTENCES["broken"]]
    holes = [(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(english)), chinese) for english, chinese in pairs]
    return tuple((re.compile(pattern, re.DOTALL), chinese) for pattern, chinese in holes)
