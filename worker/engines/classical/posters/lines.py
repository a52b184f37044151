"""Skylines of nature: noise along a line, rolling hills, jagged crests."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Line = NDArray[Any]  # one value for each column


def waves(
    width: int, rng: np.random.Generator, length: float, octaves: int = 3, gain: float = 0.5
) -> Line:
    """Smooth noise of about unit height; its longest waves are `length` px."""
    from scipy.ndimage import map_coordinates  # a quarter of a second, which no start waits for

    total, power = np.zeros(width), 0.0
    for octave in range(octaves):
        step = max(length / 2**octave, 2.0)
        knots = rng.standard_normal(int(width / step) + 5)
        places = np.arange(width) / step + 1.0 + rng.random()
        total += gain**octave * map_coordinates(knots, places[None], order=3, mode="mirror")
        power += gain ** (2 * octave)
    return total / np.sqrt(power)


def jagged(
    start: tuple[float, float], end: tuple[float, float], rng: np.random.Generator, rough: float
) -> NDArray[Any]:
    """A broken line (count, 2) from `start` to `end` by midpoint displacement.

    `rough` is the first displacement, as a share of the length (Fournier, Fussell, Carpenter 1982).
    """
    line = np.array((start, end), np.float64)
    across = (line[1] - line[0])[::-1] * (-1, 1)
    for level in range(5):
        middle = (line[:-1] + line[1:]) / 2
        shift = rng.uniform(-1, 1, (len(middle), 1)) * rough * 0.52**level
        places = np.arange(1, len(line))
        line = np.insert(line, places, middle + across * shift, axis=0)
    return line
