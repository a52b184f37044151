"""Which models can be asked now: those of live workers, else of those that are only restarting."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.catalogue import Catalogue
from core.comparing import between_models
from core.errors import LeftOut, NoRedis, NotRunning, Unserved
from core.jobs import JobSpec
from core.ports import Announcement, Fleet, Queue, models_of

APART = "without {models}: another worker has that, and one worker makes a comparison"
_LOOK = 0.2  # s between two looks for a first worker
AWAITED = "its worker was here a moment ago: this waits until it is back"


class Scattered(Unserved):
    """Each of these models runs on another worker, and one worker has to make a comparison."""


class Serving:
    """Knows the fleet.

    `patience` is how long, in s and in all, requests wait for a first worker: a process that has
    just begun may be ahead of it.
    """

    def __init__(self, queue: Queue, patience: float = 0.0) -> None:
        self._queue = queue
        self._known: Fleet | None = None
        self._patience = patience

    async def decide(self, choose: Callable[[frozenset[str]], JobSpec]) -> JobSpec:
        """What `choose` gives for the models of live workers, else of those of a moment ago too.

        Raises what `choose` raises, with the reason where a worker knows one, and NoRedis where no
        fleet was ever known.
        """
        fleet = await self._first() or await self._fleet()
        live, known = models_of(fleet.live), known_to(fleet)
        try:
            return on_one(choose(live), fleet.live)
        except Unserved as error:
            if known <= live:
                raise explained(error, fleet.live) from error
        try:
            spec = choose(known)
        except NotRunning as error:
            raise explained(error, fleet.live) from error
        return replace(spec, notes=(*spec.notes, AWAITED))

    async def _first(self) -> Fleet | None:
        """The fleet as soon as there is one; None where nobody waits for it any more."""
        while self._patience > 0:
            fleet = await self._fleet()
            if fleet.live or fleet.recent:
                self._patience = 0.0
                return fleet
            self._patience -= _LOOK
            await asyncio.sleep(_LOOK)
        return None

    async def models(self, catalogue: Catalogue) -> frozenset[str]:
        """Names of the models that can be asked now; of all, where nobody can say."""
        try:
            fleet = await self._fleet()
        except NoRedis:
            return frozenset(card.name for card in catalogue)
        return known_to(fleet)

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


def known_to(fleet: Fleet) -> frozenset[str]:
    """Names of the models that these workers serve, or that are only away for a moment."""
    return models_of(expected(fleet))


def expected(fleet: Fleet) -> tuple[Announcement, ...]:
    """The workers that live, and those that may come back: not as they were before they were
    started again, when they served what they may serve no more."""
    back = {one.seat for one in fleet.live if one.seat}
    return (*fleet.live, *(one for one in fleet.recent if one.seat not in back))


def explained(error: Unserved, live: Sequence[Announcement]) -> Unserved:
    """The error with why a model is left out; of several workers that tell, the one that serves
    most knows best."""
    if not isinstance(error, NotRunning):
        return error
    reasons = [
        (len(one.cards), one.left_out[error.card]) for one in live if error.card in one.left_out
    ]
    if not reasons:
        return error
    return LeftOut(model=error.fields["model"], reason=max(reasons)[1], help=error.help)


def on_one(spec: JobSpec, workers: Sequence[Announcement]) -> JobSpec:
    """A job that one of the workers can do as a whole: of models that compete, those of the worker
    that has most of them.

    Raises Scattered where no worker has two of them.
    """
    wanted = set(spec.contenders)
    if not between_models(spec) or any(wanted <= set(one.cards) for one in workers):
        return spec
    able = [one for one in workers if len(wanted & set(one.cards)) > 1]
    if not able:
        raise Scattered
    best = max(able, key=lambda one: len(wanted & set(one.cards)))
    left = wanted - set(best.cards)
    note = APART.format(models=", ".join(sorted(left)))
    kept = tuple(name for name in spec.contenders if name not in left)
    estimate = spec.estimate / len(spec.contenders) * len(kept)
    reason = spec.reason.replace(f"{len(spec.contenders)} models", f"{len(kept)} models")
    compared = replace(
        spec, reason=reason, model=kept[0], contenders=kept, count=len(kept), estimate=estimate
    )
    return replace(compared, notes=(*spec.notes, note))
