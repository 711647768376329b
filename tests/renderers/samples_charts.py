"""Charts of every kind over the sample ledger."""

from __future__ import annotations

from agents.core.brief import Language
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.text import fact_token
from agents.specs.chart import ChartSpec, Series

SUB = {
    "en": {
        "rev": "Revenue (USD), 2025 against 2024",
        "share": "Share of revenue, 2025",
        "rate": "Return rate and margin, 2025",
        "day": "Revenue by day (USD)",
    },
    "zh": {
        "rev": "销售额（人民币），2025年与2024年对比",
        "share": "2025年销售额占比",
        "rate": "2025年退货率与毛利率",
        "day": "每日销售额（人民币）",
    },
}
WORD = {
    "en": {"revenue": "Revenue", "growth": "Growth", "returns": "Return rate", "margin": "Margin"},
    "zh": {"revenue": "销售额", "growth": "增长率", "returns": "退货率", "margin": "毛利率"},
}


def name(result: str, row: int, column: str = "channel", format: str = "name") -> str:
    return fact_token(cell_ref(result, row, column), format)


def cells(result: str, rows: range | list[int], column: str) -> tuple[str, ...]:
    return tuple(cell_ref(result, row, column) for row in rows)


def pair(result: str, rows: range | list[int]) -> tuple[Series, Series]:
    return (
        Series(name="2024", values=cells(result, rows, "before"), role="previous", format="money_short"),
        Series(name="2025", values=cells(result, rows, "now"), format="money_short"),
    )


def sample_charts(ledger: Ledger, language: Language) -> dict[str, ChartSpec]:
    """A chart of every kind, by a name."""
    channels, months, words = range(6), range(12), WORD[language]
    by_channel, by_month = tuple(name("r1", i) for i in channels), tuple(name("r2", i, "month", "month") for i in months)
    groups = tuple(name("r3", g * 6, "group") for g in range(4))
    sub = SUB[language]
    now = Series(name=words["revenue"], values=cells("r1", channels, "now"), format="money_short")
    by_group = tuple(Series(name=groups[g], values=cells("r3", range(g * 6, g * 6 + 6), "now"), format="money_short") for g in range(4))
    growth = tuple(fact_token(f"growth.{i}", "signed_percent") for i in channels)
    steps = ("total.before", *(f"change.{i}" for i in channels), "total.now")
    base = {"results": ("r1",), "subtitle": sub["rev"], "title": words["revenue"]}
    return {
        "bar": ChartSpec(id="bar", kind="bar", categories=by_channel, series=(now,), highlight=(0,), alert=(2,), beside=growth, **base),
        "pairs": ChartSpec(
            id="pairs", kind="bar", categories=by_channel, series=pair("r1", channels), highlight=(0,), alert=(2,), beside=growth, **base
        ),
        "growth": ChartSpec(
            id="growth",
            kind="bar",
            categories=by_channel,
            alert=(2,),
            series=(Series(name=words["growth"], values=tuple(f"growth.{i}" for i in channels), format="signed_percent"),),
            **base,
        ),
        "column": ChartSpec(id="column", kind="column", categories=by_month, series=pair("r2", months), **base),
        "line": ChartSpec(id="line", kind="line", categories=by_month, series=pair("r2", months), highlight=(10,), **base),
        "days": ChartSpec(
            id="days",
            kind="line",
            categories=tuple(name("r5", i, "day", "date") for i in range(90)),
            title=words["revenue"],
            subtitle=sub["day"],
            series=(Series(name=words["revenue"], values=cells("r5", range(90), "now")),),
            results=("r5",),
        ),
        "area": ChartSpec(id="area", kind="area", categories=by_month, series=pair("r2", months)[1:], **base),
        "stacked_bar": ChartSpec(id="stacked_bar", kind="stacked_bar", categories=by_channel, series=by_group, **base),
        "stacked_column": ChartSpec(id="stacked_column", kind="stacked_column", categories=by_channel, series=by_group, **base),
        "share_bar": ChartSpec(id="share_bar", kind="share_bar", categories=by_channel, series=by_group, **base),
        "waterfall": ChartSpec(
            id="waterfall",
            kind="waterfall",
            categories=("2024", *by_channel, "2025"),
            format="money_short",
            series=(Series(name=words["revenue"], values=steps, format="signed_money_short"),),
            **base,
        ),
        "crossing": ChartSpec(
            id="crossing",
            kind="waterfall",
            categories=(by_channel[1], by_channel[2], by_channel[0], by_channel[2]),
            format="money_short",
            series=(Series(name=words["revenue"], values=("change.2", "change.0", "change.2", "change.1")),),
            **base,
        ),
        "scatter": ChartSpec(
            id="scatter",
            kind="scatter",
            categories=by_channel,
            title=words["margin"],
            subtitle=sub["rate"],
            results=("r4",),
            highlight=(5,),
            series=(
                Series(name=words["returns"], values=cells("r4", channels, "returns"), format="percent"),
                Series(name=words["margin"], values=cells("r4", channels, "margin"), format="percent"),
            ),
        ),
        "slope": ChartSpec(
            id="slope",
            kind="slope",
            categories=("2024", "2025"),
            highlight=(0,),
            alert=(2,),
            series=tuple(Series(name=by_channel[i], values=(f"r1:{i}:before", f"r1:{i}:now"), format="money_short") for i in channels),
            **base,
        ),
        "combo": ChartSpec(
            id="combo",
            kind="combo",
            categories=by_channel,
            **base,
            series=(now, Series(name=words["growth"], values=tuple(f"growth.{i}" for i in channels), format="percent")),
        ),
        "roles": ChartSpec(
            id="roles",
            kind="column",
            categories=groups,
            **base,
            series=(
                Series(name="2024", values=cells("r3", [0, 6, 12, 18], "before"), role="previous", format="money_short"),
                Series(name="2025", values=cells("r3", [0, 6, 12, 18], "now"), format="money_short"),
                Series(
                    name="Plan" if language == "en" else "计划",
                    values=cells("r3", [1, 7, 13, 19], "now"),
                    role="plan",
                    format="money_short",
                ),
            ),
        ),
    }
