"""Particles: flakes are round at every size, and fade in after the picture of the first frame."""

from typing import Any

import numpy as np
import pytest

from tests.pictures.scenes import landscape
from worker.engines.classical.motion.direction import directed
from worker.engines.classical.motion.parallax import footage_of
from worker.engines.classical.motion.sprites import Dots, glow_of
from worker.engines.classical.motion.swarms import kinds, swarms_of
from worker.engines.classical.painting.chance import Draw

RNG = np.random.default_rng(1)


def _flake(radius: float) -> Any:
    """One flake in the middle of a pixel, as a picture of 33 x 33 px."""
    one, swarm = np.ones(1), swarms_of(kinds()["snow"], (33, 33), 1.0, RNG, loop=False)[1]
    return glow_of((33, 33), swarm, Dots(16.5 * one, 16.5 * one, radius * one, one)).astype(float)


@pytest.mark.parametrize("radius", [0.5, 0.7, 0.9, 1.2, 1.7, 2.2])
def test_small_flakes_are_round(radius: float) -> None:
    glow = _flake(radius) / _flake(radius).max()
    beside, aslant = glow[16, 17], glow[17, 17]
    assert beside > 0.2
    assert aslant == pytest.approx(beside**2, abs=0.08)  # as of a hill, and not of a cross


def test_flakes_fade_in_within_half_a_second() -> None:
    direction = directed("static camera with snow")
    footage, bare = (
        footage_of(landscape(), one, Draw(1)) for one in (direction, directed("static camera"))
    )
    shares = [seconds / direction.seconds for seconds in (0.0, 0.1, 0.3, 0.5)]
    bright = [float((footage.frame(share) - 1.0 * bare.frame(share)).sum()) for share in shares]
    assert bright[0] == 0
    assert 0 < bright[1] < 0.3 * bright[3] < 0.9 * bright[2] < bright[3]
