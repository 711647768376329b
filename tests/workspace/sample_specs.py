"""A scripted run with the specs and the evidence of the renderers' samples in place of its own: something to look at."""

from __future__ import annotations

from typing import Any

from tests.renderers.sample_document import sample_document
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES, sample_deck
from workspace.runs.models import Claim, Fact, Result, Run


def with_samples(run: Run) -> Run:
    """The run with the sample deck, document and charts, and the evidence they need."""
    ledger = sample_ledger("en")
    charts = [chart.model_dump(mode="json") for chart in sample_charts(ledger, "en").values()]
    specs: dict[str, dict[str, Any]] = {
        "deck": sample_deck("en", ledger).model_dump(mode="json"), "document": sample_document("en", ledger).model_dump(mode="json"),
        "charts": {"title": "", "language": "en", "charts": charts, "names": list(NAMES)},
    }  # fmt: skip
    step = run.steps.get(key="analyse")
    for model, values in ((Result, ledger.results), (Fact, ledger.facts), (Claim, ledger.claims)):
        model.objects.filter(run=run).delete()
        model.objects.bulk_create(model(run=run, step=step, ref=id, payload=value.model_dump()) for id, value in values.items())
    for kind, spec in specs.items():
        run.steps.filter(key=kind).update(spec=spec, spec_kind=kind)
    Run.objects.filter(pk=run.pk).update(answer=[])  # it would name facts that are gone
    run.refresh_from_db()
    return run
