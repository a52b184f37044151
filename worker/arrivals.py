"""When each job would begin, were all of them taken in the order in which they came.

It is counted anew from the costs as they are known now: the first estimates are guesses.
"""

from collections.abc import Collection
from typing import NamedTuple

from core.catalogue import ModelCard
from worker.costs import Costs


class Arrival(NamedTuple):
    """A job, as far as it takes time."""

    key: str
    card: ModelCard
    variants: int
    came: float  # s


class Plain(NamedTuple):
    """Where a device stands that takes jobs in their order."""

    end: float = 0.0  # s: when it is done with what came so far
    card: str = ""  # the model that it holds then


class Arrivals:
    """Jobs in their order. Times are seconds on any clock that only runs forward."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._came: list[Arrival] = []
        self._before = Plain()  # those that came

    def add(self, arrival: Arrival) -> None:
        """One more, behind all others."""
        self._came.append(arrival)

    def keep(self, waiting: Collection[str]) -> None:
        """Forget those at the head of which nothing waits any more."""
        while self._came and self._came[0].key not in waiting:
            self._before, _ = self._after(self._before, self._came.pop(0))

    def starts(self) -> dict[str, float]:
        """When each would begin, by its key."""
        found, plain = dict[str, float](), self._before
        for arrival in self._came:
            plain, found[arrival.key] = self._after(plain, arrival)
        return found

    def _after(self, plain: Plain, arrival: Arrival) -> tuple[Plain, float]:
        """Where the device stands after a job, and when that began."""
        start = max(arrival.came, plain.end)
        if arrival.card.name != plain.card:
            start += self._costs.least_swapping(arrival.card)
        end = start + self._costs.least_rendering(arrival.card, arrival.variants)
        return Plain(end, arrival.card.name), start
