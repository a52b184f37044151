"""Which of the cards that a worker serves it announces: not those that it could not run now."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from core.catalogue import ModelCard
from core.errors import Unusable
from worker.left_out import behind
from worker.withdrawn import Withdrawn

log = logging.getLogger("easel.worker")

PERIOD = 30.0  # s between two looks


class Away(Unusable):
    """{model} cannot be reached now: {reason}."""


class Reach(Protocol):
    """Looks whether the models of one engine can be reached."""

    async def __call__(self, card: ModelCard) -> str:
        """Why the model of `card` cannot be reached now; empty where it can."""
        ...


class Outlook:
    """What can be asked for now: not models whose service is away (`reaches` looks, by engine),
    nor those whose weights are `withdrawn`."""

    def __init__(
        self,
        cards: Sequence[ModelCard],
        reaches: Mapping[str, Reach],
        withdrawn: Withdrawn | None = None,
    ) -> None:
        self._cards, self._reaches = cards, reaches
        self._withdrawn = withdrawn or Withdrawn()
        self._away: dict[str, str] = {}  # card → why

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards that are there, best first."""
        return tuple(card.name for card in self._cards if self.has(card))

    @property
    def left_out(self) -> dict[str, str]:
        """Why the others are not, by card, as a person reads it who asks for one."""
        away = {name: f"it cannot be reached now: {why}" for name, why in self._away.items()}
        found = ((card, self._withdrawn.why(card)) for card in self._cards)
        told = {card.name: error.sentence for card, error in found if error} | away
        return {one.name: behind(one, told[one.name]) for one in self._cards if one.name in told}

    def has(self, card: ModelCard) -> bool:
        """Whether nothing is known against this card now."""
        return card.name not in self._away and self._withdrawn.why(card) is None

    def withdraw(self, card: ModelCard, error: Unusable) -> None:
        """A card's model cannot be used, as came out when it was needed."""
        if not isinstance(error, Away):
            self._withdrawn.take(card, error)

    async def against(self, card: ModelCard) -> Unusable | None:
        """Why a card that a job needs now cannot take it; None where it can.

        What was away is looked at once more: it may be back since the latest look.
        """
        if card.name in self._away:
            await self._look(card)
        if reason := self._away.get(card.name):
            return Away(model=card.title, reason=reason.rstrip("."))
        return self._withdrawn.why(card)

    async def look(self) -> None:
        """Look at all at once, and log what has changed."""
        doubtful = [card for card in self._cards if card.engine in self._reaches]
        await asyncio.gather(*map(self._look, doubtful))

    async def keep(self, period: float = PERIOD) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(period)
            await self.look()

    async def _look(self, card: ModelCard) -> None:
        against = await self._reaches[card.engine](card)
        before = self._away.pop(card.name, "")
        if against:
            self._away[card.name] = against
        if against and not before:
            log.warning("%s is not offered: %s", card.name, against)
        elif before and not against:
            log.info("%s is offered again", card.name)
