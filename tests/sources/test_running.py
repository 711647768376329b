"""Running: results as the contract says, big ones in Parquet, limits of rows and time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from agents.core.errors import Fault, LimitReached
from agents.evidence.results import Result
from agents.sources.duck import DuckReader, rows_of
from agents.sources.query import Order, Query, Select, call, col
from agents.sources.reader import Limits
from tests.sources.made import opened, text_file, values

ALL = Query(
    table="sales",
    select=(Select(name="n", expr=col("sales", "n")), Select(name="day", expr=col("sales", "day"))),
    order=(Order(expr=col("sales", "n")),),
)


@pytest.fixture
def reader(tmp_path: Path) -> DuckReader:
    lines = "\n".join(f"{n},2024-01-{n % 28 + 1:02d},{'' if n % 10 else n}" for n in range(3_000))
    return opened(text_file(tmp_path, f"n,day,amount\n{lines}\n"))


def test_a_result_carries_what_is_needed_to_trust_it(reader: DuckReader) -> None:
    total = Select(name="total", expr=call("sum", col("sales", "amount")), unit="currency", currency="EUR", label="Sales")
    result = reader.run(Query(table="sales", select=(total,)), id="r7", purpose="Sales in all")
    assert (result.id, result.source, result.purpose, result.rows, result.row_count) == ("r7", "sales.csv", "Sales in all", ((448500,),), 1)
    assert (result.columns[0].unit, result.columns[0].currency, result.columns[0].label) == ("currency", "EUR", "Sales")
    assert (result.coverage.rows_read, result.coverage.nulls) == (3_000, {"amount": 2_700})
    assert result.coverage.first_day is not None and result.sql.startswith("SELECT") and result.taken_at.tzinfo is not None


def test_the_same_rows_have_the_same_hash_and_others_another(reader: DuckReader) -> None:
    first, again = reader.run(ALL, id="a"), reader.run(ALL, id="b")
    assert first.hash == again.hash != reader.run(ALL.model_copy(update={"limit": 5}), id="c").hash


def test_a_big_result_is_kept_whole_in_parquet_and_a_page_in_hand(reader: DuckReader, tmp_path: Path) -> None:
    result = reader.run(ALL, id="run/1:big", limits=Limits(page=100), store=tmp_path / "kept")
    assert (len(result.rows), result.row_count, result.truncated) == (100, 3_000, True)
    rows = list(rows_of(result))
    assert rows[:100] == list(result.rows) and len(rows) == 3_000 and rows[-1][0] == 2_999
    assert Path(result.path or "").parent == tmp_path / "kept"


def test_a_cut_result_does_not_pretend_to_be_whole(reader: DuckReader) -> None:
    result = reader.run(ALL, id="r", limits=Limits(page=100))
    assert result.truncated and result.row_count == 3_000
    with pytest.raises(Fault, match="cut at 100 of 3000"):
        list(rows_of(result))


def test_too_many_rows_are_refused(reader: DuckReader) -> None:
    with pytest.raises(LimitReached, match="more than 1000 rows"):
        reader.run(ALL, id="r", limits=Limits(page=10, rows=1_000))


def test_a_long_question_is_stopped_and_the_next_one_works(reader: DuckReader) -> None:
    started = time.perf_counter()
    with pytest.raises(LimitReached, match="longer than 0.2 seconds"):
        reader.run_sql("SELECT sum(hash(a.n + b.n + c.n)) FROM sales a, sales b, sales c", id="r", limits=Limits(seconds=0.2))
    assert time.perf_counter() - started < 5
    assert values(reader, "SELECT count(*) FROM sales") == [(3_000,)]


def test_threads_take_turns(reader: DuckReader) -> None:
    found: list[Result] = []
    threads = [threading.Thread(target=lambda: found.append(reader.run(ALL, id="r"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6 and len({result.hash for result in found}) == 1


def test_columns_of_raw_sql_that_share_a_name_are_told_apart(reader: DuckReader) -> None:
    assert [c.name for c in reader.run_sql("SELECT n, n, day FROM sales LIMIT 1", id="r").columns] == ["n", "n 2", "day"]
