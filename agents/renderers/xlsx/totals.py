"""What Excel's SUMIFS and COUNTIFS will find in the data, gathered while the rows go by: a formula is written only where it agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from agents.evidence.results import Cell

Key = float | str
MOST_KEYS = 50_000  # of one set of key columns; more are not gathered, only those asked for
EPOCH = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)  # before it, Excel's calendar holds a day that never was


class Ask(NamedTuple):
    """One SUMIFS: columns of the extract with the value each must equal, and the column to sum ("" counts rows)."""

    filters: tuple[tuple[str, Cell], ...]
    column: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.filters)


def serial(value: date | datetime) -> float | int | None:
    """Excel's number of a moment; None before its calendar begins."""
    if isinstance(value, datetime):
        if value.date() < FIRST_DAY:
            return None
        seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        return value.toordinal() - EPOCH + seconds / 86_400 if seconds else value.toordinal() - EPOCH
    return value.toordinal() - EPOCH if value >= FIRST_DAY else None


def excel_key(value: Cell) -> Key:
    """What SUMIFS compares: numbers and texts that read as numbers by value, texts without regard to case."""
    if value is None:
        return ""
    if isinstance(value, (date, datetime)):
        number = serial(value)
        return value.isoformat() if number is None else float(number)
    if isinstance(value, (bool, int, float)):
        return f"bool {value}" if isinstance(value, bool) else float(value)
    try:
        return float(value) if value[-1:].isdigit() else value.casefold()
    except ValueError:
        return value.casefold()


class Totals:
    """Sums and counts by key for every set of key columns that some formula needs."""

    def __init__(self, columns: Sequence[str], asks: Iterable[Ask]) -> None:
        self.positions = {name: position for position, name in enumerate(columns)}
        self.sums: dict[tuple[str, ...], dict[str, int]] = {}  # key columns -> summed columns, each with its place
        self.groups: dict[tuple[str, ...], dict[tuple[Key, ...], list[float]]] = {}
        self._known: dict[Cell, Key] = {}
        for ask in asks:
            places = self.sums.setdefault(ask.keys, {"": 0})
            places.setdefault(ask.column, len(places))
            self.groups[ask.keys] = {}

    def add(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Take in a piece of the data, column by column."""
        keyed = {name: self._keys(columns[self.positions[name]]) for name in {name for keys in self.sums for name in keys}}
        numbers = {
            name: [value if type(value) in (int, float) else 0 for value in columns[self.positions[name]]]
            for name in {name for places in self.sums.values() for name in places if name}
        }
        for keys, places in self.sums.items():
            rows = zip(*(keyed[name] for name in keys), strict=True) if keys else ((),) * len(columns[0])
            values = zip(*(numbers[name] for name in places if name), strict=True) if len(places) > 1 else ((),) * len(columns[0])
            self._gather(self.groups[keys], len(places), rows, values)

    def value(self, ask: Ask) -> float:
        """What the formula will give: zero where no row fits."""
        group = self.groups[ask.keys].get(tuple(excel_key(value) for _, value in ask.filters))
        return group[self.sums[ask.keys][ask.column]] if group else 0.0

    def matching(self, keys: tuple[str, ...], fixed: Mapping[str, Cell]) -> int:
        """How many different groups there are under fixed filters."""
        wanted = {keys.index(name): excel_key(value) for name, value in fixed.items()}
        return sum(all(key[place] == value for place, value in wanted.items()) for key in self.groups[keys])

    def _keys(self, values: Sequence[Cell]) -> list[Key]:
        """The key of each value. Texts and days repeat, so each is read once; numbers are not looked up: True equals 1 in a dictionary."""
        different = set(values)
        if not all(isinstance(value, (str, date)) for value in different):
            return [excel_key(value) for value in values]
        known = {value: self._known.get(value) or excel_key(value) for value in different}
        if len(self._known) < MOST_KEYS:
            self._known |= known
        return [known[value] for value in values]

    def _gather(
        self, group: dict[tuple[Key, ...], list[float]], width: int, rows: Iterable[tuple[Key, ...]], values: Iterable[tuple[float, ...]]
    ) -> None:
        for key, amounts in zip(rows, values, strict=True):
            sums = group.get(key)
            if sums is None:
                sums = group[key] = [0.0] * width
            sums[0] += 1
            for place, amount in enumerate(amounts, start=1):
                sums[place] += amount
