"""A small clothing business as a workbook spec: an extract, grouped results, derived facts, every kind of chart."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from agents.core.brief import Language
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Cell, Column, Coverage, Grouping, Result, digest
from agents.evidence.text import fact_token as fact
from agents.specs.chart import ChartSpec, Series, SeriesRole
from agents.specs.table import TableColumn, TableSpec
from agents.specs.workbook import Block, Check, SheetSpec, WorkbookSpec

CHANNELS = ("Website", "Marketplace", "Stores", "Wholesale", "App", "Outlet")
CATEGORIES = ("Shirts", "Dresses", "Coats")
TAKEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
EXTRACT = (
    Column(name="order_id", type="integer", label="order id"), Column(name="ordered_on", type="date", label="ordered on"),
    Column(name="year", type="text"), Column(name="channel", type="text"), Column(name="category", type="text"),
    Column(name="customer", type="text"), Column(name="quantity", type="integer", unit="count"),
    Column(name="amount", type="number", unit="currency", currency="USD"), Column(name="discount", type="number", unit="ratio"),
)  # fmt: skip
Row = tuple[Cell, ...]


def extract_rows(count: int, seed: int = 7) -> Iterator[Row]:
    chance = random.Random(seed)
    for number in range(count):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(731))
        channel = chance.choices(CHANNELS, (30, 24, 18, 12, 10 if day.year == 2024 else 22, 6))[0]
        quantity = chance.randint(1, 5)
        amount = round(quantity * chance.uniform(12, 140), 2)
        category, customer = chance.choice(CATEGORIES), f"customer {chance.randrange(4000)}"
        yield (100_000 + number, day, str(day.year), channel, category, customer, quantity, amount,
               chance.choice((0.0, 0.0, 0.1, 0.2, None)))  # fmt: skip


def result(id: str, columns: Iterable[Column], rows: Iterable[Row], **more: object) -> Result:
    kept = tuple(rows)
    return Result(
        id=id,
        source="shop.sqlite",
        sql=str(more.pop("sql", f"SELECT … -- {id}")),
        columns=tuple(columns),
        rows=kept,
        row_count=int(str(more.pop("row_count", len(kept)))),
        hash=digest(kept),
        taken_at=TAKEN,
        seconds=0.031,
        **more,  # type: ignore[arg-type]
    )


def grouped(rows: list[Row], key: int) -> list[Row]:
    """Revenue of both years and the number of lines by the values of a column, largest first."""
    found: dict[Cell, list[float]] = {}
    for row in rows:
        sums = found.setdefault(row[key], [0.0, 0.0, 0])
        sums[0 if row[2] == "2024" else 1] += float(str(row[7]))
        sums[2] += 1
    return sorted(((name, *sums) for name, sums in found.items()), key=lambda row: -float(str(row[2])))


def sample_ledger(rows: list[Row]) -> Ledger:
    ledger = Ledger()
    coverage = Coverage(
        rows_read=len(rows) + 12, rows_dropped=12, dropped_why="cancelled", first_day=date(2024, 1, 1), last_day=date(2025, 12, 31)
    )
    ledger.add_result(
        result("x", EXTRACT, rows[:50], row_count=len(rows), truncated=len(rows) > 50, purpose="Order lines", coverage=coverage)
    )
    money = {"type": "number", "unit": "currency", "currency": "USD"}
    columns = [
        Column(name="before", label="revenue 2024", **money),
        Column(name="now", label="revenue 2025", **money),
        Column(name="lines", type="integer", unit="count"),
    ]  # type: ignore[arg-type]
    by = {"before": {"year": "2024"}, "now": {"year": "2025"}}
    sums = {"before": "amount", "now": "amount", "lines": ""}
    for id, key in (("r1", 3), ("r2", 4)):
        name = EXTRACT[key].name
        grouping = Grouping(extract="x", keys={name: name}, sums=sums, fixed_by=by)
        years = ",\n       ".join(
            f"SUM(amount) FILTER (WHERE year = '{year}') AS {name}" for year, name in (("2024", "before"), ("2025", "now"))
        )
        sql = f"SELECT {name},\n       {years},\n       COUNT(*) AS lines\nFROM order_lines\nGROUP BY {name}\nORDER BY now DESC"
        ledger.add_result(
            result(id, [EXTRACT[key], *columns], grouped(rows, key), purpose=f"Revenue by {name} and year", grouping=grouping, sql=sql)
        )
    total = [sum(float(str(r[7])) for r in rows if r[2] == year) for year in ("2024", "2025")]
    ledger.add_result(
        result("r3", columns, [(*total, len(rows))], purpose="Revenue by year", grouping=Grouping(extract="x", sums=sums, fixed_by=by))
    )
    monthly: dict[str, float] = {}
    for row in rows:
        monthly[f"{row[1]:%Y-%m}"] = monthly.get(f"{row[1]:%Y-%m}", 0.0) + float(str(row[7]))
    ledger.add_result(
        result(
            "r4",
            [Column(name="month", type="date"), columns[1]],
            [(date.fromisoformat(m + "-01"), v) for m, v in sorted(monthly.items())],
            purpose="Revenue by month",
        )
    )
    _derive(ledger)
    return ledger


def _derive(ledger: Ledger) -> None:
    for id, rows in (("r1", len(ledger.results["r1"].rows)), ("r2", len(ledger.results["r2"].rows)), ("r3", 1)):
        for row in range(rows):
            inputs = {"now": cell_ref(id, row, "now"), "before": cell_ref(id, row, "before")}
            ledger.derive(
                f"growth.{id}.{row}",
                "(now - before) / before",
                inputs,
                name=f"Growth, {ledger.results[id].cell(row, ledger.results[id].columns[0].name)}",
                unit="ratio",
            )
            ledger.derive(f"change.{id}.{row}", "now - before", inputs, name="Change", unit="currency", currency="USD")
            ledger.derive(f"share.{id}.{row}", "part / whole", {"part": inputs["now"], "whole": "r3:0:now"}, name="Share", unit="ratio")
    ledger.constant("half", 0.5, name="half", unit="ratio")
    ledger.derive(
        "over_half",
        "now / (before + now) - half",
        {"now": "r3:0:now", "before": "r3:0:before", "half": "half"},
        name="Above half",
        unit="points",
    )
    ledger.derive(
        "parts",
        "sum(a, b, c)",
        {n: cell_ref("r2", i, "now") for i, n in enumerate("abc")},
        name="Sum of categories",
        unit="currency",
        currency="USD",
    )
    ledger.derive(
        "from_nothing", "now / (before - before)", {"now": "r3:0:now", "before": "r3:0:before"}, name="Growth from nothing", unit="ratio"
    )


def growth_table(id: str, key: str, count: int, zh: bool) -> TableSpec:
    first, change, growth, share, lines = (
        ("渠道", "变化", "增长率", "占比", "行数") if zh else ("Channel", "Change", "Growth", "Share", "Lines")
    )
    number = {"kind": "number"}
    columns = (
        TableColumn(header=first),
        *(TableColumn(header=head, kind="number") for head in ("2024", "2025")),
        *(TableColumn(header=head, kind="number", tone="signed") for head in (change, growth)),
        *(TableColumn.model_validate({"header": head, **number}) for head in (share, lines)),
    )
    body = [
        (
            fact(cell_ref(id, i, key), "name"),
            fact(cell_ref(id, i, "before"), "money"),
            fact(cell_ref(id, i, "now"), "money"),
            fact(f"change.{id}.{i}", "signed_money_short"),
            fact(f"growth.{id}.{i}", "signed_percent"),
            fact(f"share.{id}.{i}", "percent"),
            fact(cell_ref(id, i, "lines")),
        )
        for i in range(count)
    ]
    money = (fact("r3:0:before", "money"), fact("r3:0:now", "money"))
    changes = (fact("change.r3.0", "signed_money_short"), fact("growth.r3.0", "signed_percent"))
    total = ("合计" if zh else "Total", *money, *changes, "", fact("r3:0:lines"))
    return TableSpec(id=id, columns=columns, rows=(*body, total), total=count)


def charts(ledger: Ledger, zh: bool) -> dict[str, ChartSpec]:
    n = len(ledger.results["r1"].rows)
    names = tuple(fact(cell_ref("r1", i, "channel"), "name") for i in range(n))
    now, before = (tuple(cell_ref("r1", i, column) for i in range(n)) for column in ("now", "before"))
    growth = tuple(f"growth.r1.{i}" for i in range(n))
    title = "各渠道收入" if zh else "Revenue by channel"

    def chart(kind: str, categories: tuple[str, ...], *series: Series, **more: object) -> ChartSpec:
        return ChartSpec.model_validate(
            {"id": kind, "kind": kind, "title": title, "categories": categories, "series": series, "alt": f"{title}: {kind}", **more}
        )

    both = (Series(name="2024", values=before, role="previous"), Series(name="2025", values=now))
    cats = tuple(fact(cell_ref("r2", i, "category"), "name") for i in range(3))
    months = tuple(fact(cell_ref("r4", i, "month"), "month") for i in range(len(ledger.results["r4"].rows)))
    monthly = Series(name="revenue", values=tuple(cell_ref("r4", i, "now") for i in range(len(months))))
    steps = ("r3:0:before", *(f"change.r1.{i}" for i in range(n)), "r3:0:now")
    signed = Series(name="growth", values=growth, format="signed_percent")
    roles: tuple[SeriesRole, ...] = ("actual", "context", "context")
    lines = [Series(name=names[i], values=(before[i], now[i]), role=role) for i, role in enumerate(roles)]
    small = Series(name="revenue", values=tuple(cell_ref("r2", i, "now") for i in range(3)), format="money_short")
    return {
        "bar": chart("bar", names, signed, highlight=(0,), alert=(n - 1,), subtitle="USD"),
        "column": chart("column", names, *both, format="money_short"),
        "line": chart("line", months, monthly, format="money_short"),
        "area": chart("area", months, monthly, format="money_short"),
        "stacked_bar": chart("stacked_bar", names, *both, format="money_short"),
        "stacked_column": chart("stacked_column", names, *both, format="money_short"),
        "share_bar": chart("share_bar", names, *both, format="money_short"),
        "waterfall": chart("waterfall", ("Before", *names, "Now"), Series(name="revenue", values=steps), format="money_short"),
        "scatter": chart("scatter", names, Series(name="revenue", values=now), Series(name="growth", values=growth, format="percent")),
        "slope": chart("slope", ("2024", "2025"), *lines, format="money_short"),
        "combo": chart("combo", names, *both, Series(name="growth", values=growth, format="percent"), format="money_short"),
        "small": chart("bar", cats, small, beside=tuple(fact(f"growth.r2.{i}", "signed_percent") for i in range(3))),
    }  # fmt: skip


def sample_spec(ledger: Ledger, language: Language = "en") -> WorkbookSpec:
    zh = language == "zh"
    made = charts(ledger, zh)
    count = len(ledger.results["r1"].rows)

    def say(english: str, chinese: str) -> str:
        return chinese if zh else english

    def sheet(english: str, chinese: str, kind: str, title: str, *blocks: Block, **more: object) -> SheetSpec:
        return SheetSpec.model_validate({"name": say(english, chinese), "kind": kind, "title": title, "blocks": blocks, **more})

    now, growth = fact("r3:0:now", "money_short"), fact("growth.r3.0", "signed_percent")
    prose = say(f"Revenue came to {now}, a change of {growth} on the year before.", f"收入为{now}，同比变化{growth}。")
    kinds = ("line", "area", "stacked_bar", "stacked_column", "share_bar", "waterfall", "scatter", "slope", "combo")
    meaning = say("Revenue is the sum of line amounts; cancelled orders are left out.", "收入不含已取消订单。")
    pair = Check(label=say("Sum of categories is the total", "品类之和等于总额"), left="parts", right="r3:0:now")
    channels = (
        Block(table=growth_table("r1", "channel", count, zh)),
        Block(chart=made["bar"]),
        Block(chart=made["column"]),
        Block(text=prose),
    )
    sheets = (
        sheet("About", "说明", "about", say("Growth by channel", "各渠道增长率"), Block(text=meaning)),
        sheet(
            "Summary",
            "概要",
            "summary",
            say("Revenue at a glance", "收入概要"),
            Block(table=kpis(say)),
            Block(chart=made["small"]),
            lead=prose,
        ),
        sheet("Channels", "渠道", "question", say("How the channels did", "渠道表现"), *channels, lead=say("Revenue in USD", "美元")),
        sheet("Charts: a/kinds", "图表", "question", say("Kinds of charts", "图表"), *(Block(chart=made[kind]) for kind in kinds)),
        sheet("Actions", "行动", "actions", say("What to do", "行动计划"), Block(table=actions(say, count))),
        sheet("Data", "数据", "data", say("Data", "数据"), data="x"),
        sheet("Checks", "核对", "checks", say("Checks", "核对"), checks=(pair,)),
        sheet("Evidence", "依据", "evidence", say("Evidence", "依据")),
    )
    return WorkbookSpec(title=say("Growth by channel", "渠道增长率"), language=language, sheets=sheets, names=("2024", "2025"))


def kpis(say: Callable[[str, str], str]) -> TableSpec:
    columns = (TableColumn(header=say("Figure", "指标")), TableColumn(header=say("Value", "数值"), kind="number"))
    rows = (
        (say("Revenue", "收入"), fact("r3:0:now", "money_short")),
        (say("Year before", "上年"), fact("r3:0:before", "money_short")),
        (say("Growth", "增长率"), fact("growth.r3.0", "signed_percent")),
        (say("Lines", "行数"), fact("r3:0:lines")),
        (say("Sum of categories", "品类之和"), fact("parts", "money")),
        (say("Gap to an even split", "占比差"), fact("over_half", "points")),
        (say("From nothing", "无基数"), fact("from_nothing", "percent")),
    )
    return TableSpec(id="kpis", columns=columns, rows=rows)


def actions(say: Callable[[str, str], str], count: int) -> TableSpec:
    columns = (
        TableColumn(header=say("Action", "事项")),
        TableColumn(header=say("Kind", "类型"), tone="status"),
        TableColumn(header=say("Owner", "负责人")),
        TableColumn(header=say("Reason", "说明")),
        TableColumn(header=say("Now", "目前"), kind="number"),
    )
    reason = say(
        "The mix of this channel differs from the whole; go through it line by line.", "该渠道的产品结构与整体不同，需要逐项复核。"
    )
    rows = tuple(
        (
            say("Review the range of ", "调整选品：") + fact(cell_ref("r1", i, "channel"), "name"),
            say("Keep", "保留"),
            say("Channel manager", "渠道经理"),
            reason,
            fact(f"growth.r1.{i}", "signed_percent"),
        )
        for i in range(count)
    )
    return TableSpec(id="actions", columns=columns, rows=rows)


def sample(count: int = 400, language: Language = "en") -> tuple[WorkbookSpec, Ledger, Callable[[Result], Iterable[Row]]]:
    rows = list(extract_rows(count))
    ledger = sample_ledger(rows)
    return sample_spec(ledger, language), ledger, lambda _: iter(rows)
