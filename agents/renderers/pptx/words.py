"""Fixed words of decks: continuations, alternatives, notes."""

from __future__ import annotations

from agents.core.brief import Language

WORDS: dict[str, dict[Language, str]] = {
    "continued": {"en": "{} (continued)", "zh": "{}（续）"},
    "table_alt": {"en": "Table: {title}. {rows} rows; columns: {columns}.", "zh": "表格：{title}。共{rows}行；列：{columns}。"},
    "chart_alt": {"en": "{kind}: {title}. {extremes}", "zh": "{kind}：{title}。{extremes}"},
    "extremes": {
        "en": "{name}: highest {top} ({high}), lowest {bottom} ({low}).",
        "zh": "{name}：最高为{top}（{high}），最低为{bottom}（{low}）。",
    },
    "spark_alt": {
        "en": "Line of {label}: from {first} to {last}, between {low} and {high}.",
        "zh": "{label}走势：从{first}到{last}，区间为{low}至{high}。",
    },
    "levels": {"en": "{first} → {last}", "zh": "{first} → {last}"},
    "facts": {"en": "Evidence", "zh": "证据"},
    "note": {"en": "Note", "zh": "注"},
}
KINDS: dict[str, dict[Language, str]] = {
    "bar": {"en": "Bar chart", "zh": "条形图"},
    "column": {"en": "Column chart", "zh": "柱形图"},
    "line": {"en": "Line chart", "zh": "折线图"},
    "area": {"en": "Area chart", "zh": "面积图"},
    "stacked_bar": {"en": "Stacked bar chart", "zh": "堆积条形图"},
    "stacked_column": {"en": "Stacked column chart", "zh": "堆积柱形图"},
    "share_bar": {"en": "Share bar chart", "zh": "百分比条形图"},
    "waterfall": {"en": "Waterfall chart", "zh": "瀑布图"},
    "scatter": {"en": "Scatter chart", "zh": "散点图"},
    "slope": {"en": "Slope chart", "zh": "坡度图"},
    "combo": {"en": "Column and line chart", "zh": "柱线组合图"},
}


def phrase(key: str, language: Language, *values: str, **named: str) -> str:
    """A phrase with its places filled. Raises KeyError for one nobody wrote down."""
    return WORDS[key][language].format(*values, **named)
