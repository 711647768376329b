"""One chart of a run: as a figure, and as files to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from agents.core.brief import Language
from agents.evidence.text import rendered
from agents.renderers import html
from agents.renderers.chart_csv import chart_csv
from agents.renderers.png import render_chart_png
from agents.renderers.svg import render_chart_svg
from agents.specs.chart import ChartSpec
from agents.specs.charts import ChartsSpec
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.workbook import WorkbookSpec
from workspace.library.models import Artifact
from workspace.runs import evidence, previews
from workspace.runs.models import Run, Step

SPECS: dict[str, type[ChartsSpec | DeckSpec | DocumentSpec | WorkbookSpec]] = {
    "charts": ChartsSpec, "deck": DeckSpec, "document": DocumentSpec, "workbook": WorkbookSpec,
}  # fmt: skip
MEDIA = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Found:
    """A chart and what its texts may hold."""

    chart: ChartSpec
    language: Language
    names: tuple[str, ...]


def find(run: Run, id: str) -> Found | None:
    """The chart of this id: of the charts of the run first, else of a file that shows it."""
    specs = dict(Step.objects.filter(run=run, status="done", spec_kind__in=SPECS).exclude(spec=None).values_list("spec_kind", "spec"))
    for kind, model in SPECS.items():
        spec = model.model_validate(specs[kind]) if kind in specs else None
        chart = next((chart for chart in _charts_in(spec) if chart.id == id), None)
        if spec is not None and chart is not None:
            return Found(chart, spec.language, spec.names)
    return None


def figure(run: Run, found: Found) -> previews.Piece:
    """The chart as a figure with its table."""
    ledger = evidence.ledger(run)
    spec = ChartsSpec(title="", language=found.language, charts=(found.chart,), names=found.names)
    title = rendered(found.chart.title, ledger, found.language)
    return previews.finished(previews.Piece(found.chart.id, title, html.charts_html(spec, ledger)[0]), run)


def file_of(run: Run, found: Found, ending: str) -> bytes:
    """The bytes of a chart as csv, svg or png; the picture that was made with the run where there is one."""
    ledger = evidence.ledger(run)
    if ending == "csv":
        return chart_csv(found.chart, ledger, found.language, found.names).encode()
    if ending == "svg":
        return render_chart_svg(found.chart, ledger, found.language, names=found.names).encode()
    made = Artifact.objects.filter(run=run.pk, kind="charts", name__endswith=f"-{slug(found.chart.id)}.png").first()
    if made is not None:
        return made.file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.png"
        render_chart_png(found.chart, ledger, path, found.language, names=found.names)
        return path.read_bytes()


def slug(id: str) -> str:
    """The id as a part of a file name, as the makers of the pictures write it."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in id)[:60]


def _charts_in(value: object) -> Iterator[ChartSpec]:
    """Every chart inside a spec, in reading order."""
    if isinstance(value, ChartSpec):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _charts_in(item)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _charts_in(getattr(value, field))
