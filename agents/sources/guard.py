"""The guard for raw SQL: one read-only SELECT over known tables, with a limit. Everything else is refused before it runs."""

from __future__ import annotations

from collections.abc import Collection

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from agents.core.errors import ToolError

FORBIDDEN: tuple[type[exp.Expr], ...] = (
    exp.Insert,
    exp.Update,
    exp.Delete,
    exp.Merge,
    exp.Create,
    exp.Drop,
    exp.Alter,
    exp.TruncateTable,
    exp.Command,
    exp.Pragma,
    exp.Copy,
    exp.Attach,
    exp.Detach,
    exp.Set,
    exp.Use,
    exp.Transaction,
    exp.Commit,
    exp.Rollback,
    exp.Into,
    exp.Lock,
    exp.LoadData,
    exp.Export,
    exp.Install,
)
# Functions that reach files, the network, settings or the machine, in the dialects that we meet.
REACHING = (
    "read_",
    "scan_",
    "parquet_",
    "sniff_",
    "glob",
    "getenv",
    "http",
    "postgres_",
    "mysql_",
    "sqlite_",
    "iceberg",
    "delta_",
    "duckdb_",
    "pragma_",
    "query",
    "which_secret",
    "current_setting",
    "set_config",
    "pg_",
    "lo_",
    "dblink",
    "load_file",
    "sys_",
    "xp_",
    "openrowset",
    "opendatasource",
    "load_extension",
    "write",
    "copy",
    "import",
    "export",
    "sleep",
    "benchmark",
    "getvariable",
    "nextval",
    "arrow_scan",
    "pandas_scan",
    "python_",
    "json_execute",
    "from_substrait",
)
TABLE_FUNCTIONS = ("unnest", "generate_series", "range", "explode")


def guarded(sql: str, tables: Collection[str], *, dialect: str = "duckdb", limit: int | None = None) -> str:
    """The text as one SELECT with a limit. Raises ToolError that says what to change."""
    try:
        statements = [tree for tree in sqlglot.parse(sql, dialect=dialect) if tree is not None]
    except (SqlglotError, RecursionError) as error:
        raise ToolError(f"The SQL cannot be read: {str(error).splitlines()[0][:200] if str(error) else 'too deep'}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ToolError("Write exactly one SELECT (or WITH … SELECT); nothing else may run.")
    tree = statements[0]
    _check_nodes(tree)
    _check_tables(tree, tables)
    if limit is not None and not _small(tree, limit):
        tree = (
            exp.select("*").from_(tree.subquery("asked")).limit(limit)
            if isinstance(tree, exp.SetOperation) or tree.args.get("limit")
            else tree.limit(limit)
        )
    return tree.sql(dialect=dialect, pretty=True)


def _check_nodes(tree: exp.Expr) -> None:
    for node in tree.walk():
        if isinstance(node, FORBIDDEN):
            raise ToolError(f"Only reading is allowed; {node.key.upper()} is not.")
        if isinstance(node, exp.Func):
            name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
            if name.startswith(REACHING):
                raise ToolError(f"The function {name} reaches outside the data and is not allowed.")
        if isinstance(node, (exp.Parameter, exp.Placeholder)):
            raise ToolError("Write values into the SQL; parameters are not filled.")


def _check_tables(tree: exp.Expr, tables: Collection[str]) -> None:
    known = {name.lower() for name in tables}
    named = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Func):
            name = (table.this.name if isinstance(table.this, exp.Anonymous) else table.this.sql_name()).lower()
            if name not in TABLE_FUNCTIONS:
                raise ToolError(f"The table function {name} is not allowed; the tables are {', '.join(tables)}.")
            continue
        if table.db or table.catalog:
            raise ToolError(f"Name tables without a schema: {table.name}, not {table.sql()}.")
        if table.name.lower() not in known | named:
            raise ToolError(f"There is no table {table.name!r}; the tables are {', '.join(tables)}.")


def _small(tree: exp.Query, limit: int) -> bool:
    """Whether the query's own limit is a number within ours."""
    own = tree.args.get("limit")
    value = own.expression if isinstance(own, exp.Limit) else None
    return isinstance(value, exp.Literal) and value.is_int and int(value.this) <= limit
