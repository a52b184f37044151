"""Slow slopes lose their steps; everything else stays what it is."""

import numpy as np
import pytest
from numpy.typing import NDArray

from worker.engine import Pixels
from worker.media.gradients import REACH, between


def slope(every: float) -> NDArray[np.float64]:
    """Colours that rise by one of 255 in so many px, down and a little across."""
    down, across = np.mgrid[0:300, 0:200]
    return np.stack([60 + down / every, 200 - down / every, 90 + across / every], axis=2)


def in_steps(colours: NDArray[np.float64]) -> Pixels:
    return np.rint(colours).astype(np.uint8)


@pytest.mark.parametrize("every", [3, 10, 25, 50])
def test_a_slope_is_smooth(every: float) -> None:
    apart = np.abs(between(in_steps(slope(every))) - slope(every))
    assert np.abs(in_steps(slope(every)) - slope(every)).mean() > 0.2
    assert apart.mean() < 0.06
    assert apart[70:-70, 70:-70].mean() < 0.04


@pytest.mark.parametrize("every", [3, 25])
def test_rounded_it_is_what_it_was(every: float) -> None:
    noisy = in_steps(slope(every) + np.random.default_rng(0).normal(0, 1, (300, 200, 3)))
    assert np.array_equal(np.rint(between(noisy)), noisy)


def test_an_edge_stays() -> None:
    halves = np.full((200, 200, 3), 100, np.uint8)
    halves[:, 100:] = 104
    assert np.array_equal(between(halves), halves)


def test_a_part_with_its_surroundings_is_as_in_the_whole() -> None:
    steps = in_steps(slope(10))
    part = between(steps[120 - REACH : 180 + REACH])[REACH:-REACH]
    assert np.abs(part - between(steps)[120:180]).max() < 1e-3


@pytest.mark.parametrize("end", [0, 255])
def test_nothing_lies_beyond_the_ends(end: int) -> None:
    steps = np.clip(in_steps(slope(10)).astype(int) + (-60 if end == 0 else 55), 0, 255)
    found = between(steps.astype(np.uint8))
    assert (found.min() >= 0, found.max() <= 255) == (True, True)
