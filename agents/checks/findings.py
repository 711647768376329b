"""What a gate finds in a finished file, in words that tell its maker how to mend it."""

from __future__ import annotations

from agents.core.base import Value


class GateFinding(Value):
    """One finding. `code` names the check, `where` the place (slide 3, sheet Summary, block 4), `fix` what to do."""

    code: str
    where: str
    message: str
    fix: str
