"""What a model may make of sentences that rest on evidence: each figure stays beside what it is a figure of."""

from __future__ import annotations

import pytest

from agents.tools.rewording import torn

WEB, SHOP = "{{r1:0:channel|name}}", "{{r1:1:channel|name}}"
READY = [
    f"Revenue [[c1|grew]] {{{{total|percent}}}} to {{{{now|money}}}}; {WEB} [[c2|added the most]] ({{{{web|money}}}}).",
    f"{SHOP}: revenue [[c3|fell]] {{{{shop|percent}}}}",
]  # fmt: skip
NAMED = ("Revenue", "Profit", "Online store", "Retail", "IN")


@pytest.mark.parametrize("text", [
    READY[0],
    "In short, revenue [[c1|grew]] {{total|percent}} to {{now|money}}.",
    "Revenue [[c1|grew]] {{total|percent}}.",
    f"{WEB} [[c2|added the most]] ({{{{web|money}}}}), and {SHOP} revenue [[c3|fell]] {{{{shop|percent}}}}.",
    "What to do next in Retail.",
])  # fmt: skip
def test_sentences_may_be_shortened_reordered_joined_and_reworded(text: str) -> None:
    assert torn(text, READY, NAMED) == []


@pytest.mark.parametrize(("text", "told"), [
    (f"{SHOP} [[c2|added the most]] ({{{{web|money}}}}).", "together"),
    ("Revenue [[c1|grew]] {{shop|percent}}.", "together"),
    (f"{WEB}: revenue [[c3|fell]] {{{{shop|percent}}}}", "together"),
    ("Profit [[c1|grew]] {{total|percent}}.", "'Profit'"),
    ("Online store revenue [[c1|grew]] {{total|percent}}.", "'Online store'"),
])  # fmt: skip
def test_a_figure_behind_another_name_is_found(text: str, told: str) -> None:
    (fault,) = torn(text, READY, NAMED)
    assert told in fault
