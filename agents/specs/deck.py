"""A deck: slides of a few kinds. The renderer owns geometry; the spec owns words, charts, tables and their order."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.text import Text
from agents.specs.chart import ChartSpec
from agents.specs.table import TableSpec

SlideKind = Literal["title", "summary", "kpis", "chart", "full_chart", "two_charts", "table", "segment", "actions", "text", "sources"]


class Kpi(Value):
    """A card: a label, one big figure, a change with words, and a small line of values (fact refs)."""

    label: Text
    figure: Text
    change: Text = ""
    tone: Literal["good", "bad", "plain"] = "plain"
    spark: tuple[str, ...] = ()


class Takeaway(Value):
    """A sentence with a bold lead-in."""

    lead: Text = ""
    text: Text


class Slide(Value):
    """One slide, one message. `title` is a conclusion; `lead` the metric, unit and period line under it.

    title: title, lead, message. summary: takeaways. kpis: kpis, message. chart: charts[0] + takeaways. full_chart: charts[0].
    two_charts: two. table: table + message. segment: charts[0], table (the product plan), takeaways.
    actions: table. text: takeaways. sources: table.
    """

    id: str
    kind: SlideKind
    title: Text
    lead: Text = ""
    message: Text = ""
    takeaways: tuple[Takeaway, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    table: TableSpec | None = None
    results: tuple[str, ...] = ()  # for the source line
    notes: Text = ""  # speaker notes; the renderer adds the fact ids of the slide
    finding: str = ""


class DeckSpec(Value):
    """A whole deck. `names` are plain strings that may hold digits or comparison words (periods, catalog names)."""

    title: Text
    subtitle: Text = ""
    language: Language
    slides: tuple[Slide, ...]
    names: tuple[str, ...] = ()
