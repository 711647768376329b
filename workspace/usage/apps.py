"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "workspace.usage"
    label = "usage"
