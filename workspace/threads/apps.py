"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "workspace.threads"
    label = "threads"
