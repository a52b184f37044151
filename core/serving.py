"""Which models can be asked now: those of live workers, else of those that are only restarting."""

from collections.abc import Callable
from dataclasses import replace

from core.catalogue import Catalogue
from core.errors import NoRedis, Unserved
from core.jobs import JobSpec
from core.ports import Fleet, Queue, models_of

AWAITED = "its worker was here a moment ago: this waits until it is back"


class Serving:
    """Knows the fleet."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._known: Fleet | None = None

    async def decide(self, choose: Callable[[frozenset[str]], JobSpec]) -> JobSpec:
        """What `choose` gives for the models of live workers, else of those of a moment ago too.

        Raises what `choose` raises, and NoRedis where no fleet was ever known.
        """
        fleet = await self._fleet()
        live = models_of(fleet.live)
        try:
            return choose(live)
        except Unserved:
            if models_of(fleet.recent) <= live:
                raise
            spec = choose(live | models_of(fleet.recent))
            return replace(spec, notes=(*spec.notes, AWAITED))

    async def models(self, catalogue: Catalogue) -> frozenset[str]:
        """Names of the models that can be asked now; of all, where nobody can say."""
        try:
            fleet = await self._fleet()
        except NoRedis:
            return frozenset(card.name for card in catalogue)
        return models_of(fleet.live) | models_of(fleet.recent)

    async def fleet(self) -> Fleet:
        """The workers that are known; none where nobody can say."""
        try:
            return await self._fleet()
        except NoRedis:
            return Fleet((), ())

    async def _fleet(self) -> Fleet:
        """The workers that are known.

        While the transport is away, those that were known last: the request is kept and waits.
        """
        try:
            self._known = await self._queue.fleet()
        except NoRedis:
            if self._known is None:
                raise
        return self._known
