"""Typed queries: what they compile to, what they give, and how they refuse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agents.core.errors import ToolError
from agents.sources.compile import Compiler
from agents.sources.duck import DuckReader
from agents.sources.query import Call, Combine, Expr, Join, Order, Query, Select, Sub, Window, call, col, lit
from tests.sources.made import opened, sqlite_file, values

DATA = """
CREATE TABLE regions (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE sales (id INTEGER PRIMARY KEY, region_id INTEGER REFERENCES regions(id), day TEXT, channel TEXT,
  amount REAL, units INTEGER, note TEXT);
INSERT INTO regions VALUES (1, 'North'), (2, 'South'), (3, 'Empty');
INSERT INTO sales VALUES (1, 1, '2024-01-15', 'Web', 10, 1, 'Red shoe'),
 (2, 1, '2024-05-15', 'Shop', 20, 2, 'blue SHOE'), (3, 2, '2024-12-31', 'Web', 30, 3, NULL),
 (4, 2, '2025-01-01', 'Web', 40, 4, ' hat '), (5, 2, '2025-03-09', 'Shop', 60, 0, 'hat');
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> DuckReader:
    return opened(sqlite_file(tmp_path_factory.mktemp("queries"), DATA))


AMOUNT, DAY, CHANNEL, UNITS, NOTE = (col("sales", name) for name in ("amount", "day", "channel", "units", "note"))
TOTAL = call("sum", AMOUNT)


def ask(reader: DuckReader, *select: Expr, **parts: Any) -> list[tuple[Any, ...]]:
    query = Query(table="sales", select=tuple(Select(name=f"c{n}", expr=expr) for n, expr in enumerate(select)), **parts)
    return list(reader.run(query, id="q1").rows)


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        (TOTAL, 160.0),
        (call("avg", AMOUNT), 32.0),
        (call("min", DAY), date(2024, 1, 15)),
        (call("max", CHANNEL), "Web"),
        (call("count"), 5),
        (call("count", NOTE), 4),
        (call("count_distinct", CHANNEL), 2),
        (call("median", AMOUNT), 30.0),
        (call("quantile", AMOUNT, lit(0.75)), 40.0),
        (call("mode", CHANNEL), "Web"),
        (call("sum", AMOUNT, where=call("eq", CHANNEL, lit("Web"))), 80.0),
        (call("count", where=call("gt", UNITS, lit(1))), 3),
        (call("div", TOTAL, call("count")), 32.0),
        (call("mul", call("add", TOTAL, lit(1)), lit(2)), 322.0),
        (call("sub", TOTAL, call("sub", lit(10), lit(3))), 153.0),
        (call("div", lit(1), lit(0)), None),
        (call("div", lit(1), lit(2)), 0.5),
        (call("round", call("div", TOTAL, lit(7)), lit(2)), 22.86),
        (call("if", call("gt", TOTAL, lit(100)), lit("big"), lit("small")), "big"),
        (call("coalesce", call("sum", AMOUNT, where=call("eq", CHANNEL, lit("x"))), lit(0)), 0.0),
    ],
)
def test_aggregates_and_arithmetic(reader: DuckReader, expr: Expr, expected: object) -> None:
    assert ask(reader, expr)[0] == (expected,)


@pytest.mark.parametrize(("op", "expected"), [("stddev", 19.235384), ("stddev_pop", 17.204651), ("variance", 370.0), ("skew", 0.590129)])
def test_spread(reader: DuckReader, op: Any, expected: float) -> None:
    assert ask(reader, call(op, AMOUNT))[0][0] == pytest.approx(expected, abs=1e-5)


