"""One sentence made from the rows of an answer: every number is a fact of the result, written by the formats."""

from __future__ import annotations

import re
from datetime import date

from agents.core.brief import Language
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Column, Result
from agents.evidence.text import fact_token, rendered

ROWS = 10
WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "of": "{name}: {value}",
        "join": ", ",
        "rows": "; ",
        "end": ".",
        "more": "; and more ({count} rows in all)",
        "none": "There are no such rows.",
    },
    "zh": {"of": "{name}：{value}", "join": "，", "rows": "；", "end": "。", "more": "；等（共{count}行）", "none": "没有符合条件的行。"},
}


def sentence(result: Result, language: Language) -> str:
    """The rows as one sentence, at most ten of them. Texts are set down as they are, numbers through tokens."""
    words = WORDS[language]
    if not result.rows:
        return words["none"]
    ledger = Ledger()
    ledger.add_result(result)
    one = len(result.rows) == 1
    pieces = [_row(result, number, language, named=one) for number in range(min(len(result.rows), ROWS))]
    text = words["rows"].join(pieces)
    if result.row_count > ROWS:
        count = ledger.constant("rows", result.row_count, name="rows", unit="count")
        text += words["more"].format(count=fact_token(count.id, "integer"))
    return rendered(text + words["end"], ledger, language)


def _row(result: Result, number: int, language: Language, *, named: bool) -> str:
    cells = []
    for column in result.columns:
        value = result.cell(number, column.name)
        shown = (
            _plain(value)
            if value is None or isinstance(value, (str, date))
            else fact_token(cell_ref(result.id, number, column.name), _format(column))
        )
        cells.append(WORDS[language]["of"].format(name=_label(column), value=shown) if named else shown)
    return WORDS[language]["join"].join(cells)


def _plain(value: object) -> str:
    """A text or date as it is; the signs of tokens cannot stand in it."""
    return "–" if value is None else re.sub(r"\{\{|\}\}|\[\[|\]\]|\|", " ", str(value))


def _format(column: Column) -> str:
    name = column.name.lower()
    if column.unit == "currency":
        return "money"
    return "name" if "year" in name or name.endswith("id") or column.type == "boolean" else "auto"


def _label(column: Column) -> str:
    return column.label or column.name.replace("_", " ")
