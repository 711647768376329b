"""What can be searched of an artifact: the title of its brief, its name, the words of its spec, the names of its sources."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.evidence.text import TOKEN, rendered
from agents.specs.charts import ChartsSpec
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.walk import texts
from agents.specs.workbook import WorkbookSpec
from workspace.library.models import Artifact
from workspace.library.search import searchable
from workspace.runs import evidence
from workspace.runs.models import Run, Step

SPECS: dict[str, type[BaseModel]] = {"deck": DeckSpec, "workbook": WorkbookSpec, "document": DocumentSpec, "charts": ChartsSpec}
LONGEST = 200_000  # characters; what a person looks for stands before that


def index(run: Run, step: Step) -> None:
    """Fill what can be searched of the artifacts of a finished step."""
    made = list(Artifact.everything.filter(run=run.pk, step=step.key))
    if not made:
        return
    title = str((run.brief or {}).get("title") or "")
    words = [title, *words_of(step.spec_kind, step.spec, evidence.ledger(run), run.language), *run.sources.values_list("name", flat=True)]
    text = searchable(" ".join(words))
    for artifact in made:
        artifact.title = title[:200]
        artifact.text = f"{searchable(artifact.name)} {text}"[:LONGEST]
    Artifact.everything.bulk_update(made, ["title", "text"])


def words_of(kind: str, spec: Any, ledger: Ledger, language: str) -> list[str]:
    """Every text of a spec with its numbers written out, each once. Empty where there is no spec."""
    if not spec:
        return []
    return list(dict.fromkeys(_plain(text, ledger, language) for text in texts(SPECS[kind].model_validate(spec))))


def _plain(text: str, ledger: Ledger, language: str) -> str:
    """The text as people read it; without its numbers where they cannot be told."""
    try:
        return rendered(text, ledger, "zh" if language == "zh" else "en")
    except EvidenceError:
        return TOKEN.sub(lambda token: token["words"] or "", text)
