"""Text with tokens: prose that cannot hold a number or a comparison which nothing supports.

Grammar: `{{fact|format}}` writes a fact; `[[claim|words]]` writes words that a claim supports. Everything else is plain and may
hold neither a digit nor a comparison word (agents/evidence/claims.py), except names the ledger's owner allows: the
periods of the brief and names of the catalog that hold digits or such words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Literal, NamedTuple

from agents.core.brief import Language
from agents.core.errors import EvidenceError
from agents.evidence.claims import spoken_claims
from agents.evidence.formats import FORMATS, write
from agents.evidence.ledger import Ledger

Text = str  # prose with tokens
TOKEN = re.compile(r"\{\{(?P<fact>[^|{}]+)\|(?P<format>\w+)\}\}|\[\[(?P<claim>[^|\[\]]+)\|(?P<words>[^\[\]]+)\]\]")
# Number words are numbers too: "three of five" needs a claim of kind count.
NUMBER_WORDS: dict[Language, str] = {
    "en": r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion)\b",
    # 第二种 is an ordinal, as "second" is.
    "zh": r"(?<![第两二三四五六七八九十百千])[两二三四五六七八九十百千]+(?:个|家|条|项|成|倍|分之|款|类|种)",
}


class Span(NamedTuple):
    """A piece of rendered text. `ref` is the fact or claim id, "" for plain text."""

    kind: Literal["plain", "fact", "claim"]
    text: str
    ref: str = ""


def fact_token(ref: str, format: str = "auto") -> Text:
    """The token for a fact."""
    return "{{" + ref + "|" + format + "}}"


def claim_token(claim: str, words: str) -> Text:
    """The token for words that a claim supports."""
    return f"[[{claim}|{words}]]"


def spans(text: Text, ledger: Ledger, language: Language = "en") -> list[Span]:
    """The text with facts written out. Raises EvidenceError for an unknown fact or a claim that does not hold."""
    pieces, end = [], 0
    for match in TOKEN.finditer(text):
        if match.start() > end:
            pieces.append(Span("plain", text[end : match.start()]))
        pieces.append(_span(match, ledger, language))
        end = match.end()
    if end < len(text):
        pieces.append(Span("plain", text[end:]))
    return pieces


def rendered(text: Text, ledger: Ledger, language: Language = "en") -> str:
    """The text as a plain string."""
    return "".join(span.text for span in spans(text, ledger, language))


def refs(text: Text) -> list[str]:
    """The fact ids a text shows, in order."""
    return [match["fact"] for match in TOKEN.finditer(text) if match["fact"]]


def sole_fact(text: Text) -> tuple[str, str] | None:
    """(fact ref, format) where the whole text is one fact token, else None. Tables use it to write real numbers."""
    match = TOKEN.fullmatch(text.strip())
    return (match["fact"], match["format"]) if match and match["fact"] else None


def problems(text: Text, ledger: Ledger, language: Language, allowed: Collection[str] = ()) -> list[str]:
    """What is wrong with a text, in words that tell its maker how to mend it. Empty when it may be shown."""
    found = [message for match in TOKEN.finditer(text) if (message := _token_problem(match, ledger, language))]
    bare = TOKEN.sub(" \u0000 ", text)
    for name in sorted(allowed, key=len, reverse=True):
        bare = bare.replace(name, " ")
    if "{{" in bare or "[[" in bare or "}}" in bare or "]]" in bare:
        found.append(f"A token is not closed or not well formed in {text!r}.")
    digits = re.findall(r"\S*\d\S*", "".join(c if unicodedata.category(c) not in ("No", "Nl") else "0" for c in bare))
    found += [f"{digit!r} is a typed number: write it as {{{{fact|format}}}}." for digit in digits]
    found += [
        f"{word!r} is a typed number: bind it with [[claim|words]] of kind count."
        for word in re.findall(NUMBER_WORDS[language], bare, re.IGNORECASE)
    ]
    found += [
        f"{word!r} states a comparison: bind it with [[claim|{word}]] of kind {' or '.join(kinds)}."
        for word, kinds in spoken_claims(bare, language)
    ]
    return found


def check(text: Text, ledger: Ledger, language: Language, allowed: Collection[str] = ()) -> None:
    """Raise EvidenceError with every problem of a text."""
    if found := problems(text, ledger, language, allowed):
        raise EvidenceError(" ".join(found))


def _span(match: re.Match[str], ledger: Ledger, language: Language) -> Span:
    if match["fact"]:
        fact = ledger.fact(match["fact"])
        return Span("fact", write(fact.value, match["format"], unit=fact.unit, currency=fact.currency, language=language), match["fact"])
    claim = ledger.claims.get(match["claim"])
    if claim is None or not ledger.check_claim(claim):
        raise EvidenceError(f"The words {match['words']!r} rest on a claim that does not hold.")
    return Span("claim", match["words"], claim.id)


def _token_problem(match: re.Match[str], ledger: Ledger, language: Language) -> str:
    if match["fact"]:
        try:
            ledger.fact(match["fact"])
        except EvidenceError as error:
            return error.message
        return "" if match["format"] in FORMATS else f"There is no number format {match['format']!r}."
    claim = ledger.claims.get(match["claim"])
    if claim is None:
        return f"There is no claim {match['claim']!r}."
    if not ledger.check_claim(claim):
        return f"{match['words']!r} is false: the claim {claim.id} ({claim.kind}) does not hold."
    if re.search(r"\d", match["words"]):
        return f"{match['words']!r} holds a typed number: put the fact beside the claim, not inside its words."
    wrong = [word for word, kinds in spoken_claims(match["words"], language) if claim.kind not in kinds]
    return f"{wrong[0]!r} does not fit the claim {claim.id}, which is of kind {claim.kind}." if wrong else ""
