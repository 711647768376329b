# ruff: noqa: E501  a query stands on one line
"""Measure follow-ups: pairs of a request and what is said after it, over sets that nobody prepared, each with what must come of it.

    python benchmarks/follow_ups.py ../shared/data

A pair is right where the question gives the rows of the SQL written beside it, the report measures, splits, limits and compares what
is written beside it, or the refusal names the word. The pairs were written before they were run, and are not tuned on.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from agents.core.brief import Brief, Language
from agents.core.errors import CannotAnswer
from agents.core.plan import StepPlan
from agents.evidence.results import Cell
from agents.sources.open import open_data
from agents.sources.query import Query
from agents.team.desk import Desk, Outcome, Turn
from agents.team.work import work

PLAN = StepPlan(key="plan", agent="super_agent", title="plan")
S, N, C, R = "superstore.csv", "northwind.sqlite", "chinook.sqlite", "online_retail_uk.parquet"
D = '"Order Details" d join Orders o using (OrderID)'
NET = "sum(d.Quantity * d.UnitPrice * (1 - d.Discount))"
LINES = "InvoiceLine l join Invoice i using (InvoiceId)"


@dataclass(frozen=True)
class Pair:
    """`sql`: the rows of a question. `report`: what a report has. `refuses`: a word that the refusal names. `alone`: nothing is kept."""

    data: str
    first: str
    then: str
    sql: str = ""
    report: tuple[tuple[str, Any], ...] = ()
    refuses: str = ""
    alone: bool = False


def report(**fields: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(fields.items())


GROWTH = "Analyse sales growth by category from 2022 to 2023 with slides and a spreadsheet."
GROWTH_ZH = "分析2022年到2023年各类别的销售额增长，输出幻灯片和表格。"
FREIGHT = "Total freight by ship country in 2017"
PAIRS = (
    Pair(S, "Sales by category in 2022", "only the East", sql="select Category, sum(Sales) from superstore where Region='East' and year(\"Order Date\")=2022 group by 1"),
    Pair(S, "Sales by category in 2022", "the same by quarter", sql="select date_trunc('quarter', \"Order Date\"), sum(Sales) from superstore where year(\"Order Date\")=2022 group by 1"),
    Pair(S, "Sales by category in 2022", "and for 2020?", sql="select Category, sum(Sales) from superstore where year(\"Order Date\")=2020 group by 1"),
    Pair(S, "Sales by category in 2022", "what about quantity?", sql="select Category, sum(Quantity) from superstore where year(\"Order Date\")=2022 group by 1"),
    Pair(S, "Sales by state in 2023", "just the top 3", sql="select State, sum(Sales) from superstore where year(\"Order Date\")=2023 group by 1 order by 2 desc limit 3"),
    Pair(S, "Sales by ship mode", "by segment instead", sql="select Segment, sum(Sales) from superstore group by 1"),
    Pair(S, "Average profit by region", "without Technology please", sql="select Region, avg(Profit) from superstore where Category <> 'Technology' group by 1"),
    Pair(S, "Which state had the lowest profit in 2021?", "and in 2022?", sql="select State, sum(Profit) from superstore where year(\"Order Date\")=2022 group by 1 order by 2 limit 1"),
    Pair(S, "How many orders were there in 2021?", "now by region", sql="select Region, count(distinct \"Order ID\") from superstore where year(\"Order Date\")=2021 group by 1"),
    Pair(S, "各地区2023年的利润", "只看 Technology", sql="select Region, sum(Profit) from superstore where Category='Technology' and year(\"Order Date\")=2023 group by 1"),
    Pair(S, "各地区2023年的利润", "按季度看", sql="select date_trunc('quarter', \"Order Date\"), sum(Profit) from superstore where year(\"Order Date\")=2023 group by 1"),
    Pair(S, "各地区2023年的利润", "改成销售额", sql="select Region, sum(Sales) from superstore where year(\"Order Date\")=2023 group by 1"),
    Pair(S, "各州2023年的销售额", "前10名", sql="select State, sum(Sales) from superstore where year(\"Order Date\")=2023 group by 1 order by 2 desc limit 10"),
    Pair(S, "各地区2023年的利润", "那2020年呢？", sql="select Region, sum(Profit) from superstore where year(\"Order Date\")=2020 group by 1"),
    Pair(S, "Sales by category in 2022", "only on Mars", refuses="Mars"),
    Pair(S, "Sales by category in 2022", "How many customers are there in Texas?", sql="select count(distinct \"Customer ID\") from superstore where State='Texas'", alone=True),
    Pair(S, GROWTH, "now only the South", report=report(only=("South",), segment="Category", periods=("2022", "2023"), files=("deck", "workbook", "charts"))),
    Pair(S, GROWTH, "without the South", report=report(out=("South",), segment="Category")),
    Pair(S, GROWTH, "and for 2021?", report=report(segment="Category", periods=("2020", "2021"), only=())),
    Pair(S, GROWTH, "what about profit instead?", report=report(measure="profit", segment="Category", periods=("2022", "2023"))),
    Pair(S, GROWTH, "by ship mode instead", report=report(segment="Ship Mode", measure="revenue", periods=("2022", "2023"))),
    Pair(S, GROWTH, "the same by month", report=report(has=("trend",), lacks=("segment", "plan"), grain="month", periods=("2022", "2023"))),
    Pair(S, GROWTH, "why did it rise?", report=report(has=("drivers",), files=(), asked="rise", periods=("2022", "2023"))),
    Pair(S, GROWTH, "top 3 only", report=report(has=("ranking",), count=3)),
    Pair(S, GROWTH, "make a document of this", report=report(files=("document", "charts"), segment="Category", has=("growth",))),
    Pair(S, GROWTH, "Give me the total quantity by segment in 2020", sql="select Segment, sum(Quantity) from superstore where year(\"Order Date\")=2020 group by 1", alone=True),
    Pair(S, GROWTH, "now only the blue ones", refuses="blue"),
    Pair(S, GROWTH_ZH, "只看 South", report=report(only=("South",), segment="Category")),
    Pair(S, GROWTH_ZH, "换成利润", report=report(measure="profit", segment="Category")),
    Pair(S, GROWTH_ZH, "按地区", report=report(segment="Region")),
    Pair(S, GROWTH_ZH, "为什么下降了？", report=report(has=("drivers",), files=(), asked="fall")),
    Pair(S, "Sales by region in 2022", "why did it fall?", report=report(has=("drivers",), segment="Region", periods=("2021", "2022"), files=())),
    Pair(N, FREIGHT, "only Brazil", sql="select ShipCountry, sum(Freight) from Orders where ShipCountry='Brazil' and year(OrderDate)=2017 group by 1"),
    Pair(N, FREIGHT, "the same by month", sql="select date_trunc('month', OrderDate), sum(Freight) from Orders where year(OrderDate)=2017 group by 1"),
    Pair(N, "Revenue by category", "only in 2017", sql=f"select c.CategoryName, {NET} from {D} join Products p using (ProductID) join Categories c using (CategoryID) where year(o.OrderDate)=2017 group by 1"),
    Pair(N, "How many customers are there in Germany?", "and in France?", sql="select count(*) from Customers where Country='France'"),
    Pair(N, "各类别的销售额", "只看2017年", sql=f"select c.CategoryName, {NET} from {D} join Products p using (ProductID) join Categories c using (CategoryID) where year(o.OrderDate)=2017 group by 1"),
    Pair(N, "Analyse revenue growth by category from 2016 to 2017 with slides.", "only Beverages and Seafood", report=report(only=("Beverages", "Seafood"), segment="CategoryName")),
    Pair(C, "How many tracks are there for each genre?", "top 5 only", sql="select g.Name, count(*) from Track t join Genre g using (GenreId) group by 1 order by 2 desc limit 5"),
    Pair(C, "Total invoice amount by billing country in 2024", "what about 2023?", sql="select BillingCountry, sum(Total) from Invoice where year(InvoiceDate)=2023 group by 1"),
    Pair(C, "List the customers from Brazil", "and from Canada?", sql="select FirstName, LastName from Customer where Country='Canada'"),
    Pair(C, "Analyse revenue growth by genre from 2023 to 2024 with slides.", "now only the USA", report=report(only=("USA",), segment="Name", periods=("2023", "2024"))),
    Pair(C, "分析2023年到2024年各国家的销售额增长，输出幻灯片。", "那2022年呢？", report=report(periods=("2021年", "2022年"))),
    Pair(R, "Revenue by month in 2011", "and by quarter?", sql="select date_trunc('quarter', InvoiceDate), sum(Quantity*UnitPrice) from online_retail_uk where year(InvoiceDate)=2011 group by 1"),
    Pair(R, "Revenue by month in 2011", "make a spreadsheet of this", sql="select date_trunc('month', InvoiceDate), sum(Quantity*UnitPrice) from online_retail_uk where year(InvoiceDate)=2011 group by 1"),
    Pair(R, "2011年每月的销售额", "换成销量", sql="select date_trunc('month', InvoiceDate), sum(Quantity) from online_retail_uk where year(InvoiceDate)=2011 group by 1"),
)  # fmt: skip


def language_of(text: str) -> Language:
    return "zh" if len(re.findall(r"[\u4e00-\u9fff]", text)) > len(re.findall(r"[A-Za-z]+", text)) else "en"


def planned(data: Path, request: str, room: Path, before: Turn | None = None) -> Outcome:
    """The plan step of a request."""
    desk = Desk(
        run="b", step=PLAN, request=request, language=language_of(request), data=(data,), source_name=data.name, work=room, copies=room,
        before=before,
    )  # fmt: skip
    try:
        return work(desk)
    except CannotAnswer as error:
        return Outcome(cannot=error.message)


def wrong(pair: Pair, folder: Path, room: Path) -> str:
    """What is wrong with what came of a pair, "" where it is right."""
    first = planned(folder / pair.data, pair.first, room)
    if first.brief is None:
        return f"the first request was refused: {first.cannot}"
    outcome = planned(folder / pair.data, pair.then, room, Turn(run="a", request=pair.first, brief=first.brief))
    if outcome.brief is None:
        return "" if pair.refuses and pair.refuses in outcome.cannot else f"refused: {outcome.cannot}"
    if pair.refuses:
        return f"not refused: {outcome.brief.title}"
    if pair.alone and outcome.brief.follows:
        return "it was not read alone"
    return _rows(pair, outcome.brief, folder, room) if pair.sql else _report(dict(pair.report), outcome.brief)


def _rows(pair: Pair, brief: Brief, folder: Path, room: Path) -> str:
    if brief.questions[0].analysis != "lookup":
        return "a report came of it"
    reader = open_data([folder / pair.data], room)
    found = reader.run(Query.model_validate(brief.questions[0].arguments["query"]), id="r").rows
    reader.close()
    copy = next(path for path in room.glob("*.duckdb") if _holds(path, pair.sql))
    with duckdb.connect(str(copy), read_only=True) as connection:
        expected = connection.execute(pair.sql).fetchall()
    return "" if _same(found, expected) else f"{found[:3]} is not {expected[:3]}"


def _holds(path: Path, sql: str) -> bool:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            connection.execute(sql)
    except duckdb.Error:
        return False
    return True


def _same(found: Iterable[tuple[Cell, ...]], expected: Iterable[tuple[Any, ...]]) -> bool:
    """The same rows in any order; numbers to six digits, days without their time. A key or a label beside them does no harm."""
    rows, wanted = [set(_plain(row)) for row in found], [set(_plain(row)) for row in expected]
    return len(rows) == len(wanted) and all(any(each <= row and len(row) <= len(each) + 1 for row in rows) for each in wanted)


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(f"{cell:.6g}" if isinstance(cell, (int, float)) else str(cell)[:10] if hasattr(cell, "year") else str(cell) for cell in row)


def _report(wanted: dict[str, Any], brief: Brief) -> str:
    if brief.questions[0].analysis == "lookup":
        return "a single question came of it"
    analyses = {question.analysis for question in brief.questions}
    arguments = {question.analysis: question.arguments for question in brief.questions}
    subject = brief.questions[0].arguments["subject"]
    has = {
        "only": tuple(value for limit in brief.only if not limit.out for value in limit.values),
        "out": tuple(value for limit in brief.only if limit.out for value in limit.values),
        "segment": subject["segment"]["expr"]["name"] if subject["segment"] else "", "measure": subject["measure"]["key"],
        "periods": tuple(period.label for period in brief.periods), "files": brief.deliverables,
        "grain": arguments.get("trend", {}).get("grain"), "count": arguments.get("ranking", {}).get("count"),
        "asked": arguments.get("drivers", {}).get("asked"),
    }  # fmt: skip
    missing = [name for name in wanted.pop("has", ()) if name not in analyses] + [n for n in wanted.pop("lacks", ()) if n in analyses]
    off = [f"{name}: {has[name]!r} is not {value!r}" for name, value in wanted.items() if has[name] != value]
    return "; ".join([*off, *(f"analysis {name}" for name in missing)])


def main() -> None:
    folder = Path(sys.argv[1])
    right = 0
    with tempfile.TemporaryDirectory() as scratch:
        for pair in PAIRS:
            problem = wrong(pair, folder, Path(scratch))
            right += not problem
            if problem:
                print(f"{pair.data}: {pair.first!r}, then {pair.then!r}: {problem}")
    print(f"{right} of {len(PAIRS)} right")


if __name__ == "__main__":
    main()
