"""Edits stack: after twenty of them the marks bound every pixel that is not the original's."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import photograph
from tests.worker.engines.classical.requests import made
from worker.engine import Marks, Pixels
from worker.media.files import master, pixels_of

WORDS = ("make it blue", "darker", "remove it", "blur it", "warmer")


def spot(picture: Pixels, number: int) -> Marks:
    """Marks of the part with that number, of twenty that lie beside each other."""
    height, width = picture.shape[:2]
    down, across = divmod(number, 5)
    middle = round((across + 0.5) * width / 5), round((down + 0.5) * height / 4)
    marks = np.zeros((height, width), np.uint8)
    cv2.circle(marks, middle, round(0.07 * width), 255, -1)
    return marks


@pytest.mark.parametrize("alpha", [False, True], ids=["opaque", "with transparency"])
def test_twenty_edits_leave_the_rest_untouched(alpha: bool) -> None:
    first = photograph("coffee")
    if alpha:
        first = np.dstack([first, np.full(first.shape[:2], 255, np.uint8)])
        first[:40, :40, 3] = 128
    now, union = first, np.zeros(first.shape[:2], bool)
    for number in range(20):
        marks = spot(first, number)
        after = made(now, WORDS[number % len(WORDS)], Intent.EDIT, seed=number, marks=marks).pixels
        assert not np.array_equal(after, now)
        union |= marks > 0
        now = pixels_of(master(after))  # what is stored is what the next one begins with
    differs = (now != first).any(axis=2)
    assert not (differs & ~union).any()
    assert differs.mean() > 0.15
