"""Which weights a worker has of its cards, so that one knows before whether they are others now."""

import asyncio
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.catalogue import ModelCard

PERIOD = 60.0  # s between two looks


class _Seen(NamedTuple):
    """What was found of a card, and what its files were like then."""

    stamp: Hashable
    revision: str


@dataclass(slots=True)
class Revisions:
    """Looks at the weights of cards, at each again only where its files have changed."""

    cards: Sequence[ModelCard]
    stamp: Callable[[ModelCard], Hashable]  # what changes with the files of a card
    look: Callable[[ModelCard], str]  # its revision; empty where it has no weights
    _seen: dict[str, _Seen] = field(default_factory=dict[str, _Seen])

    @property
    def known(self) -> Mapping[str, str]:
        """The revisions that were found, by the name of their card."""
        return {name: seen.revision for name, seen in self._seen.items() if seen.revision}

    async def keep(self, period: float = PERIOD) -> None:
        """Look now, and again and again."""
        while True:
            await asyncio.to_thread(self.refresh)
            await asyncio.sleep(period)

    def refresh(self) -> None:
        """Look at all of them; reads a little of every file that is new."""
        for card in self.cards:
            stamp, before = self.stamp(card), self._seen.get(card.name)
            if before is None or before.stamp != stamp:
                self._seen[card.name] = _Seen(stamp, self.look(card))
