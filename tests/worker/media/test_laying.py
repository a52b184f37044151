"""Turned and mirrored pictures: each pixel where it belongs, and what it was."""

import numpy as np
import pytest

from core.turning import Turn
from worker.media.laying import turned

PLANE = np.arange(6, dtype=np.uint16).reshape(2, 3)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        (Turn(0), [[0, 1, 2], [3, 4, 5]]),
        (Turn(1), [[3, 0], [4, 1], [5, 2]]),
        (Turn(2), [[5, 4, 3], [2, 1, 0]]),
        (Turn(3), [[2, 5], [1, 4], [0, 3]]),
        (Turn(0, mirrored=True), [[2, 1, 0], [5, 4, 3]]),
        (Turn(2, mirrored=True), [[3, 4, 5], [0, 1, 2]]),
    ],
)
def test_every_pixel_comes_to_its_place(turn: Turn, expected: list[list[int]]) -> None:
    laid = turned(PLANE, turn)
    assert laid.tolist() == expected
    assert laid.dtype == PLANE.dtype
    assert laid.flags.c_contiguous


def test_channels_stay_together() -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    assert turned(pixels, Turn(1))[0, 1].tolist() == pixels[0, 0].tolist()
