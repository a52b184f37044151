"""Several devices of one machine: a job goes to where it would begin soonest."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.catalogue import ModelCard
from worker.device import Device, Wanted
from worker.engine import Engine, Rendered


class Seated(NamedTuple):
    """A device, and which cards it can serve."""

    device: Device
    serves: Callable[[ModelCard], bool]


class Devices:
    """Each device has its own thread, schedule and models; a job stays where it was put.

    On each of them it waits no longer than its schedule allows (worker/schedule.py).
    """

    def __init__(self, seated: Sequence[Seated]) -> None:
        self._seated = tuple(seated)

    async def render(self, wanted: Wanted) -> list[Rendered]:
        """All variants of a job, by index; raises what `begin` and its engine raise."""
        return await self._for(wanted.card).render(wanted)

    async def warm(self, engine: str, load: Callable[[Engine], object]) -> None:
        """Start an engine on all of them before the first job needs it."""
        for one in self._seated:
            await one.device.warm(engine, load)

    def close(self) -> None:
        """End all engines."""
        for one in self._seated:
            one.device.close()

    def _for(self, card: ModelCard) -> Device:
        able = [one.device for one in self._seated if one.serves(card)]
        if not able:  # its files went since the worker started: one may hold it, or will say so
            holding = [one.device for one in self._seated if card.name in one.device.cards]
            return next(iter(holding), self._seated[0].device)
        return min(able, key=lambda device: device.wait(card))
