"""Joins between tables: declared, or found by name, type and containment. A shared name alone ("id" and "id") joins nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from agents.sources.catalog import ColumnInfo, Link, TableInfo
from agents.sources.labels import quoted
from agents.sources.roles import ID

CONTAINED = 0.98


def find_links(con: duckdb.DuckDBPyConnection, tables: Sequence[TableInfo], declared: Sequence[Link]) -> list[Link]:
    """Declared joins with their containment measured, and found ones. One target for each column."""
    by_name = {table.name: table for table in tables}
    links = []
    for link in declared:
        if link.table in by_name and link.to_table in by_name:
            share = contained(con, link)
            if share is not None:
                links.append(link.model_copy(update={"contained": share}))
    taken = {(link.table, link.column) for link in links}
    for table in tables:
        for column in table.columns:
            if (table.name, column.name) not in taken and (found := _best(con, table, column, tables)):
                links.append(found)
    return _one_way(list(dict.fromkeys(links)), by_name)


def _told(table: TableInfo) -> int:
    """How much a table says beside its keys: pure link tables say nothing."""
    return sum(1 for column in table.columns if column.role != "key")


def _one_way(links: list[Link], tables: dict[str, TableInfo]) -> list[Link]:
    """Of two links between the same columns, the one to the table that has more to say beside its keys."""
    pairs = {(link.table, link.column, link.to_table, link.to_column): link for link in links}
    return [
        link
        for link in links
        if link.declared
        or (link.to_table, link.to_column, link.table, link.column) not in pairs
        or (_told(tables[link.to_table]), link.to_table) > (_told(tables[link.table]), link.table)
    ]


def _best(con: duckdb.DuckDBPyConnection, table: TableInfo, column: ColumnInfo, tables: Sequence[TableInfo]) -> Link | None:
    if column.type not in ("integer", "text") or not column.distinct:
        return None
    candidates = [
        (evidence, target, key)
        for target in tables
        if target.name != table.name
        for key in target.columns
        if key.unique and key.type == column.type and (evidence := name_evidence(table, column, target, key))
    ]
    for _, target, key in sorted(candidates, key=lambda found: (-found[0], -_told(found[1]))):
        link = Link(table=table.name, column=column.name, to_table=target.name, to_column=key.name)
        share = contained(con, link)
        if share is not None and share >= CONTAINED:
            return link.model_copy(update={"contained": share})
    return None


def contained(con: duckdb.DuckDBPyConnection, link: Link) -> float | None:
    """The share of distinct values of the column that the target holds; None where the kinds of values cannot be compared."""
    sql = (
        f"SELECT count(*), count(*) FILTER (WHERE v IN (SELECT {quoted(link.to_column)} FROM {quoted(link.to_table)})) "
        f"FROM (SELECT DISTINCT {quoted(link.column)} AS v FROM {quoted(link.table)} WHERE {quoted(link.column)} IS NOT NULL)"
    )
    try:
        values, found = con.execute(sql).fetchall()[0]
    except (duckdb.BinderException, duckdb.ConversionException):
        return None
    return found / values if values else 1.0


def name_evidence(table: TableInfo, column: ColumnInfo, target: TableInfo, key: ColumnInfo) -> int:
    """How strongly the names say that a column points to a key: 0 for not at all."""
    name, wanted = _words(column.name), _words(key.name)
    owner = _words(target.name)
    if not name or not wanted:
        return 0
    generic = set(wanted) <= {"id", "key", "code", "no", "number", "name"}
    if _owns(column, name, table):
        return 0
    if name == wanted and not generic and sum(map(len, name)) >= 3:
        return 5 if owner == name[:-1] else 4 if set(owner) & set(wanted) else 3
    if name[-1:] == wanted[-1:] and name[:-1] and _about(name[:-1], owner):
        fits = generic or all(word in name or any(part.startswith(word) for part in name) for word in wanted[:-1])
        return 4 if fits else 0
    if generic and _about(name, owner) and wanted != ["name"]:
        return 3  # "customer" -> customers.id
    return 0


def _owns(column: ColumnInfo, name: list[str], table: TableInfo) -> bool:
    """Whether the column is what names the rows of its own table: course.course_id points nowhere, others point to it."""
    own = [word for word in _words(table.name) if word not in ("dim", "tbl", "ref", "table", "master", "list")]
    return column.unique and (table.primary_key == (column.name,) or name[:-1] == own)


def _about(words: Sequence[str], owner: Sequence[str]) -> bool:
    """Whether the words name the table: "customer" for "customers" or "dim_customer", "stu" for "student"."""
    if list(words) == list(owner) or (owner and words and list(words) == list(owner[-len(words) :])):
        return True
    last, thing = words[-1], owner[-1] if owner else ""
    return len(last) >= 3 and (thing.startswith(last) or last == "".join(owner))


def _words(name: str) -> list[str]:
    """Lower-case words in the singular; an "id" at the end stands alone: "StuID", "customerid" -> stu id, customer id."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    words = [word.lower() for word in re.split(r"[\W_]+", spaced) if word]
    if len(words) == 1 and len(words[0]) > 4 and words[0].endswith("id") and ID.search(words[0]):
        words = [words[0][:-2], "id"]
    return [_singular(word) for word in words]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
