"""Cells as JSON and back: a date stays a date, and what JSON cannot say (a number that is none) becomes null."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any


class CellEncoder(json.JSONEncoder):
    """Dates are tagged; infinite numbers and NaN, which no database takes as JSON, are null."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return {"$time": o.isoformat()}
        if isinstance(o, date):
            return {"$date": o.isoformat()}
        if isinstance(o, Decimal):
            return float(o)
        return super().default(o)

    def encode(self, o: Any) -> str:
        try:
            return self._strict().encode(o)
        except ValueError:
            return self._strict().encode(_finite(o))

    def iterencode(self, o: Any, _one_shot: bool = False) -> Iterator[str]:
        yield self.encode(o)

    def _strict(self) -> json.JSONEncoder:
        return json.JSONEncoder(default=self.default, allow_nan=False, ensure_ascii=False)


class CellDecoder(json.JSONDecoder):
    """The other way."""

    def __init__(self, **options: Any) -> None:
        super().__init__(object_hook=_untagged, **options)


def _untagged(value: dict[str, Any]) -> Any:
    if len(value) == 1:
        if "$time" in value:
            return datetime.fromisoformat(value["$time"])
        if "$date" in value:
            return date.fromisoformat(value["$date"])
    return value


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value
