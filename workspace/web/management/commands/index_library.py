"""Fills what can be searched of artifacts that were made before the library had a search. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from workspace.library.models import Artifact
from workspace.runs import indexing
from workspace.runs.models import Step


class Command(BaseCommand):
    help = "Fill what can be searched of artifacts that were made before the library had a search."

    def handle(self, *args: Any, **options: Any) -> None:
        made = Artifact.everything.values_list("run", "step").filter(text="").order_by("run").distinct()
        filled = 0
        for run, key in made:
            for step in Step.objects.filter(run=run, key=key, status="done").select_related("run"):
                indexing.index(step.run, step)
                filled += 1
        self.stdout.write(f"Steps whose files can be searched now: {filled}.")
