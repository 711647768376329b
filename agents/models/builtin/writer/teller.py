"""What a sentence is made with: tokens for the roles of one finding. It hands out tokens only, never a value to be typed."""

from __future__ import annotations

from collections.abc import Mapping

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import Text, claim_token, fact_token
from agents.specs.findings import Finding


class Teller:
    """The tokens of a finding. A role that the finding does not have gives "" and a sentence without it must be left out."""

    def __init__(self, finding: Finding, ledger: Ledger, language: Language) -> None:
        self.finding, self.ledger, self.language = finding, ledger, language

    # -- what there is -------------------------------------------------------------------------------------------------

    def has(self, *roles: str) -> bool:
        """Does the finding have all of these facts, names or true claims, with a value each?"""
        return all(self._known(role) for role in roles)

    def kind(self, role: str) -> str:
        """The kind of a claim that holds; "" where there is none."""
        claim = self.ledger.claims.get(self.finding.claims.get(role, ""))
        return claim.kind if claim is not None and claim.holds else ""

    def kind_of(self, claim: str) -> str:
        """The kind of a claim given by id; "" where it does not hold."""
        found = self.ledger.claims.get(claim)
        return found.kind if found is not None and found.holds else ""

    def size(self, row: int) -> float:
        """How large the change of a row of the lists is, to sort by."""
        value = self.ledger.value(self.finding.lists["change"][row])
        return abs(float(value)) if isinstance(value, (int, float)) else 0.0

    def number(self, role: str) -> float:
        """The value of a fact, to choose between sentences; 0 where it has none."""
        ref = self.finding.facts.get(role, "")
        value = self.ledger.value(ref) if ref else None
        return float(value) if isinstance(value, (int, float)) else 0.0

    def word(self, key: str) -> str:
        """A plain word of the catalog: measure, dimension, before, now."""
        return self.finding.words.get(key, "")

    # -- tokens --------------------------------------------------------------------------------------------------------

    def fact(self, role: str, format: str = "auto") -> Text:
        ref = self.finding.facts.get(role, "")
        return fact_token(ref, self._fitting(ref, format)) if ref else ""

    def name(self, role: str) -> Text:
        ref = self.finding.names.get(role, "")
        return fact_token(ref, "name") if ref else ""

    def claim(self, role: str, words: str | Mapping[str, str]) -> Text:
        """Words on a claim; a mapping chooses them by the claim's kind. "" where the claim does not hold or has no words."""
        kind = self.kind(role)
        chosen = words if isinstance(words, str) else words.get(kind, "")
        return claim_token(self.finding.claims[role], chosen) if kind and chosen else ""

    def listed(self, role: str, format: str = "auto") -> list[Text]:
        """Tokens for a list of refs; "" where an entry has no value."""
        return [self.ref(ref, format) for ref in self.finding.lists.get(role, ())]

    def ref(self, ref: str, format: str = "auto") -> Text:
        """A token for a ref; "" for none or one without a value."""
        return fact_token(ref, self._fitting(ref, format)) if ref and self.ledger.value(ref) is not None else ""

    def claimed(self, claim: str, words: Mapping[str, str]) -> Text:
        """Words on a claim given by id."""
        found = self.ledger.claims.get(claim)
        chosen = words.get(found.kind, "") if found is not None and found.holds else ""
        return claim_token(claim, chosen) if chosen else ""

    def _fitting(self, ref: str, format: str) -> str:
        """"amount" and "signed_amount" write money where the fact is money and a short number where it is not."""
        if format not in ("amount", "signed_amount"):
            return format
        money = self.ledger.fact(ref).unit == "currency"
        return f"{'signed_' if format == 'signed_amount' else ''}{'money_short' if money else 'short'}"

    def _known(self, role: str) -> bool:
        found = self.finding
        if role in found.facts and found.facts[role]:
            return self.ledger.value(found.facts[role]) is not None
        if role in found.names and found.names[role]:
            return self.ledger.value(found.names[role]) is not None
        return bool(self.kind(role))


class Told:
    """What a sentence maker gives back: the texts of a beat."""

    def __init__(self, title: Text, summary: Text = "", points: list[tuple[Text, Text]] | None = None, aside: Text = "") -> None:
        self.title, self.summary, self.aside = title, summary or title, aside
        self.points = [point for point in points or [] if point[1]]
