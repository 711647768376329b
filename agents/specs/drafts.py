"""What a model fills in: small typed outputs. Order, choice and words are the model's; numbers, geometry and charts are the code's."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agents.core.base import Value
from agents.core.brief import Deliverable
from agents.evidence.text import Text


class PlanDraft(Value):
    """How a request is understood. Names are those that the proposal tool lists; `questions` are names of analyses."""

    title: str = Field(description="A short title of the work in the language of the request, without numbers.")
    measure: str = Field(description="The key of the measure.")
    segment: str = Field(default="", description="The key of the dimension to compare by; empty takes the proposed one.")
    questions: tuple[str, ...] = Field(description="Names of the analyses to run, in order.")
    deliverables: tuple[Deliverable, ...] = Field(default=(), description="The files to make.")


class WordSynonyms(Value):
    """Everyday words for one word of a request."""

    word: str = Field(description="The word, as listed.")
    synonyms: tuple[str, ...] = Field(
        description="One to four everyday words that could stand in its place without changing what is asked, or its full name. Empty "
        "where you do not know the word, or where it says nothing."
    )


class SynonymsDraft(Value):
    """Everyday words for each word that could not be read."""

    words: tuple[WordSynonyms, ...] = Field(description="One entry for each listed word.")


class WordMeaning(Value):
    """What one word of a request means in this data. Say "unknown" rather than guess: a wrong meaning gives a wrong answer."""

    word: str = Field(description="The word of the request, as listed.")
    means: str = Field(description="What it stands for, one of the listed choices; 'unknown' where none is the same thing.")
    value: str = Field(
        default="",
        description="For one value of the chosen column: that value, exactly as find_values shows it. For 'period': the days in plain "
        "words, as 'March 2023'. Else empty.",
    )
    fit: Literal["same", "narrower", "broader", "related"] = Field(
        description="How the choice compares with the word: the same thing, narrower than the word, broader than it, or only related."
    )


class ReadingsDraft(Value):
    """One meaning for each word that could not be read, in the order of the request."""

    readings: tuple[WordMeaning, ...] = Field(description="One entry for each listed word.")


class Ranking(Value):
    """Findings by how much they matter, most first."""

    findings: tuple[str, ...] = Field(description="Ids of the findings, the most important first.")


class Rewrite(Value):
    """A better title for one part. Every number stays a {{fact|format}} token and every comparison a [[claim|words]] token."""

    id: str
    title: Text


class OrderDraft(Value):
    """The parts of a file in order, and better titles where the model has any. Ids are those that the proposal tool lists."""

    parts: tuple[str, ...] = Field(description="Ids of the parts to keep, in order.")
    titles: tuple[Rewrite, ...] = Field(default=(), description="Better titles, only where a title can be clearer.")


class AnswerDraft(Value):
    """The closing answer: a few short paragraphs of prose with tokens."""

    paragraphs: tuple[Text, ...] = Field(description="Two to four short paragraphs. Numbers and comparisons only as tokens.")
