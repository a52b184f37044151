"""How much memory passes take beside the weights of their model: measured, once they have run."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from worker.batching import Shape

BESIDE = 1.15  # times its weights: what a model needs to run, as long as nobody measured it


class Gauge(Protocol):
    """Measures a device's memory; asked in the device's thread."""

    def reset(self) -> None:
        """A pass begins."""
        ...

    def beyond(self) -> int | None:
        """Bytes that were taken since, at most, beyond those taken before; None if unknown."""
        ...


class Unmeasured:
    """The gauge of a device that cannot tell: of a CPU, whose memory everything shares."""

    def reset(self) -> None:
        """Nothing is measured."""

    def beyond(self) -> int | None:
        """Nobody knows."""
        return None


class _Measured(NamedTuple):
    samples: int
    size: int  # bytes


class Activations:
    """What is known of passes, by their shape and how many samples they have."""

    def __init__(self) -> None:
        self._most: dict[Shape, dict[int, int]] = {}  # shape → samples → bytes
        self._crowded: set[tuple[Shape, int]] = set()

    def measured(self, shape: Shape, samples: int, size: int | None) -> None:
        """A pass took so many bytes; None where its device cannot tell."""
        if size is None:
            return
        known = self._most.setdefault(shape.whosever, {})
        known[samples] = max(size, known.get(samples, 0))
        self._crowded.discard((shape.whosever, samples))

    def crowded(self, shape: Shape, samples: int) -> bool:
        """A pass ran out of memory beside other models: it should be alone on the device.

        False where that was known before.
        """
        key = (shape.whosever, samples)
        before = key in self._crowded
        self._crowded.add(key)
        return not before

    def of(self, shape: Shape, samples: int, weights: int, capacity: int) -> int:
        """Bytes that a pass takes on a device of `capacity` bytes, beside so many of weights.

        Where no pass of that size was measured, a smaller one says it in proportion, and a larger
        one as it is; where none was at all, a share of the weights does.
        """
        if (shape.whosever, samples) in self._crowded:
            return capacity
        known = [_Measured(*one) for one in self._most.get(shape.whosever, {}).items()]
        return max(_scaled(known, samples), default=round(weights * (BESIDE - 1)))


def _scaled(known: list[_Measured], samples: int) -> Iterator[int]:
    """What the measurement nearest to so many samples says of them, if there is one."""
    if known:
        nearest = min(known, key=lambda one: abs(one.samples - samples))
        yield round(nearest.size * max(1.0, samples / nearest.samples))
