"""The engine of the first of several devices: it has the others, too, for models to divide."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Protocol

from core.catalogue import ModelCard
from core.errors import Cancelled
from worker.activations import BESIDE
from worker.engine import Piece, Share, Step
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.group import PATIENCE, Group
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.switches import Switches
from worker.residency import Parts, together


class Lends(Protocol):
    """Gives another device's memory and time away."""

    def __call__(
        self, card: str, parts: Parts, back: Callable[[], None]
    ) -> AbstractContextManager[None]:
        """Room for a card's parts on that device, where nothing else runs meanwhile. They stay
        there until `back` is called, for want of room."""
        ...


class Neighbour(NamedTuple):
    """Another device of the same worker."""

    machine: Machine
    lends: Lends


class Dividing:
    """Runs what is divided in processes of its own, and all else on the first device, by `alone`.

    A group's processes have nothing in common with this one, so loading them changes nothing for
    passes on other devices.
    """

    def __init__(
        self,
        alone: DiffusionEngine,
        machine: Machine,
        neighbours: Sequence[Neighbour],
        models: Path,
        patience: float = PATIENCE,
    ) -> None:
        self._alone, self._machine, self._models = alone, machine, models
        self._neighbours, self._patience = tuple(neighbours), patience  # s
        self._tiled: set[str] = set()
        self._groups: dict[str, Group] = {}
        self._ending = Lock()  # a device that needs its room may end a group from its own thread

    @property
    def groups(self) -> dict[str, Group]:
        """Those that were started, by the names of their cards."""
        return self._groups

    def weigh(self, card: ModelCard) -> Parts:
        """What a model takes on each of its devices; raises NoWeights, BadWeights and BadSwitch.

        What its passes take is measured nowhere in this process, so it is counted with it.
        """
        parts = self._alone.weigh(card)
        if not self._degree(card):
            return parts
        return {f"{card.name}/divided": round(together((parts,)) * BESIDE)}

    def load(self, card: ModelCard) -> Parts:
        """Bring a model onto its device, or its devices; raises what `weigh` raises."""
        if not self._degree(card):
            return self._alone.load(card)
        with self._team(card):
            self._group(card)
        return self.weigh(card)

    def park(self, card: str) -> Parts:
        """Processes rest nowhere."""
        return {} if card in self._groups else self._alone.park(card)

    def spare(self, card: ModelCard) -> Parts | None:
        """Decode in tiles; a divided model takes no less otherwise."""
        if not self._degree(card):
            return self._alone.spare(card)
        if card.name in self._tiled or Switches.of(card).tiling:
            return None
        self._tiled.add(card.name)
        self._end(card.name)
        return self.weigh(card)

    def unload(self, card: str) -> None:
        """Give the memory back that the card of that name takes, on all devices."""
        self._end(card)
        self._alone.unload(card)

    def close(self) -> None:
        """End all processes."""
        for card in tuple(self._groups):
            self._end(card)
        self._alone.close()

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """One pass. Raises what the engine of one device raises, and GroupFailed."""
        card = shares[0].task.card
        if not self._degree(card):
            yield from self._alone.render(shares, bucket)
            return
        with self._team(card):
            yield from self._group(card).render(shares, bucket, partial(_wanted, shares))

    def _degree(self, card: ModelCard) -> int:
        return self._alone.stock.degree(card)

    @contextmanager
    def _team(self, card: ModelCard) -> Generator[None]:
        """All devices of a card, and nothing else on them."""
        parts = self.weigh(card)
        with ExitStack() as lent:
            for one in self._neighbours[: self._degree(card) - 1]:
                lent.enter_context(one.lends(card.name, parts, partial(self._end, card.name)))
            yield

    def _group(self, card: ModelCard) -> Group:
        """The processes of a card; begun anew where they have ended since."""
        group = self._groups.get(card.name)
        if group is not None and group.alive:
            return group
        self._end(card.name)
        machines = [self._machine, *(one.machine for one in self._neighbours)]
        asked = _tiling(card) if card.name in self._tiled else card
        group = Group(asked, machines[: self._degree(card)], self._models, self._patience)
        self._groups[card.name] = group
        try:
            group.load()
        except BaseException:
            self._end(card.name)
            raise
        return group

    def _end(self, card: str) -> None:
        with self._ending:
            if (group := self._groups.pop(card, None)) is not None:
                group.end()


def _wanted(shares: Sequence[Share], share: int, step: Step) -> bool:
    """Tell a job how far it is; whether somebody still waits for it."""
    try:
        shares[share].report(step)
    except Cancelled:
        return False
    return True


def _tiling(card: ModelCard) -> ModelCard:
    """A card that asks for tiles by itself."""
    extra = card.extra or {}
    return replace(card, extra={**extra, "speed": {**extra.get("speed", {}), "tiling": True}})
