"""Saving what a step hands back: everything in one transaction, and only while the attempt is the current one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents.core.events import Event
from agents.team.desk import MadeFile, Outcome
from workspace.library import store
from workspace.runs import evidence, indexing, journal
from workspace.runs.models import Run, Step
from workspace.runs.quoting import quoted
from workspace.runs.transitions import move_step
from workspace.threads.models import Thread


def save(step: Step, outcome: Outcome, *, missing: tuple[str, ...] = ()) -> bool:
    """Save an outcome. False where the attempt is no longer current: then nothing of it is kept."""
    files = [_file(made) for made in outcome.files]
    places = store.take_in(step.run_id, step.key, step.attempt, files)
    with transaction.atomic():
        ending: dict[str, Any] = {"summary": outcome.summary, "spec": outcome.spec, "spec_kind": outcome.spec_kind}
        kept = move_step(step, "done", text=outcome.summary or step.title, ended_at=timezone.now(), **ending)
        if kept:
            _write_down(step, outcome, files, places, missing)
    if not kept:
        _discard(step)
    return kept


def _write_down(step: Step, outcome: Outcome, files: list[store.File], places: list[Path], missing: tuple[str, ...]) -> None:
    run = Run.objects.get(pk=step.run_id)
    evidence.replace(step, outcome)
    store.write_down(run.team, run.pk, step.key, files, places)
    indexing.index(run, step)
    _tell_run(run, outcome, missing)
    happened = [Event(kind="artifact_made", step=step.key, text=made.name, detail=_told(made)) for made in outcome.files]
    if outcome.brief is not None:
        happened.append(Event(kind="brief_ready", step=step.key, text=outcome.brief.title))
    if happened:
        journal.record(run.pk, happened)


def _told(made: MadeFile) -> dict[str, str]:
    return {"kind": made.kind, "name": made.name, "status": made.status}


def _tell_run(run: Run, outcome: Outcome, missing: tuple[str, ...]) -> None:
    changes: dict[str, object] = {}
    if outcome.brief is not None:
        changes["brief"] = quoted(run, outcome.brief).model_dump(mode="json")
        if outcome.brief.title and run.thread.runs.order_by("created_at").first() == run:
            Thread.objects.filter(pk=run.thread_id).update(title=outcome.brief.title[:200])
    if outcome.answer:
        changes["answer"] = list(outcome.answer)
    if outcome.cannot:
        changes |= {"cannot": outcome.cannot, "suggestions": list(outcome.suggestions), "missing": list(missing)}
    if changes:
        Run.objects.filter(pk=run.pk).update(**changes)


def _file(made: MadeFile) -> store.File:
    return store.File(
        kind=made.kind, name=made.name, path=Path(made.path), media_type=made.media_type, draft=made.status == "draft",
        gate=made.gate, primary=made.primary,
    )


def _discard(step: Step) -> None:
    shutil.rmtree(settings.VAR_DIR / "artifacts" / str(step.run_id) / f"{step.key}-{step.attempt}", ignore_errors=True)
