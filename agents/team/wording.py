"""Sentences of the team for people, in both languages: summaries of steps, refusals, labels of files."""

from __future__ import annotations

from agents.core.brief import Language

SENTENCES: dict[str, dict[Language, str]] = {
    "read": {"en": "Read {tables} tables, {rows} rows", "zh": "读取了{tables}个表，共{rows}行"},
    "read_one": {"en": "Read {name}, {rows} rows", "zh": "读取了{name}，共{rows}行"},
    "analysed": {
        "en": "Answered {questions} questions with {queries} queries, {findings} findings",
        "zh": "用{queries}个查询回答了{questions}个问题，得到{findings}项发现",
    },
    "checked": {"en": "Checked {count} headline figures a second way: all agree", "zh": "用第二种方法核对了{count}个关键数字：全部一致"},
    "checked_differ": {
        "en": "Checked {count} headline figures a second way: {differ} differ, settled by rule",
        "zh": "用第二种方法核对了{count}个关键数字：{differ}个不一致，已按规则处理",
    },
    "checked_none": {"en": "No headline figure to check a second way", "zh": "没有需要二次核对的关键数字"},
    "made_slides": {"en": "Made {count} slides", "zh": "制作了{count}页幻灯片"},
    "made_sheets": {"en": "Made a workbook of {count} sheets", "zh": "制作了含{count}个工作表的电子表格"},
    "made_document": {"en": "Wrote the document, {count} sections", "zh": "撰写了{count}个章节的文档"},
    "no_rows": {"en": "The data holds no rows for this.", "zh": "数据中没有符合条件的记录。"},
    "no_charts": {"en": "The findings hold nothing that a chart could show.", "zh": "分析结果中没有可绘制的图表。"},
    "made_charts": {"en": "Drew {count} charts", "zh": "绘制了{count}张图表"},
    "disagrees": {
        "en": "{name} differs from its second computation ({way}); the first value stays and is marked.",
        "zh": "{name}与第二种算法（{way}）不一致；保留第一个数值并标注。",
    },
    "answered": {"en": "Summed up", "zh": "已总结"},
    "unread": {"en": "I cannot find anything in this data for: {words}.", "zh": "在这份数据中找不到与以下内容对应的信息：{words}。"},
    "near": {"en": "Close to it are: {names}.", "zh": "相近的有：{names}。"},
    "no_data": {
        "en": "Connect data first: add a file (CSV, Excel, JSON, Parquet, SQLite or DuckDB) and ask again.",
        "zh": "请先连接数据：添加文件（CSV、Excel、JSON、Parquet、SQLite 或 DuckDB）后再提问。",
    },
    "no_request": {"en": "Say what you want to know about the data.", "zh": "请说明想了解数据中的什么内容。"},
    "partial": {
        "en": "{label}: the data ends on {day}; only the same days are compared.",
        "zh": "{label}：数据截至{day}，仅比较相同日期。",
    },
    "suggest_total": {"en": "{measure} by {dimension}", "zh": "各{dimension}的{measure}"},
    "suggest_trend": {"en": "{measure} by month", "zh": "{measure}月度走势"},
    "suggest_top": {"en": "Top ten {dimension} by {measure}", "zh": "{measure}最高的十个{dimension}"},
    "title_plan": {"en": "{measure} by {dimension} and action plan", "zh": "各{dimension}{measure}分析与行动计划"},
    "title": {"en": "{measure} by {dimension}", "zh": "各{dimension}{measure}分析"},
    "title_bare": {"en": "{measure}", "zh": "{measure}分析"},
    "against": {"en": "{now} against {before}", "zh": "{now}对比{before}"},
    "period": {"en": "Periods", "zh": "期间"},
    "in_short": {"en": "In short", "zh": "要点"},
    "in_short_of": {"en": "In short: {title}", "zh": "要点：{title}"},
    "coverage_word": {"en": "Coverage", "zh": "数据覆盖"},
    "second_way_word": {"en": "Checked", "zh": "核对"},
    "agree_all": {"en": "Headline figures were computed a second, independent way and agree.", "zh": "关键数字已用另一种独立方法核对，结果一致。"},
    "agree_some": {"en": "Headline figures were computed a second way; some do not agree, see the checks of the workbook.",
                   "zh": "关键数字已用另一种方法核对，部分不一致，详见工作簿的核对表。"},
    "key_figures": {"en": "The key figures", "zh": "关键数字"},
    "sources_title": {"en": "Definitions, coverage and sources", "zh": "定义、数据覆盖与来源"},
    "change_of": {"en": "Change of {measure}", "zh": "{measure}变化"},
    "against_before": {"en": "against {before}", "zh": "对比{before}"},
    "card_before": {"en": "{value} in {before}", "zh": "{before}为{value}"},
    "card_orders": {"en": "orders", "zh": "订单数"},
    "card_margin": {"en": "margin", "zh": "毛利率"},
    "card_discount": {"en": "discount rate", "zh": "折扣率"},
    "card_returns": {"en": "return rate", "zh": "退货率"},
    "card_order_value": {"en": "value per order", "zh": "客单价"},
    "term": {"en": "Term", "zh": "术语"},
    "meaning": {"en": "Meaning", "zh": "含义"},
    "source_word": {"en": "Source", "zh": "来源"},
    "what_data_says": {"en": "What the data says", "zh": "数据说明"},
    "what_to_do": {"en": "What to do", "zh": "行动建议"},
    "plan_for": {"en": "Plan for {name}", "zh": "{name}行动计划"},
    "by_segment": {"en": "{dimension} by {dimension}", "zh": "逐个{dimension}"},
    "what_happened": {"en": "What happened", "zh": "发生了什么"},
    "all_actions": {"en": "All actions", "zh": "行动清单"},
    "method": {"en": "Method and coverage", "zh": "方法与数据覆盖"},
    "method_text": {
        "en": "Figures are read from a query or computed from such figures by the program. Headline figures were computed a second, "
        "independent way before this document was written.",
        "zh": "文中数字来自查询结果，或由程序根据查询结果计算得出。关键数字在成文前已用另一种独立方法核对。",
    },
    "second_way": {"en": "How the headline figures were checked", "zh": "关键数字的核对方式"},
    "check_agrees": {"en": "{name}{value}; {way}: {second}, agrees.", "zh": "{name}{value}；{way}：{second}，一致。"},
    "check_differs": {
        "en": "{name}{value}; {way}: {second}, differs; the first value stays and is marked.",
        "zh": "{name}{value}；{way}：{second}，不一致，保留第一个数值并标注。",
    },
    "coverage": {"en": "What the data covers", "zh": "数据覆盖范围"},
    "sheet_about": {"en": "About", "zh": "说明"},
    "sheet_summary": {"en": "Summary", "zh": "摘要"},
    "sheet_actions": {"en": "Actions", "zh": "行动"},
    "sheet_data": {"en": "Data", "zh": "数据"},
    "sheet_checks": {"en": "Checks", "zh": "核对"},
    "sheet_evidence": {"en": "Evidence", "zh": "证据"},
    "sheet_growth": {"en": "Growth", "zh": "增长率"},
    "sheet_trend": {"en": "Trend", "zh": "趋势"},
    "sheet_bridge": {"en": "Bridge", "zh": "变化构成"},
    "sheet_mix": {"en": "Mix", "zh": "结构"},
    "sheet_effects": {"en": "Effects", "zh": "因素"},
    "sheet_ranking": {"en": "Ranking", "zh": "排名"},
    "sheet_share": {"en": "Share", "zh": "份额"},
    "sheet_concentration": {"en": "Concentration", "zh": "集中度"},
    "sheet_seasonality": {"en": "Seasonality", "zh": "季节性"},
    "sheet_outliers": {"en": "Outliers", "zh": "异常"},
    "sheet_fit": {"en": "Fit", "zh": "适配"},
    "sheet_segment": {"en": "Segments", "zh": "分组"},
    "sheet_quality": {"en": "Quality", "zh": "数据质量"},
    "sheet_drivers": {"en": "Drivers", "zh": "原因"},
    "sheet_distribution": {"en": "Distribution", "zh": "分布"},
    "sheet_comparison": {"en": "Comparison", "zh": "对比"},
    "sheet_lookup": {"en": "Answer", "zh": "回答"},
    "sheet_total": {"en": "Total", "zh": "合计"},
    "data_lead": {
        "en": "The rows from which the figures are added up. Totals on the other sheets are formulas over this table.",
        "zh": "汇总所用的明细行。其他工作表的合计均为对此表的公式。",
    },
    "checks_lead": {
        "en": "Headline figures computed a second way, and control totals of the data.",
        "zh": "关键数字的第二种算法与数据控制合计。",
    },
    "dimension_values": {"en": "{table}.{column}, {count} values", "zh": "{table}.{column}，共{count}个取值"},
}
QUESTIONS: dict[str, dict[Language, str]] = {
    "total": {"en": "How did {measure} develop as a whole?", "zh": "{measure}整体情况如何？"},
    "growth": {"en": "How did {measure} change by {dimension}?", "zh": "各{dimension}的{measure}变化如何？"},
    "trend": {"en": "How did {measure} run over time?", "zh": "{measure}随时间走势如何？"},
    "bridge": {"en": "What brought {measure} from one period to the other?", "zh": "{measure}变化由哪些部分构成？"},
    "mix": {"en": "How did the mix by {dimension} shift?", "zh": "各{dimension}的结构如何变化？"},
    "effects": {"en": "Is the change volume, price or mix?", "zh": "变化来自数量、价格还是结构？"},
    "ranking": {"en": "Which {dimension} carries the most {measure}?", "zh": "哪些{dimension}的{measure}靠前？"},
    "share": {"en": "What share of {measure} has each {dimension}?", "zh": "各{dimension}占{measure}的份额是多少？"},
    "concentration": {"en": "How concentrated is {measure}?", "zh": "{measure}的集中度如何？"},
    "seasonality": {"en": "Which months are strong, which weak?", "zh": "哪些月份强、哪些月份弱？"},
    "outliers": {"en": "What is out of line?", "zh": "有哪些异常？"},
    "fit": {"en": "Which products fit which {dimension}?", "zh": "哪些商品适合哪些{dimension}？"},
    "segment": {"en": "What does the data say about each {dimension}?", "zh": "每个{dimension}的数据说明了什么？"},
    "plan": {"en": "What should be kept, grown, fixed or dropped?", "zh": "应保持、发展、改进或淘汰什么？"},
    "quality": {"en": "How good is the data?", "zh": "数据质量如何？"},
    "drivers": {"en": "What explains the change of {measure}?", "zh": "{measure}变化的原因是什么？"},
    "comparison": {"en": "How do the parts compare?", "zh": "各部分对比如何？"},
    "distribution": {"en": "How is {measure} distributed?", "zh": "{measure}如何分布？"},
}


def say(key: str, language: Language, **values: object) -> str:
    """A sentence with its values filled in. Raises KeyError for one that nobody wrote down."""
    return SENTENCES[key][language].format(**values)


def question_text(analysis: str, language: Language, measure: str, dimension: str) -> str:
    """The question that an analysis answers, for the brief."""
    return QUESTIONS[analysis][language].format(measure=measure, dimension=dimension)
