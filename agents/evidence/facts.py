"""Facts: one number (or name) each, read from a cell of a result or computed from other facts by code."""

from __future__ import annotations

import ast
import operator
import statistics
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import Field

from agents.core.base import Value
from agents.core.errors import EvidenceError
from agents.evidence.results import Cell, Unit

OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.USub: operator.neg,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def rank(value: float, *others: float) -> int:
    """1 for the largest of all; ties share the better place."""
    return 1 + sum(1 for other in others if other > value)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda *values: sum(values),
    "min": min,
    "max": max,
    "abs": abs,
    "count": lambda *values: len(values),
    "rank": rank,
    "mean": lambda *values: sum(values) / len(values),
    "positives": lambda *values: sum(v > 0 for v in values),
    "all_": lambda *values: all(values),
    "round": round,
    "median": lambda *values: statistics.median(values),
}


class CellRef(Value):
    """Where a value stands: a result, a row number from 0, a column name."""

    result: str
    row: int
    column: str


class Fact(Value):
    """A value with a name and a unit. Exactly one of `cell` and `expression` says where it comes from.

    `expression` is arithmetic over short names; `inputs` maps each short name to a fact id. A value of None means that it
    does not exist (a division by zero base), and `missing` says why in words.
    """

    id: str
    name: str
    value: Cell
    unit: Unit = ""
    currency: str = ""
    cell: CellRef | None = None
    expression: str = ""
    inputs: dict[str, str] = Field(default_factory=dict)
    missing: str = ""
    period: str = ""  # label of the period the value belongs to
    constant: bool = False  # a setting of the method (a threshold, an ordinal), not data: shown as such


def evaluate(expression: str, names: Mapping[str, Any]) -> Any:
    """Compute arithmetic or a comparison over named values. Only the operators and functions listed here exist.

    Raises EvidenceError for anything else and ZeroDivisionError for a zero base. A missing input (None) gives None.
    """
    return _node(ast.parse(expression, mode="eval").body, names)


def _node(node: ast.AST, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise EvidenceError(f"The expression names {node.id!r}, which is not among its inputs.")
        return names[node.id]
    parts: list[Any]
    if isinstance(node, ast.BinOp):
        function, parts = OPERATORS.get(type(node.op)), [_node(node.left, names), _node(node.right, names)]
    elif isinstance(node, ast.UnaryOp):
        function, parts = OPERATORS.get(type(node.op)), [_node(node.operand, names)]
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        function, parts = OPERATORS.get(type(node.ops[0])), [_node(node.left, names), _node(node.comparators[0], names)]
    elif isinstance(node, ast.BoolOp):
        function, parts = (all if isinstance(node.op, ast.And) else any), [[_node(v, names) for v in node.values]]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        function, parts = FUNCTIONS.get(node.func.id), [_node(a, names) for a in node.args]
    else:
        function, parts = None, []
    if function is None:
        raise EvidenceError(f"The expression holds {ast.unparse(node)!r}, which is not arithmetic over facts.")
    return None if any(part is None for part in parts) else function(*parts)
