"""The words of analyses in both languages: metrics, owners, reasons, verbs, and short phrases for titles and headers."""

from __future__ import annotations

from agents.analysis.subject import Named


def _n(en: str, zh: str) -> Named:
    return Named(en=en, zh=zh)


METRICS: dict[str, Named] = {
    "revenue": _n("revenue", "销售额"), "profit": _n("profit", "利润"), "quantity": _n("quantity", "销量"), "orders": _n("orders", "订单数"),
    "customers": _n("customers", "客户数"), "rows": _n("rows", "行数"), "margin": _n("margin", "毛利率"), "discount": _n("discount rate", "折扣率"),
    "returns": _n("return rate", "退货率"), "unit_value": _n("value per unit", "单位均价"), "order_value": _n("value per order", "客单价"),
    "share": _n("share", "份额"), "growth": _n("growth", "增长率"), "index": _n("fit index", "适配指数"), "none_returned": _n("none returned", "无退货"),
    "amount": _n("amount", "金额"), "cost": _n("cost", "成本"),
}
OWNERS: dict[str, Named] = {
    "segment_lead": _n("{segment} manager", "{segment}负责人"), "assortment": _n("Assortment manager", "商品企划经理"),
    "pricing": _n("Pricing manager", "定价经理"), "quality": _n("Product quality manager", "产品质量经理"),
    "buying": _n("Buying manager", "采购经理"), "analyst": _n("Data analyst", "数据分析师"),
}
VERBS: dict[str, Named] = {"keep": _n("Keep", "保持"), "grow": _n("Expand", "发展"), "fix": _n("Fix", "改进"), "drop": _n("Drop", "淘汰")}
# Reason keys of the plan's rules. The rules stand in plan_rules.py and docs/analysis.md.
REASONS: dict[str, Named] = {
    "loss_discounted": _n("sold at a loss under heavy discount", "折扣过深，亏本销售"), "loss": _n("sold at a loss", "亏本销售"),
    "returns_high": _n("return rate out of line", "退货率异常"), "discount_risen": _n("discount out of line", "折扣率异常"),
    "margin_low": _n("margin out of line", "毛利率异常"), "fits_and_rises": _n("fits here, with growth", "适配且增长率为正"),
    "rises": _n("strong growth", "增长率突出"), "gap": _n("under-represented here, with growth elsewhere", "本处占比不足，别处增长率为正"),
    "misfit": _n("does not fit here, with negative growth", "不适配且增长率为负"), "core": _n("carries the assortment", "核心商品"),
    "sliding": _n("core product with negative growth", "核心商品增长率为负"),
}
PHRASES: dict[str, Named] = {
    "season_of": _n("seasons", "季节性"), "fit_of": _n("fit", "适配"), "drivers": _n("What moved {measure}", "{measure}变动来源"),
    "comparison": _n("{measure}: side by side", "{measure}对比"), "difference": _n("Difference", "差额"), "ratio": _n("Ratio", "比值"),
    "outliers": _n("Months out of line", "异常月份"), "score": _n("Score", "偏离度"), "outliers_of": _n("growth by month", "各月增长率"),
    "rows_read": _n("Rows in the period", "期间内行数"), "rows_kept": _n("Rows that count", "计入行数"), "rows_left_out": _n("Rows left out", "剔除行数"),
    "repeats": _n("Rows that repeat another", "重复行数"), "first_day": _n("First day", "起始日"), "last_day": _n("Last day", "截止日"),
    "empty": _n("empty", "空值"),
    "orders": _n("orders", "订单数"), "total": _n("Total", "合计"), "other": _n("Other", "其他"), "before": _n("Before", "前期"), "now": _n("Now", "本期"), "change": _n("Change", "变化"),
    "growth": _n("Growth", "增长率"), "contribution": _n("Contribution", "增长贡献"), "share": _n("Share", "份额"), "share_before": _n("Share before", "前期份额"),
    "share_now": _n("Share now", "本期份额"), "share_change": _n("Change in share", "份额变化"), "returns": _n("returns", "退货"),
    "index": _n("Fit index", "适配指数"), "margin": _n("Margin", "毛利率"),
    "discount": _n("Discount", "折扣率"), "return_rate": _n("Return rate", "退货率"), "verdict": _n("Verdict", "结论"), "product": _n("Product", "商品"),
    "action": _n("Action", "行动"), "metric": _n("Metric", "指标"), "target": _n("Target", "目标"), "due": _n("Due", "期限"), "owner": _n("Owner", "负责人"),
    "effect": _n("Effect", "预计影响"), "reason": _n("Reason", "原因"), "by": _n("{measure} by {dimension}", "按{dimension}的{measure}"),
    "growth_by": _n("Growth of {measure} by {dimension}", "各{dimension}{measure}增长率"), "over_time": _n("{measure} over time", "{measure}走势"),
    "bridge": _n("{measure}: from {before} to {now}", "{measure}：从{before}到{now}"), "share_by": _n("Share of {measure} by {dimension}", "各{dimension}{measure}份额"),
    "effects_of": _n("volume, mix and value per unit", "数量、结构与单位均价"), "effects": _n("{measure}: effects", "{measure}：因素分解"), "volume": _n("Volume", "数量"), "mix": _n("Mix", "结构"), "price": _n("Value per unit", "单位均价"),
    "new": _n("New items", "新增"), "gone": _n("Items gone", "退出"), "rate_effect": _n("Own rate", "自身变动"), "month": _n("Month", "月份"),
    "period": _n("Period", "期间"), "day": _n("Day", "日期"), "season_index": _n("Month index", "月度指数"), "fit": _n("Fit of {level} by {dimension}", "{level}与{dimension}的适配"),
    "profile": _n("{measure} of {segment} by {level}", "{segment}各{level}{measure}"), "plan_of": _n("Plan for {segment}", "{segment}行动计划"),
    "plan": _n("Action plan", "行动计划"), "rank": _n("Rank", "排名"), "cumulative": _n("Cumulative share", "累计份额"), "rows": _n("Rows", "行数"),
    "value": _n("Value", "数值"), "explained": _n("Share explained", "解释份额"), "dimension": _n("Dimension", "维度"),
    "distribution_of": _n("distribution", "分布"), "distribution": _n("Distribution of {measure}", "{measure}分布"), "all_data": _n("all data", "全部数据"), "range": _n("Range", "区间"),
    "extract": _n("Rows behind the figures", "数据明细"), "control": _n("Control total", "控制合计"), "count": _n("Count", "数量"),
    "median": _n("Median", "中位数"), "average": _n("Average", "平均值"), "smallest_value": _n("Minimum", "下限"), "largest_value": _n("Maximum", "上限"),
    "quality": _n("Data quality", "数据质量"), "item": _n("Item", "项目"), "coverage": _n("coverage", "数据覆盖"), "concentration_of": _n("concentration", "集中度"), "concentration": _n("Concentration of {measure} by {dimension}", "{measure}在{dimension}上的集中度"),
    "break_even": _n("break-even margin", "盈亏平衡毛利率"), "cap": _n("cap on a growth target", "增长目标上限"), "zero": _n("out of the assortment", "退出商品组合"),
    "due_date": _n("due date", "到期日"), "cancelled": _n("cancelled", "已取消"), "segment": _n("Segment", "分组"),
}
NOTES: dict[str, Named] = {
    "small": _n("Few rows: read growth with care.", "样本较少，增长率仅供参考。"),
    "no_profit": _n("The data holds no cost or profit, so margins are not stated.", "数据中没有成本或利润，故不计算毛利率。"),
    "no_returns": _n("The data says nothing about returns.", "数据中没有退货信息。"),
    "no_quantity": _n("The data holds no quantity, so volume and value per unit cannot be told apart.", "数据中没有数量，无法区分数量与单价影响。"),
    "no_levels": _n("The data does not name products, so the plan is about the segments themselves.", "数据中没有商品信息，故计划针对各分组本身。"),
    "cut": _n("Compared on the same days of each period, as the data does not cover them whole.", "数据未覆盖完整期间，故比较各期间的相同日期。"),
    "zero_base": _n("No growth rate where there was nothing before.", "前期为零，无法计算增长率。"),
    "other": _n("The rest is summed up as Other.", "其余合并为“其他”。"),
    "partial_left_out": _n("Periods that the data does not cover whole are left out.", "未完整覆盖的期间不列示。"),
    "nulls": _n("Rows without a value in {column}: {count}.", "{column}为空的行数：{count}。"),
    "duplicates": _n("Rows that repeat another in all but the key: {count}. They are kept, as nothing says that they are errors.", "除主键外完全重复的行数：{count}；因无法判定为错误，予以保留。"),
    "left_out": _n("Left out of {table}: {what}, {count} rows.", "{table}已剔除{what}：{count}行。"),
    "ends": _n("Last day with data in the periods: {day}.", "期间内数据截至{day}。"), "starts": _n("The data starts on {day}.", "数据始于{day}。"),
    "limited": _n("Only the rows with the most {measure} are looked at.", "仅分析{measure}较大的部分。"),
    "no_year": _n("The data covers no whole year, so seasons cannot be told.", "数据未覆盖完整年度，无法判断季节性。"),
    "rounding": _n("Lines are not rounded before they are summed.", "明细行在汇总前不做四舍五入。"),
    "way_total": _n("whole against the sum of the parts by {dimension}", "总额与按{dimension}分项之和核对"),
    "way_months": _n("whole against the sum of the months", "总额与各月之和核对"),
    "blank": _n("Rows that state no {dimension} are left out.", "未填写{dimension}的行不计入。"),
    "way_effects": _n("change against the sum of its effects", "变化与各因素之和核对"),
    "way_filter": _n("asked with a condition in place of a grouping", "以筛选条件代替分组重新计算"),
    "way_base": _n("base table without the joins", "不经关联直接取自主表"),
    "way_extract": _n("sum over the data extract", "数据明细求和"),
    "cause_unclear": _n("The base holds rows that the definition cannot place.", "主表中有无法归类的行。"),
}