def test_correlation(reader: DuckReader) -> None:
    assert ask(reader, call("corr", AMOUNT, AMOUNT))[0][0] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        (call("ge", DAY, lit("2025-01-01")), [4, 5]),
        (call("between", DAY, lit(date(2024, 5, 1)), lit(date(2024, 12, 31))), [2, 3]),
        (call("in", CHANNEL, lit(("Shop", "Fax"))), [2, 5]),
        (call("not_in", CHANNEL, lit(("Shop",))), [1, 3, 4]),
        (call("is_null", NOTE), [3]),
        (call("not_null", NOTE), [1, 2, 4, 5]),
        (call("contains", call("lower", NOTE), lit("shoe")), [1, 2]),
        (call("starts_with", NOTE, lit("Red")), [1]),
        (call("ends_with", NOTE, lit("hat")), [5]),
        (call("like", NOTE, lit("%shoe")), [1]),
        (call("eq", call("trim", NOTE), lit("hat")), [4, 5]),
        (call("or", call("eq", UNITS, lit(0)), call("eq", UNITS, lit(1))), [1, 5]),
        (call("not", call("and", call("eq", CHANNEL, lit("Web")), call("gt", AMOUNT, lit(5)))), [2, 5]),
        (call("ne", CHANNEL, lit("Web")), [2, 5]),
        (call("eq", call("year", DAY), lit(2024)), [1, 2, 3]),
        (call("eq", call("month", DAY), lit(1)), [1, 4]),
        (call("eq", call("quarter", DAY), lit(2)), [2]),
        (call("eq", call("weekday", DAY), lit(1)), [1]),
        (call("eq", call("week_start", DAY), lit("2024-05-13")), [2]),
        (call("gt", call("mod", UNITS, lit(2)), lit(0)), [1, 3]),
        (call("gt", call("days_between", lit("2024-12-31"), DAY), lit(0)), [4, 5]),
        (call("eq", call("length", call("upper", CHANNEL)), lit(4)), [2, 5]),
        (call("gt", call("neg", AMOUNT), lit(-15)), [1]),
        (call("eq", call("cast_number", lit("x")), lit(1)), []),
        (call("eq", call("div", AMOUNT, UNITS), lit(10)), [1, 2, 3, 4]),
    ],
)
def test_conditions(reader: DuckReader, condition: Expr, ids: list[int]) -> None:
    assert [row[0] for row in ask(reader, col("sales", "id"), where=(condition,), order=(Order(expr=col("sales", "id")),))] == ids


def test_groups_with_having_order_and_limit(reader: DuckReader) -> None:
    month = call("month_start", DAY)
    rows = ask(
        reader, month, TOTAL, group_by=(month,), having=(call("gt", TOTAL, lit(15)),), order=(Order(expr=TOTAL, descending=True),), limit=2
    )
    assert rows == [(date(2025, 3, 1), 60.0), (date(2025, 1, 1), 40.0)]


def test_joins_keep_or_drop_rows_without_a_partner(reader: DuckReader) -> None:
    def by_region(how: Any) -> list[tuple[Any, ...]]:
        name = col("regions", "name")
        query = Query(
            table="regions",
            joins=(Join(table="sales", alias="s", left=col("regions", "id"), right="region_id", how=how),),
            select=(Select(name="region", expr=name), Select(name="n", expr=call("count", col("s", "id")))),
            group_by=(name,),
            order=(Order(expr=name),),
        )
        return list(reader.run(query, id="q").rows)

    assert by_region("inner") == [("North", 2), ("South", 3)]
    assert by_region("left") == [("Empty", 0), ("North", 2), ("South", 3)]


def test_a_table_can_join_itself(reader: DuckReader) -> None:
    join = Join(table="sales", alias="other", left=col("sales", "units"), right="id")
    assert ask(reader, col("sales", "id"), col("other", "id"), joins=(join,), order=(Order(expr=col("sales", "id")),)) == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
    ]


def test_windows(reader: DuckReader) -> None:
    year = call("year", DAY)
    by_year = (Order(expr=year),)
    rows = ask(
        reader,
        year,
        Window(op="lag", args=(TOTAL,), order=by_year),
        Window(op="running_sum", args=(TOTAL,), order=by_year),
        call("div", TOTAL, Window(op="total", args=(TOTAL,))),
        Window(op="rank", order=(Order(expr=TOTAL, descending=True),)),
        group_by=(year,),
        order=by_year,
    )
    assert rows == [(2024, None, 60.0, 0.375, 2), (2025, 60.0, 160.0, 0.625, 1)]


