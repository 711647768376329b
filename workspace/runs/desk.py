"""Lays the desk of a step from the rows of its run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from agents.core.brief import Brief
from agents.core.calls import ModelSettings
from agents.core.events import Emit
from agents.team.desk import Desk
from workspace.runs import engine, evidence
from workspace.runs.models import Run, Step
from workspace.runs.words import language


def lay(step: Step, emit: Emit, stopped: Callable[[], bool]) -> Desk:
    """The desk of a claimed step: what its run knows so far, where its data stands, and a folder of its own."""
    run = Run.objects.get(pk=step.run_id)
    sources = list(run.sources.order_by("created_at", "pk"))
    folder = work_folder(step)
    folder.mkdir(parents=True, exist_ok=True)
    return Desk(
        run=str(run.pk), step=engine.plan_of(step), request=run.request, language=language(run),
        data=tuple(source.file for source in sources), source_name=", ".join(source.name for source in sources),
        work=folder, copies=copies_folder(), brief=Brief.model_validate(run.brief) if run.brief else None,
        deliver=tuple(run.deliver) if run.deliver is not None else None, evidence=evidence.snapshot(run), findings=evidence.findings(run),
        reconciliations=evidence.reconciliations(run),
        model=model_settings(run), emit=emit, stopped=stopped,
    )


def work_folder(step: Step) -> Path:
    """Where an attempt makes its files. What is not an artifact (big results) stays here, for the steps that read it."""
    return settings.VAR_DIR / "work" / str(step.run_id) / f"{step.key}-{step.attempt}"


def copies_folder() -> Path:
    """Where the typed copies of sources stand, shared by all runs."""
    folder = settings.VAR_DIR / "copies"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def model_settings(run: Run) -> ModelSettings:
    """The run's model. Its key is in the environment and never in a row."""
    return ModelSettings.model_validate({**run.model, "api_key": settings.MODEL_KEY})
