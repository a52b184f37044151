"""Edits stack: after twenty of them the marks bound every pixel that is not the original's.

So they do of the file that a person gets, in its 16 bits and its wide colours.
"""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from storage.intake import accept
from tests.pictures.scenes import photograph
from tests.storage.deep import Samples, filed, noise, profile_of, samples_of
from tests.storage.strangers import display_p3
from tests.worker.engines.classical.requests import made
from worker.engine import Marks, Pixels
from worker.media.depth import deepened
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


def sixteen_bits(picture: Pixels, alpha: bool) -> Samples:
    """A photograph with something in the lower eight bits, and a half that is half transparent."""
    lower = noise(*picture.shape, bits=8)
    samples = picture.astype(np.uint16) << 8 | lower
    if not alpha:
        return samples
    clear = np.full(picture.shape[:2], 65535, np.uint16)
    clear[:40, :40] = 32123
    return np.dstack([samples, clear])


@pytest.mark.parametrize("alpha", [False, True], ids=["opaque", "with transparency"])
def test_twenty_edits_leave_the_rest_untouched(alpha: bool) -> None:
    samples = sixteen_bits(photograph("coffee"), alpha)
    kept = accept("coffee.png", filed(samples, display_p3()))
    assert kept.deep is not None
    deep, first = kept.deep.data, pixels_of(kept.data)
    now, union = first, np.zeros(first.shape[:2], bool)
    for number in range(20):
        marks = spot(first, number)
        after = made(now, WORDS[number % len(WORDS)], Intent.EDIT, seed=number, marks=marks).pixels
        assert not np.array_equal(after, now)
        union |= marks > 0
        deep = deepened(deep, now, after)
        now = pixels_of(master(after))  # what is stored is what the next one begins with
    differs = (now != first).any(axis=2)
    assert not (differs & ~union).any()
    assert differs.mean() > 0.15
    assert np.array_equal(samples_of(deep)[~union], samples[~union])
    assert profile_of(deep) == display_p3()
