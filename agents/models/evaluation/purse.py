"""What an evaluation may spend in all, and what each of its cases used."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from agents.core.calls import ModelCall
from agents.core.errors import LimitReached
from agents.core.meter import Meter, Tally


@dataclass
class Purse:
    """Money for all cases together, in US dollars; None is no limit. `refused` says why a call was, once one was.

    `ledger` is where calls of language models are written down, and may have a limit of its own.
    """

    most: Decimal | None = None
    spent: Decimal = Decimal(0)
    refused: str = ""
    ledger: Meter = field(default_factory=Tally)

    def hold(self, most: Decimal | None) -> None:
        if self.most is not None:
            self._check(self.most, most)
        try:
            self.ledger.hold(most)
        except LimitReached as error:
            self.refused = error.message
            raise

    def called(self, call: ModelCall, held: Decimal | None) -> None:
        """Write a call down."""
        self.spent += call.money or 0
        if call.provider != "builtin":
            self.ledger.model_called(call, held)

    def _check(self, limit: Decimal, most: Decimal | None) -> None:
        if most is None:
            self.refused = f"The price of the model is not known, so a limit of {limit} USD cannot be kept: lift it, or set the price."
        elif self.spent + most > limit:
            self.refused = f"{self.spent:.4f} USD were spent, and the next call could pass the limit of {limit}."
        if self.refused:
            raise LimitReached(self.refused)


@dataclass
class CaseTally(Tally):
    """The calls of one case, paid from the purse of all. A call is refused before it would pass the limit."""

    purse: Purse = field(default_factory=Purse)

    def hold(self, most: Decimal | None) -> None:
        self.purse.hold(most)

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        super().model_called(call, held)
        self.purse.called(call, held)
