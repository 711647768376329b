"""The demo shop's file: made once, by its seed."""

from __future__ import annotations

import secrets
from pathlib import Path


def shop_file(folder: Path) -> Path:
    """The shop as a SQLite file in `folder`. A half-made one never stands under its name."""
    path = folder / "Shop orders.sqlite"
    if not path.exists():
        half = folder / f"shop.{secrets.token_hex(4)}.half"  # two teams may ask for it at once
        from agents.demo.shop import make_sqlite  # only the first start needs it

        make_sqlite(half).replace(path)
    return path
