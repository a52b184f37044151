"""Ordinals, numbers and rows: words do exactly that, or are asked about, or declined."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.dots import COINS, MIXED, PAIR, ROW, Dot, at, drawn
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond, Unplaced
from worker.engines.classical.words.phrases import folded
from worker.engines.classical.words.pointing import pointer
from worker.engines.classical.words.rows import Row, row_in


@pytest.mark.parametrize(
    ("dots", "words", "meant"),
    [
        pytest.param(ROW, "remove the second red dot", [2], id="ordinal and colour"),
        pytest.param(ROW, "remove the last red dot", [3], id="last"),
        pytest.param(ROW, "remove the second red dot from the right", [2], id="from the right"),
        pytest.param(ROW, "make the leftmost red dot yellow", [0], id="leftmost"),
        pytest.param(PAIR, "remove the second red dot", [1], id="however it is counted"),
        pytest.param(PAIR, "make the second red dot green", [1], id="recoloured"),
        pytest.param(PAIR, "make the two red dots green", [0, 1], id="two recoloured"),
        pytest.param(PAIR, "entferne die beiden roten Punkte", [0, 1], id="beide"),
        pytest.param(MIXED, "remove all red dots", [0, 2, 5], id="all"),
        pytest.param(MIXED, "entferne die roten Punkte", [0, 2, 5], id="German plural"),
        pytest.param(MIXED, "supprime les trois points rouges", [0, 2, 5], id="French number"),
        pytest.param(MIXED, "remove the red dot in the second row", [5], id="colour in a row"),
        pytest.param(MIXED, "remove the two red dots in the top row", [0, 2], id="two in a row"),
        pytest.param(COINS, "remove the third coin in the second row", [7], id="row"),
        pytest.param(COINS, "make the third coin in the second row blue", [7], id="row, blue"),
        pytest.param(COINS, "remove the second coin in the third column", [7], id="column"),
        pytest.param(COINS, "entferne die letzte Münze in der untersten Reihe", [14], id="Reihe"),
        pytest.param(COINS, "enlève la troisième pièce de la rangée du haut", [2], id="rangée"),
        pytest.param(COINS, "quita la tercera moneda de la segunda fila", [7], id="fila"),
    ],
)
def test_what_is_counted_changes_and_nothing_else(
    dots: tuple[Dot, ...], words: str, meant: list[int]
) -> None:
    before = drawn(dots)
    changed = np.abs(made(before, words, Intent.EDIT).pixels.astype(int) - before).max(axis=2)
    assert at(dots, changed) == meant


@pytest.mark.parametrize(
    ("dots", "words", "first", "says"),
    [
        pytest.param(MIXED, "remove the second red dot", [2], "row by row", id="which order"),
        pytest.param(MIXED, "remove the dot in the second row", [4], "one of them", id="which"),
        pytest.param(COINS, "remove the third coin", [2], "row by row", id="of many"),
    ],
)
def test_what_is_not_sure_is_shown_and_asked(
    dots: tuple[Dot, ...], words: str, first: list[int], says: str
) -> None:
    with pytest.raises(Beyond, match=says) as asked:
        made(drawn(dots), words, Intent.EDIT)
    guess = asked.value.guess
    assert guess is not None
    assert at(dots, guess) == first


@pytest.mark.parametrize(
    ("dots", "words", "says"),
    [
        pytest.param(MIXED, "remove the two red dots", "finds 3 red things", id="too many"),
        pytest.param(PAIR, "remove the three red dots", "finds 2 red things", id="too few"),
        pytest.param(MIXED, "remove both red dots", "would be 2", id="both of three"),
        pytest.param(MIXED, "remove the fourth red dot", "finds 3 red places", id="fourth"),
        pytest.param(MIXED, "remove the second green dot", "finds 1 green place", id="no second"),
        pytest.param(MIXED, "remove the first two red dots", "one after another", id="first two"),
        pytest.param(MIXED, "remove every second red dot", "one after another", id="every second"),
        pytest.param(COINS, "remove the coin in the fifth row", "in 3 rows", id="no such row"),
    ],
)
def test_what_is_not_there_is_told(dots: tuple[Dot, ...], words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says) as declined:
        made(drawn(dots), words, Intent.EDIT)
    assert declined.value.guess is None


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("the third coin in the second row", Row(False, 2)),
        ("the coins in the last row", Row(False, -1)),
        ("the cup in the second row from the bottom", Row(False, -2)),
        ("the cup in the middle column", Row(True, 0)),
        ("die münze in der obersten reihe", Row(False, 1)),
        ("la pièce de la rangée du bas", Row(False, -1)),
        ("la moneda de la fila 2", Row(False, 2)),
        ("the third column", None),
        ("the cup in a row of cups", None),
        ("the rowing boat", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words_name_a_row(words: str, row: Row | None) -> None:
    assert row_in(folded(words)).row == row


@pytest.mark.parametrize(
    ("words", "number", "several"),
    [
        ("the two red cups", 2, True),
        ("die drei roten tassen", 3, True),
        ("die rote tasse", 0, False),
        ("die roten tassen", 0, True),
        ("la troisieme tasse", 0, False),
        ("the second of the two red cups", 2, False),
    ],
)
def test_words_say_how_many(words: str, number: int, several: bool) -> None:
    found = pointer(words)
    assert (found.number, found.several) == (number, several)


def test_some_of_a_kind_are_neither_one_nor_all() -> None:
    with pytest.raises(Unplaced, match="“the first two dots” is neither"):
        pointer("the first two dots")
