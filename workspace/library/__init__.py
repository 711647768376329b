"""Artifacts, their versions and their stored bytes."""
