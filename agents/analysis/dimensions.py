"""Finding what rows can be grouped by: segments, product levels from coarse to fine, the customer."""

from __future__ import annotations

import re

from agents.analysis import wordlists
from agents.analysis.names import slug
from agents.analysis.reach import Reach, Reached
from agents.analysis.subject import Dimension

FEWEST, MOST = 2, 50  # values of a dimension that a person can look at
NO_KEYS = {"before", "now", "rows", "start", "value", "date", "month", "period", "amount", "quantity", "profit", "gross", "revenue"}


def as_dimension(found: Reached, reach: Reach) -> Dimension:
    """A reached column as a dimension, named after its table where the column itself is only called "name"."""
    text = _title(found)
    key = slug(wordlists.words_of(text))
    key = key if key.isidentifier() and key not in NO_KEYS and not key.startswith(("rows_", "quantity_")) else f"by_{key}"
    return Dimension(
        key=key,
        expr=found.col,
        words=wordlists.named(text),
        distinct=found.column.distinct,
        type=found.column.type,
        nullable=found.column.nulls > 0 or reach.loses(found.table.name),
    )


def _title(found: Reached) -> str:
    words = wordlists.words_of(found.column.name)
    return _singular(wordlists.words_of(found.table.name)) if words in wordlists.NAME_COLUMNS else found.column.name


def _singular(word: str) -> str:
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


def by_word(reach: Reach, word: str) -> Reached | None:
    """The text column that a word names: its own name, its name in the other language, or the table it is the name of."""
    asked = wordlists.named(word)
    wanted = {wordlists.words_of(w) for w in (word, asked.en, asked.zh)}
    wanted |= {_singular(w) for w in wanted}
    ranked = []
    for i, found in enumerate(c for c in reach.columns() if c.column.type in ("text", "boolean", "integer") and c.column.role != "measure"):
        named = wordlists.named(_title(found))
        own = {wordlists.words_of(w) for w in (found.column.name, found.column.label, _title(found), named.en, named.zh)}
        exact, part = bool(wanted & own), any(f" {w} " in f" {o} " for w in wanted for o in own if w)
        if (exact or part) and found.column.role != "key":
            ranked.append((0 if exact else 1, found.steps, i, found))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def candidates(reach: Reach) -> list[Dimension]:
    """The columns worth grouping by, the likeliest segment first."""
    found = []
    for i, c in enumerate(reach.columns()):
        if c.column.role != "dimension" or c.column.type not in ("text", "boolean") or not FEWEST <= c.column.distinct <= MOST:
            continue
        if c.column.nulls > 0.5 * max(c.table.rows, 1) or re.search(wordlists.NOT_DIMENSIONS, wordlists.words_of(c.column.name)):
            continue
        place = wordlists.place(_title(c), wordlists.SEGMENTS)
        found.append((place if place is not None else 100, c.steps, i, as_dimension(c, reach)))
    return list({d.expr: d for *_, d in sorted(found, key=lambda f: f[:3])}.values())


def levels_of(reach: Reach) -> tuple[Dimension, ...]:
    """Category, subcategory, product: those that the data has, from coarse to fine."""
    category, sub = _level(reach, wordlists.CATEGORY), _level(reach, wordlists.SUBCATEGORY)
    product = _level(reach, wordlists.PRODUCT) or _product_name(reach)
    levels = [d for d in (category, sub, product) if d is not None]
    unique = {d.expr: d for d in levels}.values()
    return tuple(sorted((d for d in unique if d.distinct >= FEWEST), key=lambda d: d.distinct))


def _level(reach: Reach, names: tuple[str, ...]) -> Dimension | None:
    found = [
        (place, c.steps, i, c)
        for i, c in enumerate(reach.columns())
        if c.column.type == "text"
        and c.column.role in ("dimension", "text")
        and (place := wordlists.place(_title(c), names)) is not None
        and wordlists.place(c.table.name, wordlists.RETURNS_TABLE) is None
    ]
    return as_dimension(min(found, key=lambda f: f[:3])[3], reach) if found else None


def _product_name(reach: Reach) -> Dimension | None:
    """The name column of a table of products, whatever it is called there."""
    for c in reach.columns():
        if (
            wordlists.place(c.table.name, wordlists.PRODUCT_TABLES) is not None
            and c.column.type == "text"
            and c.column.role in ("dimension", "text")
        ):
            return as_dimension(c, reach)
    return None


def customer_of(reach: Reach) -> Dimension | None:
    """The customer of a row, by name where there is one, else by key."""
    for names, roles in ((wordlists.CUSTOMER_NAME, ("dimension", "text")), (wordlists.CUSTOMER, ("dimension", "text", "key"))):
        found = [
            (c.steps, place, i, c)
            for i, c in enumerate(reach.columns())
            if c.column.type in ("text", "integer")
            and c.column.role in roles
            and (place := wordlists.place(_title(c), names)) is not None
            and c.column.distinct >= FEWEST
        ]
        if found:
            return as_dimension(min(found, key=lambda f: f[:3])[3], reach)
    return None
