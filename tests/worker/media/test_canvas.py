"""Where a model paints, and how what it painted comes back into the picture."""

import numpy as np
import pytest

from tests.pictures_made import landscape
from worker.media.canvas import Canvas, changed, fitted

PICTURE = landscape(400, 300)


def marks(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    found = np.zeros((300, 400), np.uint8)
    found[top:bottom, left:right] = 255
    return found


@pytest.mark.parametrize(
    ("size", "painted"),
    [((1000, 1000), (1024, 1024)), ((1600, 900), (1360, 768)), ((300, 900), (592, 1776))],
    ids=str,
)
def test_a_picture_is_painted_with_as_many_pixels_as_the_model_is_best_at(
    size: tuple[int, int], painted: tuple[int, int]
) -> None:
    canvas = Canvas.whole(np.zeros((size[1], size[0], 3), np.uint8), 1024, 16)
    assert (canvas.width, canvas.height) == painted


def test_a_small_region_gets_all_of_the_resolution() -> None:
    canvas = Canvas.around(marks(100, 140, 200, 240), 1024, 16)
    assert (canvas.left, canvas.top, canvas.right, canvas.bottom) == (184, 84, 256, 156)
    assert (canvas.width, canvas.height) == (1024, 1024)


def test_a_region_at_the_edge_stays_in_the_picture() -> None:
    canvas = Canvas.around(marks(0, 300, 0, 30), 256, 16)
    assert (canvas.left, canvas.top, canvas.bottom) == (0, 0, 300)


@pytest.mark.parametrize(
    ("size", "window"),
    [
        ((1024, 1024), (184, 84, 256, 156)),
        ((1536, 1024), (166, 84, 274, 156)),
        ((1024, 1536), (184, 66, 256, 174)),
        ((9000, 100), (0, 84, 400, 156)),
    ],
    ids=["as it is", "wider", "taller", "no wider than the picture"],
)
def test_a_window_grows_to_the_ratio_that_is_painted(
    size: tuple[int, int], window: tuple[int, int, int, int]
) -> None:
    canvas = Canvas.around(marks(100, 140, 200, 240), 1024, 16).sized(*size, PICTURE)
    assert canvas == (*window, *size)


def test_a_window_at_the_edge_grows_inwards() -> None:
    canvas = Canvas.around(marks(0, 40, 360, 400), 1024, 16).sized(200, 100, PICTURE)
    assert (canvas.left, canvas.top, canvas.right, canvas.bottom) == (288, 0, 400, 56)


def test_the_middle_of_a_picture_fills_a_canvas() -> None:
    assert Canvas.filled(PICTURE, 300, 300) == (50, 0, 350, 300, 300, 300)
    assert Canvas.filled(PICTURE, 800, 400) == (0, 50, 400, 250, 800, 400)


def test_what_is_not_marked_stays_to_the_bit() -> None:
    where = marks(100, 140, 200, 240)
    canvas = Canvas.around(where, 256, 16)
    painted = np.full((canvas.height, canvas.width, 3), 200, np.uint8)
    result = canvas.laid(painted, PICTURE, where)
    assert np.array_equal(result[where == 0], PICTURE[where == 0])
    assert (result[115:125, 215:225] == 200).all()
    assert changed(PICTURE, result) <= (where > 0).mean()


def test_what_is_painted_ends_softly() -> None:
    where = marks(100, 200, 100, 300)
    canvas = Canvas.around(where, 512, 16)
    painted = np.full((canvas.height, canvas.width, 3), 255, np.uint8)
    black = np.zeros_like(PICTURE)
    edge = canvas.laid(painted, black, where)[150, 100:112, 0].astype(int)
    assert (np.diff(edge) >= 0).all()
    assert 0 < edge[0] < 255 == edge[-1]


def test_transparency_is_kept() -> None:
    clear = np.dstack([PICTURE, np.full(PICTURE.shape[:2], 90, np.uint8)])
    where = marks(100, 140, 200, 240)
    canvas = Canvas.around(where, 256, 16)
    painted = np.full((canvas.height, canvas.width, 3), 200, np.uint8)
    assert (canvas.laid(painted, clear, where)[..., 3] == 90).all()


def test_marks_of_another_size_fit_their_picture() -> None:
    small = np.zeros((30, 40), np.uint8)
    small[10:14, 20:24] = 255
    found = fitted(small, PICTURE)
    assert found.shape == (300, 400)
    assert found[120, 220] == 255
    assert found[0, 0] == 0
