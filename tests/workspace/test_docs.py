"""The docs name every setting and every command."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_setting_is_in_the_docs() -> None:
    code = "".join((ROOT / "workspace" / name).read_text(encoding="utf-8") for name in ("settings.py", "environment.py"))
    names = set(re.findall(r'"(THREEDAY_[A-Z_]+|DATABASE_URL|REDIS_URL)"', code))
    docs = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert len(names) > 15 and sorted(name for name in names if f"`{name}`" not in docs) == []


def test_every_command_is_in_the_docs() -> None:
    folder = ROOT / "workspace" / "web" / "management" / "commands"
    docs = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert [path.stem for path in folder.glob("[a-z]*.py") if f"manage.py {path.stem}" not in docs] == []
