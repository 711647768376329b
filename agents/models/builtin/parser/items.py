"""The reading units of a question: spans of tokens with what they may stand for."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.core.periods import Period
from agents.models.builtin.parser.names import Target
from agents.models.builtin.parser.values import Held


@dataclass(slots=True, eq=False)
class Item:
    """A span. `kind` is "name" (tables, columns or held values of the data), "number", "period", "unknown" or a kind of the word lists;
    `sub` and `hint` are the further parts of such a kind ("super:desc:age")."""

    kind: str
    text: str
    start: int  # characters
    end: int
    sub: str = ""
    hint: tuple[str, ...] = ()
    tables: tuple[Target, ...] = ()
    columns: tuple[Target, ...] = ()
    held: tuple[Held, ...] = ()
    number: float = 0.0
    period: Period | None = None
    parts: tuple[Period, ...] = ()
    quoted: bool = False
    weak: bool = False  # a verb or other soft word that also is a name: used only where the reading needs it
    also: tuple[str, ...] = field(default=())  # further kinds of the same words

    def is_(self, *kinds: str) -> bool:
        """Is it of one of these kinds ("agg", or "agg:sum")?"""
        return any(self.kind == kind or f"{self.kind}:{self.sub}" == kind for kind in kinds)
