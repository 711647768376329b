"""The budgets of size: a file or a function that outgrows them is named with its length."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
FUNCTION = 60
BUDGETS = {"*.py": 400, "*.css": 200, "*.js": 150, "*.html": 120}
FOLDERS = ("agents", "workspace", "templates", "static", "tests")
LEFT_OUT = {"migrations", "vendor", "__pycache__", "node_modules"}


def files(pattern: str, folders: tuple[str, ...] = FOLDERS) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob(pattern)]
    return sorted(path for path in found if not LEFT_OUT & set(path.relative_to(ROOT).parts))


def functions(paths: list[Path]) -> Iterator[tuple[str, int]]:
    """(place, lines from `def` to the end) of every function, methods and inner functions too."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize(("pattern", "budget"), BUDGETS.items())
def test_no_file_is_longer_than_its_budget(pattern: str, budget: int) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files(pattern)}
    assert [f"{name}: {lines} lines, at most {budget}" for name, lines in lengths.items() if lines > budget] == []


def test_no_function_is_longer_than_its_budget() -> None:
    assert [f"{place}: {lines} lines, at most {FUNCTION}" for place, lines in functions(files("*.py")) if lines > FUNCTION] == []


def test_most_functions_are_short() -> None:
    lengths = [lines for _, lines in functions(files("*.py", ("agents", "workspace")))]
    assert median(lengths) <= 10 and quantiles(lengths, n=10)[-1] <= 32
