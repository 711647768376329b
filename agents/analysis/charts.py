"""Charts and tables of findings, as specs over facts. Titles are plain; the makers put the conclusion in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.analysis.compare import Comparison, Line
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period
from agents.evidence.text import fact_token
from agents.specs.chart import ChartKind, ChartSpec, Series
from agents.specs.table import TableColumn, TableSpec


def label(line: Line) -> str:
    """The name of a line as a text: a token where it is a cell, the word itself for the rest and the whole."""
    return fact_token(line.name, "name") if line.name else line.text


def cell(ref: str, format: str = "auto") -> str:
    """A table cell; empty where the fact cannot be said."""
    return fact_token(ref, format) if ref else ""


def title(desk: Workbench, key: str, **words: str) -> str:
    """A phrase with words filled in, its first letter a capital."""
    text = desk.say(phrase(key)).format(**words)
    return text[:1].upper() + text[1:]


def subtitle(desk: Workbench, table: Comparison) -> str:
    """Metric, unit and periods."""
    measure = table.subject.measure
    unit = f" ({measure.currency})" if measure.currency else ""
    joint = "、" if desk.language == "zh" else ", "
    return lead(desk, measure.words.of(desk.language) + unit, joint.join(p.label for p in table.spans.values()))


def lead(desk: Workbench, *parts: str) -> str:
    """What stands under a title: parts in the punctuation of the language, the first letter a capital."""
    text = ("，" if desk.language == "zh" else ", ").join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def told_words(desk: Workbench, subject: Subject, dimension: Dimension | None, spans: Mapping[str, Period]) -> dict[str, str]:
    """The plain words of a finding: measure, dimension, and the labels of the periods."""
    words = {"measure": subject.measure.words.of(desk.language)} | {name: period.label for name, period in spans.items()}
    return words | ({"dimension": dimension.words.of(desk.language)} if dimension is not None else {})


def formats(subject: Subject) -> tuple[str, str]:
    """(format of the measure, format of its changes)."""
    return ("money_short", "signed_money_short") if subject.measure.unit == "currency" else ("auto", "signed_short")


def bars(desk: Workbench, id: str, table: Comparison, lines: Sequence[Line], heading: str, kind: ChartKind = "bar") -> ChartSpec:
    """Before and now beside each other, the growth written after the value."""
    growth = [desk.number(line.growth) if desk.exists(line.growth) else 0.0 for line in lines]
    money = "money_short" if table.subject.measure.unit == "currency" else "auto"
    return ChartSpec(
        id=id,
        kind=kind,
        title=heading,
        subtitle=subtitle(desk, table),
        categories=tuple(label(line) for line in lines),
        format=money,
        series=(
            Series(name=table.spans["before"].label, values=tuple(line.before for line in lines), role="previous", format=money),
            Series(name=table.spans["now"].label, values=tuple(line.now for line in lines), role="actual", format=money),
        ),
        highlight=(growth.index(max(growth)),) if growth and max(growth) > 0 else (),
        alert=tuple(i for i, g in enumerate(growth) if g < 0),
        beside=tuple(cell(line.growth, "signed_percent") if desk.exists(line.growth) else "" for line in lines),
        results=(table.result.id,),
        alt=heading,
    )


def columns(desk: Workbench, *keys: str | tuple[str, str]) -> tuple[TableColumn, ...]:
    """Columns of numbers by phrase key, or by a word itself (a tuple of the word and a tone)."""
    made = []
    for key in keys:
        header, tone = (desk.say(phrase(key)), "plain") if isinstance(key, str) else key
        made.append(TableColumn(header=header, kind="number", tone=tone))
    return tuple(made)


def growth_table(desk: Workbench, id: str, table: Comparison, lines: Sequence[Line], whole: Line | None, heading: str) -> TableSpec:
    """Before, now, change, growth, contribution and share by segment, with a total."""
    rows = [*lines, *([whole] if whole is not None else [])]
    money = "money_short" if table.subject.measure.unit == "currency" else "auto"
    signed = "signed_money_short" if table.subject.measure.unit == "currency" else "signed_short"
    word = table.keys[-1].words.of(desk.language)
    heads = columns(
        desk,
        (table.spans["before"].label, "plain"),
        (table.spans["now"].label, "plain"),
        (desk.say(phrase("change")), "signed"),
        (desk.say(phrase("growth")), "signed"),
        (desk.say(phrase("contribution")), "signed"),
        "share_now",
    )
    return TableSpec(
        id=id,
        title=heading,
        columns=(TableColumn(header=word[:1].upper() + word[1:], weight=1.6), *heads),
        rows=tuple(
            (
                label(line),
                cell(line.before, money),
                cell(line.now, money),
                cell(line.change, signed),
                cell(line.growth, "signed_percent"),
                cell(line.contribution, "points"),
                cell(line.share_now, "percent"),
            )
            for line in rows
        ),
        total=len(rows) - 1 if whole is not None else None,
        results=(table.result.id,),
    )
