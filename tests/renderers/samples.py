"""A small shop's evidence for tests of files: one extract of rows, results that add up from it, facts and claims.

Six channels × two years, with a long name, a fall, a channel without a previous year's figure for one measure, a gap in a
series, twelve months and four product groups. The same numbers in English and Chinese.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from math import sin

from agents.core.brief import Language
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Cell, Column, Coverage, Grouping, Result, digest

CHANNELS = {
    "en": ("Marketplace", "Website", "Stores", "App", "Wholesale and franchise partners", "Social"),
    "zh": ("电商平台", "官方网站", "线下门店", "移动应用", "批发与加盟合作伙伴", "社交电商"),
}
GROUPS = {"en": ("Outerwear", "Dresses", "Knitwear and jerseys", "Accessories"), "zh": ("外套", "连衣裙", "针织衫与毛衣", "配饰")}
BASE = (166_000, 171_000, 141_000, 71_000, 45_000, 17_000)  # a month's revenue in the first year
GROWTH = (0.31, 0.09, -0.05, 0.18, 0.02, 0.44)
MIX = ((0.2, 0.4, 0.3, 0.1), (0.3, 0.3, 0.2, 0.2), (0.5, 0.2, 0.2, 0.1), (0.2, 0.3, 0.2, 0.3), (0.4, 0.1, 0.4, 0.1), (0.1, 0.5, 0.1, 0.3))
RETURNS = (0.11, 0.13, 0.06, 0.12, None, 0.19)
TAKEN = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
CURRENCY = {"en": "USD", "zh": "CNY"}
PURPOSES = {
    "r0": {"en": "Order lines by month, channel and product group", "zh": "按月份、渠道和品类的订单行"},
    "r1": {"en": "Revenue by channel and year", "zh": "按渠道和年份的销售额"},
    "r2": {"en": "Revenue by month", "zh": "按月份的销售额"},
    "r3": {"en": "Revenue by product group and channel", "zh": "按品类和渠道的销售额"},
    "r4": {"en": "Return rate and margin by channel", "zh": "按渠道的退货率和毛利率"},
    "r5": {"en": "Revenue by day", "zh": "按日期的销售额"},
}


def _amount(channel: int, group: int, year: int, month: int) -> float:
    season = 1 + 0.22 * sin((month + 2) / 1.9) + (0.3 if month in (11, 12) else 0)
    growth = 1 + GROWTH[channel] * (1 + (group - 1) * 0.35) if year else 1.0
    return round(BASE[channel] * MIX[channel][group] * season * growth * (1.35 if channel < 4 else 1.0), 2)


@lru_cache
def _extract(language: Language) -> tuple[tuple[Cell, ...], ...]:
    """month (first day), period, channel, group, revenue, orders"""
    return tuple(
        (date(2024 + year, month, 1), str(2024 + year), CHANNELS[language][channel], GROUPS[language][group], amount, int(amount // 83))
        for year in (0, 1)
        for month in range(1, 13)
        for channel in range(6)
        for group in range(4)
        for amount in (_amount(channel, group, year, month),)
    )


def _result(
    id: str, language: Language, columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], grouping: Grouping | None = None
) -> Result:
    coverage = Coverage(rows_read=118_902, rows_dropped=412, first_day=date(2024, 1, 1), last_day=date(2025, 12, 31))
    return Result(
        id=id,
        source="Shop orders" if language == "en" else "商店订单",
        sql=f"SELECT * FROM {id}",
        columns=columns,
        rows=tuple(rows),
        row_count=len(rows),
        hash=digest(rows),
        taken_at=TAKEN,
        seconds=0.12,
        purpose=PURPOSES[id][language],
        coverage=coverage,
        grouping=grouping,
    )


def _total(language: Language, year: int, channel: str = "", group: str = "", month: int = 0) -> float:
    return round(
        sum(
            float(str(row[4]))
            for row in _extract(language)
            if row[1] == str(year) and channel in ("", row[2]) and group in ("", row[3]) and month in (0, getattr(row[0], "month", 0))
        ),
        2,
    )


def _money(name: str, language: Language) -> Column:
    return Column(name=name, type="number", unit="currency", currency=CURRENCY[language])


def sample_results(language: Language = "en") -> list[Result]:
    """r0 the extract; r1 channels (before, now); r2 months (the first before is missing); r3 groups × channels; r4 rates; r5 days."""
    money, by_year = _money("now", language), {"before": {"period": "2024"}, "now": {"period": "2025"}}
    pair = (_money("before", language), money)
    channels, groups = CHANNELS[language], GROUPS[language]
    extract = (
        Column(name="month", type="date"),
        Column(name="period", type="text"),
        Column(name="channel", type="text"),
        Column(name="group", type="text"),
        _money("revenue", language),
        Column(name="orders", type="integer", unit="count"),
    )
    sums = {"before": "revenue", "now": "revenue"}
    r1 = [(c, _total(language, 2024, c), _total(language, 2025, c)) for c in channels]
    r2 = [(date(2025, m, 1), _total(language, 2024, month=m) if m > 1 else None, _total(language, 2025, month=m)) for m in range(1, 13)]
    r3 = [(g, c, _total(language, 2024, c, g), _total(language, 2025, c, g)) for g in groups for c in channels]
    rates = [(c, RETURNS[i], round(0.28 + 0.05 * sin(i * 2), 4)) for i, c in enumerate(channels)]
    days = [(date(2025, 1 + d // 28, 1 + d % 28), round(20_000 + 6_000 * sin(d / 9) + 31 * d, 2)) for d in range(90)]
    return [
        _result("r0", language, extract, list(_extract(language))),
        _result(
            "r1",
            language,
            (Column(name="channel", type="text"), *pair),
            list(r1),
            Grouping(extract="r0", keys={"channel": "channel"}, sums=sums, fixed_by=by_year),
        ),
        _result("r2", language, (Column(name="month", type="date"), *pair), list(r2)),
        _result(
            "r3",
            language,
            (Column(name="group", type="text"), Column(name="channel", type="text"), *pair),
            list(r3),
            Grouping(extract="r0", keys={"group": "group", "channel": "channel"}, sums=sums, fixed_by=by_year),
        ),
        _result(
            "r4",
            language,
            (
                Column(name="channel", type="text"),
                Column(name="returns", type="number", unit="ratio"),
                Column(name="margin", type="number", unit="ratio"),
            ),
            list(rates),
        ),
        _result("r5", language, (Column(name="day", type="date"), money), list(days)),
    ]


def sample_ledger(language: Language = "en") -> Ledger:
    """Results r0–r5, derived facts (total.before, total.now, growth, change.N, growth.N, share.N, now.N of groups) and claims c1–c5.

    c1 the total rose, c2 Marketplace is the largest, c3 Stores fell, c4 Marketplace brought more than half, c5 Social grew fastest.
    """
    ledger = Ledger()
    for result in sample_results(language):
        ledger.add_result(result)
    name, currency = CHANNELS[language], CURRENCY[language]
    for column, id in (("before", "total.before"), ("now", "total.now")):
        inputs = {f"x{i}": cell_ref("r1", i, column) for i in range(6)}
        ledger.derive(id, f"sum({', '.join(inputs)})", inputs, name=f"revenue · {column}", unit="currency", currency=currency)
    both = {"a": "total.before", "b": "total.now"}
    ledger.derive("growth", "b / a - 1", both, name="revenue growth", unit="ratio")
    ledger.derive("change", "b - a", both, name="revenue change", unit="currency", currency=currency)
    for i in range(6):
        pair = {"a": cell_ref("r1", i, "before"), "b": cell_ref("r1", i, "now"), "t": "total.now", "d": "change"}
        ledger.derive(f"change.{i}", "b - a", pair, name=f"change · {name[i]}", unit="currency", currency=currency)
        ledger.derive(f"growth.{i}", "b / a - 1", pair, name=f"growth · {name[i]}", unit="ratio")
        ledger.derive(f"share.{i}", "b / t", pair, name=f"share · {name[i]}", unit="ratio")
        ledger.derive(f"part.{i}", "(b - a) / d", pair, name=f"part of the growth · {name[i]}", unit="ratio")
    for row in range(24):
        pair = {"a": cell_ref("r3", row, "before"), "b": cell_ref("r3", row, "now")}
        ledger.derive(f"group.growth.{row}", "b / a - 1", pair, name=f"growth · r3 row {row}", unit="ratio")
    ledger.constant("goal.growth", 0.1, name="target growth", unit="ratio")
    ledger.claim("increase", {"a": "total.now", "b": "total.before"})
    ledger.largest(cell_ref("r1", 0, "now"), [cell_ref("r1", i, "now") for i in range(6)])
    ledger.claim("decrease", {"a": cell_ref("r1", 2, "now"), "b": cell_ref("r1", 2, "before")})
    ledger.claim("majority", {"a": "change.0", "b": "change"})
    ledger.largest("growth.5", [f"growth.{i}" for i in range(6)])
    return ledger
