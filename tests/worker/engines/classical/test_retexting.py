"""Other words on a framed board: the old ink is gone, the new stands as the old one did."""

import re

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.boards import BASE, INNER, board, face, flattened, inked
from tests.pictures.desks import desk
from tests.worker.engines.classical.menus import menu
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.lettering.choosing import chosen
from worker.engines.classical.lettering.joining import rows, whole_rows
from worker.engines.classical.lettering.proofreading import mistakable
from worker.engines.classical.lettering.reading import Line
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.wording import Rewording

_FACES = ["Rubik 700", "DejaVuSerif Bold", "DejaVuSansMono"]
_EM = 62  # px


def _cap(title: str) -> int:
    """The height of a capital, px."""
    return face(title).ink("H", _EM).alpha.shape[0]


@pytest.mark.parametrize("corner", [0, 24], ids=["frontal", "in perspective"])
@pytest.mark.parametrize(
    ("old", "new", "cut"),
    [
        ("MÜNCHEN", "HAMBURG", "Rubik 700"),
        ("CRÈME BRÛLÉE", "TARTE TATIN", "DejaVuSerif Bold"),
        ("ÅRHUS", "VEJLE", "Rubik 400"),
        ("GARÇON", "HOMME", "DejaVuSansMono"),
    ],
)
def test_no_accent_of_the_old_line_is_left(old: str, new: str, cut: str, corner: int) -> None:
    """All ink lies between the top of the capitals and the baseline, at their old height."""
    source = board(old, face(cut), corner)
    variant = made(source.picture, f"change {old} to {new}", Intent.EDIT)
    assert f"it now reads “{new}”" in variant.did
    levels = np.flatnonzero(inked(flattened(variant.pixels, source.there)).any(axis=1))
    assert abs(levels[-1] - BASE) <= 3
    assert abs(np.ptp(levels) + 1 - _cap(cut)) <= 4


@pytest.mark.parametrize("cut", _FACES)
def test_accents_on_both_sides_keep_the_height(cut: str) -> None:
    source = board("CAFÉ AURORA", face(cut))
    variant = made(source.picture, "change CAFÉ AURORA to CAFÉ LUNA", Intent.EDIT)
    heights = [
        np.ptp(np.flatnonzero(inked(flattened(picture, source.there)).any(axis=1)))
        for picture in (source.picture, variant.pixels)
    ]
    assert abs(heights[0] - heights[1]) <= 3
    assert "it now reads “CAFÉ LUNA”" in variant.did


@pytest.mark.parametrize(
    ("new", "fitted"),
    [
        ("SUMMER SALE STARTS TODAY HERE", r"set 28 % narrower and \d+ % smaller, to fit"),
        ("SUMMER SALES", r"[\d.]+ % of the picture"),
    ],
)
def test_a_line_that_grows_long_is_read_word_by_word(new: str, fitted: str) -> None:
    variant = made(desk(), f"change SUMER SAIL to {new}", Intent.EDIT)
    assert re.search(f"it now reads “{new}”, {fitted}", variant.did), variant.did


@pytest.mark.parametrize(("corner", "seed"), [(0, 0), (30, 0), (30, 1), (30, 2)])
def test_a_frame_in_the_colour_of_the_letters_stays(corner: int, seed: int) -> None:
    source = board("Bakery", face("Rubik 700"), corner)
    variant = made(source.picture, "change Bakery to Bookshop", Intent.EDIT, seed=seed)
    flat = flattened((variant.pixels != source.picture).astype(np.uint8) * 255, source.there)
    left, top, right, bottom = INNER
    flat[top:bottom, left:right] = 0
    assert not (flat > 128).any()


@pytest.mark.parametrize(("old", "seed"), [("Bakery", 0), ("Pharmacy", 2), ("Happy", 3)])
def test_a_level_line_stays_level_where_the_old_one_had_descenders(old: str, seed: int) -> None:
    source = board(old, face("DejaVuSerif Bold"))
    new = made(source.picture, f"change {old} to HILLTIME", Intent.EDIT, seed=seed).pixels
    ink = inked(new)
    columns = np.flatnonzero(ink.any(axis=0))
    reach = len(range(columns[0], columns[-1])) // 5
    feet = [
        np.flatnonzero(ink[:, part].any(axis=1))[[0, -1]]
        for part in (slice(columns[0], columns[0] + reach), slice(columns[-1] - reach, None))
    ]
    assert np.abs(feet[0] - feet[1]).max() <= 2


@pytest.mark.parametrize("seed", range(4))
def test_new_letters_are_never_taller_than_the_old(seed: int) -> None:
    source = board("EXIT", face("Rubik 700"))
    changed = made(source.picture, "change EXIT to ENTRANCE", Intent.EDIT, seed=seed).pixels
    heights = [np.ptp(np.flatnonzero(inked(one).any(axis=1))) for one in (source.picture, changed)]
    assert 0.75 * heights[0] < heights[1] <= heights[0] + 2


def _line(text: str, left: float, top: float, width: float, height: float = 20) -> Line:
    right, low = left + width, top + height
    corners = np.array([[left, top], [right, top], [right, low], [left, low]], np.float32)
    return Line(text, corners, 1.0)


