"""The Engine protocol on models of transformers that look at pictures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.catalogue import ModelCard
from worker.engine import Piece, Share
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sight.families import Sight, opened, precision_of
from worker.engines.diffusion.watching import Watch
from worker.engines.diffusion.weights import folder_of, size_of


class SightEngine:
    """Runs them on one device; `models` is the folder of their weights."""

    def __init__(self, machine: Machine, models: Path) -> None:
        self._machine = machine
        self._models = models
        self._held: dict[str, Sight] = {}

    def weigh(self, card: ModelCard) -> int:
        """Bytes of a model's weights on the device; raises NoWeights and BadWeights."""
        return size_of(folder_of(card, self._models), precision_of(card, self._machine))

    def load(self, card: ModelCard) -> int:
        """Bring a model onto the device; raises NoWeights and BadWeights."""
        if card.name not in self._held:
            folder = folder_of(card, self._models)
            self._held[card.name] = opened(card, folder, self._machine)
        return self._held[card.name].model.size

    def unload(self, card: str) -> None:
        """Give the device's memory back that the card of that name takes."""
        self._held.pop(card, None)

    def close(self) -> None:
        """Give all of the device's memory back."""
        self._held.clear()

    def render(self, shares: Sequence[Share], bucket: int) -> Iterator[Piece]:
        """Every variant of every share, one after another, whatever the bucket.

        Raises CannotDo, Cancelled and OutOfMemory.
        """
        sight, watch = self._held[shares[0].task.card.name], Watch(shares)
        seats = [(number, index) for number, one in enumerate(shares) for index in one.indices]
        for done, (number, index) in enumerate(seats):

            def tell(fraction: float, stage: str, done: int = done) -> None:
                watch.tell((done + fraction) / len(seats), stage)

            rendered = sight.render(shares[number].task, index, tell)
            if watch.wants(number):
                yield Piece(number, rendered)
