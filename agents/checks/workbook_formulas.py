"""A second reading of a workbook's formulas: parsed and computed from the cells they name, to compare with what is stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any

from agents.checks.workbook_package import DataCell, letters

TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"]|"")*")
    |(?P<table>[A-Za-z_]\w*\[[^\]]+\])
    |(?P<ref>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])
    |(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Z]+)\(
    |(?P<sign><=|>=|<>|[-+*/(),=<>]))""",
    re.VERBOSE,
)
REF = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^!]+)!)?(?P<first>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?$")
EPOCH = date(1899, 12, 30)
Value = float | str | bool | None


class Unreadable(Exception):
    """The formula holds something that this reading does not know."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


@dataclass(frozen=True)
class Column:
    """A column of a data table, by table name and column letters, or by sheet and letters."""

    table: str
    letters: str


@dataclass
class Cells:
    """What formulas read: stored values by sheet and cell, and the data's columns."""

    values: dict[str, dict[str, Any]]
    columns: dict[tuple[str, str], Column] = field(default_factory=dict)  # (table, header) -> column
    data: dict[Column, list[DataCell]] = field(default_factory=dict)
    sums: dict[tuple[Any, ...], dict[tuple[Any, ...], float]] = field(default_factory=dict)
    keys: dict[Column, list[float | str]] = field(default_factory=dict)

    def keyed(self, column: Column) -> list[float | str]:
        """What SUMIFS compares of each value of a column, made once."""
        if column not in self.keys:
            self.keys[column] = _keys(self.data[column])
        return self.keys[column]


def tokens(formula: str) -> list[Token]:
    """The formula's parts. Raises Unreadable."""
    text, found, place = formula.removeprefix("="), [], 0
    while place < len(text.rstrip()):
        match = TOKEN.match(text, place)
        if not match or not match.lastgroup:
            raise Unreadable(f"cannot read {text[place : place + 30]!r}")
        found.append(Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


def relative(formula: str, row: int, column: int) -> str:
    """The formula with addresses as distances: equal for formulas that were filled down."""

    def distance(match: re.Match[str]) -> str:
        column_text = match[2] if match[1] else f"C{_column(match[2]) - column}"
        return f"{{{column_text},{match[4] if match[3] else f'R{int(match[4]) - row}'}}}"

    return re.sub(r'(?<![\w"])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])', distance, formula)


def shape(form: str) -> str:
    """A relative formula without its distances: what is computed, whatever it reads."""
    return re.sub(r"\{[^}]*\}", "@", form)


def evaluate(formula: str, sheet: str, cells: Cells) -> tuple[Value, float]:
    """The formula's value and the largest number met on the way (the scale of rounding). Raises Unreadable."""
    reader = _Reader(tokens(formula), sheet, cells)
    value = reader.comparison()
    if reader.place != len(reader.tokens):
        raise Unreadable(f"cannot read what follows {reader.tokens[reader.place].text!r}")
    return value, reader.scale


class _Reader:
    """Recursive descent: comparison, sum, product, sign, atom. A text in arithmetic is an error, as in Excel."""

    def __init__(self, parts: list[Token], sheet: str, cells: Cells) -> None:
        self.tokens, self.sheet, self.cells = parts, sheet, cells
        self.place, self.scale = 0, 0.0

    def comparison(self) -> Any:
        left = self.sum()
        while self._next("=", "<>", "<", ">", "<=", ">="):
            sign = self._take().text
            left = _compare(sign, left, self.sum())
        return left

    def sum(self) -> Any:
        left = self.product()
        while self._next("+", "-"):
            sign = self._take().text
            right = self.product()
            left = self._number(left) + (1 if sign == "+" else -1) * self._number(right)
        return left

    def product(self) -> Any:
        left = self.signed()
        while self._next("*", "/"):
            sign = self._take().text
            right = self._number(self.signed())
            if sign == "/" and right == 0:
                raise ZeroDivisionError
            left = self._number(left) * right if sign == "*" else self._number(left) / right
        return left

    def signed(self) -> Any:
        if self._next("-", "+"):
            sign = self._take().text
            return self._number(self.signed()) * (-1 if sign == "-" else 1)
        return self.atom()

    def atom(self) -> Any:
        token = self._take()
        if token.kind == "string":
            return token.text[1:-1].replace('""', '"')
        if token.kind == "number":
            return float(token.text)
        if token.kind == "table":
            table, _, header = token.text[:-1].partition("[")
            return self._column(table, header)
        if token.kind == "ref":
            return self._reference(token.text)
        if token.text == "(":
            value = self.comparison()
            self._take()
            return value
        if token.kind == "name":
            return self._call(token.text)
        raise Unreadable(f"cannot read {token.text!r}")

    # -- parts --------------------------------------------------------------------------------------------------------

    def _next(self, *signs: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place].kind == "sign" and self.tokens[self.place].text in signs

    def _take(self) -> Token:
        if self.place >= len(self.tokens):
            raise Unreadable("ends too early")
        self.place += 1
        return self.tokens[self.place - 1]

    def _number(self, value: Any) -> float:
        if isinstance(value, str):
            raise Unreadable(f"{value!r} is not a number")
        number = float(value or 0)
        self.scale = max(self.scale, abs(number))
        return number

    def _column(self, table: str, header: str) -> Column:
        if (table, header) not in self.cells.columns:
            raise Unreadable(f"there is no column {table}[{header}]")
        return self.cells.columns[(table, header)]

    def _reference(self, text: str) -> Any:
        match = REF.match(text)
        if not match:
            raise Unreadable(f"cannot read {text!r}")
        sheet = (match["sheet"] or self.sheet).strip("'").replace("''", "'")
        first = match["first"].replace("$", "")
        if match["last"] is None:
            return self._cell(sheet, first)
        last = match["last"].replace("$", "")
        name = re.sub(r"\d", "", first)
        if (sheet, name) in self.cells.columns and re.sub(r"\d", "", last) == name:
            return self.cells.columns[(sheet, name)]
        rows = range(int(re.sub(r"\D", "", first)), int(re.sub(r"\D", "", last)) + 1)
        columns = range(_column(name), _column(re.sub(r"\d", "", last)) + 1)
        return [self._cell(sheet, f"{letters(column)}{row}") for row in rows for column in columns]

    def _cell(self, sheet: str, place: str) -> Any:
        if sheet not in self.cells.values:
            raise Unreadable(f"there is no sheet {sheet!r}")
        value = self.cells.values[sheet].get(place)
        return float((value - EPOCH).days) if type(value) is date else value

    def _call(self, name: str) -> Any:
        arguments: list[Any] = []
        if name == "IF":
            return self._if()
        while not self._next(")"):
            arguments.append(self.comparison())
            if self._next(","):
                self._take()
        self._take()
        if name not in FUNCTIONS:
            raise Unreadable(f"does not know {name}")
        return FUNCTIONS[name](self, arguments)

    def _if(self) -> Any:
        """Only the branch that counts is computed: the other may divide by zero."""
        test = self.comparison()
        self._take()
        branches = []
        for wanted in (bool(test), not test):
            start = self.place
            try:
                branches.append(self.comparison())
            except (ZeroDivisionError, Unreadable):
                if wanted:
                    raise
                self.place = start
                self._skip()
                branches.append(None)
            self._take()
        return branches[0] if test else branches[1]

    def _skip(self) -> None:
        depth = 0
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            if depth == 0 and token.kind == "sign" and token.text in (",", ")"):
                return
            depth += (token.kind == "name" or token.text == "(") - (token.text == ")")
            self.place += 1

    def total(self, summed: Column | None, pairs: list[tuple[Column, Any]]) -> float:
        """SUMIFS or COUNTIFS. The sums of one set of columns are made once."""
        key = (summed, *(column for column, _ in pairs))
        if key not in self.cells.sums:
            columns = [self.cells.keyed(column) for column, _ in pairs]
            values = self.cells.data[summed] if summed else [1.0] * (len(columns[0]) if columns else 0)
            found: dict[tuple[Any, ...], float] = {}
            for group, value in zip(zip(*columns, strict=True) if columns else repeat((), len(values)), values, strict=True):
                found[group] = found.get(group, 0.0) + (value if isinstance(value, float) else 0.0)
            self.cells.sums[key] = found
        total = self.cells.sums[key].get(tuple(criterion_key("" if wanted == "=" else wanted) for _, wanted in pairs), 0.0)
        self.scale = max(self.scale, abs(total))
        return total


def criterion_key(value: Any) -> float | str:
    """What SUMIFS compares: by value where it reads as a number, else without regard to case."""
    if value is None or value == "":
        return ""
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return float(str(value)) if str(value)[-1].isdigit() else str(value).casefold()
    except ValueError:
        return str(value).casefold()


def _keys(values: list[DataCell]) -> list[float | str]:
    keys = {value: criterion_key(value) for value in set(values)}
    return [keys[value] for value in values]


def _compare(sign: str, left: Any, right: Any) -> bool:
    if isinstance(left, str) != isinstance(right, str):  # Excel: any text is greater than any number
        return {"=": False, "<>": True}.get(sign, isinstance(left, str) == (sign in (">", ">=")))
    a: Any = left.casefold() if isinstance(left, str) else left or 0.0
    b: Any = right.casefold() if isinstance(right, str) else right or 0.0
    return bool({"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign])


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _numbers(reader: _Reader, arguments: list[Any]) -> list[float]:
    found: list[float] = []
    for argument in arguments:
        values = reader.cells.data[argument] if isinstance(argument, Column) else argument if isinstance(argument, list) else [argument]
        found += [float(value) for value in values if isinstance(value, (int, float))]
    reader.scale = max([reader.scale, *(abs(value) for value in found)])
    return found


def _length(reader: _Reader, arguments: list[Any]) -> float:
    return float(len(reader.cells.data[arguments[0]]) if isinstance(arguments[0], Column) else len(arguments[0]))


def _count_if(reader: _Reader, arguments: list[Any]) -> float:
    if isinstance(arguments[0], Column):
        return reader.total(None, list(zip(arguments[::2], arguments[1::2], strict=True)))
    return float(sum(criterion_key(value) == criterion_key(arguments[1]) for value in arguments[0]))


def _filled(reader: _Reader, arguments: list[Any]) -> float:
    values = reader.cells.data[arguments[0]] if isinstance(arguments[0], Column) else arguments[0]
    return float(sum(value is not None for value in values))


FUNCTIONS: dict[str, Callable[[_Reader, list[Any]], Any]] = {
    "SUM": lambda reader, arguments: sum(_numbers(reader, arguments)),
    "MIN": lambda reader, arguments: min(_numbers(reader, arguments)),
    "MAX": lambda reader, arguments: max(_numbers(reader, arguments)),
    "AVERAGE": lambda reader, arguments: sum(values := _numbers(reader, arguments)) / len(values),
    "ABS": lambda reader, arguments: abs(reader._number(arguments[0])),
    "N": lambda reader, arguments: float(arguments[0]) if isinstance(arguments[0], (int, float)) else 0.0,
    "OR": lambda reader, arguments: any(arguments),
    "AND": lambda reader, arguments: all(arguments),
    "ROWS": _length,
    "COUNTA": _filled,
    "COUNTIF": _count_if,
    "COUNTIFS": _count_if,
    "SUMIFS": lambda reader, arguments: reader.total(arguments[0], list(zip(arguments[1::2], arguments[2::2], strict=True))),
    "DATE": lambda reader, arguments: float((date(*(int(part) for part in arguments)) - EPOCH).days),
}
