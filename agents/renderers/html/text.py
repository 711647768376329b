"""Text with tokens as HTML: facts are links to their evidence, claims are marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape
from urllib.parse import quote

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import Span, check, spans
from agents.specs.walk import texts

LINK = re.compile(r'<a class="(?:fact|chart-open)"[^>]*>(.*?)</a>')
REF = re.compile(r' data-(?:fact|claim)="[^"]*"')


def text_html(text: str, ledger: Ledger, language: Language, names: Collection[str] = ()) -> str:
    """Prose with its facts as links. Raises EvidenceError for an unbound number or a false claim."""
    check(text, ledger, language, names)
    return inline(text, ledger, language)


def checked(spec: object, ledger: Ledger, language: Language, names: Collection[str]) -> None:
    """Check every text of a spec before any of it is drawn."""
    for text in texts(spec):
        check(text, ledger, language, names)


def inline(text: str, ledger: Ledger, language: Language) -> str:
    """A text that was checked before."""
    return "".join(_span(span) for span in spans(text, ledger, language))


def fact_link(ref: str, shown: str) -> str:
    """A number that opens its evidence."""
    return f'<a class="fact" href="#fact-{quote(ref, safe="")}" data-fact="{escape(ref)}">{escape(shown)}</a>'


def unlinked(html: str) -> str:
    """A preview for people who may not see the evidence: its numbers stay, the ways to what stands behind them go."""
    return REF.sub("", LINK.sub(lambda match: "" if "chart-open" in match[0] else match[1], html))


def _span(span: Span) -> str:
    if span.kind == "fact":
        return fact_link(span.ref, span.text)
    if span.kind == "claim":
        return f'<span class="claim" data-claim="{escape(span.ref)}">{escape(span.text)}</span>'
    return escape(span.text)
