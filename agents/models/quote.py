"""The upper price of a run: what its language models may cost at most, said before the work starts."""

from __future__ import annotations

from decimal import Decimal

from agents.core.base import Value
from agents.core.brief import Brief, Deliverable
from agents.core.calls import Ladders, Rung
from agents.models.asking import THOUGHT_TOKENS
from agents.models.context import room_of
from agents.models.prices import upper

# One call of a tool, the answer, and two answers sent back with what was wrong. A use may ask more often where others asked less: the
# price is one sum for the run, and what would pass it is not asked (Meter.hold).
REQUESTS = 4
ANSWER = 1_500  # tokens
MAKES: dict[Deliverable, str] = {"deck": "slides", "workbook": "sheets", "document": "document", "charts": "charts"}


class Quote(Value):
    """What a run costs at most, in US dollars, and the language models that it may ask; those without a known price add nothing."""

    most: Decimal = Decimal(0)
    models: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


def quote(ladders: Ladders, uses: tuple[str, ...]) -> Quote:
    """The price of each use on the dearest rung that it may take, added up."""
    rungs = {use: [rung for rung in ladders.of(use).rungs if rung.settings.name != "builtin"] for use in uses}
    prices = {use: [_price(use, rung) for rung in rungs[use]] for use in uses}
    most = sum((max((price for price in prices[use] if price is not None), default=Decimal(0)) for use in uses), Decimal(0))
    asked = [(rung.settings.label, price) for use in uses for rung, price in zip(rungs[use], prices[use], strict=True)]
    unpriced = dict.fromkeys(name for name, price in asked if price is None)
    return Quote(most=most, models=tuple(dict.fromkeys(name for name, _ in asked)), unpriced=tuple(unpriced))


def uses_of(brief: Brief) -> tuple[str, ...]:
    """The uses of models that are left to do once there is a brief: finding out, making each file, summing up."""
    return ("rank", *(MAKES[kind] for kind in brief.deliverables), "answer")


def _price(use: str, rung: Rung) -> Decimal | None:
    room = room_of(use, rung.settings, ANSWER)
    most = ANSWER + THOUGHT_TOKENS[rung.settings.reasoning]
    return upper(rung.settings, REQUESTS * (room.prompt + room.history), REQUESTS * most)
