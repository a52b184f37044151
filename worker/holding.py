"""The models that a device holds: what leaves for another one, to where, and what that costs."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from core.catalogue import ModelCard
from core.errors import OutOfMemory
from worker.activations import Activations, Gauge, Unmeasured
from worker.costs import Costs
from worker.engine import Engine
from worker.residency import Parts, Residency, together
from worker.schedule import Pass

Loaders = Mapping[str, Callable[[], Engine]]  # name of an engine → what makes it

BOUNDLESS = 2**63  # bytes: of a device whose engines hold nothing on it


@dataclass(frozen=True, slots=True)
class Memory:
    """What models may take of a device and of its machine."""

    device: int = BOUNDLESS  # bytes: weights, and what passes take beside them
    host: int = 0  # bytes for models that left the device; 0 where it is the host itself
    gauge: Gauge = field(default_factory=Unmeasured)


class Holding:
    """The engines of a device and their models; asked in the device's thread.

    A model that must leave goes to the host's memory, if it may; those that were used longest ago
    leave that for good.
    """

    def __init__(self, loaders: Loaders, memory: Memory, costs: Costs) -> None:
        self._loaders = loaders
        self._memory = memory
        self._costs = costs
        self._activations = Activations()
        self._here = Residency(memory.device)
        self._host = Residency(memory.host)
        self._lent: dict[str, Callable[[], None]] = {}  # card → what ends it
        self.engines: dict[str, Engine] = {}

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards whose models are on the device."""
        return self._here.cards

    def engine(self, name: str) -> Engine:
        """An engine, started when it is first asked for."""
        if name not in self.engines:
            self.engines[name] = self._loaders[name]()
        return self.engines[name]

    def ready(self, card: ModelCard, work: Pass) -> Engine:
        """Make room for a pass and its model, and bring that onto the device."""
        engine = self.engine(card.engine)
        here = card.name in self._here.cards
        parts = self._here.parts(card.name) if here else engine.weigh(card)
        size, capacity = together((parts,)), self._memory.device
        back = card.name in self._host.cards
        self._host.left(card.name)  # it is no reason for another to leave that
        beside = self._activations.of(work.shape, work.bucket, size, capacity)
        for name in self._here.room_for(card.name, parts, beside):
            self._leave(name)
        if here:
            self._here.used(card.name)
        else:
            self._come(engine, card, back=back)
        self._memory.gauge.reset()
        return engine

    def lend(self, card: str, parts: Parts, back: Callable[[], None]) -> None:
        """Make room for a part of a model that another device leads; `back` ends it, once its room
        is needed here."""
        for name in self._here.room_for(card, parts):
            self._leave(name)
        self._here.came(card, parts)
        self._lent[card] = back

    def ran(self, work: Pass) -> None:
        """The pass went through: what it took is known now."""
        self._activations.measured(work.shape, work.bucket, self._memory.gauge.beyond())

    def crowded(self, work: Pass) -> bool:
        """A pass ran out of memory: whether it should be tried again alone on the device."""
        alone = len(self._here.cards) <= 1
        return not alone and self._activations.crowded(work.shape, work.bucket)

    def spare(self, card: ModelCard) -> bool:
        """Make a model take less room; whether it can. It is gone where it breaks off."""
        engine = self.engine(card.engine)
        with self._or_gone(engine, card):
            parts = engine.spare(card)
        if parts is None:
            return False
        self._here.came(card.name, parts)
        return True

    def close(self) -> None:
        """End the engines."""
        for engine in self.engines.values():
            engine.close()

    def _come(self, engine: Engine, card: ModelCard, *, back: bool) -> None:
        begun = monotonic()
        with self._or_gone(engine, card):
            parts = self._loaded(engine, card)
        self._here.came(card.name, parts)
        self._costs.swapped(card, monotonic() - begun, back=back)
        self._costs.parked = self._host.cards

    @contextmanager
    def _or_gone(self, engine: Engine, card: ModelCard) -> Generator[None]:
        """What breaks off leaves nothing of a model on the device."""
        try:
            yield
        except Exception:
            engine.unload(card.name)
            self._here.left(card.name)
            raise

    def _loaded(self, engine: Engine, card: ModelCard) -> Parts:
        try:
            return engine.load(card)
        except OutOfMemory:  # something else is there: other programs, or scattered free memory
            if not self._here.cards:
                raise
        for name in self._here.cards:
            self._leave(name)
        return engine.load(card)

    def _leave(self, name: str) -> None:
        """From the device to the host's memory, or for good."""
        parts = self._here.parts(name)
        self._here.left(name)
        if (back := self._lent.pop(name, None)) is not None:
            back()
            return
        if together((parts,)) > self._memory.host:
            self._unload(name)
            return
        for old in self._host.room_for(name, parts):
            self._unload(old)
            self._host.left(old)
        parked = next(filter(None, (one.park(name) for one in self.engines.values())), None)
        if parked is None:
            self._unload(name)
        else:
            self._host.came(name, parked)
        self._costs.parked = self._host.cards

    def _unload(self, name: str) -> None:
        for engine in self.engines.values():
            engine.unload(name)
