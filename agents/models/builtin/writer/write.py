"""Findings into beats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.models.builtin.writer import chinese, english
from agents.models.builtin.writer.teller import Teller, Told
from agents.specs.deck import Takeaway
from agents.specs.findings import Finding
from agents.specs.story import Beat

MAKERS: dict[Language, dict[str, Callable[[Teller], Told]]] = {"en": english.MAKERS, "zh": chinese.MAKERS}


def tell(finding: Finding, ledger: Ledger, language: Language) -> Beat:
    """One finding in words."""
    told = MAKERS[language][finding.kind](Teller(finding, ledger, language))
    lead = finding.charts[0].subtitle if finding.charts else ""
    return Beat(
        finding=finding, title=told.title, lead=lead, summary=told.summary, note=" ".join(finding.notes), aside=told.aside,
        points=tuple(Takeaway(lead=head, text=text) for head, text in told.points),
    )


def tell_all(findings: Sequence[Finding], ledger: Ledger, language: Language) -> list[Beat]:
    """All findings in words, in their order."""
    return [tell(finding, ledger, language) for finding in findings]
