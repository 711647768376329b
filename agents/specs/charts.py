"""The charts of a run, kept as pictures."""

from __future__ import annotations

from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.text import Text
from agents.specs.chart import ChartSpec


class ChartsSpec(Value):
    """Charts in order, each drawn as SVG and PNG."""

    title: Text
    language: Language
    charts: tuple[ChartSpec, ...]
    names: tuple[str, ...] = ()
