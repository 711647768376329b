"""Raw SQL: one read-only SELECT over known tables; everything else is refused by the parser, and by the connection behind it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from agents.core.errors import ToolError
from agents.sources.duck import DuckReader
from agents.sources.guard import guarded
from tests.sources.made import opened, text_file, values


@pytest.fixture
def reader(tmp_path: Path) -> DuckReader:
    return opened(text_file(tmp_path, "region,amount\nNorth,1\nSouth,2\n"))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM sales",
        "UPDATE sales SET amount = 1",
        "INSERT INTO sales VALUES ('x', 1)",
        "DROP TABLE sales",
        "CREATE TABLE t AS SELECT 1",
        "ALTER TABLE sales ADD c INT",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE sales",
        "PRAGMA database_list",
        "ATTACH 'x.db'",
        "COPY sales TO 'x.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit='1GB'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'x.parquet'",
        "SELECT * FROM glob('*')",
        "SELECT getenv('HOME')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM secret",
        "WITH x AS (DELETE FROM sales RETURNING *) SELECT * FROM x",
        "SELECT * INTO t FROM sales",
        "SELECT * FROM sales FOR UPDATE",
        "EXPLAIN SELECT 1",
        "CALL pragma_version()",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM copy_0.main.sales",
        "EXPORT DATABASE 'x'",
        "VACUUM",
        "CHECKPOINT",
        "BEGIN",
        "not sql at all",
        "",
        "SELECT amount FROM sales WHERE region = $1",
        "SELECT * FROM parquet_scan('x')",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM (FROM read_blob('/etc/passwd'))",
        "SELECT load_extension('x')",
        "DESCRIBE sales",
        "SHOW TABLES",
    ],
)
def test_anything_but_one_select_over_known_tables_is_refused(reader: DuckReader, sql: str) -> None:
    with pytest.raises(ToolError):
        reader.run_sql(sql, id="x")
    assert values(reader, "SELECT count(*) FROM sales") == [(2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT sum(amount) FROM sales",
        "select SUM(amount) from SALES;",
        "WITH t AS (SELECT * FROM sales) SELECT sum(amount) FROM t",
        "SELECT sum(amount) FROM (SELECT amount FROM sales UNION ALL SELECT 0 AS amount) u",
        "/* a note */ SELECT sum(s.amount) FROM sales AS s -- end",
        "SELECT max(total) FROM (SELECT sum(amount) OVER () AS total FROM sales)",
    ],
)
def test_one_select_in_any_shape_runs(reader: DuckReader, sql: str) -> None:
    assert values(reader, sql) == [(3,)]


@pytest.mark.parametrize(
    ("sql", "limited"),
    [
        ("SELECT a FROM t", True),
        ("SELECT a FROM t LIMIT 5", True),
        ("SELECT a FROM t LIMIT 5000", True),
        ("SELECT a FROM t UNION SELECT a FROM t", True),
    ],
)
def test_a_limit_is_added_or_kept(sql: str, limited: bool) -> None:
    safe = guarded(sql, ["t"], limit=100)
    assert ("LIMIT 5" in safe and "LIMIT 100" not in safe) if sql.endswith("LIMIT 5") else "LIMIT 100" in safe


def test_the_connection_itself_refuses_writes_and_files(reader: DuckReader) -> None:
    for sql in (
        "INSERT INTO copy_0.sales VALUES ('x', 1)",
        "DROP TABLE copy_0.sales",
        "SELECT * FROM read_text('/etc/hostname')",
        "SET enable_external_access = true",
        "COPY (SELECT 1) TO '/tmp/threeday_never.csv'",
        "ATTACH '/tmp/threeday_never.db'",
    ):
        with pytest.raises(duckdb.Error):
            reader._con.execute(sql)
    assert values(reader, "SELECT count(*) FROM sales") == [(2,)]
