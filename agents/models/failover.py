"""From a request to an answer, whatever the wire does: the places where a model answers are asked in order, each more than once where
that helps, none while its breaker is open, and none outside the rule of residency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.models.wrapper import WrapperModel
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.calls import Target
from agents.models.asking import Asking, Request
from agents.models.breaker import Breaker
from agents.models.failures import CallFailed, FailureKind
from agents.models.metered import Try
from agents.models.progress import Progress
from agents.models.regions import allowed

# How often one place is asked where asking again may help. Silence has cost much time already: it is met by going elsewhere.
TRIES: dict[FailureKind, int] = {"throttled": 3, "server": 2, "stream_broken": 2}
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0  # seconds; the longest that chance may choose, doubled from try to try
LONGEST_ASKED = 20.0  # seconds that a provider may ask us to wait; with more, the next place is asked
TROUBLE: frozenset[FailureKind] = frozenset({"throttled", "timeout", "server", "stream_broken"})  # of the place, not of the request


class Failover(WrapperModel):
    """A model that answers from the first place that can. `opened` gives the library's model of a place; it is asked when it is needed."""

    def __init__(self, asking: Asking, targets: tuple[Target, ...], opened: Callable[[Target], Model[Any]]) -> None:
        super().__init__(opened(targets[0]))
        self._asking, self._targets, self._opened = asking, targets, opened
        self._served: Target | None = None
        self._models = {targets[0]: self.wrapped}

    @property
    def settings(self) -> None:
        """None: each place's model has settings of its own, which those of the first must not overrule."""
        return None

    async def request(
        self, messages: list[ModelMessage], model_settings: LibrarySettings | None, model_request_parameters: ModelRequestParameters
    ) -> ModelResponse:
        """The answer. Raises CallFailed of the last place that was asked."""
        request = Request(messages, model_settings, model_request_parameters)
        progress = Progress(self._asking.rung.name, self._asking.language)
        failed = CallFailed("not_found", "The model has no place where it may be asked: an administrator can name one.")
        for target in self._in_order():
            try:
                response = await self._ask(target, request, progress)
            except CallFailed as error:
                if not error.may_work_elsewhere:
                    raise
                failed = error
            else:
                self._served = target
                return response
        raise failed

    def _in_order(self) -> Iterator[Target]:
        """The place that served last comes first: it has the beginning of the prompt in its cache."""
        return iter(sorted(self._targets, key=lambda target: target != self._served))

    async def _ask(self, target: Target, request: Request, progress: Progress) -> ModelResponse:
        """The answer of one place, after as many tries as make sense."""
        settings = self._asking.rung.settings
        if settings.name == "bedrock" and not allowed(target, settings.residency):
            words = f"{target.model} in {target.region} was not asked: the team's data must stay within {settings.residency.upper()}."
            raise CallFailed("not_found", words)
        breaker = self._asking.breakers.of((settings.name, hash(settings.access), target.region, target.model))
        tried = 0
        while True:
            if not breaker.allows():
                raise CallFailed("server", f"{_place(target)} failed again and again, and is left alone for a while.")
            tried += 1
            try:
                return await self._try(target, breaker, Try(self._asking, target, request, progress))
            except CallFailed as failed:
                if tried >= TRIES.get(failed.kind, 1) or not await self._waited(failed, tried):
                    raise

    async def _try(self, target: Target, breaker: Breaker, attempt: Try) -> ModelResponse:
        try:
            if target not in self._models:
                self._models[target] = self._opened(target)
            response = await attempt.carry_out(self._models[target])
        except CallFailed as failed:
            (breaker.failed if failed.kind in TROUBLE else breaker.succeeded)()
            raise
        except BaseException:
            breaker.left()
            raise
        breaker.succeeded()
        return response

    async def _waited(self, failed: CallFailed, tried: int) -> bool:
        """Wait before the next try, by chance so that many do not come back at once. False where there is no time for it."""
        pace, asked = self._asking.pace, failed.retry_after or 0.0
        seconds = max(asked, pace.random() * min(LONGEST_WAIT, FIRST_WAIT * 2**tried))
        if asked > LONGEST_ASKED or pace.clock() + seconds >= self._asking.until:
            return False
        await pace.sleep(seconds)
        return True


def _place(target: Target) -> str:
    return f"{target.model} in {target.region}" if target.region else target.model
