"""The ladder of a use: the model that was asked for first, the built-in one where that fails. Each step up is an event with its reason."""

from __future__ import annotations

from typing import TypeVar

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.budget import Budget
from agents.core.calls import ModelSettings
from agents.core.events import Emit, Event
from agents.models.loop import CallLog, ModelFailed, Task, run_task

Output = TypeVar("Output", bound=Value)
WENT_ON = {
    "en": "{model} gave no usable answer for “{use}”; the built-in model did it instead.",
    "zh": "{model} 未能完成“{use}”，已由内置模型代替。",
}


def climb(task: Task[Output], settings: ModelSettings, budget: Budget, log: CallLog, emit: Emit, language: Language) -> Output:
    """The task's output from the first rung that gives a valid one. Raises ModelFailed only if the built-in model fails, too."""
    rungs = [settings] if settings.name == "builtin" else [settings, ModelSettings()]
    for rung in rungs:
        try:
            output = run_task(task, rung, budget, log)
        except ModelFailed as error:
            _say_calls(log, emit)
            if rung is rungs[-1]:
                raise
            text = WENT_ON[language].format(model=rung.model or rung.name, use=task.use)
            emit(Event(kind="decision", text=text, detail={"rule": "ladder", "reason": error.message}))
        else:
            _say_calls(log, emit)
            return output
    raise ModelFailed(task.use)


def _say_calls(log: CallLog, emit: Emit) -> None:
    call = log.model_calls[-1]
    emit(Event(kind="model_called", text=call.use, detail=call.model_dump(mode="json")))
