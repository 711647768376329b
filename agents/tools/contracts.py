"""Tools as contracts: what a model may call, with typed arguments, values to choose from where they are known, and errors in words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from agents.core.errors import Fault, ToolError

Answer = TypeVar("Answer", bound=BaseModel)
MOST_NAMED = 12  # values that an error names
CLOSE = 0.6


@dataclass(frozen=True)
class ToolContract:
    """A tool for models: `description` says what it gives, in which units, and which errors it answers with. See `contract`."""

    name: str
    description: str
    arguments: type[BaseModel]
    function: Callable[..., Any]

    @property
    def schema(self) -> dict[str, Any]:
        """The strict JSON schema of its arguments."""
        schema: dict[str, Any] = strict(self.arguments.model_json_schema())
        return schema

    def call(self, arguments: Mapping[str, Any]) -> Any:
        """What the function gives. Raises ToolError that names the wrong argument, what is allowed, and the nearest to what was given."""
        try:
            given = self.arguments.model_validate(dict(arguments))
        except ValidationError as error:
            raise ToolError(" ".join(_in_words(problem, self.arguments) for problem in error.errors())) from error
        return self.function(**{name: getattr(given, name) for name in self.arguments.model_fields})


def contract(
    function: Callable[..., Any], *, says: str, units: str, errors: str, name: str = "", examples: Iterable[str] = (),
    choices: Mapping[str, Collection[str]] | None = None,
) -> ToolContract:  # fmt: skip
    """The contract of a typed function. `choices` are the values of an argument that this request knows: they become its enum.

    Arguments are described with Annotated[type, "what it is"]. Raises Fault for an argument without a type or a description.
    """
    called = name or function.__name__
    told = f"{says} Units: {units} Errors: {errors}"
    shown = "".join(f" Example: {example}" for example in examples)
    return ToolContract(called, told + shown, _arguments(called, function, choices or {}), function)


def offering(answer: type[Answer], choices: Mapping[str, Collection[str]]) -> type[Answer]:
    """The typed answer of a use whose fields list their values for this request. What is not among them is left to the use's check,
    which names the nearest: a refusal of the library would not."""
    fields: dict[str, Any] = {}
    for name, values in choices.items():
        field = answer.model_fields[name]
        one: Any = Annotated[str, Field(json_schema_extra={"enum": list(values)})] if values else str
        default = {} if field.is_required() else {"default": field.default}
        type_: Any = tuple[one, ...] if get_origin(field.annotation) is tuple else one
        fields[name] = (type_, Field(description=field.description, **default))
    return create_model(answer.__name__, __base__=answer, __doc__=answer.__doc__, **fields)


def nearest(given: str, known: Collection[str]) -> str:
    """The known name that looks most like what was given, "" where none does."""
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(given.casefold(), list(folded), n=1, cutoff=CLOSE)
    return folded[close[0]] if close else ""


def not_known(what: str, given: object, known: Collection[str]) -> str:
    """ "There is no measure 'revenu'; use one of revenue, profit. The nearest is 'revenue'." """
    known = [name for name in known if name]
    named = ", ".join(known[:MOST_NAMED]) + (f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else "")
    text = f"There is no {what} {given!r}; use one of {named}." if known else f"There is no {what} {given!r}, and none to choose from."
    near = nearest(str(given), known)
    return f"{text} The nearest is {near!r}." if near else text


def strict(schema: Any) -> Any:
    """A JSON schema without titles; objects keep to the properties that they name."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: strict(part) for key, part in schema.items() if key != "title" or not isinstance(part, str)}
    return kept | {"additionalProperties": False} if kept.get("type") == "object" and "properties" in kept else kept


def _arguments(name: str, function: Callable[..., Any], choices: Mapping[str, Collection[str]]) -> type[BaseModel]:
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {}
    for argument, parameter in inspect.signature(function).parameters.items():
        described = getattr(hints.get(argument), "__metadata__", ())
        if not described or not isinstance(described[0], str):
            raise Fault(f"The argument {argument!r} of the tool {name} says neither its type nor what it is.")
        type_ = Literal[tuple(choices[argument])] if choices.get(argument) else hints[argument].__origin__
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        if default == "" and choices.get(argument):
            type_ = Literal[("", *choices[argument])]
        fields[argument] = (Annotated[type_, Field(description=described[0])], default)
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def _in_words(problem: Any, arguments: type[BaseModel]) -> str:
    argument = ".".join(str(part) for part in problem["loc"]) or "the arguments"
    if problem["type"] == "extra_forbidden":
        known = tuple(arguments.model_fields)
        return not_known("argument", argument, known) if known else f"There is no argument {argument!r}: the tool takes none."
    if problem["type"] == "missing":
        return f"The argument {argument!r} is missing."
    if problem["type"] == "literal_error":
        return not_known(argument, problem["input"], get_args(arguments.model_fields[argument].annotation))
    return f"The argument {argument!r} is wrong: {problem['msg']}."
