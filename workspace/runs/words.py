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
