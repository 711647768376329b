"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "workspace.web"
    label = "web"