# Why something cannot be said.
REFUSALS: dict[str, Named] = {
    "additive": _n("This needs a measure whose parts add up to a whole above zero.", "此分析需要各部分可相加且合计大于零的指标。"),
    "no_dimension": _n("The data holds no column to group by.", "数据中没有可用于分组的列。"),
    "two_periods": _n("A comparison over time needs two periods and a date column.", "按时间比较需要两个期间和日期列。"),
    "no_dates": _n("The data holds no dates, so nothing can be said over time.", "数据中没有日期，无法按时间分析。"),
    "few_units": _n("The periods hold too few whole units of time to compare.", "期间内完整的时间单位过少，无法比较。"),
    "few_months": _n("Too few months can be compared to say what is unusual.", "可比月份过少，无法判断异常。"),
    "no_fit": _n("Fit needs several segments and the products in them.", "适配分析需要多个分组及其商品。"),
    "no_parts": _n("The data holds no column to split the change by.", "数据中没有可用于拆分变化的列。"),
    "no_value": _n("The data holds no {what}.", "数据中没有{what}。"),
    "two_values": _n("A comparison needs two values.", "对比需要两个取值。"),
    "no_measure": _n("The data holds no {what}.", "数据中没有{what}。"),
    "no_measure_by": _n("The data holds no {what} that can be split by {by}.", "数据中没有可按{by}拆分的{what}。"),
    "outside": _n("The data runs from {first} to {last} and holds nothing of {what}.", "数据范围为{first}至{last}，不含{what}。"),
    "no_common": _n("The data runs from {first} to {last}: the periods have no days in common that can be compared.", "数据范围为{first}至{last}，两个期间没有可比的共同日期。"),
    "no_rows": _n("The data holds no rows for {what}.", "数据中没有{what}的记录。"),
    "no_split": _n("The data holds no quantity and no profit, so the change cannot be taken apart.", "数据中没有数量和利润，无法拆分变化。"),
}
MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "zh": ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"),
}


def month_name(number: int, language: str) -> str:
    """The month of a number from 1 to 12, in words."""
    return MONTHS[language][number - 1]


def metric(key: str) -> Named:
    """The word of a metric; a key that is no metric is a name of the data and stands for itself."""
    return METRICS.get(key, Named(en=key.replace("_", " "), zh=key))


def owner(key: str, language: str, dimension: str = "") -> str:
    """An owner role in words; `dimension` is the word of the segment ("channel")."""
    words = OWNERS[key]
    text = (words.zh if language == "zh" else words.en).replace("{segment}", dimension)
    return text[:1].upper() + text[1:]


def reason(key: str) -> Named:
    return REASONS[key]


def verb(key: str) -> Named:
    return VERBS[key]


def phrase(key: str) -> Named:
    """A short phrase for titles and headers. Raises KeyError for one that nobody wrote down."""
    return PHRASES[key]


def note(key: str) -> Named:
    return NOTES[key]


def refusal(key: str) -> Named:
    return REFUSALS[key]