def test_subqueries_as_value_and_as_list(reader: DuckReader) -> None:
    average = Query(table="sales", select=(Select(name="a", expr=call("avg", AMOUNT)),))
    north = Query(
        table="regions", select=(Select(name="id", expr=col("regions", "id")),), where=(call("eq", col("regions", "name"), lit("North")),)
    )
    assert ask(reader, call("count"), where=(call("gt", AMOUNT, Sub(query=average)),)) == [(2,)]
    assert ask(reader, call("count"), where=(call("in", col("sales", "region_id"), Sub(query=north)),)) == [(2,)]
    assert ask(reader, call("count"), where=(call("not_in", col("sales", "region_id"), Sub(query=north)),)) == [(3,)]


def test_a_query_over_a_query(reader: DuckReader) -> None:
    inner = Query(table="sales", select=(Select(name="channel", expr=CHANNEL), Select(name="total", expr=TOTAL)), group_by=(CHANNEL,))
    outer = Query(table=inner, alias="t", select=(Select(name="mean", expr=call("avg", col("t", "total"))),))
    assert reader.run(outer, id="q").rows == ((80.0,),)


@pytest.mark.parametrize(("op", "expected"), [("union", [1, 2, 3]), ("union_all", [1, 2, 2, 3]), ("intersect", [2]), ("except", [1])])
def test_set_operations(reader: DuckReader, op: Any, expected: list[int]) -> None:
    def some(*ids: int) -> dict[str, Any]:
        return {
            "table": "sales",
            "select": (Select(name="id", expr=col("sales", "id")),),
            "where": (call("in", col("sales", "id"), lit(ids)),),
        }

    query = Query(**some(1, 2), combine=Combine(op=op, query=Query(**some(2, 3))), order=(Order(expr=col("sales", "id")),))
    assert [row[0] for row in reader.run(query, id="q").rows] == expected


@pytest.mark.parametrize(
    ("select", "parts", "told"),
    [
        (col("sales", "amont"), {}, "Did you mean 'amount'"),
        (col("sals", "amount"), {}, "Did you mean 'sales'"),
        (AMOUNT, {"table": "sale"}, "Did you mean 'sales'"),
        (call("sum", CHANNEL), {}, "of type text"),
        (call("add", AMOUNT), {}, "takes 2 arguments"),
        (AMOUNT, {"where": (AMOUNT,)}, "must be true or false"),
        (AMOUNT, {"where": (call("eq", AMOUNT, lit("ten")),)}, "both sides must be of one kind"),
        (AMOUNT, {"where": (call("gt", DAY, lit("soon")),)}, "yyyy-mm-dd"),
        (AMOUNT, {"joins": (Join(table="regions", alias="sales", left=col("sales", "id"), right="id"),)}, "stands twice"),
        (lit(float("nan")), {}, "finite"),
        (Call(op="lower", args=(NOTE,), where=call("eq", UNITS, lit(1))), {}, "belongs to aggregates"),
    ],
)
def test_queries_that_do_not_fit_say_what_to_change(reader: DuckReader, select: Expr, parts: dict[str, Any], told: str) -> None:
    with pytest.raises(ToolError, match=told):
        reader.compile(Query(**({"table": "sales", "select": (Select(name="x", expr=select),)} | parts)))


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "mssql", "snowflake", "bigquery", "sqlite"])
def test_a_usual_question_compiles_for_servers_too(reader: DuckReader, dialect: str) -> None:
    month = call("month_start", DAY)
    query = Query(
        table="sales",
        select=(Select(name="m", expr=month), Select(name="web", expr=call("sum", AMOUNT, where=call("eq", CHANNEL, lit("Web"))))),
        group_by=(month,),
        order=(Order(expr=month),),
        limit=5,
    )
    assert "web" in Compiler(reader.catalog, dialect).sql(query)


def test_names_and_values_with_quotes_are_only_names_and_values(tmp_path: Path) -> None:
    script = """CREATE TABLE "my ""odd"" table" ("a'b" TEXT, n INTEGER);
    INSERT INTO "my ""odd"" table" VALUES ('x''; DROP TABLE t; --', 1), ('y', 2);"""
    reader = opened(sqlite_file(tmp_path, script))
    table = 'my "odd" table'
    query = Query(
        table=table,
        select=(Select(name='say "hi"', expr=col(table, "n")),),
        where=(call("eq", col(table, "a'b"), lit("x'; DROP TABLE t; --")),),
    )
    assert reader.run(query, id="q").rows == ((1,),)
    assert values(reader, 'SELECT count(*) FROM "my ""odd"" table"') == [(2,)]
