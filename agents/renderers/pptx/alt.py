"""Text alternatives of tables and sparklines, and the speaker notes, from the same facts as the slide."""

from __future__ import annotations

from collections.abc import Sequence

from agents.evidence.formats import write
from agents.renderers.pptx.desk import Desk
from agents.renderers.pptx.words import phrase
from agents.specs.deck import Kpi, Slide
from agents.specs.table import TableSpec
from agents.specs.walk import fact_refs


def table_alt(table: TableSpec, title: str, desk: Desk) -> str:
    """What the table holds: its title, its size and its columns."""
    columns = ("、" if desk.language == "zh" else ", ").join(desk.say(column.header) for column in table.columns)
    return phrase("table_alt", desk.language, title=desk.say(table.title) or title, rows=str(len(table.rows)), columns=columns)


def spark_alt(kpi: Kpi, desk: Desk) -> str:
    """The ends and the range of a card's small line."""
    facts = [fact for ref in kpi.spark if ref and (fact := desk.ledger.fact(ref)).value is not None]
    texts = {fact.id: write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=desk.language) for fact in facts}
    ordered = sorted(facts, key=lambda fact: float(fact.value))  # type: ignore[arg-type]
    first, last, low, high = (texts[fact.id] for fact in (facts[0], facts[-1], ordered[0], ordered[-1]))
    return phrase("spark_alt", desk.language, label=desk.say(kpi.label), first=first, last=last, low=low, high=high)


def notes_text(slide: Slide, desk: Desk) -> str:
    """Speaking points, then each fact of the slide with its id, value, name and where it comes from."""
    lines = [desk.say(slide.notes)] if slide.notes else []
    evidence = [_evidence(ref, desk) for ref in dict.fromkeys(fact_refs(slide)) if ref]
    if evidence:
        lines += [phrase("facts", desk.language) + ("：" if desk.language == "zh" else ":"), *evidence]
    return "\n".join(lines or _spoken(slide, desk))


def _spoken(slide: Slide, desk: Desk) -> Sequence[str]:
    return [desk.say(text) for text in (slide.title, slide.lead, slide.message) if text]


def _evidence(ref: str, desk: Desk) -> str:
    fact = desk.ledger.fact(ref)
    value = write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=desk.language)
    origin = f"{fact.cell.result}, {fact.cell.row}, {fact.cell.column}" if fact.cell else fact.expression
    return f"{ref} = {value} · {fact.name} ({origin})"
