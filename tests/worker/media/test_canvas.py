"""Where a model paints, and how what it painted comes back into the picture."""

from collections.abc import Mapping

import numpy as np
import pytest

from tests.pictures_made import landscape
from worker.engine import Marks
from worker.media.canvas import Canvas, fitted, grown
from worker.media.extent import changed

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


@pytest.mark.parametrize("alpha", [0, 90])
def test_what_is_painted_on_something_transparent_is_seen(alpha: int) -> None:
    clear = np.dstack([PICTURE, np.full(PICTURE.shape[:2], alpha, np.uint8)])
    where = marks(100, 140, 200, 240)
    canvas = Canvas.around(where, 256, 16)
    painted = np.full((canvas.height, canvas.width, 3), 200, np.uint8)
    result = canvas.laid(painted, clear, where)
    assert np.array_equal(result[where == 0], clear[where == 0])
    assert (result[115:125, 215:225] == (200, 200, 200, 255)).all()


def test_what_was_erased_does_not_shine_through_a_soft_edge() -> None:
    erased = np.zeros((300, 400, 4), np.uint8)  # black, and nothing of it to be seen
    where = marks(100, 200, 100, 300)
    canvas = Canvas.around(where, 512, 16)
    painted = np.full((canvas.height, canvas.width, 3), 200, np.uint8)
    edge = canvas.laid(painted, erased, where)[150, 100:112]
    assert (edge[:, :3] == 200).all()
    assert (np.diff(edge[:, 3].astype(int)) >= 0).all()
    assert 0 < edge[0, 3] < 255 == edge[-1, 3]


def test_marks_of_another_size_fit_their_picture() -> None:
    small = np.zeros((30, 40), np.uint8)
    small[10:14, 20:24] = 255
    found = fitted(small, PICTURE)
    assert found.shape == (300, 400)
    assert found[120, 220] == 255
    assert found[0, 0] == 0


def ring(share: float) -> np.ndarray:
    """Marks of a disc of that share of the picture."""
    rows, columns = np.mgrid[:300, :400]
    radius = (share * 300 * 400 / np.pi) ** 0.5
    return (((rows - 150) ** 2 + (columns - 200) ** 2 < radius**2) * 255).astype(np.uint8)


SHAPES: Mapping[str, Marks] = {
    "small": marks(100, 140, 200, 240),
    "a disc": ring(0.03),
    "at a border": marks(0, 60, 0, 50),
    "along a border": marks(290, 300, 0, 400),
    "islands": np.maximum(marks(20, 40, 20, 40), marks(250, 280, 350, 390)),
    "a bar beside a square": np.maximum(marks(20, 23, 20, 380), marks(100, 200, 100, 200)),
    "one column": marks(0, 300, 200, 201),
    "one pixel": marks(150, 151, 200, 201),
    "nearly all": marks(1, 300, 0, 400),
    "all": marks(0, 300, 0, 400),
}
of_each_shape = pytest.mark.parametrize("where", SHAPES.values(), ids=SHAPES)


@of_each_shape
def test_all_that_is_marked_changes_and_nothing_else(where: np.ndarray) -> None:
    canvas = Canvas.around(where, 256, 16)
    painted = 255 - canvas.of(PICTURE)
    result = canvas.laid(painted, PICTURE, where)
    assert np.array_equal(result[where == 0], PICTURE[where == 0])
    apart = np.abs(result.astype(int) - PICTURE)[where > 0].mean()
    assert apart > 0.6 * np.abs(255 - 2.0 * PICTURE)[where > 0].mean()


@of_each_shape
def test_every_mark_lies_on_the_canvas(where: np.ndarray) -> None:
    canvas = Canvas.around(where, 256, 16)
    assert 0 <= canvas.left < canvas.right <= 400
    assert 0 <= canvas.top < canvas.bottom <= 300
    assert canvas.width * canvas.height == pytest.approx(256 * 256, rel=0.1)
    assert (canvas.of(where) > 0).mean() >= (where > 0).mean()


def steps(picture: np.ndarray) -> np.ndarray:
    """How far each pixel is from the next one in its row and in its column."""
    light = picture.astype(float).mean(axis=2)
    return np.stack([np.abs(np.diff(light, axis=1))[:-1], np.abs(np.diff(light, axis=0))[:, :-1]])


@pytest.mark.parametrize("shape", ["small", "a disc", "at a border", "islands", "nearly all"])
def test_no_seam_is_steeper_than_the_pictures_own_edges(shape: str) -> None:
    where = SHAPES[shape]
    canvas = Canvas.around(where, 512, 16)
    result = canvas.laid(255 - canvas.of(PICTURE), PICTURE, where)  # nothing could differ more
    across = steps(np.dstack([where] * 3)) > 0
    own = steps(PICTURE)
    assert np.median(steps(result)[across]) <= np.median(own[own > 20])


def test_a_soft_mark_changes_in_part() -> None:
    where = marks(100, 200, 100, 300) // 2
    canvas = Canvas.around(where, 256, 16)
    painted = np.full((canvas.height, canvas.width, 3), 250, np.uint8)
    result = canvas.laid(painted, np.zeros_like(PICTURE), where)
    assert result.max() == pytest.approx(125, abs=2)


def test_the_thinnest_mark_survives_a_smaller_size() -> None:
    large = np.zeros((3000, 4000), np.uint8)
    large[1500, 2000] = 255
    assert (fitted(large, np.zeros((75, 100, 3), np.uint8)) > 0).sum() == 1


def test_what_was_found_grows_by_its_blend() -> None:
    found = grown(marks(100, 140, 200, 240))
    assert (found[97:143, 220] == 255).all()
    assert found[96, 220] == found[143, 220] == 0
    assert not grown(marks(0, 0, 0, 0)).any()
