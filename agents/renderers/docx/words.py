"""Text with tokens as runs."""

from __future__ import annotations

import re

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import Span, spans
from agents.renderers.docx.xml import run

NO_BREAK = "\u00a0"
DATE = re.compile(r"\d{1,2} \w{3} \d{4}")


def runs(text: str, ledger: Ledger, language: Language, style: str = "") -> str:
    """The runs of a text: each fact and each claim a run of its own, so that it can be found again."""
    return "".join(run(_unbroken(span), style) for span in spans(text, ledger, language))


def _unbroken(span: Span) -> str:
    """A number and its scale word stay on one line."""
    return (
        span.text.replace(" ", NO_BREAK)
        if span.kind == "fact" and any(letter.isdigit() for letter in span.text) and len(span.text) < 16
        else span.text
    )
