"""A deck of every kind of slide over the sample ledger, in English and Chinese."""

from __future__ import annotations

from agents.core.brief import Language
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.text import fact_token
from agents.specs.deck import DeckSpec, Kpi, Slide, Takeaway
from agents.specs.table import TableColumn, TableSpec
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import name, sample_charts

NAMES = ("2024", "2025", "r1", "r2", "r3", "r4", "r5")
EN = {
    "title": "Marketplace brings [[c4|more than half]] of the growth; stores are [[c3|shrinking]]",
    "subtitle": "Growth by channel, 2025 against 2024, and a product plan for each channel",
    "message": "Shop orders, cancelled orders left out; both years complete",
    "summary": "Revenue [[c1|grew]] {{growth|percent}} to {{total.now|money_short}}, and one channel explains it",
    "kpis": "Four figures say it: sales are up on the year, returns are not under control",
    "bar": "{{r1:0:channel|name}} is the [[c2|largest]] channel at {{r1:0:now|money_short}}; "
    "{{r1:2:channel|name}} [[c3|fell]] by {{change.2|money_short}}",
    "trend": "November and December carry the year in both years",
    "bridge": "{{r1:0:channel|name}} adds {{change.0|signed_money_short}} of the {{change|signed_money_short}}",
    "mix": "Outerwear is a store business, dresses a social one",
    "table": "Six channels in figures, with the year before",
    "segment": "{{r1:0:channel|name}}: put dresses forward, hold outerwear",
    "actions": "Four actions, each with an owner, a metric and a date",
    "sources": "What was read, and what the words mean",
    "rates": "Returns and margin do not move together",
    "lead": "Revenue (USD), 2025 against 2024",
    "takeaways": (
        ("{{r1:0:channel|name}}: {{change.0|signed_money_short}}", "carried by dresses and knitwear at full price"),
        ("{{r1:2:channel|name}}: {{change.2|signed_money_short}}", "outerwear is the reason; all other groups hold their sales"),
        ("{{r1:5:channel|name}}", "is small and [[c5|fastest]]: {{growth.5|signed_percent}} from a low base"),
    ),
    "heads": ("Channel", "2024", "2025", "Change", "Growth", "Share"),
    "plan": ("Product group", "Revenue", "Growth", "Action"),
    "act": ("What", "Channel", "Owner", "Now", "Target", "Status"),
    "verbs": ("Grow", "Keep", "Fix", "Drop"),
    "owner": "Category manager",
    "src": ("Query", "What it says", "Source", "Rows"),
    "cards": ("Revenue 2025", "Growth", "Revenue of stores", "Return rate on social"),
    "continuing": "This line of the plan is long on purpose, so that the words of its cell go on in a further line of the table",
}
ZH = {
    "title": "电商平台贡献了[[c4|过半]]的增长额，线下门店正在[[c3|萎缩]]",
    "subtitle": "2025年与2024年各渠道增长率，以及每个渠道的产品选择计划",
    "message": "商店订单，已剔除取消订单；全年数据完整",
    "summary": "销售额[[c1|增长]]{{growth|percent}}，达到{{total.now|money_short}}，主要来自一个渠道",
    "kpis": "几个数字说明情况：销售向好，退货仍需控制",
    "bar": "{{r1:0:channel|name}}规模[[c2|最大]]，达{{r1:0:now|money_short}}；{{r1:2:channel|name}}[[c3|下降]]{{change.2|money_short}}",
    "trend": "年末旺季支撑了全年的销售",
    "bridge": "{{r1:0:channel|name}}贡献{{change.0|signed_money_short}}，总变化为{{change|signed_money_short}}",
    "mix": "外套依靠门店，连衣裙依靠社交电商",
    "table": "各渠道数据一览及上一年度对比",
    "segment": "{{r1:0:channel|name}}：主推连衣裙，稳住外套",
    "actions": "行动计划：每项都有负责人、指标和日期",
    "sources": "数据来源与口径说明",
    "rates": "退货率与毛利率并不同步变化",
    "lead": "销售额（人民币），2025年与2024年对比",
    "takeaways": (
        ("{{r1:0:channel|name}}：{{change.0|signed_money_short}}", "由连衣裙和针织衫拉动，且以正价销售为主"),
        ("{{r1:2:channel|name}}：{{change.2|signed_money_short}}", "原因在外套，其余品类保持稳定的销售"),
        ("{{r1:5:channel|name}}", "规模小但增速[[c5|最快]]：{{growth.5|signed_percent}}，基数较低"),
    ),
    "heads": ("渠道", "2024", "2025", "变化额", "增长率", "占比"),
    "plan": ("品类", "销售额", "增长率", "行动"),
    "act": ("行动内容", "渠道", "负责人", "现状", "目标", "状态"),
    "verbs": ("发展", "保持", "改进", "淘汰"),
    "owner": "品类经理",
    "src": ("查询", "内容", "来源", "行数"),
    "cards": ("2025年销售额", "增长率", "线下门店销售额", "社交电商退货率"),
    "continuing": "这一行计划故意写得很长，以便单元格中的文字需要换行显示，同时检验中文标点在行首行尾的处理是否正确",
}


