"""Words cut to a common form, so that "categories", "Category" and "category" meet. The same rules run over questions and names."""

from __future__ import annotations

import re
from functools import lru_cache

from agents.models.builtin.parser.wordlists import forms, words

IRREGULAR = forms("irregular_en")
# Ends of stems that lost an "e": "creat" -> "create".
WITH_E = (
    "at",
    "iz",
    "ut",
    "uc",
    "ag",
    "rg",
    "ng",
    "rv",
    "iv",
    "as",
    "us",
    "os",
    "rs",
    "ns",
    "uir",
    "ar",
    "in",
    "dg",
    "id",
    "od",
    "ur",
    "bl",
    "pl",
    "tl",
    "cl",
    "gl",
    "lv",
    "nc",
    "rc",
    "ac",
    "ic",
    "ak",
    "ik",
    "ok",
    "yp",
    "ap",
    "ip",
)
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The common form of one lower-case English word; anything that is no English word comes back as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    return _verb(_plural(word))


def _plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")):
        return word[:-1]
    return word


def _verb(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and _VOWEL.search(stem) and not word.endswith(("eed", "eeing")):
            return _stem(stem)
    return word


def _stem(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith(WITH_E):
        return stem + "e" if stem not in _NO_E else stem
    return stem


_NO_E = words("no_e_en")


def lemmas(text: str) -> tuple[str, ...]:
    """The lemmas of a phrase."""
    return tuple(lemma(word) for word in re.findall(r"[^\W_]+", text.lower()))
