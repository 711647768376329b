"""Text with tokens as runs, and the tone of signed numbers and status words."""

from __future__ import annotations

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import Span, rendered, sole_fact, spans
from agents.renderers.docx.xml import run

NO_BREAK = "\u00a0"
STATUS = {
    "Good": ("keep", "grow", "expand", "done", "ok", "on track", "保持", "发展", "增长", "扩大", "完成", "正常"),
    "Amber": ("fix", "check", "at risk", "watch", "改进", "修复", "整改", "关注", "有风险"),
    "Bad": ("drop", "stop", "late", "failed", "淘汰", "停止", "退出", "延误", "失败"),
}


def runs(text: str, ledger: Ledger, language: Language, style: str = "") -> str:
    """The runs of a text: each fact and each claim a run of its own, so that it can be found again."""
    return "".join(run(_unbroken(span), style) for span in spans(text, ledger, language))


def _unbroken(span: Span) -> str:
    """A number and its scale word stay on one line."""
    return (
        span.text.replace(" ", NO_BREAK)
        if span.kind == "fact" and any(letter.isdigit() for letter in span.text) and len(span.text) < 16
        else span.text
    )


def signed_tone(text: str, ledger: Ledger) -> str:
    """Good above zero, bad below; the sign itself says the same in words."""
    fact = sole_fact(text)
    value = ledger.value(fact[0]) if fact else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value == 0:
        return ""
    return "Good" if value > 0 else "Bad"


def status_tone(text: str, ledger: Ledger, language: Language) -> str:
    """The tone of a status word; "" for words that are none."""
    shown = rendered(text, ledger, language).strip().lower()
    return next((tone for tone, words in STATUS.items() if shown in words), "")
