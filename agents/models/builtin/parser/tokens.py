"""A question cut into tokens, with their places, so that an unread word can be shown where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from agents.models.builtin.parser.lemma import lemma

HAN = r"\u3400-\u9fff"
_TOKEN = re.compile(
    rf"(?P<quote>[\"“”「『`](?P<q1>[^\"“”」』`]*)[\"“”」』`]|(?<![^\W_])['‘’](?P<q2>[^'‘’]*(?:[^\W_]['’][^\W_][^'‘’]*)*)['‘’](?![^\W_]))"
    r"|(?P<number>(?<![\w.])[$€£¥]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[$€£¥]?\d++\.\d++(?:[eE][-+]?\d++)?|[$€£¥]?\d++(?:[eE][-+]\d++)?(?![A-Za-z_]))"
    rf"|(?P<han>[{HAN}])"
    rf"|(?P<word>[^\W{HAN}]+(?:[.&][^\W{HAN}]+)*)"
    r"|(?P<sign>\S)",
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, quoted text, Han character or sign. `start` and `end` are characters of the question."""

    kind: str  # word, number, quote, han, sign
    text: str
    lemma: str
    start: int
    end: int

    @property
    def number(self) -> float:
        return float(re.sub(r"[^\d.eE+-]", "", self.text.replace(",", "")))


def is_chinese(text: str) -> bool:
    """Does a person who writes this read Chinese? A few Han characters in an English sentence do not count."""
    han = len(re.findall(f"[{HAN}]", text))
    return han >= 2 and han * 3 >= len(re.findall(r"[A-Za-z]", text)) // 2


def tokenise(text: str) -> list[Token]:
    """All tokens of a question, in order. Full-width signs are read as plain ones."""
    plain = "".join(_plain(c) for c in text)
    return [_token(match) for match in _TOKEN.finditer(plain)]


def _plain(char: str) -> str:
    if char in "“”‘’「」『』×":
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup or "sign"
    if match["quote"]:
        inner = match["q1"] if match["q1"] is not None else match["q2"]
        return Token("quote", inner.strip(), inner.strip().lower(), match.start(), match.end())
    text = match[0]
    return Token(kind, text, lemma(text.lower()), match.start(), match.end())
