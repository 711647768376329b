"""manage.py worker: a worker of the queue, for production. Start as many as there are machines."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from workspace.runs.serve import main


class Command(BaseCommand):
    help = "Carry out steps until SIGTERM. THREEDAY_WORKERS says how many side by side."

    def handle(self, *args: Any, **options: Any) -> None:
        main()
