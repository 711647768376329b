"""A tool as a model sees it: a name, what it says, the schema of its arguments, and a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

MOST_TOOLS = 6  # of one use: with more, small models choose wrongly


@runtime_checkable
class Tool(Protocol):
    """What a use of a model may call."""

    @property
    def name(self) -> str: ...

    @property
    def description(self) -> str: ...

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of its arguments: strict, unknown arguments refused."""

    def call(self, arguments: Mapping[str, Any]) -> Any:
        """What the tool answers: JSON. Raises ToolError, in words that the model can use, for arguments or values it cannot take."""
