"""Why a question has no answer, and what could be asked instead, in the words of the person and of the catalog."""

from __future__ import annotations

from agents.core.brief import Language
from agents.core.errors import CannotAnswer, WordsUnread
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo

REASONS: dict[Language, dict[str, str]] = {
    "en": {
        "unread": "I cannot tell from this data: nothing in it stands for {words}.",
        "ambiguous": "I cannot tell which is meant by {words}: it fits several columns or readings equally well.",
        "no_time": "I cannot tell from this data: it holds no date for the period that was asked for.",
        "superlative": "I cannot tell what to compare: the question does not say by which number.",
        "share": "I cannot tell which part of which whole is meant.",
        "growth": "I cannot tell which two periods to compare.",
        "mixed": "I can read the words, but not whether one number or a list is wanted.",
        "nothing": "I found nothing in the question that this data could answer.",
        "average_count": "I cannot tell what is averaged over what.",
        "limit": "I cannot tell by what the list is cut.",
        "no_measure": "I cannot tell which number is meant.",
        "join": "I cannot tell from this data: these tables cannot be joined without counting rows twice ({words}).",
        "statistics": "I cannot compute this statistic: {words}",
        "empty": "The data holds no rows for this question.",
        "source": "The source could not answer: {words}",
        "missing_file": "The data of this question could not be read: {words}",
        "fault": "This question could not be read.",
        "suggest": " You could ask: {questions}",
        "ask_count": "How many {table} are there?",
        "ask_by": "What is the total {measure} by {dimension}?",
    },
    "zh": {
        "unread": "从这些数据无法判断：没有与{words}对应的内容。",
        "ambiguous": "无法确定{words}指的是什么：有多个字段或读法同样合适。",
        "no_time": "从这些数据无法判断：没有与所问时间对应的日期。",
        "superlative": "无法确定按什么数值比较。",
        "share": "无法确定是哪一部分占哪个整体。",
        "growth": "无法确定要比较哪两个时期。",
        "mixed": "能读懂词语，但无法确定要一个数还是一个列表。",
        "nothing": "问题里没有这些数据可以回答的内容。",
        "average_count": "无法确定对什么求平均。",
        "limit": "无法确定按什么截取列表。",
        "no_measure": "无法确定指的是哪个数值。",
        "join": "从这些数据无法判断：这些表无法在不重复计数的情况下关联（{words}）。",
        "statistics": "无法计算这个统计量：{words}",
        "empty": "数据中没有符合这个问题的行。",
        "source": "数据源无法回答：{words}",
        "missing_file": "无法读取这个问题的数据：{words}",
        "fault": "无法读取这个问题。",
        "suggest": "可以这样问：{questions}",
        "ask_count": "一共有多少条{table}？",
        "ask_by": "各{dimension}的{measure}合计是多少？",
    },
}


def cannot(key: str, words: tuple[str, ...], catalog: Catalog | None, language: Language) -> CannotAnswer:
    """The refusal for a reason key, with what is missing and what could be asked."""
    texts = REASONS[language]
    joined = (
        (", " if language == "en" else "、").join(f"“{word}”" for word in words) if key in ("unread", "ambiguous") else ", ".join(words)
    )
    message = texts.get(key, texts["nothing"]).format(words=joined or "–")
    offers = suggestions(catalog, language) if catalog is not None else ()
    refusal = WordsUnread if key == "unread" else CannotAnswer
    return refusal(message, missing=words, suggestions=offers)


def spoken(refusal: CannotAnswer, language: Language) -> str:
    """The refusal as one text, with its suggestions."""
    if not refusal.suggestions:
        return refusal.message
    return refusal.message + REASONS[language]["suggest"].format(questions=" ".join(refusal.suggestions))


def suggestions(catalog: Catalog, language: Language) -> tuple[str, ...]:
    """One or two questions that this catalog can answer."""
    texts = REASONS[language]
    out: list[str] = []
    tables = sorted((t for t in catalog.tables if t.rows and not t.is_link), key=lambda t: -t.rows)
    for table in tables:
        pair = _measure_and_dimension(table)
        if pair is not None:
            out.append(texts["ask_by"].format(measure=_label(pair[0]), dimension=_label(pair[1])))
            break
    if tables:
        out.append(texts["ask_count"].format(table=tables[0].label or tables[0].name))
    return tuple(out)


def _measure_and_dimension(table: TableInfo) -> tuple[ColumnInfo, ColumnInfo] | None:
    measures = [c for c in table.columns if c.role == "measure" and c.unit in ("currency", "count")]
    dimensions = [c for c in table.columns if c.role == "dimension" and 1 < c.distinct <= 60]
    return (measures[0], dimensions[0]) if measures and dimensions else None


def _label(column: ColumnInfo) -> str:
    return column.label or column.name
