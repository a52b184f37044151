"""Ambience: loud enough, wide, faded or seamless."""

import numpy as np
import pytest

from worker.engines.classical.motion.ambience import ambience, lufs
from worker.engines.classical.motion.direction import loudness_of

KINDS = ("wind", "rain", "sea", "fire", "night", "room")


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_as_loud_as_it_should_be(kind: str) -> None:
    wanted = loudness_of(kind)
    sound = ambience(kind, 3.0, wanted, 1, loop=False)
    assert (sound.shape, sound.dtype) == ((2, 144_000), np.float32)
    assert lufs(sound) == pytest.approx(wanted, abs=0.7)
    assert float(np.abs(sound).max()) < 0.85


def test_loudness_is_that_of_the_standard() -> None:
    # ITU-R BS.1770-4: a 997 Hz sine of 0 dBFS in one channel reads -3.01 LUFS.
    time = np.arange(96_000) / 48_000
    sine = np.stack([np.sin(2 * np.pi * 997 * time), np.zeros(96_000)])
    assert lufs(sine) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("kind", KINDS)
def test_a_loop_has_no_seam(kind: str) -> None:
    sound = ambience(kind, 3.0, loudness_of(kind), 1, loop=True).astype(float)
    steps = np.abs(np.diff(sound, axis=1))
    assert (np.abs(sound[:, 0] - sound[:, -1]) <= steps.max()).all()
    assert np.abs(sound[:, :480]).mean() > 0.2 * np.abs(sound).mean()


def test_a_sound_that_ends_fades() -> None:
    sound = ambience("rain", 3.0, -20, 1, loop=False)
    middle = np.abs(sound[:, 70_000:74_800]).mean()
    assert np.abs(sound[:, :480]).mean() < 0.05 * middle
    assert np.abs(sound[:, -480:]).mean() < 0.05 * middle


def test_sound_is_the_seeds() -> None:
    first, again, other = (ambience("sea", 3.0, -20, seed, loop=False) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
