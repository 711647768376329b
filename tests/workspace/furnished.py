"""A finished run with something behind every address: charts with values, and a workbook with rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agents.evidence.ledger import Ledger
from agents.evidence.results import Column, Result, digest
from agents.renderers.xlsx import render_workbook
from agents.sources.duck import rows_of
from agents.specs.workbook import SheetSpec, WorkbookSpec
from tests.workspace.sample_specs import with_samples
from workspace.library import store
from workspace.runs import desk, models

DATA_SHEET = 2  # after About
ROWS = (("Website", 10), ("Stores", 7))


def furnished(run: Any) -> Any:
    """The run, with samples of charts and a workbook of one sheet of rows."""
    run = with_samples(run)
    spec = WorkbookSpec(title="Growth", language="en", sheets=(SheetSpec(name="Data", kind="data", title="Data", data="x"),))
    step = models.Step.objects.create(run=run, key="workbook", position=9, agent="sheets", title="", status="done", attempt=1,
                                      spec=spec.model_dump(mode="json"), spec_kind="workbook")  # fmt: skip
    ledger = Ledger()
    columns = (Column(name="channel", type="text"), Column(name="pieces", type="integer"))
    result = ledger.add_result(Result(id="x", source="shop", sql="SELECT", columns=columns, rows=ROWS, row_count=2, hash=digest(ROWS),
                                      taken_at=datetime.now(UTC), seconds=0))  # fmt: skip
    models.Result.objects.create(run=run, step=step, ref="x", payload=result.model_dump())
    folder = desk.work_folder(step)
    folder.mkdir(parents=True)
    render_workbook(spec, ledger, folder / "Growth.xlsx", rows_of).save(folder)
    files = [store.File("workbook", "Growth.xlsx", folder / "Growth.xlsx", "application/octet-stream")]
    store.write_down(run.team, run.pk, "workbook", files, store.take_in(run.pk, "workbook", 1, files))
    return run


def first_chart(run: Any) -> str:
    """The id of a chart of the run."""
    return str(run.steps.get(key="charts").spec["charts"][0]["id"])
