"""Cards whose weights turned out to be unusable, until their files are others."""

import logging
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.remembered import Remembered

log = logging.getLogger("easel.worker")

Stamp = Callable[[ModelCard], Hashable]  # what changes with the files of a card


class FoundBefore(Unusable):
    """{sentence}"""


class _Taken(NamedTuple):
    """Why a card is not offered, and what its files were like then."""

    error: Unusable
    stamp: Hashable


def _same(card: ModelCard) -> Hashable:
    return ()


def _sound(card: ModelCard) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A card is taken out by what came of loading it, and comes back when its files have changed
    and nothing speaks against it any more, as `examine` tells."""

    stamp: Stamp = _same
    examine: Callable[[ModelCard], str] = _sound
    remembered: Remembered | None = None  # None where it is not remembered over restarts
    _taken: dict[str, _Taken] = field(default_factory=dict[str, _Taken])

    def take(self, card: ModelCard, error: Unusable) -> None:
        """Offer a card no more; the log says why, once."""
        if card.name not in self._taken:
            log.warning("%s is not offered: %s", card.name, error.sentence)
        stamp = self.stamp(card)
        self._taken[card.name] = _Taken(error, stamp)
        if self.remembered is not None:
            self.remembered.keep(card, stamp, error.sentence)

    def recall(self, cards: Iterable[ModelCard]) -> None:
        """Take out what an earlier worker could not load, as long as nothing has changed."""
        if self.remembered is None:
            return
        for card in cards:
            stamp = self.stamp(card)
            if sentence := self.remembered.why(card, stamp):
                self._taken[card.name] = _Taken(FoundBefore(sentence=sentence), stamp)
                log.warning("%s is not offered, as found before: %s", card.name, sentence)

    def why(self, card: ModelCard) -> Unusable | None:
        """Why it is not offered now; None where it is."""
        taken = self._taken.get(card.name)
        if taken is None:
            return None
        stamp = self.stamp(card)
        if stamp != taken.stamp:
            self._taken[card.name] = taken._replace(stamp=stamp)
            if not self.examine(card):
                del self._taken[card.name]
                if self.remembered is not None:
                    self.remembered.forget(card)
                log.info("%s is offered again", card.name)
                return None
        return type(taken.error)(**taken.error.fields)
