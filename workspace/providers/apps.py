"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "workspace.providers"
    label = "providers"
