"""Verdicts of evaluations in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agents.core.versions import version_of
from agents.models.evaluation.bars import Verdict
from agents.team.prompts import prompt


def verdict_words(verdict: Verdict) -> str:
    """Why a rung passed or did not."""
    share = {"reached": f"{verdict.reached:.0%}", "needed": f"{verdict.needed:.0%}"}
    points = {"reached": f"{verdict.reached * 100:+.1f}", "needed": f"{verdict.needed * 100:+.1f}"}
    return {
        "passed": _("Passed"),
        "few": _("Only %(reached)d cases; at least %(needed)d are needed.") % {"reached": verdict.reached, "needed": verdict.needed},
        "usable": _("%(reached)s of its outputs were usable; at least %(needed)s are needed.") % share,
        "wrong": _("%(reached)s of the cases were wrong; at most %(needed)s may be.") % share,
        "quality": _("Quality is %(reached)s; at least %(needed)s is needed.") % share,
        "builtin": _("Quality is %(reached)s; the built-in model has %(needed)s.") % share,
        "thinking": _("Thinking gains %(reached)s points; for what it costs, %(needed)s are needed.") % points,
    }[verdict.why]


def prompt_changed(use: str, version: str) -> bool:
    """Whether the instructions of a use are others than the version that was evaluated; False where none were used."""
    try:
        return bool(version) and version != version_of(prompt(use))
    except FileNotFoundError:
        return True
