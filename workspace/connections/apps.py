"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "workspace.connections"
    label = "connections"
