"""The ladder of a use: it starts on the lowest rung and goes up where one fails. Each step up is an event with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.calls import Rung
from agents.core.errors import CannotAnswer, ThreedayError
from agents.core.events import Event
from agents.models.loop import Models, Task, run_task
from agents.models.reasons import WORDS, Cause, ModelFailed

Output = TypeVar("Output", bound=Value)
WENT_ON: dict[Language, str] = {
    "en": "“{use}”: {why} ({rung}, {model}); {next} goes on.",
    "zh": "“{use}”：{why}（{rung}，{model}），改由{next}继续。",
}
GAVE_UP: dict[Language, str] = {"en": "“{use}”: {why} ({rung}, {model}).", "zh": "“{use}”：{why}（{rung}，{model}）。"}


@dataclass(frozen=True)
class Climbed(Generic[Output]):
    """An output, and the rung that gave it."""

    output: Output
    rung: Rung

    @property
    def by_language_model(self) -> bool:
        return not _builtin(self.rung)


def climb(task: Task[Output], models: Models) -> Output:
    """The task's output from the first rung that gives a valid one. Raises what `climbed` raises."""
    return climbed(task, models).output


def climbed(
    task: Task[Output], models: Models, above: Rung | None = None, found: str = "", cause: Cause = "gate"
) -> Climbed[Output]:  # fmt: skip
    """The same with its rung. `above` starts over that rung, whose answer was good until a gate `found` something in the finished file,
    or because of another `cause`.

    The built-in model is asked where the ladder has it, and last where it has it not. What it says when it cannot do a task
    (CannotAnswer, or the task's `refusal`) stands if no other rung can; else ModelFailed of the last rung is raised.
    """
    rungs = rungs_of(models, task.use, above)
    if above is not None:
        models.emit(_event(task, models, above, rungs[0], ModelFailed(cause, found)))
    stands: ThreedayError | None = None
    while True:
        rung = rungs.pop(0)
        try:
            output = run_task(task, rung, models)
        except (ModelFailed, CannotAnswer) as error:
            if isinstance(error, CannotAnswer) and not _builtin(rung):
                raise
            failed = error if isinstance(error, ModelFailed) else ModelFailed("refused", error.message)
            stands = stands or (error if _builtin(rung) else None)
        else:
            models.emit(Event(kind="model_called", text=task.use, detail={"rung": rung.name, "model": rung.settings.label}))
            return Climbed(output, rung)
        if failed.cause == "limit":
            rungs = [each for each in rungs if _builtin(each)]
        models.emit(_event(task, models, rung, rungs[0] if rungs else None, failed))
        if not rungs:
            raise stands or failed


def rungs_of(models: Models, use: str, above: Rung | None = None) -> list[Rung]:
    """The rungs a use may take, in order. The built-in model is always there: what every use can fall back on.

    Over a rung are those that come after it, and the built-in model in the end.
    """
    rungs = list(models.ladders.of(use).rungs)
    builtin = next((rung for rung in rungs if _builtin(rung)), Rung())
    if above is not None:
        names = [rung.name for rung in rungs]
        return [rung for rung in rungs[names.index(above.name) + 1 :] if not _builtin(rung)] + [builtin]
    return rungs if builtin in rungs else [*rungs, builtin]


def _event(task: Task[Output], models: Models, rung: Rung, above: Rung | None, failed: ModelFailed) -> Event:
    words = {"use": task.use, "why": WORDS[models.language][failed.cause], "rung": rung.name, "model": rung.settings.label}
    text = (WENT_ON if above else GAVE_UP)[models.language].format(**words, next=above.name if above else "")
    rule = "limit" if failed.cause == "limit" else "ladder"
    detail = {"rule": rule, "use": task.use, "cause": failed.cause, "reason": failed.message, "from": rung.name}
    return Event(kind="decision", text=text, detail=detail | {"to": above.name if above else ""})


def _builtin(rung: Rung) -> bool:
    return rung.settings.name == "builtin"