def _table(t: dict, rows: int = 6) -> TableSpec:
    heads = t["heads"]
    columns = (
        TableColumn(header=heads[0], weight=2.4),
        *(TableColumn(header=head, kind="number", tone="signed" if i in (2, 3) else "plain") for i, head in enumerate(heads[1:])),
    )
    body = [
        (
            name("r1", i % 6),
            f"{{{{r1:{i % 6}:before|money_short}}}}",
            f"{{{{r1:{i % 6}:now|money_short}}}}",
            f"{{{{change.{i % 6}|signed_money_short}}}}",
            f"{{{{growth.{i % 6}|signed_percent}}}}",
            f"{{{{share.{i % 6}|percent}}}}",
        )
        for i in range(rows)
    ]
    total = (
        "Total" if t is EN else "合计",
        "{{total.before|money_short}}",
        "{{total.now|money_short}}",
        "{{change|signed_money_short}}",
        "{{growth|signed_percent}}",
        "",
    )
    return TableSpec(id="t1", columns=columns, rows=(*body, total), total=rows, emphasis=(0,), results=("r1",))


def _plan(t: dict, channel: int) -> TableSpec:
    columns = (
        TableColumn(header=t["plan"][0], weight=2.2),
        TableColumn(header=t["plan"][1], kind="number"),
        TableColumn(header=t["plan"][2], kind="number", tone="signed"),
        TableColumn(header=t["plan"][3], tone="status"),
    )
    rows = tuple(
        (
            name("r3", g * 6 + channel, "group"),
            f"{{{{r3:{g * 6 + channel}:now|money_short}}}}",
            f"{{{{group.growth.{g * 6 + channel}|signed_percent}}}}",
            t["verbs"][g],
        )
        for g in range(4)
    )
    return TableSpec(id=f"plan{channel}", columns=columns, rows=rows, results=("r3",))


def _actions(t: dict) -> TableSpec:
    heads = t["act"]
    columns = (
        TableColumn(header=heads[0], weight=3),
        TableColumn(header=heads[1], weight=1.6),
        TableColumn(header=heads[2], weight=1.4),
        TableColumn(header=heads[3], kind="number"),
        TableColumn(header=heads[4], kind="number"),
        TableColumn(header=heads[5], tone="status"),
    )
    rows = tuple(
        (
            t["continuing"] if i % 3 == 0 else name("r3", i % 24, "group"),
            name("r1", i % 6),
            t["owner"],
            f"{{{{growth.{i % 6}|signed_percent}}}}",
            "{{goal.growth|signed_percent}}",
            t["verbs"][i % 4],
        )
        for i in range(14)
    )
    return TableSpec(id="actions", columns=columns, rows=rows, results=("r1", "r3"))


def _sources(t: dict, ledger: Ledger) -> TableSpec:
    columns = (
        TableColumn(header=t["src"][0], weight=0.5),
        TableColumn(header=t["src"][1], weight=3),
        TableColumn(header=t["src"][2]),
        TableColumn(header=t["src"][3], kind="number", weight=0.7),
    )
    for result in ledger.results.values():
        ledger.constant(f"rows.{result.id}", result.row_count, name=f"rows of {result.id}", unit="count")
    rows = tuple((id, result.purpose, result.source, fact_token(f"rows.{id}")) for id, result in ledger.results.items() if id != "r0")
    return TableSpec(id="sources", columns=columns, rows=rows, results=tuple(ledger.results))


