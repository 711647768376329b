"""What an evaluation may spend in all, and what each of its cases used."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from agents.core.calls import ModelCall
from agents.core.errors import LimitReached
from agents.core.meter import Tally


@dataclass
class Purse:
    """Money for all cases together, in US dollars; None is no limit. `refused` says why a call was, once one was."""

    most: Decimal | None = None
    spent: Decimal = Decimal(0)
    refused: str = ""

    def hold(self, most: Decimal | None) -> None:
        if self.most is None:
            return
        if most is None:
            self.refused = f"The price of the model is not known, so a limit of {self.most} USD cannot be kept: lift it, or set the price."
        elif self.spent + most > self.most:
            self.refused = f"{self.spent:.4f} USD were spent, and the next call could pass the limit of {self.most}."
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
        self.purse.spent += call.money or 0
