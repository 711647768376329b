"""Every tool of every use is a whole contract: it says what it gives, in which units, and with which errors; its schema is strict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from agents.core.context import Exchange
from agents.core.tools import MOST_TOOLS
from agents.demo.shop import make_sqlite
from agents.models.builtin.parser.parse import lexis_of
from agents.models.loop import Models, Task
from agents.sources.open import open_data
from agents.team.digest import digest
from agents.tools.contracts import ToolContract
from agents.tools.reading import reading_tools
from agents.tools.senses import senses_of
from tests.main_job.conftest import REQUESTS
from tests.main_job.driver import run
from tests.team.reading import Reader

USES = {"plan", "query", "rank", "slides", "document", "sheets", "charts", "answer", "summarise"}
CHOSEN = {"plan": "measure", "rank": "findings", "slides": "parts", "document": "parts", "sheets": "parts", "charts": "parts"}


@contextmanager
def recorded() -> Iterator[list[Task[Any]]]:
    """All tasks that are made meanwhile."""
    tasks: list[Task[Any]] = []
    before = Task.__post_init__
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Task, "__post_init__", lambda task: (before(task), tasks.append(task))[0])
        yield tasks


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> list[Task[Any]]:
    """The tasks of a whole job, of a question with an unread word, and of a digest."""
    room = tmp_path_factory.mktemp("uses")
    shop = make_sqlite(room / "shop.sqlite", orders=1_000)
    with recorded() as made:
        run(REQUESTS["en"], [shop], room / "job", deliver=("deck", "workbook", "document", "charts"))
        Reader(shop, room).plan("dosh by channel", {"dosh": ["revenue"]}, {"dosh": ("column order_lines.amount", "")})
        digest("", [Exchange(number=1, request="Revenue by channel", outcome="Done")], Models())
    assert {task.use for task in made} == USES
    return made


def test_every_tool_says_what_it_gives_in_which_units_and_with_which_errors(tasks: list[Task[Any]]) -> None:
    for tool in (tool for task in tasks for tool in task.tools):
        assert isinstance(tool, ToolContract), tool
        says, _, rest = tool.description.partition(" Units: ")
        assert len(says) > 20 and " Errors: " in rest, tool.name


def test_every_schema_is_strict_and_describes_each_argument(tasks: list[Task[Any]]) -> None:
    for tool in (tool for task in tasks for tool in task.tools if isinstance(tool, ToolContract)):
        assert tool.schema["additionalProperties"] is False, tool.name
        assert all(argument.get("description") for argument in tool.schema["properties"].values()), tool.name


def test_no_use_has_more_tools_than_a_model_chooses_well_among(tasks: list[Task[Any]]) -> None:
    assert max(len(task.tools) for task in tasks) <= MOST_TOOLS - 1  # one more reads again what was set aside


def test_columns_and_tables_are_enums_where_the_catalog_knows_them(tasks: list[Task[Any]]) -> None:
    arguments = {tool.name: tool.schema["properties"] for task in tasks for tool in task.tools if isinstance(tool, ToolContract)}
    assert "orders.channel" in arguments["describe_column"]["column"]["enum"]
    assert "orders.channel" in arguments["find_values"]["column"]["enum"] and "orders" in arguments["list_columns"]["table"]["enum"]


def test_answers_list_what_may_be_chosen(tasks: list[Task[Any]]) -> None:
    for task in tasks:
        if task.use in CHOSEN:
            field = task.output.model_json_schema()["properties"][CHOSEN[task.use]]
            assert field.get("enum") or field["items"]["enum"], task.use


def test_the_tools_for_words_look_into_the_data_and_stay_short(tmp_path: Path) -> None:
    reader = open_data([make_sqlite(tmp_path / "shop.sqlite", orders=1_000)], tmp_path)
    senses = senses_of(lexis_of(reader.catalog, reader), reader)
    tools = {tool.name: tool for tool in reading_tools({"bazaar": {}}, senses)}
    found = tools["find_values"].call({"text": "MARKETP"})["values"][0]
    assert (found["column"], found["value"]) == ("orders.channel", "Marketplace")
    assert tools["find_values"].call({"text": "' OR 1=1 --"})["values"] == []
    assert len(tools["find_values"].call({"text": "a"})["values"]) <= 12
    assert tools["describe_column"].call({"column": "orders.channel"})["different_values"] == 6
    reader.close()
