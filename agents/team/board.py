"""What every maker reads: the ledger, the findings told once, the brief, and the plain names that texts may hold."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from agents.core.brief import Brief, Language
from agents.core.errors import Fault
from agents.evidence.claims import spoken_claims
from agents.evidence.ledger import Ledger
from agents.evidence.reconcile import Reconciliation
from agents.evidence.text import NUMBER_WORDS, Text, problems
from agents.models.builtin.writer.write import tell_all
from agents.specs.findings import Finding
from agents.specs.story import Beat
from agents.team.desk import Desk
from agents.team.limits import words_of
from agents.team.wording import say
from agents.tools.rewording import torn


@dataclass(frozen=True)
class Board:
    """The evidence of a run, laid out for a maker."""

    brief: Brief
    ledger: Ledger
    findings: tuple[Finding, ...]
    source: str
    reconciliations: tuple[Reconciliation, ...] = ()

    @classmethod
    def of(cls, desk: Desk) -> Board:
        """The board of a desk. Raises Fault for a desk without a brief."""
        if desk.brief is None:
            raise Fault("A maker was given no brief.")
        return cls(desk.brief, Ledger().merge(desk.evidence), desk.findings, desk.source_name, desk.reconciliations)

    @property
    def language(self) -> Language:
        return self.brief.language

    @cached_property
    def beats(self) -> list[Beat]:
        return tell_all(self.findings, self.ledger, self.language)

    def of_kind(self, *kinds: str) -> list[Beat]:
        return [beat for beat in self.beats if beat.finding.kind in kinds]

    @property
    def title(self) -> str:
        return self.brief.title

    @property
    def subtitle(self) -> str:
        """The source, the two periods compared, and the limits on the rows."""
        labels = [period.label for period in self.brief.periods]
        span = say("against", self.language, now=labels[-1], before=labels[0]) if len(labels) == 2 else ", ".join(labels)
        return " · ".join(part for part in (self.source, span, words_of(self.brief.only, self.language)) if part)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Plain strings that texts may hold although they hold digits or comparison words: all that the brief and the catalog named."""
        brief = self.brief
        said = [brief.request, brief.title, self.source, *brief.sources, *brief.warnings]
        said += [period.label for period in brief.periods] + [question.text for question in brief.questions]
        said += [words_of(brief.only, self.language), *(limit.text for limit in brief.only)]
        for definition in brief.definitions:
            said += [definition.term, definition.text]
        for finding in self.findings:
            said += finding.words.values()
        for outcome in self.reconciliations:
            said += [self.ledger.fact(outcome.fact).name, outcome.way_words]
        return tuple(dict.fromkeys(name for name in said if name and _needs_leave(name, self.language)))

    def faults(self, text: Text, ready: Collection[Text]) -> list[str]:
        """What is wrong with a text that a model made out of ready ones."""
        return problems(text, self.ledger, self.language, self.names) + torn(text, ready, self._figures)

    @cached_property
    def _figures(self) -> tuple[str, ...]:
        """The names of what figures are of: measures as the brief defines them, and members of dimensions."""
        members = [fact.value for fact in self.ledger.facts.values() if isinstance(fact.value, str)]
        return tuple(dict.fromkeys([*(definition.term for definition in self.brief.definitions), *members]))

    @property
    def file_stem(self) -> str:
        """The name of the run's files, without an ending."""
        stem = re.sub(r"[^\w\u4e00-\u9fff]+", "-", self.title.lower()).strip("-")
        return stem[:60].strip("-") or "threeday"


def _needs_leave(name: str, language: Language) -> bool:
    return bool(re.search(r"\d", name) or re.search(NUMBER_WORDS[language], name, re.IGNORECASE) or spoken_claims(name, language))
