"""A cut-out keeps the thing that words tell, found as an edit finds it, and nothing else."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.desks import desk
from tests.pictures.dots import COINS, MIXED, PAIR, RADIUS, ROW, Dot, at, drawn
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond


@pytest.mark.parametrize(
    ("dots", "words", "kept"),
    [
        pytest.param(PAIR, "cut out the dot on the left", [0], id="on the left"),
        pytest.param(PAIR, "cut out the left red dot", [0], id="left and red"),
        pytest.param(PAIR, "cut out the red dots", [0, 1], id="several of a colour"),
        pytest.param(PAIR, "stelle den linken Punkt frei", [0], id="German"),
        pytest.param(PAIR, "schneide den roten Punkt links aus", [0], id="German, red"),
        pytest.param(PAIR, "détoure le point de gauche", [0], id="French"),
        pytest.param(PAIR, "recorta el punto de la izquierda", [0], id="Spanish"),
        pytest.param(ROW, "cut out the second dot on a transparent background", [1], id="second"),
        pytest.param(MIXED, "remove the background behind the left red dot", [0], id="behind"),
        pytest.param(COINS, "cut out the third coin in the second row", [7], id="row"),
        pytest.param(PAIR, "cut it out right now", [0, 1, 2], id="right now is no place"),
    ],
)
def test_a_cut_out_keeps_what_is_told(dots: tuple[Dot, ...], words: str, kept: list[int]) -> None:
    alpha = made(drawn(dots), words, Intent.CUTOUT).pixels[..., 3]
    assert at(dots, alpha > 127) == kept


def test_the_cup_on_the_left_is_cut_out_of_a_desk() -> None:
    alpha = made(desk(), "cut out the cup on the left", Intent.CUTOUT).pixels[..., 3]
    assert alpha[600:640, 165:215].min() == 255
    assert not alpha[:, 400:].any()


@pytest.mark.parametrize(
    ("dots", "words", "says"),
    [
        pytest.param(PAIR, "cut out the red dot", "finds 2 red places", id="which"),
        pytest.param(ROW, "cut out both red dots", "finds 3 red things", id="both of three"),
        pytest.param(PAIR, "cut out the left of the right dot", "within a place", id="nested"),
        pytest.param(ROW, "cut out the fifth dot", "none of them is the fifth", id="fifth"),
    ],
)
def test_what_a_cut_out_cannot_tell_is_asked(dots: tuple[Dot, ...], words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(drawn(dots), words, Intent.CUTOUT)


def test_what_was_shown_is_cut_out_without_its_ground() -> None:
    with pytest.raises(Beyond, match="row by row") as asked:
        made(drawn(MIXED), "cut out the second blue dot", Intent.CUTOUT)
    guess = asked.value.guess
    assert guess is not None
    assert at(MIXED, guess) == [3]
    assert 0.9 < float((guess > 0.5).sum()) / (np.pi * RADIUS**2) < 1.1


@pytest.mark.parametrize("side", ["left", "right"])
def test_two_that_touch_are_not_both_taken_for_the_one_on_a_side(side: str) -> None:
    twins = np.hstack([portrait(), portrait()[:, ::-1]])
    with pytest.raises(Beyond, match=rf"one piece, and \d+% of it is not on the {side}") as refused:
        made(twins, f"cut out the woman on the {side}", Intent.CUTOUT)
    assert refused.value.guess is not None
    assert refused.value.guess.shape == twins.shape[:2]
