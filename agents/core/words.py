"""Fixed words of files and pages, in the languages of the product. Sentences of the story live with the makers."""

from __future__ import annotations

from agents.core.brief import Language

WORDS: dict[str, dict[Language, str]] = {
    "source": {"en": "Source", "zh": "来源"},
    "rows": {"en": "rows", "zh": "行"},
    "read": {"en": "read", "zh": "读取于"},
    "query": {"en": "query", "zh": "查询"},
    "page": {"en": "Page", "zh": "第"},
    "total": {"en": "Total", "zh": "合计"},
    "contents": {"en": "Contents", "zh": "目录"},
    "figure": {"en": "Figure", "zh": "图"},
    "table": {"en": "Table", "zh": "表"},
    "draft": {"en": "Draft", "zh": "草稿"},
}


def word(key: str, language: Language) -> str:
    """The word for a key. Raises KeyError for a key that nobody wrote down."""
    return WORDS[key][language]
