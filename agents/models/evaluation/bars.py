"""Which rungs pass a use, and where it should start. Bars are data, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from agents.core.base import Value

BUILTIN = "builtin"
# Reasoning is worth its cost where quality gains so much for each time that the cost doubles; cost below a cent a hundred cases is a cent.
GAIN_A_DOUBLING = 0.02
LEAST_COST = Decimal("0.01")
LEAST_CASES = 3  # fewer say nothing


class Bar(Value):
    """What a rung must reach to pass a use. Shares from 0 to 1."""

    quality: float
    usable: float = 0.95  # share of cases that the rung did itself
    wrong: float = 0.0  # share of cases


# Files are checked anyway: what counts is an output that is usable, tells no other part's figures, and comes in the order asked for.
WRITING = Bar(quality=0.8)
BARS: dict[str, Bar] = {
    # A wrong figure costs more trust than a refusal, which names the word that was not read.
    "query": Bar(quality=0.75, wrong=0.02),
    # A person may change a plan, but most take it as it is: it must not measure something else; it may refuse.
    "plan": Bar(quality=0.75),
    # What a summary leaves out is lost to every later turn.
    "summarise": Bar(quality=0.75),
}

Why = Literal["passed", "few", "usable", "wrong", "quality", "builtin", "thinking"]


class Verdict(Value):
    """Whether a rung passed its use, else what it did not reach: shares from 0 to 1, cases for `few`."""

    why: Why = "passed"
    reached: float = 0.0
    needed: float = 0.0

    @property
    def passed(self) -> bool:
        return self.why == "passed"


class Result(Value):
    """How one rung did one use on one suite. `money` in US dollars for all cases; `seconds` each case, spent asking the model."""

    use: str
    rung: str
    model: str
    thinks: bool = False
    prompt: str = ""  # version of the instructions
    suite: str = ""
    cases: int
    quality: float  # the mean of the cases' scores from −1 to 1, never below 0
    wrong: int = 0
    refused: int = 0
    usable: float = 1.0
    returns: float = 0.0  # outputs sent back with what is wrong, each case
    money: Decimal = Decimal(0)
    priced: bool = True  # whether all that was used has a known price
    seconds: float = 0.0

    @property
    def cost(self) -> Decimal:
        """Of a hundred cases, as far as prices are known."""
        return self.money / self.cases * 100 if self.cases else Decimal(0)


class Proposal(Value):
    """The rung on which a use should start, whether it passed, and the verdict on each rung."""

    use: str
    rung: str
    passed: bool
    verdicts: dict[str, Verdict]


def bar_of(use: str) -> Bar:
    """The bar of a use; all that arranges or words findings has one in common."""
    return BARS.get(use, WRITING)


def verdict(result: Result, others: Sequence[Result]) -> Verdict:
    """Whether a rung passed. `others` are the rungs of the same use; those with other cases are no measure for it."""
    bar, count = bar_of(result.use), result.cases
    beside = [other for other in others if (other.suite, other.cases) == (result.suite, count)]
    builtin = next((other.quality for other in beside if other.rung == BUILTIN), 0.0)
    gain = _thinking(result, beside)
    tried = [
        Verdict(why="few", reached=count, needed=LEAST_CASES) if count < LEAST_CASES else None,
        Verdict(why="usable", reached=result.usable, needed=bar.usable) if result.usable < bar.usable else None,
        Verdict(why="wrong", reached=result.wrong / max(count, 1), needed=bar.wrong) if result.wrong > bar.wrong * count else None,
        Verdict(why="quality", reached=result.quality, needed=bar.quality) if result.quality < bar.quality else None,
        Verdict(why="builtin", reached=result.quality, needed=builtin) if result.quality < builtin else None,
        gain if gain is not None and gain.reached < gain.needed else None,
    ]
    return next((found for found in tried if found is not None), Verdict())


def propose(results: Sequence[Result]) -> Proposal:
    """Where a use starts: the lowest rung that passed. `results` are its rungs, the cheapest first. Where none passed it stays with the
    built-in model: it costs nothing, its output is checked as every other, and it refuses rather than guesses."""
    verdicts = {result.rung: verdict(result, results) for result in results}
    passed = next((rung for rung, found in verdicts.items() if found.passed), None)
    return Proposal(use=results[0].use, rung=passed or BUILTIN, passed=passed is not None, verdicts=verdicts)


def _thinking(result: Result, beside: Sequence[Result]) -> Verdict | None:
    """What thinking gains against the same model that does not think, and what it must gain for what it costs."""
    plain = next((other for other in beside if other.model == result.model and not other.thinks), None)
    if not result.thinks or plain is None:
        return None
    doublings = max(1.0, math.log2(max(result.cost, LEAST_COST) / max(plain.cost, LEAST_COST)))
    return Verdict(why="thinking", reached=result.quality - plain.quality, needed=GAIN_A_DOUBLING * doublings)
