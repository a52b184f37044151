"""What a seed decides: which recipe of a look is taken, and every number in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")

# 2**32 over the golden and over powers of the plastic numbers, odd: neighbouring seeds fall far
# apart, as in Roberts' R-sequences (2018), and any other seed falls somewhere new. The second is
# the root of two instead: four recipes further, a power of the plastic number is back at its start.
_STRIDES = (2654435769, 1779033703, 2447445413, 3518319155, 2882110345, 1934033271)
_SPAN = 2**32


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws parameters from a seed; the same seed and stream always give the same."""

    seed: int

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """The recipe for this seed: neighbouring seeds take turns."""
        return choices[self.seed % len(choices)]

    def spread(self, stream: int) -> float:
        """A number in [0, 1), evenly spread over neighbouring seeds."""
        stride = _STRIDES[stream % len(_STRIDES)]
        return (self.seed * stride + stream * 0x9E3779B9 + 0x51ED270B) % _SPAN / _SPAN

    def between(self, low: float, high: float, stream: int) -> float:
        """A number in [low, high), evenly spread over neighbouring seeds."""
        return low + (high - low) * self.spread(stream)

    def noise(self, stream: int) -> np.random.Generator:
        """A generator for textures."""
        return np.random.default_rng((self.seed, stream))
