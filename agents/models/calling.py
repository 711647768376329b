"""Tools as the agent library takes them: called where the step runs, one after the other, each call written down."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from pydantic_ai import ModelRetry
from pydantic_ai import Tool as LibraryTool
from pydantic_core import SchemaValidator, core_schema

from agents.core.calls import ToolCall
from agents.core.errors import ToolError
from agents.core.tools import Tool
from agents.models.asking import Asking

Callables = Tool | Callable[..., Any]  # a plain function says its schema with its type hints
TRIES = 2  # further ones, after a call that could not be used
ARGUMENTS = SchemaValidator(core_schema.dict_schema(core_schema.str_schema()))


def library_tool(tool: Callables, asking: Asking) -> LibraryTool[None]:
    """A tool with a row in the call log; its ToolError becomes words that the model can use."""
    if isinstance(tool, Tool):
        return _made(tool, _logged(tool.name, lambda arguments: asking.port.ask(lambda: tool.call(arguments)), asking))
    call = _logged(tool.__name__, lambda arguments: tool(**arguments), asking)
    return LibraryTool(functools.wraps(tool)(call), takes_ctx=False, max_retries=TRIES)


def defined(tool: Callables) -> dict[str, Any]:
    """What a model is told of a tool."""
    if isinstance(tool, Tool):
        return {"name": tool.name, "description": tool.description, "parameters": tool.schema}
    made = LibraryTool(tool, takes_ctx=False).tool_def
    return {"name": made.name, "description": made.description, "parameters": made.parameters_json_schema}


def _made(tool: Tool, call: Callable[..., Any]) -> LibraryTool[None]:
    made: LibraryTool[None] = LibraryTool.from_schema(call, tool.name, tool.description, tool.schema, sequential=True)
    made.max_retries = TRIES
    made.function_schema.validator = ARGUMENTS  # the library's own takes anything, and arguments that are no object would end the run
    return made


def _logged(name: str, call: Callable[[dict[str, Any]], Any], asking: Asking) -> Callable[..., Any]:
    def wrapper(**arguments: Any) -> Any:
        started, outcome = time.perf_counter(), "ok"
        try:
            return call(arguments)
        except ToolError as error:
            outcome = error.message
            raise ModelRetry(error.message) from error
        finally:
            row = ToolCall(
                tool=name, use=asking.use, model=asking.rung.settings.label, rung=asking.rung.name, arguments=arguments,
                outcome=outcome, seconds=time.perf_counter() - started,
            )  # fmt: skip
            asking.port.ask(lambda: asking.meter.tool_called(row))

    return wrapper
