"""What is transparent is white to whoever looks, and what lies under it is nobody's concern."""

import numpy as np
import pytest

from tests.pictures_made import landscape
from worker.media.ground import lifted, opaque

PICTURE = landscape(40, 30)
FADING = np.tile(np.linspace(0, 255, 40).astype(np.uint8), (30, 1))  # (height, width)


def test_what_was_erased_is_white() -> None:
    erased = np.dstack([PICTURE, np.zeros((30, 40), np.uint8)])
    assert (opaque(erased) == 255).all()


def test_what_is_not_transparent_is_as_it_was() -> None:
    whole = np.dstack([PICTURE, np.full((30, 40), 255, np.uint8)])
    assert np.array_equal(opaque(whole), PICTURE)
    assert opaque(PICTURE) is PICTURE


def test_half_of_a_colour_is_half_white() -> None:
    half = np.full((1, 1, 4), (0, 100, 255, 128), np.uint8)
    assert opaque(half)[0, 0] == pytest.approx((127, 177, 255), abs=1)


def test_a_fading_picture_comes_back_as_it_was_seen() -> None:
    seen = opaque(np.dstack([PICTURE, FADING]))
    again = lifted(seen, FADING)
    assert np.array_equal(again[..., 3], FADING)
    assert np.abs(opaque(again).astype(int) - seen).max() <= 1
