"""The upper price of a run: the dearest rung that each use may take, nothing where nothing is asked, and what nobody can price named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agents.core.brief import Brief
from agents.core.calls import Ladder, Ladders, ModelSettings, Price, Rung
from agents.models.quote import quote, uses_of


def rung(name: str, price: str | None, **more: Any) -> Rung:
    paid = None if price is None else Price(tokens_in=Decimal(price), tokens_out=Decimal(price))
    return Rung(name=name, settings=ModelSettings(name="openai_compatible", model=f"{name}-model", price=paid, **more))


SMALL, LARGE = rung("small", "1"), rung("large", "10")


def ladders(*rungs: Rung, **by_use: Ladder) -> Ladders:
    return Ladders(by_use=by_use, others=Ladder(rungs=rungs))


def test_the_built_in_model_costs_nothing_and_is_not_named() -> None:
    found = quote(Ladders(), ("rank", "answer"))
    assert (found.most, found.models, found.unpriced) == (0, (), ())


def test_each_use_counts_on_the_dearest_rung_that_it_may_take() -> None:
    dear, cheap = quote(ladders(Rung(), SMALL, LARGE), ("rank", "slides")), quote(ladders(Rung(), LARGE), ("rank", "slides"))
    assert dear.most == cheap.most and dear.models == ("small-model", "large-model")
    kept_low = quote(ladders(Rung(), SMALL, LARGE, rank=Ladder(rungs=(Rung(), SMALL))), ("rank", "slides"))
    assert quote(ladders(SMALL), ("rank", "slides")).most < kept_low.most < dear.most


def test_thinking_costs_what_it_may_write() -> None:
    thinking = rung("large, thinking", "10", reasoning="high")
    assert quote(ladders(thinking), ("answer",)).most > quote(ladders(LARGE), ("answer",)).most


def test_a_model_without_a_price_is_named_and_a_free_one_adds_nothing() -> None:
    found = quote(ladders(Rung(), rung("own", "0"), rung("new", None)), ("rank",))
    assert (found.most, found.models, found.unpriced) == (0, ("own-model", "new-model"), ("new-model",))


def test_more_files_cost_more() -> None:
    brief = Brief(request="", language="en", title="", sources=(), deliverables=("deck", "workbook", "document", "charts"))
    assert uses_of(brief) == ("rank", "slides", "sheets", "document", "charts", "answer")
    assert uses_of(brief.model_copy(update={"deliverables": ()})) == ("rank", "answer")
