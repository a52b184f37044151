"""Which models a device holds, in bytes, and which of them it gives up for another."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Residency:
    """The models on one device, the least recently used first."""

    capacity: int  # bytes that weights may take
    _weights: dict[str, int] = field(default_factory=dict[str, int])  # card → bytes

    @property
    def cards(self) -> tuple[str, ...]:
        """Names of the cards whose models are on the device, the least recently used first."""
        return tuple(self._weights)

    def room_for(self, card: str, weights: int) -> tuple[str, ...]:
        """What must leave before `card`, of so many bytes, comes: the least recently used first."""
        staying = [one for one in self._weights if one != card]
        leaving: list[str] = []
        while staying and weights + sum(map(self._weights.__getitem__, staying)) > self.capacity:
            leaving.append(staying.pop(0))
        return tuple(leaving)

    def came(self, card: str, weights: int) -> None:
        """`card` is on the device now, and takes so many bytes."""
        self._weights.pop(card, None)
        self._weights[card] = weights

    def used(self, card: str) -> None:
        """A model on the device is used now."""
        self._weights[card] = self._weights.pop(card)

    def left(self, card: str) -> None:
        """`card` is no longer on the device."""
        self._weights.pop(card, None)
