"""Where the frames of a strip lie."""

import pytest

from core.strips import (
    CAPTION,
    EDGE,
    FLATTEST,
    GAP,
    MOST_FRAMES,
    SIDE,
    laid_out,
)

SQUARE = (100, 100)


@pytest.mark.parametrize(
    ("count", "columns", "rows"),
    [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 2, 2), (5, 3, 2), (MOST_FRAMES, 3, 4)],
)
def test_rows_are_filled_one_after_the_other(count: int, columns: int, rows: int) -> None:
    plan = laid_out([SQUARE] * count)
    assert plan.width == 2 * EDGE + columns * SIDE + (columns - 1) * GAP
    assert plan.height == EDGE + rows * (SIDE + CAPTION + EDGE)
    assert len({box.top for box in plan.frames}) == rows
    assert [box.left for box in plan.frames[:columns]] == sorted({box.left for box in plan.frames})


@pytest.mark.parametrize("count", range(1, MOST_FRAMES + 1))
def test_frames_and_captions_lie_within_and_apart(count: int) -> None:
    plan = laid_out([SQUARE] * count)
    for index, box in enumerate(plan.frames):
        below = plan.caption(index)
        assert below.top == box.bottom
        assert below.bottom <= plan.height
        assert below.right <= plan.width
        assert all(below.bottom <= one.top for one in plan.frames if one.top > box.top)


@pytest.mark.parametrize(
    ("shapes", "high"),
    [
        pytest.param([(1600, 800)], SIDE // 2, id="wide"),
        pytest.param([(1600, 800), (800, 800)], SIDE, id="the tallest of several"),
        pytest.param([(100, 900)], SIDE, id="no taller than wide"),
        pytest.param([(900, 100)], FLATTEST, id="no flatter than can be seen"),
    ],
)
def test_frames_are_as_high_as_their_pictures_need(
    shapes: list[tuple[int, int]], high: int
) -> None:
    assert {box.height for box in laid_out(shapes).frames} == {high}
