"""The pixels of a grid."""

import numpy as np
import pytest

from core.grids import layout
from worker.engine import Pixels
from worker.media.grid import PAPER, Cell, badge, compose, opaque
from worker.media.labels import shortened
from worker.media.masks import KEPT, MASK


def plain(colour: tuple[int, ...], width: int = 256, height: int = 256) -> Pixels:
    return np.full((height, width, len(colour)), colour, np.uint8)


COLOURS = [(200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30)]


def test_four_squares_keep_their_pixels_and_their_places() -> None:
    sheet = compose([Cell(plain(colour), str(n)) for n, colour in enumerate(COLOURS, 1)])
    plan = layout(4, 256, 256)
    for box, colour in zip(plan.cells, COLOURS, strict=True):
        middle = sheet[box.top + 128, box.left + 128]
        assert tuple(middle) == colour
        assert tuple(sheet[box.bottom - 1, box.right - 1]) == colour


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize("label", ["", "noir"])
def test_swapped_is_the_same_picture_with_its_channels_exchanged(count: int, label: str) -> None:
    colours = [(10 * number, 200 - 20 * number, 90) for number in range(count)]
    cells = [Cell(plain(colour), str(n), label) for n, colour in enumerate(colours, 1)]
    assert (compose(cells, swapped=True) == compose(cells)[..., ::-1]).all()


def test_paper_shows_between_cells() -> None:
    sheet = compose([Cell(plain(colour), "") for colour in COLOURS])
    gap = layout(4, 256, 256).cells[0].right
    assert tuple(sheet[100, gap]) == (PAPER, PAPER, PAPER)


@pytest.mark.parametrize("count", range(1, 10))
def test_every_count_has_as_many_different_badges(count: int) -> None:
    cells = [Cell(plain((90, 90, 90)), str(number)) for number in range(1, count + 1)]
    sheet, plan = compose(cells), layout(count, 256, 256)
    corners = {
        sheet[box.top : box.top + 2 * plan.badge, box.left : box.left + 2 * plan.badge].tobytes()
        for box in plan.cells
    }
    assert len(corners) == count


def test_a_badge_changes_only_its_corner() -> None:
    sheet = compose([Cell(plain((90, 90, 90), 400, 400), "1")])
    changed = np.argwhere((sheet != 90).any(axis=2))
    assert len(changed) > 0
    assert changed.max() < 80


def test_pictures_of_other_shapes_are_shown_whole() -> None:
    wide, tall = plain((200, 30, 30), 300, 100), plain((30, 200, 30), 100, 300)
    sheet = compose([Cell(wide, ""), Cell(tall, "")])
    red = (sheet == (200, 30, 30)).all(axis=2).sum()
    green = (sheet == (30, 200, 30)).all(axis=2).sum()
    assert (red, green) == (300 * 100, 100 * 300)


def test_large_pictures_are_scaled_to_what_chats_show() -> None:
    cells = [Cell(plain(colour, 3000, 2000), "1") for colour in COLOURS]
    sheet = compose(cells)
    assert max(sheet.shape) <= 2048 + 13
    assert sheet.shape[1] / sheet.shape[0] == pytest.approx(1.5, abs=0.01)


def test_labels_stand_below_their_cells() -> None:
    bare = compose([Cell(plain(colour), "") for colour in COLOURS])
    labelled = compose([Cell(plain(colour), "", "noir") for colour in COLOURS])
    plan = layout(4, 256, 256, labelled=True)
    assert labelled.shape[0] == bare.shape[0] + 2 * plan.label
    strip = labelled[plan.cells[0].bottom : plan.cells[0].bottom + plan.label, :256]
    assert strip.max() > 200, "the label is written in white"


def test_a_label_that_is_too_long_is_shortened_in_its_cell() -> None:
    cells = [Cell(plain(colour), "", "word " * 60) for colour in COLOURS]
    sheet, plan = compose(cells), layout(4, 256, 256, labelled=True)
    gap = sheet[plan.cells[0].bottom : plan.cells[0].bottom + plan.label, plan.cells[0].right]
    assert (gap == PAPER).all()


@pytest.mark.parametrize("side", [1, 2, 7, 16, 33])
def test_tiny_pictures_fit_their_badges(side: int) -> None:
    sheet = compose([Cell(plain((9, 9, 9), side, side), "1", "x") for _ in range(3)])
    assert sheet.dtype == np.uint8


def test_transparency_is_shown_over_a_checkerboard() -> None:
    clear = opaque(plain((200, 30, 30, 0), 64, 64))
    assert len(np.unique(clear)) == 2
    assert (opaque(plain((200, 30, 30, 255), 8, 8)) == (200, 30, 30)).all()


def test_a_badge_has_clear_corners_and_a_dark_body() -> None:
    mark = badge("1", 40)
    assert mark.shape == (40, 40, 4)
    assert mark[0, 0, 3] == 0
    assert mark[20, 6, 3] > 180


@pytest.mark.parametrize(
    ("width", "height"), [(600, 871), (576, 1024), (500, 1000), (1024, 1024), (160, 120)]
)
@pytest.mark.parametrize("label", [KEPT, MASK])
def test_the_labels_of_a_cut_out_are_whole(label: str, width: int, height: int) -> None:
    plan = layout(2, width, height, labelled=True)
    assert shortened(label, plan.cells[0].width, plan.label) == label


def test_a_label_that_is_too_long_ends_in_dots() -> None:
    assert shortened("a word " * 99, 600, 66).endswith("…")
