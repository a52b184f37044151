"""Stained glass: asked for by its name it has lead between its pieces, and none in faces."""

from itertools import combinations

import numpy as np
import pytest

from tests.pictures.scenes import photograph, portrait
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.painting.pixels import fitted

PORTRAIT = fitted(portrait(), 320)
FACE, SUIT = (slice(55, 100), slice(120, 160)), (slice(170, 310), slice(30, 140))


def _black(pixels: Pixels) -> float:
    return float((pixels.max(axis=2) < 60).mean())


@pytest.mark.parametrize("words", ["as stained glass", "als Kirchenfenster", "en vitrail"])
def test_pieces_are_set_in_lead(words: str) -> None:
    glass = made(PORTRAIT, words)
    assert glass.did.startswith("stained glass, ")
    assert _black(glass.pixels[SUIT]) > _black(PORTRAIT[SUIT]) + 0.08


def test_a_crystal_has_no_lead() -> None:
    crystal = made(PORTRAIT, "as a crystal")
    assert crystal.did.startswith("low poly")
    assert _black(crystal.pixels[SUIT]) < _black(PORTRAIT[SUIT]) + 0.02


def test_no_lead_crosses_a_face() -> None:
    glass = made(PORTRAIT, "as stained glass").pixels
    assert _black(glass[FACE]) < _black(PORTRAIT[FACE]) + 0.02


@pytest.mark.parametrize(
    "picture", [PORTRAIT, photograph("cat"), photograph("coffee")], ids=["portrait", "cat", "cup"]
)
@pytest.mark.parametrize("first", [0, 2453218243])
def test_four_windows_differ(picture: Pixels, first: int) -> None:
    small = fitted(picture, 160)
    windows = [made(small, "stained glass", seed=first + number).pixels for number in range(4)]
    assert min(difference(*pair) for pair in combinations(windows, 2)) >= 11
    assert np.ptp([window.mean() for window in windows]) > 10
