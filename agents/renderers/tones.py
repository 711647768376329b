"""The tone of a cell: signed numbers by their sign, status words by what they mean. The sign and the word say the same without colour."""

from __future__ import annotations

import re
from typing import Literal

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered, sole_fact

Tone = Literal["", "good", "bad", "amber"]
# Beginnings of status words, the same as in decks.
STATUS: tuple[tuple[str, Tone], ...] = (
    (r"grow|expand|launch|ahead|done|good|low risk|up\b|发展|扩大|加大|完成|正常|良好|新增", "good"),
    (r"fix|improve|watch|test|at risk|amber|medium|late|改进|修复|整改|观察|试点|风险", "amber"),
    (r"drop|stop|exit|cut|bad|behind|high risk|淘汰|停止|退出|削减|滞后|严重", "bad"),
)


def signed_tone(text: str, ledger: Ledger) -> Tone:
    """Good above zero, bad below."""
    fact = sole_fact(text)
    value = ledger.value(fact[0]) if fact else None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value == 0:
        return ""
    return "good" if value > 0 else "bad"


def status_tone(text: str, ledger: Ledger, language: Language) -> Tone:
    """The tone of a status word; "" for words that are none."""
    shown = rendered(text, ledger, language).strip()
    return next((tone for pattern, tone in STATUS if re.match(pattern, shown, re.IGNORECASE)), "")
