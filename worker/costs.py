"""How long a model takes to load and to render, measured; an estimate until then."""

from collections import deque
from collections.abc import Iterable
from statistics import median, median_low

from core.catalogue import ModelCard

SWAP = 8.0  # s that a model takes to load, before any was measured
_LATEST = 5  # measurements that count: the middle one, so that a slow first time does not


class Costs:
    """The latest measurements, by card; of a new card, as those of the others were."""

    def __init__(self) -> None:
        self._variants: dict[str, deque[float]] = {}
        self._swaps: dict[str, deque[float]] = {}
        self._returns: dict[str, deque[float]] = {}
        self._estimates: dict[str, float] = {}  # s for a variant, as its card says
        self.parked: tuple[str, ...] = ()  # names of the cards that come back from host memory

    def rendering(self, card: ModelCard, variants: int) -> float:
        """Seconds that so many variants take."""
        if card.name in self._variants:
            return variants * median_low(self._variants[card.name])
        return variants * card.seconds * self._pace()

    def swapping(self, card: ModelCard) -> float:
        """Seconds until the card's model is on the device."""
        if card.name in self.parked and card.name in self._returns:
            return median_low(self._returns[card.name])
        if card.name in self._swaps:
            return median_low(self._swaps[card.name])
        return _middle((median_low(one) for one in self._swaps.values()), SWAP)

    def knows(self, card: ModelCard) -> bool:
        """Whether it was measured how long the card's model takes to render."""
        return card.name in self._variants

    def least_rendering(self, card: ModelCard, variants: int) -> float:
        """Seconds that so many variants take at least, as far as is known: what was promised on
        a guess could not be kept."""
        return self.rendering(card, variants) if self.knows(card) else 0.0

    def least_swapping(self, card: ModelCard) -> float:
        """Seconds that the card's model takes to load at least, as far as is known."""
        return self.swapping(card) if card.name in self._swaps else 0.0

    def rendered(self, card: ModelCard, variants: int, seconds: float) -> None:
        """So many variants took `seconds`."""
        self._estimates[card.name] = card.seconds
        self._variants.setdefault(card.name, deque(maxlen=_LATEST)).append(seconds / variants)

    def swapped(self, card: ModelCard, seconds: float, *, back: bool = False) -> None:
        """Loading took `seconds`; `back` where it came from host memory."""
        known = self._returns if back else self._swaps
        known.setdefault(card.name, deque(maxlen=_LATEST)).append(seconds)

    def _pace(self) -> float:
        """How many times the estimates of their cards the measured models took here."""
        measured = self._variants.items()
        return _middle((median_low(one) / self._estimates[card] for card, one in measured), 1.0)


def _middle(values: Iterable[float], otherwise: float) -> float:
    found = list(values)
    return median(found) if found else otherwise
