"""What ended runs leave on disk is swept after a day; what rows refer to stays."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from workspace.library.models import Version
from workspace.runs import housekeeping
from workspace.runs.desk import work_folder
from workspace.runs.models import Result, Run

pytestmark = pytest.mark.django_db(transaction=True)
DELIVER = ("workbook", "charts")


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"something")
    return path


def grow_old(run: Run, var: Path) -> None:
    """As if everything had happened two days ago; emptying a folder makes it new again, as on a real disk."""
    Run.objects.filter(pk=run.pk).update(ended_at=timezone.now() - timedelta(days=2))
    for path in sorted(var.rglob("*"), reverse=True):
        os.utime(path, (time.time() - 2 * 24 * 3600,) * 2)


@pytest.fixture
def run(start_run: Any, work_off: Any) -> Run:
    run: Run = start_run(deliver=DELIVER)
    work_off()
    run.steps.filter(key="workbook").update(spec_kind="workbook")
    return run


def test_scratch_of_an_ended_run_goes_and_what_rows_refer_to_stays(run: Run, settings: Any) -> None:
    analyse, workbook = (work_folder(run.steps.get(key=key)) for key in ("analyse", "workbook"))
    kept = [put(analyse / "r1.parquet"), put(workbook / "sheets.jsonl")]
    gone = [put(analyse / "stray.parquet"), put(workbook / "half.xlsx"), put(workbook.parent / "workbook-9" / "sheets.jsonl")]
    row = Result.objects.get(run=run, ref="r1")
    Result.objects.filter(pk=row.pk).update(payload=row.payload | {"path": str(kept[0])})
    housekeeping.sweep()
    assert all(path.exists() for path in kept + gone), "a day has not passed"
    grow_old(run, settings.VAR_DIR)
    assert housekeeping.sweep()
    assert all(path.exists() for path in kept) and not any(path.exists() for path in gone)
    grow_old(run, settings.VAR_DIR)
    housekeeping.sweep()
    assert sorted(path.name for path in analyse.parent.iterdir()) == sorted((analyse.name, workbook.name))


def test_a_run_under_way_keeps_its_scratch_and_a_run_that_is_gone_does_not(run: Run, settings: Any) -> None:
    under_way = put(work_folder(run.steps.get(key="analyse")) / "draft.parquet")
    gone = put(settings.VAR_DIR / "work" / "00000000-0000-4000-8000-000000000000" / "analyse-1" / "r1.parquet")
    foreign = put(settings.VAR_DIR / "work" / "notes" / "mine" / "text.txt")
    grow_old(run, settings.VAR_DIR)
    Run.objects.filter(pk=run.pk).update(status="working")
    housekeeping.sweep()
    assert under_way.exists() and foreign.exists() and not gone.exists()


def test_artifacts_that_no_row_knows_go_and_known_ones_stay(run: Run, settings: Any) -> None:
    late = put(settings.VAR_DIR / "artifacts" / str(run.pk) / "workbook-7" / "Growth.xlsx")
    elsewhere = put(settings.VAR_DIR / "artifacts" / "00000000-0000-4000-8000-000000000000" / "deck-1" / "Growth.pptx")
    young = put(settings.VAR_DIR / "artifacts" / str(run.pk) / "workbook-8" / "Growth.xlsx")
    grow_old(run, settings.VAR_DIR)
    os.utime(young.parent)
    housekeeping.sweep()
    assert not late.parent.exists() and not elsewhere.exists() and young.exists()
    assert Version.objects.count() == len(DELIVER) and all(version.file.exists() for version in Version.objects.all())


def test_the_sweep_of_files_happens_once_a_day(run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    monkeypatch.setattr(housekeeping, "sweep", lambda: swept.append(1))
    cache.delete("housekept")
    housekeeping.sweep_now_and_then()
    housekeeping.sweep_now_and_then()
    assert swept == [1]
