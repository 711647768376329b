"""The app's entry for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "workspace.library"
    label = "library"
