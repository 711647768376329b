"""What was found and settled on reading, in both languages. The catalog keeps the English sentence; `in_language` gives the other."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from agents.core.brief import Language

NOTES: dict[str, tuple[str, str]] = {
    "wrong_extension": (
        "The name ends in {extension}, but the content is {kind}; it was read as that.",
        "文件名以{extension}结尾，但内容是{kind}，已按实际内容读取。",
    ),
    "no_name": ("Column {position} has no name; it is called {name}.", "第{position}列没有名称，已命名为{name}。"),
    "same_name": ("The column name {name} stands twice; the later one is called {unique}.", "列名{name}重复，后一列已改名为{unique}。"),
    "same_table": (
        "The table {name} of {source} is called {unique}, since another file has a table of that name.",
        "{source}中的表{name}与其他文件的表重名，已改称{unique}。",
    ),
    "not_converted": (
        "Values of {column} that are not {what} (such as {example}) count as missing: {bad} of {all}.",
        "{column}列有{bad}个值（共{all}个）无法识别为{what}（例如{example}），按缺失处理。",
    ),
    "said_none": (
        'Values of {column} that only say that there is none ("N/A", "-") count as missing: {count}.',
        "{column}列有{count}个值表示“无”（如“N/A”“-”），按缺失处理。",
    ),
    "blank": ("Values of {column} that are blank count as missing: {count}.", "{column}列有{count}个空白值，按缺失处理。"),
    "ragged": ("Lines that do not fit the columns were left out: {count}.", "有{count}行与列数不符，已略去。"),
    "empty_lines": ("Empty lines were left out: {count}.", "有{count}个空行，已略去。"),
    "totals": ("Rows of totals were left out, so that nothing is counted twice: {count}.", "有{count}行合计，已略去以免重复计算。"),
    "notes": ("Rows of notes were left out: {count}.", "有{count}行备注，已略去。"),
    "more_tables": (
        "The sheet {sheet} holds {found} tables; the largest were read: {read}.",
        "工作表{sheet}含{found}张表，已读取其中最大的{read}张。",
    ),
    "day_first": ("day first dates", "日期按“日/月”读取"),
    "month_first": ("month first dates", "日期按“月/日”读取"),
    "day_first_unproven": ("day first dates, which the values do not prove", "日期按“日/月”读取，但数值本身无法证实"),
    "month_first_unproven": ("month first dates, which the values do not prove", "日期按“月/日”读取，但数值本身无法证实"),
    "yyyymmdd": ("dates written as yyyymmdd", "日期写作 yyyymmdd"),
    "yyyymm": ("months written as yyyymm", "月份写作 yyyymm"),
    "seconds": ("seconds since 1970", "自1970年起的秒数"),
    "milliseconds": ("milliseconds since 1970", "自1970年起的毫秒数"),
    "excel_days": ("Excel day numbers", "Excel 日期序号"),
    "words": ("dates written in words", "以文字书写的日期"),
    "zone": ("time zone left out", "已略去时区"),
    "percent": ("percent", "百分数"),
    "decimal_comma": ("decimal comma", "小数点写作逗号"),
    "percent_comma": ("percent, decimal comma", "百分数，小数点写作逗号"),
    "thousands": ("thousands separators", "含千位分隔符"),
}
KINDS = {"numbers": "数字", "dates": "日期", "true or false": "是/否", "delimited text": "分隔文本"}


def note(code: str, **details: Any) -> str:
    """The English sentence of a note."""
    return NOTES[code][0].format(**details)


def in_language(sentence: str, language: Language) -> str:
    """A sentence of this table in a language. What the table does not hold comes back as it is."""
    if language == "en":
        return sentence
    for pattern, chinese in _patterns():
        if match := pattern.fullmatch(sentence):
            return chinese.format(**{name: KINDS.get(value, value) for name, value in match.groupdict().items()})
    return sentence


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each English sentence as a pattern that reads its details back."""
    return tuple(
        (re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*)", re.escape(english)), re.DOTALL), chinese) for english, chinese in NOTES.values()
    )
