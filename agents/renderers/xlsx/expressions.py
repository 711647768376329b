"""A fact's expression as an Excel formula over addresses, guarded where the fact is missing: no error, no plausible zero."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from agents.evidence.formats import MISSING

SIGNS: dict[type[ast.AST], tuple[str, int]] = {ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("*", 2), ast.Div: ("/", 2)}
CALLS = {"sum": "SUM", "min": "MIN", "max": "MAX", "mean": "AVERAGE"}
LONGEST = 4_000  # characters; Excel stops at 8,192
ADDRESS = re.compile(r"((?:'(?:[^']|'')+'|[\w.]+)!)?\$?([A-Z]{1,3})\$?(\d+)$")


class NoFormula(Exception):
    """The expression has no form in Excel that gives the same value."""


def formula_of(expression: str, addresses: Mapping[str, str]) -> str:
    """The formula without its =. A zero base gives an en dash. Raises NoFormula."""
    translator = _Translator(addresses)
    body = translator.write(ast.parse(expression, mode="eval").body, 0)
    bases = list(dict.fromkeys(translator.bases))
    if bases:
        test = f"{bases[0]}=0" if len(bases) == 1 else f"OR({','.join(f'{base}=0' for base in bases)})"
        body = f'IF({test},"{MISSING}",{body})'
    if len(body) > LONGEST:
        raise NoFormula
    return body


class _Translator:
    """Writes nodes; remembers what is divided by."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = addresses
        self.bases: list[str] = []

    def write(self, node: ast.AST, binding: int) -> str:
        """`binding` is the strength of what stands around the node: a weaker node gets parentheses."""
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            return repr(node.value)
        if isinstance(node, ast.Name):
            return self.addresses[node.id]
        if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
            return self._binary(node, binding)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return f"(-{self.write(node.operand, 3)})" if binding else f"-{self.write(node.operand, 3)}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._call(node.func.id, [self.write(part, 0) for part in node.args], binding)
        raise NoFormula

    def _binary(self, node: ast.BinOp, binding: int) -> str:
        sign, strength = SIGNS[type(node.op)]
        left = self.write(node.left, strength)
        tight = isinstance(node.op, (ast.Sub, ast.Div))  # a-(b+c), a/(b*c): the right side binds one step more
        right = self.write(node.right, strength + (1 if tight else 0))
        if isinstance(node.op, ast.Div):
            self.bases.append(self.write(node.right, 0))
        text = f"{left}{sign}{right}"
        return f"({text})" if strength < binding else text

    def _call(self, name: str, parts: list[str], binding: int) -> str:
        if name == "abs":
            return f"ABS({parts[0]})"
        if name in CALLS:
            return f"{CALLS[name]}({','.join(runs(parts))})"
        if name in ("rank", "positives") and parts:
            others = [f"({part}>{parts[0]})" for part in parts[1:]] if name == "rank" else [f"({part}>0)" for part in parts]
            text = "+".join(["1", *others] if name == "rank" else others)
            text = text if len(others) > 1 or name == "rank" else f"{text}+0"
            return f"({text})" if binding else text
        raise NoFormula


def runs(parts: list[str]) -> list[str]:
    """Neighbouring addresses as ranges: B2, B3, B4 become B2:B4."""
    found: list[str] = []
    start, previous, step = "", None, (0, 0)
    for part in parts:
        place = _place(part)
        if (
            place
            and previous
            and place[0] == previous[0]
            and _step(previous, place) in ((0, 1), (1, 0))
            and step in ((0, 0), _step(previous, place))
        ):
            step = _step(previous, place)
            found[-1] = f"{start}:{part.rpartition('!')[2]}"
        else:
            start, step = part, (0, 0)
            found.append(part)
        previous = place
    return found


def _place(address: str) -> tuple[str, int, int] | None:
    match = ADDRESS.match(address)
    if not match:
        return None
    column = 0
    for letter in match[2]:
        column = column * 26 + ord(letter) - 64
    return match[1] or "", column, int(match[3])


def _step(first: tuple[str, int, int], second: tuple[str, int, int]) -> tuple[int, int]:
    return second[1] - first[1], second[2] - first[2]
