"""A number as a number format writes it: the words of labels that are no fields, and what is measured for all labels."""

from __future__ import annotations

import re

CORE = re.compile(r"[#0](?:\\.|[#0,.])*%?")


def shown(value: float, pattern: str) -> str:
    """The text of a number under one of the patterns that agents/renderers/xlsx/numbers.py makes."""
    parts = pattern.split(";")
    if pattern in ("General", ""):
        return f"{value:.10g}"
    part = parts[1] if value < 0 and len(parts) > 1 else parts[2] if value == 0 and len(parts) > 2 else parts[0]
    bare = re.sub(r'"([^"]*)"', lambda match: "\ue000" * len(match[0]), part)  # quoted words hold no codes
    match = CORE.search(bare)
    if match is None:
        return _plain(part)
    sign = "−" if value < 0 and len(parts) == 1 else ""
    return sign + _plain(part[: match.start()]) + _number(abs(value), match[0]) + _plain(part[match.end() :])


def _plain(words: str) -> str:
    return words.replace('"', "")


def _number(size: float, codes: str) -> str:
    """Digits by the codes: grouping, places, percent, thousands cut off by trailing commas, a literal point inside whole digits."""
    tail = codes.removesuffix("%")
    cut = len(tail) - len(tail.rstrip(","))
    literal = "\\." in tail
    places = len(re.findall(r"[0#]", tail.split(".", 1)[1])) if "." in tail else 0
    value = size * (100 if codes.endswith("%") else 1) / 1000**cut
    if literal:
        value = round(value) / 10**places
    grouped = "," in tail.rstrip(",")
    text = f"{value:,.{places}f}" if grouped else f"{value:.{places}f}"
    if "#" in tail.partition(".")[2]:  # places that are only shown where they are needed
        least = tail.partition(".")[2].count("0")
        whole, _, digits = text.partition(".")
        digits = digits[:least] + digits[least:].rstrip("0")
        text = f"{whole}.{digits}" if digits else whole
    return text + ("%" if codes.endswith("%") else "")
