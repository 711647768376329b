"""Fixed words of decks: continuations, alternatives, notes."""

from __future__ import annotations

from agents.core.brief import Language

WORDS: dict[str, dict[Language, str]] = {
    "continued": {"en": "{} (continued)", "zh": "{}（续）"},
    "table_alt": {"en": "Table: {title}. {rows} rows; columns: {columns}.", "zh": "表格：{title}。共{rows}行；列：{columns}。"},
    "spark_alt": {
        "en": "Line of {label}: from {first} to {last}, between {low} and {high}.",
        "zh": "{label}走势：从{first}到{last}，区间为{low}至{high}。",
    },
    "facts": {"en": "Evidence", "zh": "证据"},
    "note": {"en": "Note", "zh": "注"},
}


def phrase(key: str, language: Language, *values: str, **named: str) -> str:
    """A phrase with its places filled. Raises KeyError for one nobody wrote down."""
    return WORDS[key][language].format(*values, **named)
