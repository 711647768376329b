"""JSON: lists, lines, records under a key, objects inside objects."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sources.made import only_table, opened, text_file

RECORDS = [{"id": 1, "day": "2024-01-02", "amount": 5}, {"id": 2, "day": "2024-01-03", "amount": 7.5, "note": "late"}]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(RECORDS),
        "\n".join(json.dumps(record) for record in RECORDS),
        json.dumps({"meta": {"page": 1}, "data": RECORDS}),
        json.dumps({"response": {"result": {"items": RECORDS}}}),
        json.dumps({"id": [1, 2], "day": ["2024-01-02", "2024-01-03"], "amount": [5, 7.5], "note": [None, "late"]}),
    ],
)
def test_records_are_found_in_any_of_the_usual_shapes(tmp_path: Path, content: str) -> None:
    table = only_table(text_file(tmp_path, content, "sales.json"))
    assert (table.name, table.rows) == ("sales", 2)
    assert table.column("day").minimum == date(2024, 1, 2) and table.column("amount").maximum == 7.5


def test_objects_inside_records_become_columns(tmp_path: Path) -> None:
    record: dict[str, Any] = {"id": 1, "customer": {"name": "Ann", "address": {"city": "Rome"}}, "tags": ["a"]}
    table = only_table(text_file(tmp_path, json.dumps([record, record | {"id": 2}]), "orders.json"))
    assert [c.name for c in table.columns] == ["id", "customer name", "customer address city", "tags"]


def test_two_lists_of_records_are_two_tables(tmp_path: Path) -> None:
    content = json.dumps({"orders": [{"id": 1, "customer_id": 7}], "customers": [{"id": 7, "name": "Ann"}]})
    assert [t.name for t in opened(text_file(tmp_path, content, "dump.json")).catalog.tables] == ["orders", "customers"]


def test_leading_zeros_survive(tmp_path: Path) -> None:
    table = only_table(text_file(tmp_path, '[{"zip": "01234"}, {"zip": "99999"}]', "a.json"))
    assert table.column("zip").type == "text"
