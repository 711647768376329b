"""The one door into the team: a desk in, an outcome out."""

from __future__ import annotations

from agents.team.desk import Desk, Outcome


def work(desk: Desk) -> Outcome:
    """Carry out the step of a desk.

    Raises InputError (the person must act), CannotAnswer, Stopped, LimitReached or Fault; nothing else leaves here on purpose.
    """
    raise NotImplementedError(desk.step.key)
