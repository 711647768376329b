"""Claims: words that can be false ("grew", "largest", "more than half"), each bound to an expression over facts.

A claim has a kind; the kind decides which words may stand for it, in each language, and how it is computed. So a text can
neither say "grew" without a claim nor put "fell" on a claim of growth.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from agents.core.base import Value

ClaimKind = Literal[
    "increase",
    "decrease",
    "unchanged",
    "largest",
    "smallest",
    "majority",
    "minority",
    "above",
    "below",
    "multiple",
    "fraction",
    "all",
    "none",
    "most",
    "count",
    "leads",
    "offsets",
]

# kind -> expression over the inputs a, b (and rest…). The makers below fill the inputs.
EXPRESSIONS: dict[str, str] = {
    "increase": "a > b",
    "decrease": "a < b",
    "above": "a > b",
    "below": "a < b",
    "majority": "a / b > 0.5",
    "minority": "a / b < 0.5",
}


class Claim(Value):
    """A checkable statement. `expression` is boolean over `inputs` (short name -> fact id); `holds` is what code computed."""

    id: str
    kind: ClaimKind
    expression: str
    inputs: dict[str, str] = Field(default_factory=dict)
    holds: bool


# Words that state a comparison. A text may use them only inside a claim token whose kind is listed beside them.
# Stems are matched at the start of a word (English) or anywhere (Chinese).
WORDS: dict[str, tuple[tuple[str, tuple[ClaimKind, ...]], ...]] = {
    "en": (
        (r"grew|grow(?:s|n|ing)?\b(?! plan)|rose|rising|rises|increas\w*|gain(?:s|ed|ing)|climb\w*|improv\w*", ("increase",)),
        (r"up\b(?= by| from| to)", ("increase",)),
        (r"fell|fall(?:s|en|ing)?|shr[aiu]nk\w*|declin\w*|decreas\w*|dropp?(?:ed|s|ing)|lost|los(?:es|ing)", ("decrease",)),
        (r"worsen\w*|slipp\w*|down\b(?= by| from| to)", ("decrease",)),
        (r"unchanged|flat|stable|level with", ("unchanged",)),
        (r"largest|biggest|highest|strongest|best|most valuable|fastest|top\b(?! \d)|leads?\b|led\b|leading", ("largest", "leads")),
        (r"smallest|lowest|weakest|worst|slowest|least", ("smallest",)),
        (r"more than half|over half|majority|mostly|most of", ("majority", "most")),
        (r"less than half|under half|minority", ("minority",)),
        (r"half|third|quarter|fifth|tenth", ("fraction", "majority", "minority")),
        (r"doubl\w*|tripl\w*|quadrupl\w*|halv\w*|twice|tenfold", ("multiple",)),
        (
            r"above|exceed\w*|higher than|more than|outperform\w*|ahead of|faster than|over(?= the (?:average|mean|target|plan))",
            ("above", "majority", "largest", "multiple"),
        ),
        (r"below|lower than|less than|fewer than|underperform\w*|behind|slower than", ("below", "minority", "smallest")),
        (r"every\b|all of|each of", ("all",)),
        (r"none of|no (?:channel|segment|region|product|category)", ("none",)),
    ),
    "zh": (
        (r"增长|上升|提高|增加|改善|上涨|扩大|攀升", ("increase",)),
        (r"下降|下滑|减少|下跌|萎缩|降低|收缩|恶化", ("decrease",)),
        (r"持平|不变", ("unchanged",)),
        (r"最大|最高|最强|最多|最快|最好|领先|居首|第一", ("largest", "leads")),
        (r"最小|最低|最弱|最少|最慢|最差|垫底", ("smallest",)),
        (r"过半|超过一半|一半以上|大部分|多数", ("majority", "most")),
        (r"不到一半|不足一半|少数", ("minority",)),
        (r"一半|三分之|四分之|五分之", ("fraction", "majority", "minority")),
        (r"翻倍|翻番|翻了|减半", ("multiple",)),
        (r"高于|超过|优于|快于|多于", ("above", "majority", "largest", "multiple")),
        (r"低于|不及|慢于|少于", ("below", "minority", "smallest")),
        (r"全部|所有|均(?=[增下高低])", ("all",)),
        (r"没有一个|无一", ("none",)),
    ),
}
# Nouns that carry a comparison word without stating one ("growth rate", "sales growth"): never claims by themselves.
NEUTRAL: dict[str, str] = {
    "en": r"growth|to grow\b|at least|at most|best practice|year over year",
    "zh": r"增长率|增长额|增长贡献|增长分析|同比增长率|增长来源|增长计划|增长幅度|增长情况",
}


def spoken_claims(text: str, language: str) -> list[tuple[str, tuple[ClaimKind, ...]]]:
    """The comparison words in a plain text, each with the kinds of claim that may support it."""
    bare = re.sub(NEUTRAL[language], " ", text, flags=re.IGNORECASE)
    found = []
    for pattern, kinds in WORDS[language]:
        anchored = rf"\b(?:{pattern})" if language == "en" else pattern
        for match in re.finditer(anchored, bare, flags=re.IGNORECASE):
            found.append((match.group(0), kinds))
            bare = bare[: match.start()] + " " * len(match.group(0)) + bare[match.end() :]
    return found
