"""Sentences that the engine of the product itself says about a run, in the run's language."""

from __future__ import annotations

import re

from agents.core.brief import Language
from workspace.runs.models import Run

SENTENCES: dict[str, tuple[str, str]] = {
    "broken": (
        "Something went wrong on our side (id {id}). What was finished is kept; try this step again.",
        "我们这边出了问题（编号 {id}）。已完成的部分都已保留，可以重试这一步。",
    ),
    "refused": (
        "What was made here did not pass its checks, so it was not kept (id {id}). The other files are not touched by this.",
        "这里生成的内容没有通过检查，因此没有保留（编号 {id}）。其他文件不受影响。",
    ),
    "died": (
        "The worker stopped {attempts} times while it did this step. It may need more memory than this machine has.",
        "执行这一步时工作进程中断了 {attempts} 次，可能是本机内存不足。",
    ),
    "run_limit": (
        "The next call could cost up to ${most}; ${spent} of this run's limit of ${limit} is spent or set aside.",
        "下一次调用最多可能花费 ${most}；本次任务的上限 ${limit} 中已有 ${spent} 已用或预留。",
    ),
    "brief_limit": (
        "The next call could cost up to ${most}; ${spent} of the ${limit} that the plan quoted is spent or set aside.",
        "下一次调用最多可能花费 ${most}；计划报出的 ${limit} 中已有 ${spent} 已用或预留。",
    ),
    "month_limit": (
        "The next call could cost up to ${most}; ${spent} of the team's limit of ${limit} for this month is spent or set aside.",
        "下一次调用最多可能花费 ${most}；团队本月上限 ${limit} 中已有 ${spent} 已用或预留。",
    ),
    "no_price": (
        "The price of this model is not known, so a limit in dollars cannot be kept. An owner can set its price on the Models page.",
        "该模型的价格未知，无法保证不超出金额上限。所有者可以在“模型”页面设置其价格。",
    ),
    "month_warning": (
        "{percent} % of this month's limit of ${limit} is spent: ${spent}.",
        "本月上限 ${limit} 已用 {percent}%：${spent}。",
    ),
}


def sentence(key: str, language: str, **values: object) -> str:
    """The sentence for a key. Raises KeyError for a key that nobody wrote down."""
    return SENTENCES[key][1 if language == "zh" else 0].format(**values)


def language(run: Run) -> Language:
    """The language of a run, as the engine names it."""
    return "zh" if run.language == "zh" else "en"


def language_of(request: str) -> str:
    """The language a request is written in: "zh" where it holds more Chinese characters than words of another script, else "en"."""
    chinese = len(re.findall(r"[\u3400-\u4dbf\u4e00-\u9fff]", request))
    return "zh" if chinese > len(re.findall(r"[A-Za-z]+", request)) else "en"
