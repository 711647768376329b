"""Chinese numerals. The long lists are in words/."""

from __future__ import annotations

# Han numerals up to the thousands, for "五个", "十位", "一万".
DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
CLASSIFIERS = "个位名家张条种款件行笔次首场只本部辆项类座所间支台片颗把份元人单天岁成"


def han_number(text: str) -> float | None:
    """ "十二" -> 12, "一万" -> 10000; None where the text is no numeral."""
    if not text or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif UNITS[char] >= 10_000:
            total, section, digit = (total + (section + digit or 1)) * UNITS[char], 0, 0
        else:
            section, digit = section + (digit or 1) * UNITS[char], 0
    return float(total + section + digit)
