"""Two questions in one number: "the ratio of A to B", "the difference between A and B", each side read as a question of its own."""

from __future__ import annotations

import re
from typing import Literal

from agents.models.builtin.parser.compose import Composer
from agents.models.builtin.parser.meaning import Ask
from agents.models.builtin.parser.parse import Lexis, parse
from agents.sources.query import Query, Select, Sub, call, col

RATIO = re.compile(r"\bratio of (?P<a>.+?) to (?P<b>(?:the )?[a-z].+?)\s*[?.]*$", re.I)
DIFFERENCE = re.compile(r"\bdifference between (?P<a>the (?:total )?number of .+?) and (?P<b>the (?:total )?number of .+?)\s*[?.]*$", re.I)
GROUPED = re.compile(r"\b(for each|per|by|vary|across|change over|each)\b", re.I)


def compound_query(question: str, lexis: Lexis) -> Query | None:
    """One row with the two numbers and their ratio or difference; None where the question is no such pair."""
    for pattern, op, name in ((RATIO, "div", "ratio"), (DIFFERENCE, "sub", "difference")):
        match = pattern.search(question)
        if match and not GROUPED.search(question):
            sides = [_number(match[side], lexis) for side in ("a", "b")]
            if sides[0] is not None and sides[1] is not None:
                return _combined(sides[0], sides[1], "div" if op == "div" else "sub", name)
    return None


def _number(text: str, lexis: Lexis) -> Query | None:
    """A side as "how many …", where it is one number."""
    asked = text if re.match(r"(the )?(total |average )?(number|sum|count|amount)\b", text, re.I) else f"How many {text}"
    read = parse(asked + "?", "en", lexis)
    if read.ask is None or not _scalar(read.ask):
        return None
    return Composer(lexis.graph, read.ask).query()


def _scalar(ask: Ask) -> bool:
    return len(ask.measures) == 1 and not ask.groups and not ask.outputs and not ask.kind and ask.limit is None


def _combined(top: Query, bottom: Query, op: Literal["div", "sub"], name: str) -> Query:
    first = col("one", top.select[0].name)
    second = Sub(query=bottom)
    ratio = call("div", call("cast_number", first), second) if op == "div" else call("sub", first, second)
    return Query(
        table=top,
        alias="one",
        select=(
            Select(name=name, expr=ratio),
            Select(name="first", expr=first, unit="count"),
            Select(name="second", expr=second, unit="count"),
        ),
    )
