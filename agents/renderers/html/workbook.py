"""A workbook as HTML: a list of its sheets, then each sheet with its blocks, the first rows of data, checks and evidence."""

from __future__ import annotations

from html import escape

from agents.core.brief import Language
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result
from agents.renderers.html.figures import View, chart_html, table_html
from agents.renderers.html.text import checked, fact_link
from agents.specs.workbook import Check, SheetSpec, WorkbookSpec

FIRST_ROWS = 50
WORDS: dict[str, dict[Language, str]] = {
    "first": {"en": "First {shown} of {rows} rows", "zh": "前 {shown} 行，共 {rows} 行"},
    "all": {"en": "{rows} rows", "zh": "共 {rows} 行"},
    "check": {"en": "Control", "zh": "核对项"}, "left": {"en": "Value", "zh": "数值"}, "right": {"en": "Expected", "zh": "应为"},
    "state": {"en": "State", "zh": "状态"}, "ok": {"en": "OK", "zh": "一致"}, "bad": {"en": "CHECK", "zh": "需核对"},
    "query": {"en": "Query", "zh": "查询"}, "purpose": {"en": "What it says", "zh": "内容"}, "source": {"en": "Source", "zh": "来源"},
    "rows": {"en": "Rows", "zh": "行数"}, "read": {"en": "Read", "zh": "读取时间"}, "hash": {"en": "Hash", "zh": "校验值"},
}  # fmt: skip


def workbook_html(spec: WorkbookSpec, ledger: Ledger) -> str:
    """One HTML fragment. Raises EvidenceError for an unbound number or a false claim."""
    checked(spec, ledger, spec.language, (*spec.names, *(sheet.name for sheet in spec.sheets)))
    view = View(ledger, spec.language, spec.names)
    tabs = "".join(f'<li><a href="#sheet-{number}">{escape(sheet.name)}</a></li>' for number, sheet in enumerate(spec.sheets, start=1))
    sheets = "".join(_sheet(sheet, number, view) for number, sheet in enumerate(spec.sheets, start=1))
    return f'<div class="workbook"><nav class="sheet-tabs"><ul>{tabs}</ul></nav>{sheets}</div>'


def _sheet(sheet: SheetSpec, number: int, view: View) -> str:
    lead = f'<p class="sheet-lead">{view.words(sheet.lead)}</p>' if sheet.lead else ""
    parts = []
    for block in sheet.blocks:
        if block.table:
            parts.append(table_html(block.table, view))
        elif block.chart:
            parts.append(chart_html(block.chart, view))
        else:
            parts.append(f"<p>{view.words(block.text)}</p>")
    if sheet.kind == "data" and sheet.data in view.ledger.results:
        parts.append(_data(view.ledger.results[sheet.data], view))
    if sheet.checks:
        parts.append(_checks(sheet.checks, view))
    if sheet.kind == "evidence" and not sheet.blocks:
        parts.append(_evidence(view))
    return f'<section class="sheet" id="sheet-{number}"><h3>{view.words(sheet.title)}</h3>{lead}{"".join(parts)}</section>'


def _data(result: Result, view: View) -> str:
    """The first rows of an extract, and how many there are."""
    rows = result.rows[:FIRST_ROWS]
    key = "first" if result.row_count > len(rows) else "all"
    said = WORDS[key][view.language].format(shown=len(rows), rows=f"{result.row_count:,}")
    numeric = [column.type in ("integer", "number") for column in result.columns]
    head = [(column.label or column.name, number) for column, number in zip(result.columns, numeric, strict=True)]
    body = []
    for row in rows:
        cells = []
        for value, column, number in zip(row, result.columns, numeric, strict=True):
            shown = write(value, "auto", unit=column.unit, currency=column.currency, language=view.language)
            cells.append((escape(shown), number))
        body.append(cells)
    return f'<p class="sheet-count">{escape(said)}</p>' + _grid(head, body)


def _checks(checks: tuple[Check, ...], view: View) -> str:
    head = [(WORDS[key][view.language], number) for key, number in (("check", False), ("left", True), ("right", True), ("state", False))]
    return _grid(head, [_check(check, view) for check in checks])


def _check(check: Check, view: View) -> list[tuple[str, bool]]:
    left, right = view.ledger.fact(check.left), view.ledger.fact(check.right)
    shown = [
        fact_link(fact.id, write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=view.language))
        for fact in (left, right)
    ]
    known = isinstance(left.value, (int, float)) and isinstance(right.value, (int, float))
    agree = known and abs(float(str(left.value)) - float(str(right.value))) <= check.tolerance * max(1.0, abs(float(str(right.value))))
    state = f'<span class="tone-{"good" if agree else "bad"}">{WORDS["ok" if agree else "bad"][view.language]}</span>'
    return [(view.words(check.label), False), (shown[0], True), (shown[1], True), (state, False)]


def _evidence(view: View) -> str:
    keys = (("query", False), ("purpose", False), ("source", False), ("rows", True), ("read", False), ("hash", False))
    rows = []
    for result in view.ledger.results.values():
        sql = f"<details><summary>{escape(view.ledger.label(result.id))}</summary><pre>{escape(result.sql)}</pre></details>"
        rows.append([
            (sql, False), (escape(result.purpose), False), (escape(result.source), False), (f"{result.row_count:,}", True),
            (f"{result.taken_at:%Y-%m-%d %H:%M}", False), (f"<code>{escape(result.hash[:12])}</code>", False),
        ])  # fmt: skip
    return _grid([(WORDS[key][view.language], number) for key, number in keys], rows)


def _grid(head: list[tuple[str, bool]], rows: list[list[tuple[str, bool]]]) -> str:
    """A plain table of finished cells, each with whether it is a number."""
    tops = "".join(f'<th scope="col"{_number(number)}>{escape(text)}</th>' for text, number in head)
    body = "".join("<tr>" + "".join(f"<td{_number(number)}>{cell}</td>" for cell, number in row) + "</tr>" for row in rows)
    return f'<div class="table-scroll"><table class="table"><thead><tr>{tops}</tr></thead><tbody>{body}</tbody></table></div>'


def _number(number: bool) -> str:
    return ' class="num"' if number else ""
