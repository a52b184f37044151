"""How long a model takes to load and to render, measured; its card's estimate until then."""

from core.catalogue import ModelCard

SWAP = 8.0  # s that a model takes to load, before one was measured
_WEIGHT = 0.3  # of the latest measurement in the running average


class Costs:
    """Running averages, by card."""

    def __init__(self) -> None:
        self._variants: dict[str, float] = {}
        self._swaps: dict[str, float] = {}
        self._returns: dict[str, float] = {}
        self.parked: tuple[str, ...] = ()  # names of the cards that come back from host memory

    def rendering(self, card: ModelCard, variants: int) -> float:
        """Seconds that so many variants take."""
        return variants * self._variants.get(card.name, card.seconds)

    def swapping(self, card: ModelCard) -> float:
        """Seconds until the card's model is on the device."""
        if card.name in self.parked and card.name in self._returns:
            return self._returns[card.name]
        return self._swaps.get(card.name, SWAP)

    def rendered(self, card: ModelCard, variants: int, seconds: float) -> None:
        """So many variants took `seconds`."""
        self._variants[card.name] = _averaged(self._variants.get(card.name), seconds / variants)

    def swapped(self, card: ModelCard, seconds: float, *, back: bool = False) -> None:
        """Loading took `seconds`; `back` where it came from host memory."""
        known = self._returns if back else self._swaps
        known[card.name] = _averaged(known.get(card.name), seconds)


def _averaged(before: float | None, now: float) -> float:
    return now if before is None else (1 - _WEIGHT) * before + _WEIGHT * now
