"""Single questions: one question, one typed query, one finding with its table."""

from __future__ import annotations

import re

from agents.analysis.workbench import Workbench
from agents.core.brief import Brief, Language, Question
from agents.core.errors import CannotAnswer
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Column, Result
from agents.evidence.text import fact_token
from agents.models.builtin.parser.compose import Composer
from agents.models.builtin.parser.compound import compound_query
from agents.models.builtin.parser.explain import cannot
from agents.models.builtin.parser.expressions import CannotJoin
from agents.models.builtin.parser.following import Said
from agents.models.builtin.parser.parse import Lexis, Parse, parse
from agents.sources.query import Query
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec
from agents.team.desk import Desk
from agents.team.starters import suggestions as suggestions
from agents.team.wording import say

SHOWN = 30  # rows of an answer that its table shows
BARS = 12
PLAIN = re.compile(
    r"^(?!number_of|count|sum|total|avg)(.*_)?(year|id|code)$|年$", re.IGNORECASE
)  # whole numbers that name something carry no thousands marks
LABELS: dict[str, dict[Language, str]] = {
    "change_pct": {"en": "growth", "zh": "增长率"},
    "change": {"en": "difference", "zh": "差额"},
    "share_pct": {"en": "share", "zh": "占比"},
}
TOLD = 10  # rows that the sentence of an answer names


def brief_of(desk: Desk, lexis: Lexis) -> Brief:
    """The brief of a single question. Raises CannotAnswer with the words that could not be read."""
    parsed = parse(desk.request, desk.language, lexis)
    pair = compound_query(desk.request, lexis) if parsed.ask is None and desk.language == "en" else None
    query = pair if pair is not None else query_of(parsed, lexis, desk.language)
    return question_brief(desk, lexis, query, ((desk.request, desk.language),) if pair is None else ())


def question_brief(desk: Desk, lexis: Lexis, query: Query, said: tuple[Said, ...], *, title: str = "", follows: str = "") -> Brief:
    """The brief of one typed query. `said` are the texts that it was read from, for what may be said after it."""
    arguments = {"query": query.model_dump(mode="json"), "said": [list(each) for each in said]}
    text = title or desk.request.strip()
    question = Question(id="q1", text=text, analysis="lookup", arguments=arguments)
    return Brief(
        request=desk.request, language=desk.language, title=text[:80], questions=(question,), sources=(lexis.catalog.source,),
        deliverables=desk.deliver or (), follows=follows,
    )  # fmt: skip


def query_of(parsed: Parse, lexis: Lexis, language: Language) -> Query:
    """The typed query of a question that was read. Raises CannotAnswer with the words that nothing in the data stands for."""
    if parsed.ask is None:
        raise cannot(parsed.reason, parsed.words, lexis.catalog, language)
    try:
        return Composer(lexis.graph, parsed.ask).query()
    except CannotJoin as error:
        raise cannot("join", (str(error),), lexis.catalog, language) from error


def findings_of(question: Question, bench: Workbench) -> list[Finding]:
    """Ask the query of a question. Raises CannotAnswer where it gives no rows."""
    result = bench.ask(Query.model_validate(question.arguments["query"]), question.text)
    if not result.rows:
        raise CannotAnswer(say("no_rows", bench.language))
    answer = _answer(result, bench.language)
    labels = {f"label_{number}": label_of(column, bench.language) for number, column in enumerate(result.columns)}
    table, chart = _table(result, question), _chart(result, question)
    return [Finding(
        id=f"{question.id}.lookup", kind="lookup", question=question.id, weight=1.0,
        words={"question": question.text, "answer": answer} | labels,
        tables=(table,), charts=(chart,) if chart else (), results=(result.id,),
    )]  # fmt: skip


def _answer(result: Result, language: Language) -> str:
    """The rows as a sentence: the value of a single cell, else the first rows by name and value."""
    names, numbers = _columns(result)
    if len(result.rows) == 1:
        joint, stop = ("；", "。") if language == "zh" else ("; ", ".")
        return joint.join(_labelled(result, column, language) for column in result.columns) + stop
    head = [_pair(result, row, names, numbers, language) for row in range(min(TOLD, len(result.rows)))]
    joint, more = ("；", "……") if language == "zh" else ("; ", " …")
    return joint.join(head) + (more if len(result.rows) > len(head) else "。" if language == "zh" else ".")


def _labelled(result: Result, column: Column, language: Language) -> str:
    """The value of the only row, with what it is where there are several."""
    told = _told(result, 0, column)
    return f"{label_of(column, language)}{'：' if language == 'zh' else ': '}{told}" if len(result.columns) > 1 else told


def label_of(column: Column, language: Language) -> str:
    """The words of a column; percent stands beside the value, not in the name."""
    if column.name in LABELS:
        return LABELS[column.name][language]
    return (column.label or column.name).removesuffix("_pct").replace("_", " ")


def _told(result: Result, row: int, column: Column) -> str:
    """A cell in a sentence; a column in percent gets its sign."""
    return _cell(result, row, column) + ("%" if column.name.endswith("_pct") else "")


def _pair(result: Result, row: int, names: list[Column], numbers: list[Column], language: Language) -> str:
    parts = [_told(result, row, column) for column in (*names[:1], *numbers[:1])] or [_told(result, row, result.columns[0])]
    return ("：" if language == "zh" else ": ").join(parts)


def _table(result: Result, question: Question) -> TableSpec:
    heads = tuple(
        TableColumn(header=column.label or column.name.replace("_", " "), kind="number" if _is_number(column) else "text")
        for column in result.columns
    )
    rows = tuple(tuple(_cell(result, row, column) for column in result.columns) for row in range(min(SHOWN, len(result.rows))))
    return TableSpec(id=f"{question.id}_table", title=question.text, columns=heads, rows=rows, results=(result.id,))


def _chart(result: Result, question: Question) -> ChartSpec | None:
    """Bars of the first number by the first name, columns over time; none for a single row or without both."""
    names, numbers = _columns(result)
    if len(result.rows) < 2 or not names or not numbers:
        return None
    dated = names[0].type in ("date", "datetime")
    rows = range(min(BARS if not dated else len(result.rows), len(result.rows)))
    if any(result.cell(row, names[0].name) is None for row in rows):
        return None
    label = numbers[0].label or numbers[0].name.replace("_", " ")
    values = tuple(cell_ref(result.id, row, numbers[0].name) for row in rows)
    return ChartSpec(
        id=f"{question.id}_chart", kind="line" if dated else "bar", title=question.text, subtitle=label, results=(result.id,),
        categories=tuple(_cell(result, row, names[0]) for row in rows), series=(Series(name=label, values=values),),
    )  # fmt: skip


def _columns(result: Result) -> tuple[list[Column], list[Column]]:
    return [c for c in result.columns if not _is_number(c)], [c for c in result.columns if _is_number(c)]


def _is_number(column: Column) -> bool:
    return column.type in ("integer", "number") and not _names_something(column)


def _names_something(column: Column) -> bool:
    return column.type == "integer" and PLAIN.search(column.name) is not None


def _cell(result: Result, row: int, column: Column) -> str:
    """A token for a cell. A single question is answered to the cent; reports write short."""
    exact = {"currency": "money", "ratio": "percent"}.get(column.unit, "number")
    formats = {"text": "name", "boolean": "name", "date": "date", "datetime": "date", "integer": "integer", "number": exact}
    return fact_token(cell_ref(result.id, row, column.name), "name" if _names_something(column) else formats[column.type])
