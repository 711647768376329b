"""Sentences about data that cannot be read, in both languages. An InputError carries its code, so a page can show either."""

from __future__ import annotations

from typing import Any

from agents.core.brief import Language
from agents.core.errors import InputError, ThreedayError

SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("{file} is not there. Choose the file again.", "找不到文件{file}，请重新选择。"),
    "empty": ("{file} is empty. Choose a file with a header and rows.", "{file}是空文件，请选择含有表头和数据行的文件。"),
    "header_only": (
        "{file} has a header but no rows. Add rows, or choose another file.",
        "{file}只有表头，没有数据行。请补充数据或选择其他文件。",
    ),
    "too_large": (
        "{file} is {size}; the limit is {limit}. Split it, or connect the database it comes from.",
        "{file}大小为{size}，超过上限{limit}。请拆分文件，或直接连接其来源数据库。",
    ),
    "bomb": (
        "{file} would unpack to {size}, far more than a workbook needs, so it was not opened. Save it again from Excel.",
        "{file}解压后达到{size}，远超正常工作簿的大小，因此未打开。请用 Excel 重新保存后再试。",
    ),
    "broken_zip": (
        "{file} is damaged: its packed parts cannot be read. Save it again and choose the new copy.",
        "{file}已损坏，内部压缩内容无法读取。请重新保存后再选择。",
    ),
    "encrypted": (
        "{file} is protected by a password. Save a copy without a password and choose that.",
        "{file}受密码保护。请另存一份不带密码的副本后再选择。",
    ),
    "binary": (
        "{file} is not a table: its content is not text, Excel, Parquet, SQLite or DuckDB.",
        "{file}不是表格：其内容不是文本、Excel、Parquet、SQLite 或 DuckDB。",
    ),
    "unreadable": ("{file} looks like {kind}, but it cannot be read: {reason}.", "{file}看起来是{kind}，但无法读取：{reason}。"),
    "no_tables": ("{file} holds no table with rows.", "{file}中没有含数据行的表。"),
    "too_wide": (
        "{file} has {columns} columns; the limit is {limit}. Keep the columns that matter.",
        "{file}有{columns}列，上限为{limit}列。请只保留需要的列。",
    ),
    "too_many_tables": ("{file} has {tables} tables; the limit is {limit}.", "{file}有{tables}张表，上限为{limit}张。"),
    "not_table": ("{file} holds no table: a list of records with the same fields is needed.", "{file}中没有表格：需要字段一致的记录列表。"),
    "no_files": ("No data was given. Choose at least one file.", "没有提供数据，请至少选择一个文件。"),
}


def refuse(code: str, **details: Any) -> InputError:
    """The error for a code, to be raised. Its message is the English sentence."""
    return InputError(SENTENCES[code][0].format(**details), code=code, **details)


def explain(error: ThreedayError, language: Language) -> str:
    """The sentence of an error in a language; its own message where it has no code of this table."""
    code = error.details.get("code")
    if code not in SENTENCES:
        return error.message
    return SENTENCES[code][0 if language == "en" else 1].format(**error.details)


def size_words(bytes_: int) -> str:
    """ "2.1 GB", "35 MB"."""
    return f"{bytes_ / 1e9:.1f} GB" if bytes_ >= 1e9 else f"{max(1, round(bytes_ / 1e6))} MB"
