"""Which of the cards that a worker serves it announces: not those whose service is away."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from core.catalogue import ModelCard

log = logging.getLogger("easel.worker")

PERIOD = 30.0  # s between two looks


class Reach(Protocol):
    """Looks whether the models of one engine can be reached."""

    async def __call__(self, card: ModelCard) -> str:
        """Why the model of `card` cannot be reached now; empty where it can."""
        ...


class Outlook:
    """What can be asked for now. `reaches` looks, by engine; the others are always there."""

    def __init__(self, cards: Sequence[ModelCard], reaches: Mapping[str, Reach]) -> None:
        self._cards, self._reaches = cards, reaches
        self._away: dict[str, str] = {}  # card → why

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards that are there, best first."""
        return tuple(card.name for card in self._cards if card.name not in self._away)

    async def look(self) -> None:
        """Look at all at once, and log what has changed."""
        doubtful = [card for card in self._cards if card.engine in self._reaches]
        found = await asyncio.gather(*(self._reaches[card.engine](card) for card in doubtful))
        for card, against in zip(doubtful, found, strict=True):
            before = self._away.pop(card.name, "")
            if against:
                self._away[card.name] = against
            if against and not before:
                log.warning("%s is not offered: %s", card.name, against)
            elif before and not against:
                log.info("%s is offered again", card.name)

    async def keep(self, period: float = PERIOD) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(period)
            await self.look()
