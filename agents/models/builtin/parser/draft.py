"""What a walk over a question's items has gathered, before it is settled into an Ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.meaning import Attr, Cond, Formula, Measure, Nested, Part, Sort

Quantity = Attr | Formula | Measure


@dataclass(slots=True)
class Extreme:
    """A superlative: `by` is what is compared (None: not said yet), `count` how many are wanted."""

    descending: bool
    by: Quantity | Part | None = None
    count: int | None = None
    at: int = 0
    hint: tuple[str, ...] = ()
    table: str = ""
    group: Attr | None = None  # "the most common colour"


@dataclass(slots=True)
class Time:
    """A period with its comparison ("", "lt", "gt", "ge", "le") and the column it was tied to."""

    item: Item
    op: str = ""
    column: Attr | None = None
    both: bool = False
    neg: bool = False


@dataclass(slots=True)
class Draft:
    """See Ask; here with what is still open."""

    entity: str = ""
    outputs: list[Attr | Part | Formula] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    groups: list[Attr | Part | str] = field(default_factory=list)  # a str is a table: its rows
    each: list[Attr | Part | str] = field(default_factory=list)  # "each X", "per X": a group only beside an aggregate
    conds: list[Cond] = field(default_factory=list)
    extremes: list[Extreme] = field(default_factory=list)
    sorts: list[Sort] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    nested: list[Nested] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)  # tables whose rows are asked for by name
    direction: str = ""  # a direction said without what is ordered
    alpha: str = ""
    limit: int | None = None
    distinct: bool = False
    share: bool = False
    ratio: list[Measure] = field(default_factory=list)
    growth: str = ""  # "any", "year", "quarter", "month", "period"
    keep: str = ""  # "lt": only what shrank; "gt": only what grew
    difference: bool = False
    trend: bool = False
    minutes: bool = False
    absolute: bool = False
    weak: bool = False  # "sold", "made", "spent": money or pieces, where nothing else is measured
    how_much: bool = False
    paired: bool = False  # "customers and their cities": the things are shown too
    late: bool = False  # a column was read behind a measure without being joined to it
    who: bool = False
    average: bool = False  # "average", waiting for what it averages
    per: Measure | None = None  # "an average order": what one of is looked at
    whole_from: int | None = None  # conditions from here on limit the whole of a share too ("among those that …")
    totalled: bool = False  # "total", "altogether" was said
    either: int = 0
    unread: list[Item] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # why the reading is not sure
