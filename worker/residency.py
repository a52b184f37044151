"""Which models a device holds, in bytes, and which of them it gives up for another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# What a model is made of → bytes. What several models use has one key, and is there once.
Parts = Mapping[str, int]


@dataclass(slots=True)
class Residency:
    """The models in one memory, the least recently used first."""

    capacity: int  # bytes
    _models: dict[str, Parts] = field(default_factory=dict[str, Parts])

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards whose models are there, the least recently used first."""
        return tuple(self._models)

    @property
    def held(self) -> int:
        """Bytes that all of them take together."""
        return together(self._models.values())

    def parts(self, card: str) -> Parts:
        """What a model that is there is made of."""
        return self._models[card]

    def room_for(self, card: str, parts: Parts, beside: int = 0) -> tuple[str, ...]:
        """What must leave before `card` comes or runs: the least recently used first.

        `beside` is how many bytes its next pass takes, besides those of its parts.
        """
        staying = [one for one in self._models if one != card]
        leaving: list[str] = []
        while staying and beside + self._with(parts, staying) > self.capacity:
            leaving.append(staying.pop(0))
        return tuple(leaving)

    def _with(self, parts: Parts, cards: Iterable[str]) -> int:
        return together((parts, *(self._models[one] for one in cards)))

    def came(self, card: str, parts: Parts) -> None:
        """`card` is there now, made of these parts."""
        self._models.pop(card, None)
        self._models[card] = parts

    def used(self, card: str) -> None:
        """A model that is there is used now."""
        self._models[card] = self._models.pop(card)

    def left(self, card: str) -> None:
        """`card` is no longer there."""
        self._models.pop(card, None)


def together(models: Iterable[Parts]) -> int:
    """Bytes of several models, with each part counted once."""
    found: dict[str, int] = {}
    for parts in models:
        found |= parts
    return sum(found.values())
