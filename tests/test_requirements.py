"""A fresh machine gets everything the product imports, pinned, hashed, and from no named server."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"agents", "workspace"}


def imported() -> dict[str, str]:
    """Top-level name of every module that the product imports from outside → one place that imports it."""
    found: dict[str, str] = {}
    for path in sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            found |= {name.split(".")[0]: str(path.relative_to(ROOT)) for name in names}
    return {name: place for name, place in found.items() if name not in OURS | sys.stdlib_module_names}


def pinned(file: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_everything_the_product_imports_is_in_requirements_txt() -> None:
    distributions = packages_distributions()
    here = {name.lower().replace("_", "-") for name in pinned("requirements.txt")}
    missing = {
        name: place for name, place in imported().items()
        if not {made.lower().replace("_", "-") for made in distributions.get(name, [])} & here
    }  # fmt: skip
    assert missing == {}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes_and_no_server_is_named(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [package.splitlines()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package] == []
    assert not re.search(r"://|^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", text, re.MULTILINE)


def test_both_files_agree_on_what_they_share() -> None:
    versions = [dict(re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==(\S+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))
                for file in ("requirements.txt", "requirements-dev.txt")]  # fmt: skip
    first, second = versions
    assert {name: (first[name], second[name]) for name in first.keys() & second.keys() if first[name] != second[name]} == {}
