"""Charts of every kind over the sample ledger."""

from __future__ import annotations

from types import SimpleNamespace

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


def _structure(s: SimpleNamespace) -> dict[str, ChartSpec]:
    """Channels and product groups side by side."""
    return {
        "bar": ChartSpec(
            id="bar", kind="bar", categories=s.by_channel, series=(s.now,), highlight=(0,), alert=(2,), beside=s.growth, **s.base
        ),
        "pairs": ChartSpec(
            id="pairs",
            kind="bar",
            categories=s.by_channel,
            series=pair("r1", s.channels),
            highlight=(0,),
            alert=(2,),
            beside=s.growth,
            **s.base,
        ),
        "growth": ChartSpec(
            id="growth",
            kind="bar",
            categories=s.by_channel,
            alert=(2,),
            series=(Series(name=s.words["growth"], values=tuple(f"growth.{i}" for i in s.channels), format="signed_percent"),),
            **s.base,
        ),
        "stacked_bar": ChartSpec(id="stacked_bar", kind="stacked_bar", categories=s.by_channel, series=s.by_group, **s.base),
        "stacked_column": ChartSpec(id="stacked_column", kind="stacked_column", categories=s.by_channel, series=s.by_group, **s.base),
        "share_bar": ChartSpec(id="share_bar", kind="share_bar", categories=s.by_channel, series=s.by_group, **s.base),
        "roles": ChartSpec(
            id="roles",
            kind="column",
            categories=s.groups,
            **s.base,
            series=(
                Series(name="2024", values=cells("r3", [0, 6, 12, 18], "before"), role="previous", format="money_short"),
                Series(name="2025", values=cells("r3", [0, 6, 12, 18], "now"), format="money_short"),
                Series(
                    name="Plan" if s.language == "en" else "计划",
                    values=cells("r3", [1, 7, 13, 19], "now"),
                    role="plan",
                    format="money_short",
                ),
            ),
        ),
    }


def _time(s: SimpleNamespace) -> dict[str, ChartSpec]:
    """Months, days, and two moments."""
    return {
        "column": ChartSpec(id="column", kind="column", categories=s.by_month, series=pair("r2", s.months), **s.base),
        "line": ChartSpec(id="line", kind="line", categories=s.by_month, series=pair("r2", s.months), highlight=(10,), **s.base),
        "days": ChartSpec(
            id="days",
            kind="line",
            categories=tuple(name("r5", i, "day", "date") for i in range(90)),
            title=s.words["revenue"],
            subtitle=s.sub["day"],
            series=(Series(name=s.words["revenue"], values=cells("r5", range(90), "now")),),
            results=("r5",),
        ),
        "area": ChartSpec(id="area", kind="area", categories=s.by_month, series=pair("r2", s.months)[1:], **s.base),
        "slope": ChartSpec(
            id="slope",
            kind="slope",
            categories=("2024", "2025"),
            highlight=(0,),
            alert=(2,),
            series=tuple(Series(name=s.by_channel[i], values=(f"r1:{i}:before", f"r1:{i}:now"), format="money_short") for i in s.channels),
            **s.base,
        ),
    }


def _special(s: SimpleNamespace) -> dict[str, ChartSpec]:
    """Bridges, clouds, and two scales."""
    return {
        "waterfall": ChartSpec(
            id="waterfall",
            kind="waterfall",
            categories=("2024", *s.by_channel, "2025"),
            format="money_short",
            series=(Series(name=s.words["revenue"], values=s.steps, format="signed_money_short"),),
            **s.base,
        ),
        "crossing": ChartSpec(
            id="crossing",
            kind="waterfall",
            categories=(s.by_channel[1], s.by_channel[2], s.by_channel[0], s.by_channel[2]),
            format="money_short",
            series=(Series(name=s.words["revenue"], values=("change.2", "change.0", "change.2", "change.1")),),
            **s.base,
        ),
        "scatter": ChartSpec(
            id="scatter",
            kind="scatter",
            categories=s.by_channel,
            title=s.words["margin"],
            subtitle=s.sub["rate"],
            results=("r4",),
            highlight=(5,),
            series=(
                Series(name=s.words["returns"], values=cells("r4", s.channels, "returns"), format="percent"),
                Series(name=s.words["margin"], values=cells("r4", s.channels, "margin"), format="percent"),
            ),
        ),
        "combo": ChartSpec(
            id="combo",
            kind="combo",
            categories=s.by_channel,
            **s.base,
            series=(s.now, Series(name=s.words["growth"], values=tuple(f"growth.{i}" for i in s.channels), format="percent")),
        ),
    }


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
    shared = SimpleNamespace(
        channels=channels,
        months=months,
        words=words,
        by_channel=by_channel,
        by_month=by_month,
        groups=groups,
        sub=sub,
        now=now,
        by_group=by_group,
        growth=growth,
        steps=steps,
        base=base,
        language=language,
    )
    return _structure(shared) | _time(shared) | _special(shared)