_PARTY = _line("Happy", 0, 0, 60), _line("Party", 68, 2, 60)


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        (_PARTY, ["Happy Party"]),
        (_PARTY[::-1], ["Happy Party"]),
        ((*_PARTY, _line("tonight", 136, 0, 70)), ["Happy Party tonight"]),
        ((_line("Soup", 0, 0, 60), _line("4.20", 200, 0, 50)), ["Soup", "4.20"]),
        ((_line("Soup", 0, 0, 60), _line("Cake", 0, 30, 60)), ["Soup", "Cake"]),
        ((_line("BIG", 0, 0, 60, 60), _line("small", 68, 20, 60)), ["BIG", "small"]),
    ],
    ids=["two", "in any order", "three", "a price far off", "two rows", "two sizes"],
)
def test_words_of_one_row_are_one_line(found: tuple[Line, ...], whole: list[str]) -> None:
    assert sorted(line.text for line in whole_rows(found)) == sorted(whole)


def test_a_row_reaches_over_its_pieces() -> None:
    row = next(iter(rows(_PARTY)))
    low, high = row.line.corners.min(axis=0), row.line.corners.max(axis=0)
    assert (low <= 2).all()
    assert high[0] >= 126
    assert high[1] >= 20


def _wish(old: str, new: str = "x", **more: bool | str) -> Rewording:
    return Rewording(old, new, False, **more)  # pyright: ignore[reportArgumentType]


_CAFE = (
    _line("CAFÉ", 0, 0, 90, 30),
    _line("Espresso", 0, 50, 80),
    _line("2.50", 300, 53, 40),
    _line("Cake", 0, 90, 50),
    _line("4.80", 300, 93, 40),
    _line("Tea 1.20", 0, 130, 80),
)


@pytest.mark.parametrize(
    ("found", "wish", "line", "old"),
    [
        (_PARTY, _wish("Happy Party"), "Happy Party", "Happy Party"),
        (_PARTY, _wish("Party"), "Party", "Party"),
        (_PARTY, _wish(""), "Happy Party", ""),
        (_CAFE, _wish("cafe"), "CAFÉ", "cafe"),
        (_CAFE, _wish("", number=True, beside="Espresso"), "2.50", ""),
        (_CAFE, _wish("", number=True, beside="cake"), "4.80", ""),
        (_CAFE, _wish("", number=True, beside="Tea"), "Tea 1.20", "1.20"),
        (_CAFE[:3], _wish("", number=True), "2.50", ""),
    ],
    ids=["a row", "one word", "the only row", "no accents", "a price", "another", "within", "one"],
)
def test_the_line_that_is_meant(
    found: tuple[Line, ...], wish: Rewording, line: str, old: str
) -> None:
    choice = chosen(found, wish)
    assert (choice.line.text, choice.old) == (line, old)


@pytest.mark.parametrize(
    ("found", "wish", "says"),
    [
        (_PARTY[:1], _wish("Happy Party"), "no “Happy Party” .* reads: “Happy”"),
        (_CAFE, _wish("", ""), "the old words and the new. It reads: “CAFÉ”, “Espresso”, “2.50”"),
        (_CAFE, _wish("", "", number=True), "It reads: “2.50”, “4.80”, “Tea 1.20”"),
        (_CAFE, _wish("", "3.00", number=True), "which line is meant. It reads: “2.50”, “4.80”"),
        (_CAFE, _wish("", number=True, beside="Soup"), "no “Soup” in this picture"),
        (_CAFE[:2], _wish("", number=True, beside="Espresso"), "no figures beside “Espresso”"),
    ],
    ids=["half of it", "no words", "no figures", "which price", "no such dish", "no price"],
)
def test_what_is_not_clear_lists_the_lines(
    found: tuple[Line, ...], wish: Rewording, says: str
) -> None:
    with pytest.raises(Beyond, match=says):
        chosen(found, wish)


@pytest.mark.parametrize("words", ["change the text", "change the sign"])
def test_lettering_without_new_words_lists_what_is_there(words: str) -> None:
    with pytest.raises(Beyond, match="It reads: “GREEN SALAD”, “TOMATO SOUP”, "):
        made(menu("left"), words, Intent.EDIT)


def test_a_line_that_was_read_in_two_pieces_is_replaced_whole() -> None:
    source = board("Happy   Party", face("DejaVuSans"))
    variant = made(source.picture, "change Happy Party to Summer Break", Intent.EDIT)
    assert "“Happy Party” replaced, it now reads “Summer Break”" in variant.did


@pytest.mark.parametrize(
    ("read", "meant", "may"),
    [
        ("IOO BAR", "100 Bar", True),
        ("Hotel Cemtral", "Hotel Central", True),
        ("Summer Breaka", "Summer Break", False),
        ("y Dinner", "Dinner", False),
        ("arty", "Dinner", False),
    ],
)
def test_a_reader_may_mistake_a_letter_and_no_more(read: str, meant: str, may: bool) -> None:
    assert mistakable(read, meant) == may


def _bare(picture: Pixels) -> float:
    return float(inked(picture).mean())


def test_the_whole_of_an_accented_line_is_taken_off() -> None:
    source = board("ÅÉÜÇ ÊÑÖ", face("Rubik 700"))
    assert _bare(source.picture) > 0.02
    assert _bare(made(source.picture, "remove the text", Intent.EDIT).pixels) == 0
