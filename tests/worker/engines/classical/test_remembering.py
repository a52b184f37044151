"""What was found in a picture is kept for the next variant of it."""

import numpy as np

from worker.engine import Pixels
from worker.engines.classical.painting.remembering import KEPT, remembered


class Finder:
    """Finds the sum of a picture, and counts its searches."""

    def __init__(self) -> None:
        self.searches = 0

    def __call__(self, colour: Pixels, scale: int = 1) -> int:
        """The sum of all bytes, times `scale`."""
        self.searches += 1
        return int(colour.sum()) * scale


def _finder() -> tuple[Finder, list[Pixels]]:
    pictures = [np.full((4, 5, 3), level, np.uint8) for level in range(KEPT + 1)]
    return Finder(), pictures


def test_a_picture_is_searched_once_for_each_question() -> None:
    finder, (_, one, *_) = _finder()
    find = remembered(finder.__call__)
    assert [find(one), find(one.copy()), find(one[:, ::-1]), find(one, 2)] == [60, 60, 60, 120]
    assert finder.searches == 2


def test_a_changed_picture_and_another_shape_are_searched_anew() -> None:
    finder, (_, one, *_) = _finder()
    find = remembered(finder.__call__)
    find(one)
    one[0, 0, 0] = 9
    assert find(one) == 68
    find(one.reshape(5, 4, 3))
    assert finder.searches == 3


def test_what_was_asked_long_ago_is_forgotten() -> None:
    finder, pictures = _finder()
    find = remembered(finder.__call__)
    for picture in (*pictures, pictures[-1], pictures[0]):
        find(picture)
    assert finder.searches == len(pictures) + 1
