"""The ladder of a use: it starts on the lowest rung and goes up where one fails. Each step up is an event with its reason."""

from __future__ import annotations

from typing import TypeVar

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.calls import Rung
from agents.core.events import Event
from agents.models.loop import ModelFailed, Models, Task, run_task

Output = TypeVar("Output", bound=Value)
WENT_ON: dict[Language, str] = {
    "en": "{rung} ({model}) gave no usable answer for “{use}”; {next} did it instead.",
    "zh": "{rung}（{model}）未能完成“{use}”，改由{next}完成。",
}


def climb(task: Task[Output], models: Models) -> Output:
    """The task's output from the first rung that gives a valid one. Raises ModelFailed only if the built-in model fails, too."""
    rungs = rungs_of(models, task.use)
    for rung, above in zip(rungs, [*rungs[1:], None], strict=True):
        try:
            output = run_task(task, rung, models)
        except ModelFailed as error:
            if above is None:
                raise
            text = WENT_ON[models.language].format(rung=rung.name, model=rung.settings.label, use=task.use, next=above.name)
            detail = {"rule": "ladder", "reason": error.message, "from": rung.name, "to": above.name}
            models.emit(Event(kind="decision", text=text, detail=detail))
        else:
            models.emit(Event(kind="model_called", text=task.use, detail={"rung": rung.name, "model": rung.settings.label}))
            return output
    raise ModelFailed(task.use)


def rungs_of(models: Models, use: str) -> list[Rung]:
    """The rungs a use may take, in order. The built-in model is always there in the end: what every use can fall back on."""
    rungs = list(models.ladders.of(use).rungs)
    return rungs if any(rung.settings.name == "builtin" for rung in rungs) else [*rungs, Rung()]
