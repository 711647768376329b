"""What the tests of models share."""

from __future__ import annotations

import pytest

from agents.models.tokens import RATES, Rates


@pytest.fixture(autouse=True)
def nothing_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Estimates of tokens begin anew: the fakes count in their own ways."""
    monkeypatch.setattr(RATES, "_seen", Rates()._seen)
