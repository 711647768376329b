"""The tools with which a model says what the words mean that the built-in parser could not read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import Field, create_model

from agents.core.errors import LimitReached, ToolError
from agents.models.builtin.parser.meaning import Attr
from agents.sources.catalog import ColumnInfo
from agents.sources.query import Order, Query, Select, call, col, lit
from agents.sources.reader import Limits, Reader
from agents.specs.drafts import ReadingsDraft, WordMeaning
from agents.tools.contracts import ToolContract, contract, nearest, offering
from agents.tools.senses import UNKNOWN, Choice, Senses

MOST_VALUES, MOST_COLUMNS, MOST_LENGTH = 12, 80, 80
MOST_NAMES = 60  # columns that the schema of an argument lists
SHORT = Limits(page=MOST_VALUES, seconds=5.0)


def reading_tools(offered: Mapping[str, Collection[Choice]], senses: Senses) -> tuple[ToolContract, ...]:
    """The tools of the use "query" for one request. `offered` are the choices of each unread word."""
    return (_proposing(offered), _listing(senses), _describing(senses), _finding(senses))


def draft_of(offered: Mapping[str, Collection[Choice]]) -> type[ReadingsDraft]:
    """The typed answer for one request: its words and their choices are enums."""
    means = sorted({means for choices in offered.values() for means, _ in choices})
    one: Any = offering(WordMeaning, {"word": list(offered), "means": [*means, UNKNOWN]})
    told = ReadingsDraft.model_fields["readings"].description
    readings: Any = (tuple[one, ...], Field(description=told))
    return create_model("ReadingsDraft", __base__=ReadingsDraft, __doc__=ReadingsDraft.__doc__, readings=readings)


def _proposing(offered: Mapping[str, Collection[Choice]]) -> ToolContract:
    def propose_readings() -> dict[str, Any]:
        unknown = [{"word": word, "means": UNKNOWN, "value": "", "fit": "related"} for word in offered]
        words = [
            {"word": word, "may_mean": [{"means": means, "value": value} for means, value in sorted(choices)]}
            for word, choices in offered.items()
        ]
        return {"words": words, "proposal": {"readings": unknown}}

    return contract(
        propose_readings,
        says="Get the words of the request that could not be read, what each may mean here, and the proposal by rule: it guesses nothing.",
        units="none.", errors="none; it takes no arguments.",
    )  # fmt: skip


def _listing(senses: Senses) -> ToolContract:
    def list_columns(table: Annotated[str, "Name of the table; leave empty for all tables."] = "") -> dict[str, Any]:
        listed = [(name, senses.info(name)) for name in senses.names if table in ("", senses.columns[senses.names[name]].table)]
        return {"columns": [_shown(name, info) for name, info in listed[:MOST_COLUMNS]], "not_shown": len(listed[MOST_COLUMNS:])}

    return contract(
        list_columns,
        says="List the columns of the data: name, words, type, role and unit.",
        units="as named with each column; counts are rows.", errors="a table that is not there is refused with the tables there are.",
        examples=("list_columns(table='orders')",), choices={"table": [table.name for table in senses.lexis.catalog.tables]},
    )  # fmt: skip


def _describing(senses: Senses) -> ToolContract:
    def describe_column(column: Annotated[str, "Table and column as listed, such as 'orders.Sales'."]) -> dict[str, Any]:
        if column not in senses.names:
            raise ToolError(f"There is no column {column!r}. The nearest is {nearest(column, list(senses.names)) or 'none'!r}.")
        info = senses.info(column)
        samples = [str(sample.value)[:MOST_LENGTH] for sample in info.samples[:MOST_VALUES]]
        bounds = {"smallest": str(info.minimum), "largest": str(info.maximum)} if info.minimum is not None else {}
        return _shown(column, info) | bounds | {"different_values": info.distinct, "empty_rows": info.nulls, "commonest": samples}

    return contract(
        describe_column,
        says="Describe one column: words, type, unit, smallest and largest value, how many different values, and the commonest ones.",
        units="values in the unit of the column; counts are rows.", errors="a column that is not there is refused with the nearest.",
        examples=("describe_column(column='orders.Region')",), choices={"column": _few(senses)},
    )  # fmt: skip


def _finding(senses: Senses) -> ToolContract:
    def find_values(
        text: Annotated[str, "A part of the value, in any case."],
        column: Annotated[str, "Where to look, as listed; leave empty for all text columns."] = "",
    ) -> dict[str, Any]:
        if not text.strip():
            raise ToolError("Give a part of the value to find, at least one letter.")
        where = {name: senses.columns[key] for name, key in senses.names.items() if senses.info(name).type == "text"}
        if column and column not in where:
            raise ToolError(f"{column!r} is no text column. The nearest is {nearest(column, list(where)) or 'none'!r}.")
        found: list[dict[str, Any]] = []
        for name, attr in where.items():
            if column in ("", name) and len(found) < MOST_VALUES:
                found += _values(senses.reader, name, attr, text.strip())
        return {"values": found[:MOST_VALUES], "more": len(found) > MOST_VALUES}

    return contract(
        find_values,
        says=f"Find values of text columns that contain a text: column, value and how many rows hold it, at most {MOST_VALUES}.",
        units="rows.", errors="an empty text and a column without text are refused; no value found is an empty list.",
        examples=("find_values(text='calif')", "find_values(text='laptop', column='products.name')"), choices={"column": _few(senses)},
    )  # fmt: skip


def _values(reader: Reader, name: str, attr: Attr, text: str) -> list[dict[str, Any]]:
    here = col(attr.table, attr.column)
    query = Query(
        table=attr.table, select=(Select(name="value", expr=here), Select(name="rows", expr=call("count"))),
        where=(call("contains", call("lower", here), lit(text.lower())),), group_by=(here,),
        order=(Order(expr=call("count"), descending=True), Order(expr=here)), limit=MOST_VALUES,
    )  # fmt: skip
    try:
        rows = reader.run(query, id="values", purpose=f"{name}: {text}", limits=SHORT).rows
    except LimitReached as error:
        raise ToolError(f"Looking through {name} took too long; name another column.") from error
    return [{"column": name, "value": str(value)[:MOST_LENGTH], "rows": count} for value, count in rows]


def _shown(name: str, info: ColumnInfo) -> dict[str, Any]:
    unit = {"currency": info.currency or "money", "ratio": "share of one", "count": "pieces"}.get(info.unit, info.unit)
    return {"column": name, "words": info.label or info.name, "type": info.type, "role": info.role, "unit": unit or "none"}


def _few(senses: Senses) -> list[str]:
    return list(senses.names) if len(senses.names) <= MOST_NAMES else []
