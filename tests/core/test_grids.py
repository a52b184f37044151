"""Cells of a grid do not overlap, keep their shape and leave room for labels, whatever comes."""

from itertools import combinations
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.grids import LONGEST_SIDE, MOST_CELLS, Box, columns_of, fitted, layout

counts = st.integers(1, MOST_CELLS)
sides = st.integers(1, 5000)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share a pixel."""
    beside = one.right <= other.left or other.right <= one.left
    return not (beside or one.bottom <= other.top or other.bottom <= one.top)


@pytest.mark.parametrize(
    ("count", "width", "height", "columns"),
    [
        pytest.param(1, 64, 64, 1, id="one"),
        pytest.param(2, 192, 108, 1, id="two wide ones are stacked"),
        pytest.param(2, 108, 192, 2, id="two tall ones stand side by side"),
        pytest.param(3, 100, 100, 2, id="three squares leave one place empty"),
        pytest.param(3, 100, 300, 3, id="three tall ones stand side by side"),
        pytest.param(3, 160, 90, 2, id="three wide ones leave one place empty"),
        pytest.param(3, 300, 100, 1, id="three very wide ones are stacked"),
        pytest.param(4, 100, 100, 2, id="four squares are 2x2"),
        pytest.param(4, 192, 108, 2, id="four wide ones are 2x2"),
        pytest.param(4, 108, 192, 2, id="four tall ones are 2x2"),
        pytest.param(6, 100, 150, 3, id="six tall ones are 3x2"),
        pytest.param(6, 150, 100, 2, id="six wide ones are 2x3"),
        pytest.param(9, 100, 100, 3, id="nine squares are 3x3"),
    ],
)
def test_a_grid_is_compact(count: int, width: int, height: int, columns: int) -> None:
    assert columns_of(count, width / height) == columns


@given(count=counts, width=sides, height=sides, labelled=st.booleans())
def test_cells_lie_inside_and_apart(count: int, width: int, height: int, labelled: bool) -> None:
    plan = layout(count, width, height, labelled)
    assert len(plan.cells) == count
    for cell in plan.cells:
        assert 0 <= cell.left < cell.right <= plan.width
        assert 0 <= cell.top < cell.bottom + plan.label <= plan.height
    strips = [Box(at.left, at.top, at.width, at.height + plan.label) for at in plan.cells]
    assert not any(overlap(one, other) for one, other in combinations(strips, 2))


@given(count=counts, width=sides, height=sides, labelled=st.booleans())
def test_cells_are_read_line_by_line(count: int, width: int, height: int, labelled: bool) -> None:
    cells = layout(count, width, height, labelled).cells
    assert list(cells) == sorted(cells, key=lambda cell: (cell.top, cell.left))


@given(count=counts, width=sides, height=sides)
def test_cells_have_one_size_and_keep_the_shape(count: int, width: int, height: int) -> None:
    cells = layout(count, width, height).cells
    assert len({(cell.width, cell.height) for cell in cells}) == 1
    scale = cells[0].width / width if width > height else cells[0].height / height
    assert cells[0].width == pytest.approx(width * scale, abs=1)
    assert cells[0].height == pytest.approx(height * scale, abs=1)


@given(count=counts, width=sides, height=sides, labelled=st.booleans())
def test_a_grid_is_no_larger_than_chats_show(
    count: int, width: int, height: int, labelled: bool
) -> None:
    plan = layout(count, width, height, labelled)
    columns = columns_of(count, width / height)
    rows = ceil(count / columns)
    rounding = 3  # px: half a pixel for each row or column, and the least height of one
    gaps = max(columns, rows) * max(2, LONGEST_SIDE // 150)
    assert plan.width <= LONGEST_SIDE + gaps + rounding
    assert plan.height <= LONGEST_SIDE + gaps + rounding + rows * plan.label
    assert plan.cells[0].width <= width
    assert plan.cells[0].height <= height


@pytest.mark.parametrize(
    ("labelled", "label"),
    [pytest.param(True, 57, id="with labels"), pytest.param(False, 0, id="without")],
)
def test_labels_have_a_strip_of_their_own(labelled: bool, label: int) -> None:
    plan = layout(4, 512, 512, labelled)
    assert plan.label == label
    below = plan.cells[2].top - plan.cells[0].bottom
    assert below == label + plan.cells[1].left - plan.cells[0].right


@given(count=counts, width=sides, height=sides, labelled=st.booleans())
def test_a_grid_ends_where_its_cells_end(
    count: int, width: int, height: int, labelled: bool
) -> None:
    plan = layout(count, width, height, labelled)
    assert plan.width == max(cell.right for cell in plan.cells)
    assert plan.height == max(cell.bottom for cell in plan.cells) + plan.label


@pytest.mark.parametrize(
    ("side", "gap"),
    [
        pytest.param(64, 2, id="small: still to be seen"),
        pytest.param(512, 6, id="0.6 % of the longer side"),
        pytest.param(5000, 12, id="of the side that is shown"),
    ],
)
@pytest.mark.parametrize("tall", [True, False], ids=["tall", "wide"])
def test_cells_stand_apart(side: int, gap: int, tall: bool) -> None:
    cells = layout(4, *((side * 2 // 3, side) if tall else (side, side * 2 // 3))).cells
    assert cells[1].left - cells[0].right == gap
    assert cells[2].top - cells[0].bottom == gap


PHONE = 380  # px that a phone gives a grid


@pytest.mark.parametrize("count", [2, 4, 6, 9])
@pytest.mark.parametrize(
    ("width", "height"),
    [pytest.param(1024, 1024, id="square"), pytest.param(600, 400, id="wide")],
)
def test_marks_can_be_read_on_a_phone(count: int, width: int, height: int) -> None:
    plan = layout(count, width, height, labelled=True)
    shown = PHONE / plan.width
    assert plan.badge * shown >= 16
    assert plan.label * shown >= 16


@given(count=counts, width=sides, height=sides)
def test_marks_leave_the_picture_to_be_seen(count: int, width: int, height: int) -> None:
    plan = layout(count, width, height, labelled=True)
    cell = plan.cells[0]
    assert plan.badge <= max(14, min(cell.width, cell.height) * 0.2 + 1)


def test_large_pictures_are_scaled_to_what_chats_show() -> None:
    cell = layout(4, 4000, 3000).cells[0]
    assert (cell.width, cell.height) == (1024, 768)


def test_one_picture_has_no_gaps() -> None:
    plan = layout(1, 640, 480)
    assert (plan.width, plan.height) == (640, 480)


@given(outer_width=sides, outer_height=sides, width=sides, height=sides)
def test_a_picture_is_fitted_whole_and_centred(
    outer_width: int, outer_height: int, width: int, height: int
) -> None:
    box = Box(10, 20, outer_width, outer_height)
    inner = fitted(box, width, height)
    assert box.left <= inner.left < inner.right <= box.right
    assert box.top <= inner.top < inner.bottom <= box.bottom
    assert abs((inner.left - box.left) - (box.right - inner.right)) <= 1
    assert abs((inner.top - box.top) - (box.bottom - inner.bottom)) <= 1
    assert inner.width == outer_width or inner.height == outer_height, "it could be larger"


@pytest.mark.parametrize("count", [3, 5, 7, 8])
def test_a_last_row_that_is_not_full_stands_in_the_middle(count: int) -> None:
    plan = layout(count, 100, 100)
    last = [cell for cell in plan.cells if cell.top == plan.cells[-1].top]
    assert last[0].left > 0
    assert abs(last[0].left - (plan.width - last[-1].right)) <= 1


@pytest.mark.parametrize("count", [3, 4])
def test_badges_can_be_read_where_a_tall_grid_is_shown_low(count: int) -> None:
    plan = layout(count, 1600, 480)
    assert plan.badge * PHONE / plan.height >= 16