def _cards(t: dict) -> tuple[Kpi, ...]:
    label, months = t["cards"], tuple(cell_ref("r2", i, "now") for i in range(12))
    return (
        Kpi(label=label[0], figure="{{total.now|money_short}}", change="{{change|signed_money_short}}", tone="good", spark=months),
        Kpi(
            label=label[1],
            figure="{{growth|signed_percent}}",
            change="[[c1|" + ("grew" if label[1] == "Growth" else "增长") + "]]",
            tone="good",
            spark=months,
        ),
        Kpi(
            label=label[2],
            figure="{{r1:2:now|money_short}}",
            change="{{growth.2|signed_percent}}",
            tone="bad",
            spark=tuple(cell_ref("r2", i, "before") for i in range(12)),
        ),
        Kpi(
            label=label[3],
            figure="{{r4:5:returns|percent}}",
            change="{{r4:5:margin|percent}} " + ("margin" if label[1] == "Growth" else "毛利率"),
        ),
    )


def sample_deck(language: Language = "en", ledger: Ledger | None = None) -> DeckSpec:
    """Title, summary, cards, charts of all kinds, tables that run on, segments, actions, sources."""
    ledger = ledger if ledger is not None else sample_ledger(language)
    t = EN if language == "en" else ZH
    charts = sample_charts(ledger, language)
    points = tuple(Takeaway(lead=lead, text=text) for lead, text in t["takeaways"])

    def chart(id: str, title: str, kind: str = "chart") -> Slide:
        return Slide(
            id=id,
            kind=kind,
            title=t.get(title, title),
            lead=t["lead"],
            charts=(charts[id],),
            takeaways=points,
            results=("r1",),
        )

    slides = (
        Slide(id="title", kind="title", title=t["title"], lead=t["subtitle"], message=t["message"]),
        Slide(id="summary", kind="summary", title=t["summary"], takeaways=points + points[:2], results=("r1",)),
        Slide(id="kpis", kind="kpis", title=t["kpis"], kpis=_cards(t), message=t["title"], lead=t["lead"], results=("r1", "r2", "r4")),
        chart("pairs", "bar"),
        chart("line", "trend", "full_chart"),
        chart("waterfall", "bridge"),
        Slide(id="mix", kind="two_charts", title=t["mix"], charts=(charts["share_bar"], charts["slope"]), results=("r3", "r1")),
        Slide(id="table", kind="table", title=t["table"], lead=t["lead"], table=_table(t), message=t["title"], results=("r1",)),
        Slide(
            id="segment",
            kind="segment",
            title=t["segment"],
            lead=t["lead"],
            charts=(charts["bar"],),
            table=_plan(t, 0),
            takeaways=points[:2],
            results=("r1", "r3"),
        ),
        Slide(id="rates", kind="chart", title=t["rates"], charts=(charts["scatter"],), takeaways=points[:1], results=("r4",)),
        Slide(id="actions", kind="actions", title=t["actions"], table=_actions(t), results=("r1", "r3")),
        Slide(id="sources", kind="sources", title=t["sources"], table=_sources(t, ledger), results=("r1", "r2")),
    )
    return DeckSpec(title=t["title"], subtitle=t["subtitle"], language=language, slides=slides, names=names_of(language))


def gallery_deck(language: Language = "en", ledger: Ledger | None = None) -> DeckSpec:
    """Every chart of the samples on a slide of its own, alternately with takeaways and full."""
    ledger = ledger if ledger is not None else sample_ledger(language)
    t = EN if language == "en" else ZH
    points = tuple(Takeaway(lead=lead, text=text) for lead, text in t["takeaways"])
    slides = tuple(
        Slide(
            id=id,
            kind="chart" if i % 2 else "full_chart",
            title=f"{t['lead']} {'abcdefghijklmnopqrst'[i]}",
            charts=(chart,),
            takeaways=points if i % 2 else (),
            results=chart.results,
        )
        for i, (id, chart) in enumerate(sample_charts(ledger, language).items())
    )
    return DeckSpec(title=t["title"], language=language, slides=slides, names=names_of(language))


def names_of(language: Language) -> tuple[str, ...]:
    months = (
        "November and December",
        "year before",
        "Four actions",
        "Four figures",
        "Six channels",
        "up on the year",
        "all other groups",
        "Grow",
    )
    return (*NAMES, *(months if language == "en" else ("一览", "一项", "一个渠道")))
