"""The demo shop's file: made once, by its seed."""

from __future__ import annotations

from pathlib import Path


def shop_file(folder: Path) -> Path:
    """The shop as a SQLite file in `folder`. A half-made one never stands under its name."""
    path = folder / "Shop orders.sqlite"
    if not path.exists():
        half = folder / "shop.half"
        half.unlink(missing_ok=True)
        from agents.demo.shop import make_sqlite  # only the first start needs it

        make_sqlite(half).replace(path)
    return path
