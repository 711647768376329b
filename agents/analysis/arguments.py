"""What analyses are asked with: typed, JSON-able, carried in Question.arguments."""

from __future__ import annotations

from typing import Literal

from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import refusal
from agents.core.base import Value
from agents.core.brief import Language
from agents.core.errors import CannotAnswer
from agents.core.periods import Period


class Arguments(Value):
    """Arguments of every analysis. `dimension` is the key of one of the subject's dimensions, "" for its segment (or what comes next).

    `now` and `before` are the periods as they were made comparable; without `before` an analysis looks at one period, without
    both at all of the data. `question` is the id of the question, which the findings carry.
    """

    subject: Subject
    dimension: str = ""
    before: Period | None = None
    now: Period | None = None
    question: str = ""
    count: int = 10  # how many rows a ranking names
    lowest: bool = False  # a ranking from the bottom
    grain: Literal["", "day", "week", "month", "quarter", "year"] = ""  # of a trend; "" picks one that suits the period
    asked: Literal["", "fall", "rise"] = ""  # the direction that a question for causes takes for granted
    values: tuple[str, ...] = ()  # the values that a comparison sets side by side

    def keyed(self, language: Language = "en") -> Dimension:
        """The dimension asked for. Raises CannotAnswer where there is none."""
        found = self.subject.dimension(self.dimension) if self.dimension else self.subject.usual
        if found is None:
            raise CannotAnswer(refusal("no_dimension").of(language), missing=("dimension",))
        return found

    def spans(self, language: Language = "en") -> dict[str, Period]:
        """The periods by the names of their columns; `before` first. Raises CannotAnswer where two are needed and not both are there."""
        if self.before is None or self.now is None or self.subject.time is None:
            raise CannotAnswer(refusal("two_periods").of(language), missing=("period",))
        return {"before": self.before, "now": self.now}

    def span(self) -> dict[str, Period]:
        """The one period to look at; empty for all of the data."""
        return {"now": self.now} if self.now is not None and self.subject.time is not None else {}
