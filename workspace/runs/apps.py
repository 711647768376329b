"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "workspace.runs"
    label = "runs"
