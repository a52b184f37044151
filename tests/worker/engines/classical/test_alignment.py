"""A line that is replaced stands as its neighbours do."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.boards import board, face, flattened, inked
from tests.pictures.screens import COLUMNS, screen
from tests.pictures.signs import FRONT, signed
from tests.worker.engines.classical.menus import menu
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.lettering.alignment import aligned, footing
from worker.engines.classical.lettering.reading import Line, lines

_ROW = slice(104, 142)  # px down, of the second dish


def _ends(picture: Pixels) -> tuple[int, int, int]:
    """Where across the second dish begins and ends, and how tall it is, px."""
    ink = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[_ROW] > 150
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    return int(columns[0]), int(columns[-1]), int(np.ptp(rows))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("edge", ["left", "right", "centre"])
def test_a_new_line_keeps_the_edge_and_the_size_of_its_neighbours(edge: str, seed: int) -> None:
    source = menu(edge)
    changed = made(source, "change TOMATO SOUP to CAKE", Intent.EDIT, seed=seed)
    (left, right, tall), (first, last, high) = _ends(source), _ends(changed.pixels)
    apart = {
        "left": first - left,
        "right": last - right,
        "centre": (first + last - left - right) / 2,
    }
    assert abs(apart[edge]) <= 3
    assert abs(high - tall) <= 2
    assert last - first < 0.7 * (right - left)


@pytest.mark.parametrize("edge", ["left", "right", "centre"])
def test_four_variants_of_a_line_in_a_list_differ(edge: str) -> None:
    pixels = [
        made(menu(edge), "change TOMATO SOUP to CAKE", Intent.EDIT, seed=seed).pixels
        for seed in range(4)
    ]
    assert len({one.tobytes() for one in pixels}) == 4


def test_a_line_alone_has_no_edge_to_share() -> None:
    found = lines(signed("coffee", FRONT))
    assert [aligned(line, found) for line in found] == [""]


def _line(left: float, top: float, width: float, height: float = 20) -> Line:
    right, low = left + width, top + height
    corners = np.array([[left, top], [right, top], [right, low], [left, low]], np.float32)
    return Line("x", corners, 1.0)


_HEADING = _line(200, 100, 500, 70)


@pytest.mark.parametrize(
    ("others", "width", "off", "edge"),
    [
        pytest.param([(350, 300, 200), (300, 400, 300)], 2000, 9.0, "centre", id="its text below"),
        pytest.param([(200, 300, 200), (200, 400, 300)], 900, 9.0, "left", id="text at its left"),
        pytest.param([(500, 300, 200), (400, 400, 300)], 900, 9.0, "right", id="at its right"),
        pytest.param([], 900, 9.0, "centre", id="the middle of the picture"),
        pytest.param([], 2000, 0.1, "centre", id="the middle of its ground"),
        pytest.param([], 2000, 9.0, "left", id="nothing"),
    ],
)
def test_a_heading_stands_by_what_is_around_it(
    others: list[tuple[float, float, float]], width: int, off: float, edge: str
) -> None:
    found = (_HEADING, *(_line(*other) for other in others))
    assert footing(_HEADING, found, width, off).edge == edge


@pytest.mark.parametrize("seed", range(4))
def test_a_word_in_the_middle_of_its_board_stays_there_with_every_seed(seed: int) -> None:
    source = board("SALE", face("Rubik 700"))
    variant = made(source.picture, "change SALE to CLOSED", Intent.EDIT, seed=seed)
    middles = [
        float(np.flatnonzero(inked(flattened(one, source.there)).any(axis=0))[[0, -1]].mean())
        for one in (source.picture, variant.pixels)
    ]
    assert "centred as the old words were" in variant.did
    assert abs(middles[0] - middles[1]) <= 4


@pytest.mark.parametrize(
    ("others", "edge"),
    [
        ([_line(0, 40, 60), _line(0, 80, 140)], "left"),
        ([_line(40, 40, 60), _line(-40, 80, 140)], "right"),
        ([_line(20, 40, 60), _line(-20, 80, 140)], "centre"),
        ([_line(0, 40, 100), _line(0, 80, 100)], "left"),
        ([_line(0, 40, 60)], ""),
        ([_line(-90, 40, 60), _line(70, 80, 140)], ""),
        ([_line(0, 40, 60, 60), _line(0, 200, 60)], ""),
        ([_line(120, 0, 60), _line(200, 0, 60)], ""),
        ([_line(0, y, 60) for y in (40, 80)] + [_line(200, y, 90) for y in (30, 60, 90)], "left"),
        ([_line(40, y, 60) for y in (40, 80)] + [_line(110, y, 90) for y in (30, 60, 90)], "right"),
        ([_line(-150, y, 160) for y in (40, 80)], ""),
        ([_line(0, 65, 60), _line(0, 130, 140)], "left"),
    ],
    ids=[
        "left",
        "right",
        "centre",
        "block",
        "one",
        "strewn",
        "title and far",
        "one row",
        "another column at the right",
        "right before another column",
        "another column that laps over",
        "last row of a wide table",
    ],
)
def test_neighbours_tell_the_edge(others: list[Line], edge: str) -> None:
    line = _line(0, 0, 100)
    assert aligned(line, (line, *others)) == edge


@pytest.mark.parametrize(
    ("text", "others", "edge"),
    [
        ("2.50", [_line(0, 40, 100), _line(0, 80, 100)], "right"),
        ("12,00 EUR", [_line(0, 40, 100), _line(0, 80, 100)], "right"),
        ("Room 101", [_line(0, 40, 100), _line(0, 80, 100)], "left"),
        ("$98.00", [_line(0, 40, 70), _line(0, 80, 100), _line(0, 120, 100)], "left"),
        ("Tea", [_line(30, 40, 70), _line(0, 80, 100), _line(0, 120, 100)], "right"),
    ],
    ids=["a price", "its currency", "words", "a header at the left", "one at the right"],
)
def test_in_a_block_figures_end_at_the_right(text: str, others: list[Line], edge: str) -> None:
    line = _line(0, 0, 100)._replace(text=text)
    assert aligned(line, (line, *others)) == edge


_PRICES = "2.50", "3.80", "4.20", "5.90"


@pytest.mark.parametrize("new", ["10.00", "7", "sold out"])
def test_a_price_ends_where_the_prices_end(new: str) -> None:
    source = menu("right", _PRICES)
    variant = made(source, f"change 3.80 to {new}", Intent.EDIT)
    assert "flush right like the lines around it" in variant.did
    assert abs(_ends(variant.pixels)[1] - _ends(source)[1]) <= 3


@pytest.mark.parametrize(("edge", "side"), [("left", "left"), ("right", "right")])
def test_no_edge_is_told_of_words_that_their_room_moved(edge: str, side: str) -> None:
    long = "SOUP OF TOMATOES AND OF MUCH ELSE"
    did = made(menu(edge), f"change TOMATO SOUP to {long}", Intent.EDIT).did
    assert f"moved to the {side}, to fit" in did
    assert "flush" not in did


def test_the_box_of_a_short_word_may_lean() -> None:
    """Two px aside in forty are six in the row that is 120 px above it."""
    leaning = _line(0, 120, 40)._replace(
        corners=np.array([(1, 119), (41, 121), (40, 141), (0, 139)], np.float32)
    )
    found = (_line(0, 0, 50), _line(0, 60, 48), leaning, _line(100, 60, 200))
    assert aligned(leaning, found) == "left"


def test_each_cell_of_a_table_keeps_to_its_column() -> None:
    found = lines(screen())
    cells = [line for line in found if line.text != "New invoice"]
    assert {aligned(line, found) for line in cells} == {"left"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("old", "new"), [("Greenleaf", "Redwood Inc"), ("$310.50", "$999.00")])
def test_a_cell_is_set_anew_where_its_column_begins(old: str, new: str, seed: int) -> None:
    source = screen()
    variant = made(source, f"replace “{old}” with “{new}”", Intent.EDIT, seed=seed)
    assert "flush left like the lines around it" in variant.did
    left = COLUMNS[old.startswith("$")]
    row = slice(80, 115) if old.startswith("$") else slice(200, 235)
    begins = [
        np.flatnonzero((one[row, left - 20 : left + 60].min(axis=2) < 150).any(axis=0))[0]
        for one in (source, variant.pixels)
    ]
    assert abs(int(begins[0]) - int(begins[1])) <= 1
