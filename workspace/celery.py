"""The queue. Tasks are shells (workspace/runs/tasks.py); the state of a run lives in the database."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workspace.settings")

app = Celery("threeday")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["workspace.runs"])
