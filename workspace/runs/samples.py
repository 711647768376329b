"""A small made-up run for the page of patterns: real partials, real renderers, nothing in the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Cell, Column, Coverage, Result, digest
from agents.renderers import html
from agents.specs.chart import ChartSpec, Series
from agents.specs.deck import DeckSpec, Slide, Takeaway
from workspace.library.models import Artifact
from workspace.runs.models import Run, Step

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
STATUSES = ("done", "working", "queued", "waiting", "failed", "skipped", "stopped")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Marketplace", 1_990_000.0, 2_610_000.0), ("Website", 2_060_000.0, 2_240_000.0), ("Stores", 1_690_000.0, 1_610_000.0),
    ("App", 860_000.0, 1_010_000.0),
)  # fmt: skip


def run_of(status: str, place: int) -> Run:
    """An unsaved run in a status; `place` keeps ids of one page apart."""
    run = Run(request="Analyse sales growth by channel", status=status, brief=_brief(), last_event=place, model={"name": "builtin"})
    run.pk = run.id = f"00000000-0000-4000-8000-{place:012d}"
    run.thread_id = run.pk
    run.created_at, run.ended_at = NOW, NOW + timedelta(seconds=48) if run.over else None
    if status == "cannot":
        run.cannot, run.missing = "Nothing in the data stands for “weather”.", ["weather"]
        run.suggestions = ["Revenue by channel in 2025", "The ten best products by revenue"]
    return run


def steps_of(run: Run) -> list[SimpleNamespace]:
    """A step in each status, as the trace shows steps."""
    return [_shown(run, status, number) for number, status in enumerate(STATUSES)]


def _shown(run: Run, status: str, number: int) -> SimpleNamespace:
    step = Step(key=f"step{number}", position=number, agent="analyst", title="Compare 2025 with 2024 by channel", status=status, attempt=1)
    step.pk, step.run = int(str(run.pk)[-4:]) * 100 + number, run
    step.started_at, step.ended_at = NOW, NOW + timedelta(seconds=1.1) if status in ("done", "failed") else None
    if status == "working":
        step.done, step.of = 11, 14
    if status == "failed":
        step.error = "The file could not be written: the disk is full. Free some space, then try again."
    made = Artifact(name="Channel growth.pptx", kind="deck", draft=True, gate=["slide 4: the title has three lines"])
    files = [made] if status == "done" else []
    return SimpleNamespace(step=step, line=step.title, queries=[], decisions=[], files=files, tokens=0, money=0)


def _brief() -> dict[str, Any]:
    return {
        "definitions": [{"term": "Revenue", "text": "sum of line amount, cancelled orders left out"}],
        "periods": [{"label": "2024"}, {"label": "Jan–Oct 2025", "covered_to": "2025-10-31"}],
        "questions": [{"text": "How did revenue change by channel?"}], "deliverables": ["deck", "workbook"], "only": [], "follows": "",
        "options": {}, "warnings": ["412 order lines have no customer. They count in revenue, not in customers."], "price_limit": "0",
        "title": "Channel growth",
    }  # fmt: skip


def drawings() -> dict[str, str]:
    """Previews of a small deck: its slides as HTML, one text each."""
    ledger = Ledger()
    columns = (
        Column(name="channel", type="text"), Column(name="prev", type="number", unit="currency", currency="USD", label="2024"),
        Column(name="now", type="number", unit="currency", currency="USD", label="2025"),
    )  # fmt: skip
    ledger.add_result(Result(
        id="r1", source="Shop orders", sql="SELECT channel, sum(amount) FROM orders GROUP BY 1", columns=columns, rows=ROWS,
        row_count=len(ROWS), hash=digest(ROWS), taken_at=NOW, seconds=0.1, purpose="Revenue by channel",
        coverage=Coverage(rows_read=118_902, first_day=date(2024, 1, 1), last_day=date(2025, 12, 31)),
    ))  # fmt: skip
    slides = (
        Slide(id="chart", kind="chart", title="Revenue by channel", charts=(_chart(),), results=("r1",),
              takeaways=(Takeaway(lead="Marketplace:", text="{{r1:0:now|auto}}"), Takeaway(lead="Stores:", text="{{r1:2:now|auto}}"))),
    )  # fmt: skip
    deck = DeckSpec(title="Channel growth", language="en", slides=slides, names=("2024", "2025"))
    return {slide.id: drawn for slide, drawn in zip(slides, html.deck_html(deck, ledger), strict=True)}


def _chart() -> ChartSpec:
    series = (Series(name="2024", role="previous", values=tuple(cell_ref("r1", row, "prev") for row in range(len(ROWS)))),
              Series(name="2025", values=tuple(cell_ref("r1", row, "now") for row in range(len(ROWS)))))  # fmt: skip
    names = tuple(f"{{{{r1:{row}:channel|auto}}}}" for row in range(len(ROWS)))
    return ChartSpec(id="pattern", kind="bar", title="Revenue by channel", categories=names, series=series, highlight=(0,), alert=(2,),
                     results=("r1",))  # fmt: skip

