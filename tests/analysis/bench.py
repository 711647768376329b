"""A bench for tests: a reader, a subject and two years, and short ways to ask."""

from __future__ import annotations

from typing import Any

from agents.analysis.arguments import Arguments
from agents.analysis.propose import propose_subject
from agents.analysis.registry import analyse
from agents.analysis.spans import comparable
from agents.analysis.workbench import Workbench
from agents.core.brief import Language
from agents.core.periods import year
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell
from agents.sources.reader import Reader
from agents.specs.findings import Finding

# 2024: web 100, shop 200, nothing at the kiosk; 2025: web 150, shop 180, kiosk 20. The cancelled line counts nowhere.
TINY = """date,channel,category,product,quantity,amount,cost,status
2024-02-01,web,red,A,10,100,6,done
2024-03-01,shop,blue,B,20,200,5,done
2024-05-01,shop,blue,B,9,999,5,cancelled
2025-02-01,web,red,A,12,150,6,done
2025-03-01,shop,blue,B,10,180,5,done
2025-12-20,kiosk,blue,C,4,20,6,done
"""


class Bench:
    """Asks analyses of one subject over two years made comparable."""

    def __init__(
        self,
        reader: Reader,
        *,
        measure: str = "revenue",
        dimension: str | None = None,
        years: tuple[int, int] = (2024, 2025),
        language: Language = "en",
    ) -> None:
        self.subject = propose_subject(reader.catalog, measure, dimension)
        self.desk = Workbench(reader, Ledger(), language)
        before, now = comparable((year(years[0]), year(years[1])), reader.catalog, language, self.subject.time)
        self.asked = Arguments(subject=self.subject, before=before, now=now, question="q1")

    def ask(self, name: str, **more: Any) -> list[Finding]:
        return analyse(self.desk, name, self.asked.model_copy(update=more))

    def one(self, name: str, **more: Any) -> Finding:
        return self.ask(name, **more)[0]

    def value(self, ref: str) -> Cell:
        return self.desk.ledger.value(ref)

    def number(self, ref: str) -> float:
        value = self.value(ref)
        assert isinstance(value, (int, float)), f"{ref} is {value!r}"
        return float(value)

    def facts(self, finding: Finding) -> dict[str, Cell]:
        return {role: self.value(ref) for role, ref in finding.facts.items()}

    def names(self, finding: Finding) -> dict[str, Cell]:
        return {role: self.value(ref) for role, ref in finding.names.items()}

    def rows(self, finding: Finding, *columns: str) -> list[tuple[Cell, ...]]:
        return [tuple(self.value(ref) if ref else "" for ref in row) for row in zip(*(finding.lists[c] for c in columns), strict=True)]
