"""Tools are contracts: a call that cannot be used is answered with what can be; no use has more tools than a model can choose among."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from agents.core.errors import Fault, ToolError
from agents.core.meter import Tally
from agents.models.loop import run_task
from agents.specs.drafts import PlanDraft
from agents.tools.contracts import ToolContract, contract, offering
from tests.models.test_ladder import at
from tests.models.uses import ANSWER, Models, Rung, ordering
from tests.models.wire import serving


def look(column: Annotated[str, "The column."], rows: Annotated[int, "How many rows."] = 5) -> dict[str, Any]:
    return {"column": column, "rows": rows}


LOOK = contract(look, says="Look at a column.", units="rows.", errors="none.", choices={"column": ["orders.Sales", "orders.Region"]})


def refused(arguments: dict[str, Any]) -> str:
    with pytest.raises(ToolError) as error:
        LOOK.call(arguments)
    return error.value.message


def test_a_contract_has_a_strict_schema_with_the_values_that_are_known() -> None:
    assert LOOK.schema["additionalProperties"] is False and LOOK.schema["required"] == ["column"]
    assert LOOK.schema["properties"]["column"]["enum"] == ["orders.Sales", "orders.Region"]
    assert LOOK.description == "Look at a column. Units: rows. Errors: none."


def test_a_near_miss_is_answered_with_what_is_allowed_and_the_nearest() -> None:
    message = refused({"column": "orders.Sale"})
    assert "use one of orders.Sales, orders.Region" in message and "The nearest is 'orders.Sales'." in message


def test_unknown_missing_and_mistyped_arguments_are_named() -> None:
    assert "'column' is missing" in refused({})
    assert "There is no argument 'colum'" in refused({"column": "orders.Sales", "colum": 1})
    assert "'rows' is wrong" in refused({"column": "orders.Sales", "rows": "many"})


def test_arguments_without_a_description_are_a_fault_of_ours() -> None:
    with pytest.raises(Fault, match="says neither"):
        contract(lambda column: column, name="bare", says="x", units="x", errors="x")


def test_an_answer_lists_its_choices_and_leaves_the_refusing_to_the_check() -> None:
    narrow = offering(PlanDraft, {"measure": ["revenue"], "questions": ["growth"]})
    shape = narrow.model_json_schema()["properties"]
    assert shape["measure"]["enum"] == ["revenue"] and shape["questions"]["items"]["enum"] == ["growth"]
    assert narrow(title="t", measure="made up", questions=("growth",)).measure == "made up"


def test_a_seventh_tool_is_refused_when_the_task_is_made() -> None:
    tools: tuple[ToolContract, ...] = (LOOK,) * 6
    ordering(tools=tools)
    with pytest.raises(Fault, match="7 tools"):
        ordering(tools=(*tools, LOOK))


@pytest.mark.parametrize("arguments", [["orders.Sales"], "orders.Sales", 5])
def test_arguments_that_are_no_object_are_sent_back_and_end_no_run(arguments: Any) -> None:
    meter = Tally()
    with serving([{"tool": "look", "args": arguments}, {"tool": "look", "args": {"column": "orders.Sale"}}, ANSWER]) as (url, seen):
        order = run_task(ordering(tools=(LOOK,), proposal="look"), Rung(name="small", settings=at(url)), Models(meter=meter))
    assert order.parts == ("b", "a") and len(seen) == 3
    assert "The nearest is" in next(call.outcome for call in meter.tool_calls if call.tool == "look")
