"""Pictures too large to be worked on as they are: outside a place that words name, not one bit
differs, though the change was made in a smaller copy."""

from functools import cache

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.errors import CannotDo
from tests.pictures.desks import desk
from tests.worker.engines.classical.requests import made, task
from worker.engine import Guessed, Pixels, Share
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.classical.lifting import MOST

TIMES = 2
CUP = (slice(520, 712), slice(945, 1140))  # px of desk(): where the red cup stands
SCREEN = (slice(248, 620), slice(348, 852))


@cache
def large() -> Pixels:
    """The desk twice as large, with grain at full size that a smaller copy lacks."""
    height, width = desk().shape[:2]
    size = TIMES * width, TIMES * height
    picture = cv2.resize(desk(), size, interpolation=cv2.INTER_CUBIC).astype(np.int16)
    grain = np.random.default_rng(4).integers(-6, 7, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def test_it_is_too_large() -> None:
    assert large().shape[0] * large().shape[1] > MOST


@pytest.mark.parametrize(
    ("words", "where"),
    [
        pytest.param("make the red cup blue", CUP, id="recoloured"),
        pytest.param("darken the red cup", CUP, id="darker"),
        pytest.param("remove the red cup", CUP, id="removed"),
        pytest.param("remove the cup on the right", CUP, id="one of two"),
        pytest.param("blur the text SUMER SAIL", SCREEN, id="lettering"),
        pytest.param("change SUMER SAIL to SUMMER SALE", SCREEN, id="set anew"),
    ],
)
def test_outside_the_place_not_one_bit_differs(words: str, where: tuple[slice, slice]) -> None:
    changed = (made(large(), words, Intent.EDIT).pixels != large()).any(axis=2)
    rows, columns = (slice(TIMES * one.start, TIMES * one.stop) for one in where)
    assert changed[rows, columns].any()
    changed[rows, columns] = False
    assert not changed.any()


def test_what_is_found_is_shown_at_full_size() -> None:
    """Else nobody could be asked about a photograph of a phone."""
    asked = task(large(), "remove the extra cup", intent=Intent.EDIT)
    with pytest.raises(CannotDo) as caught:
        list(ClassicalEngine(inline=True).render([Share(asked, (1,), lambda _: None)], 1))
    assert isinstance(caught.value, Guessed)
    assert caught.value.found.marks.shape == large().shape[:2]
