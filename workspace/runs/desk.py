"""Lays the desk of a step from the rows of its run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from agents.core.brief import Brief, BriefEdit
from agents.core.events import Emit
from agents.team.desk import Desk, Turn
from workspace.connections.models import Source
from workspace.runs import engine, evidence
from workspace.runs.ladders import ladders_of
from workspace.runs.meter import StepMeter
from workspace.runs.models import Run, Step
from workspace.runs.turns import turns_of
from workspace.runs.words import language


def lay(step: Step, emit: Emit, stopped: Callable[[], bool]) -> Desk:
    """The desk of a claimed step: what its run knows so far, where its data stands, and a folder of its own."""
    run = Run.objects.get(pk=step.run_id)
    sources = list(Source.every.filter(runs=run).order_by("created_at", "pk"))  # also what was removed since: the run goes on
    folder = work_folder(step)
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(
        run=str(run.pk), step=engine.plan_of(step), request=run.request, language=language(run),
        data=tuple(_file(source, run) for source in sources), source_name=", ".join(source.name for source in sources),
        work=folder, copies=copies_folder(), brief=Brief.model_validate(run.brief) if run.brief else None,
        edit=BriefEdit.model_validate(run.edit) if run.edit else None,
        before=_turn(run.follows), deck_before=_turn(_deck_before(run)), prefix=prefix(run),
        deliver=tuple(run.deliver) if run.deliver is not None else None, evidence=evidence.snapshot(run), findings=evidence.findings(run),
        reconciliations=evidence.reconciliations(run),
        ladders=ladders_of(run), meter=StepMeter(step), emit=emit, stopped=stopped,
    )
    return _with_turns(desk, run) if step.key == "plan" else desk


def _with_turns(desk: Desk, run: Run) -> Desk:
    """The desk with what the thread was about before: planning alone reads it."""
    turns, older = turns_of(run, desk.models)
    return replace(desk, turns=turns, older=older)


def _file(source: Source, run: Run) -> Path:
    """The bytes of the version that the run began with; the newest where it began before there were versions."""
    pinned = source.versions.filter(number=run.pins.get(str(source.pk), 0)).first()
    return pinned.file if pinned else source.file


def _turn(earlier: Run | None) -> Turn | None:
    """An earlier run as a follow-up needs it, None where there is none or it never had a brief."""
    if earlier is None or not earlier.brief:
        return None
    return Turn(
        run=str(earlier.pk), request=earlier.request, brief=Brief.model_validate(earlier.brief), evidence=evidence.snapshot(earlier),
        findings=evidence.findings(earlier), reconciliations=evidence.reconciliations(earlier), deck=_deck(earlier),
    )  # fmt: skip


def _deck_before(run: Run) -> Run | None:
    """The latest run of the thread before this one that made slides."""
    with_slides = Step.objects.filter(spec_kind="deck", status="done").values("run")
    return run.thread.runs.filter(pk__in=with_slides, created_at__lt=run.created_at).order_by("created_at").last()


def _deck(run: Run) -> dict[str, Any] | None:
    """The spec of a run's slides."""
    step = run.steps.filter(spec_kind="deck", status="done").first()
    return step.spec if step is not None else None


def prefix(run: Run) -> str:
    """Begins the ids of a run's evidence, so that several runs can stand in one deck."""
    return f"{str(run.pk)[:8]}."


def work_folder(step: Step) -> Path:
    """Where an attempt makes its files. What is not an artifact (big results) stays here, for the steps that read it."""
    return settings.VAR_DIR / "work" / str(step.run_id) / f"{step.key}-{step.attempt}"


def copies_folder() -> Path:
    """Where the typed copies of sources stand, shared by all runs."""
    folder = settings.VAR_DIR / "copies"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
