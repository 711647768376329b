"""Sentences that the engine of the product itself says about a run, in the run's language."""

from __future__ import annotations

import re

SENTENCES: dict[str, tuple[str, str]] = {
    "broken": (
        "Something went wrong on our side (id {id}). What was finished is kept; try this step again.",
        "我们这边出了问题（编号 {id}）。已完成的部分都已保留，可以重试这一步。",
    ),
    "died": (
        "The worker stopped {attempts} times while it did this step. It may need more memory than this machine has.",
        "执行这一步时工作进程中断了 {attempts} 次，可能是本机内存不足。",
    ),
}


def sentence(key: str, language: str, **values: object) -> str:
    """The sentence for a key. Raises KeyError for a key that nobody wrote down."""
    return SENTENCES[key][1 if language == "zh" else 0].format(**values)


def language_of(request: str) -> str:
    """The language a request is written in: "zh" where it holds more Chinese characters than words of another script, else "en"."""
    chinese = len(re.findall(r"[\u3400-\u4dbf\u4e00-\u9fff]", request))
    return "zh" if chinese > len(re.findall(r"[A-Za-z]+", request)) else "en"
