"""Words with which a request leans on the one before it ("now only …", "the same by …", "换成…"): found, and taken out of the way.

What stays of the text is read by the ordinary grammar: places stay as they are, so that an unread word is named as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agents.core.brief import Language
from agents.models.builtin.parser.wordlists import sections

POINTING = r"(?:it|this|that|these|those|them)(?! (?:year|quarter|month|week|day)s?\b)"
STRONG = frozenset({"swap", "same", "about", "point", "show"})
COUNTED = re.compile(r"((?:前|后|倒数)\s*(?:\d+|[一二两三四五六七八九十]+)\s*)([名个位家种项款条])(?=\s*$|[，。？！,.?!]|\s)")  # "前5名"
BEHIND_VERB = "(?:" + "|".join(f"(?<={verb} )" for verb in ("analyse", "analyze", "summarise", "summarize", "explain", "review")) + f"){POINTING}\\b"
AFTER_SAME = re.compile(r"\s*(?:[,.?!;:]|$|(?:by|for|in|with|without|but|as|only|per|again|over|and|split|broken|since|from)\b)")
AT_START = frozenset({"about", "soft", "show", "why"})  # "and" or "only" in the middle of a request says nothing of the one before


@dataclass(frozen=True)
class Leaning:
    """`kinds`: which kinds of such words a request holds; `rest`: the request with blanks in their place."""

    kinds: frozenset[str]
    rest: str

    @property
    def surely(self) -> bool:
        """Do the words alone say that it leans on something?"""
        return bool(self.kinds & STRONG)


def leaning(text: str, language: Language) -> Leaning:
    """The leaning words of a request."""
    kinds: set[str] = set()
    rest = text
    for kind, pattern in _patterns(language):
        for match in list(pattern.finditer(rest)):
            if kind in AT_START and not _opens(rest, match.start()) and not (kind == "soft" and _closes(rest, match.end())):
                continue
            if kind == "same" and language == "en" and not AFTER_SAME.match(rest, match.end()):
                continue  # "from the same city as" compares rows
            kinds.add(kind)
            rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    return Leaning(frozenset(kinds), COUNTED.sub(lambda match: match[1] + " " * len(match[2]), rest) if language == "zh" else rest)


def adds_to_deck(text: str, language: Language) -> bool:
    """ "Add this to the deck", "把这个加到幻灯片里": a word of adding, a word for slides, and nothing else of weight."""
    verbs, places = (_pattern(sections(f"leaning_{language}")[kind], language) for kind in ("add", "place"))
    if not verbs.search(text) or not places.search(text):
        return False
    bare = leaning(places.sub(" ", verbs.sub(" ", text)), language).rest
    left = re.findall(r"[^\W_]+", bare)
    return {word.lower() for word in left} <= PLAIN


PLAIN = frozenset(
    ["the", "a", "to", "it", "this", "that", "these", "my", "our", "us", "me", "in", "on", "into", "as", "new", "slide", "of", "please", "here",
     "result", "results", "finding", "findings", "answer", "earlier", "last", "previous", "existing", "same", "them", "those", "can", "you", "we",
     "chart", "里", "中", "把", "将", "去", "进", "的", "吧", "一页", "结果", "里面", "个", "些", "请", "上", "图表", "请把", "请将", "内容"]
)  # fmt: skip


def _closes(text: str, end: int) -> bool:
    """Does nothing but signs and blanks stand behind it in its sentence?"""
    return not re.search(r"[^\W_]", re.split(r"[.?!;。？！；]", text[end:])[0])


def _opens(text: str, start: int) -> bool:
    """Does nothing but signs and blanks stand before it in its sentence?"""
    return not re.search(r"[^\W_]", re.split(r"[.?!;。？！；]", text[:start])[-1])


@lru_cache(maxsize=2)
def _patterns(language: Language) -> list[tuple[str, re.Pattern[str]]]:
    """The kinds with their patterns, in the order in which they are looked for: long phrases of surer kinds first."""
    lists = sections(f"leaning_{language}")
    order = ("why", "swap", "same", "about", "show", "point", "soft")
    found = [(kind, _pattern(lists[kind], language)) for kind in order if kind in lists]
    return [*found, ("point", re.compile(BEHIND_VERB, re.IGNORECASE))] if language == "en" else found


def _pattern(phrases: tuple[str, ...], language: Language) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    if language == "zh":
        return re.compile("|".join(re.escape(phrase) for phrase in longest), re.IGNORECASE)
    spelled = [re.escape(phrase).replace("<>", POINTING).replace(r"\ ", r"\s+").replace(r"\<\>", POINTING) for phrase in longest]
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE)
