"""The line under a chart or table that says where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence

from agents.core.brief import Language
from agents.core.words import word
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result

MANY = 3  # results named one by one; more are counted


def source_line(results: Sequence[str], ledger: Ledger, language: Language) -> str:
    """Source, query, rows and time of the results, "" where none is known. Its numbers are bookkeeping, not facts of the story."""
    known = [ledger.results[id] for id in dict.fromkeys(results) if id in ledger.results]
    if not known:
        return ""
    colon, stop = ("：", "；") if language == "zh" else (": ", "; ")
    sources = ", ".join(dict.fromkeys(result.source for result in known))
    latest = max(result.taken_at for result in known)
    read = f"{word('read', language)} {latest:%Y-%m-%d %H:%M}"
    named = stop.join(_query(ledger.label(result.id), result, language) for result in known[:MANY])
    parts = [sources, named + (" …" if len(known) > MANY else ""), read]
    return word("source", language) + colon + " · ".join(parts)


def _query(label: str, result: Result, language: Language) -> str:
    """The query and the rows it read (the rows of its answer where the reading was not counted)."""
    count = f"{result.coverage.rows_read or result.row_count:,}"
    rows = f"{count} {word('rows', language)}" if language == "en" else f"{count}{word('rows', language)}"
    return f"{word('query', language)} {label} ({rows})" if language == "en" else f"{word('query', language)} {label}（{rows}）"
