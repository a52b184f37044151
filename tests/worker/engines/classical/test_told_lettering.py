"""Which of several equal lines words mean: by colour, by number, or every one of them."""

from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.boards import flyer
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.capitals import as_text
from worker.engines.classical.words.wording import unmarked

LINES = {  # where each begins, px, and its ink
    "red": (100, 60, (200, 30, 36), "OPEN"),
    "blue": (600, 60, (20, 90, 205), "OPEN"),
    "black": (100, 260, (30, 30, 30), "OPEN"),
    "closed": (100, 460, (200, 30, 36), "CLOSED"),
}


@cache
def board() -> Pixels:
    """A bright board with three times the same word, in three colours, and another."""
    picture = Image.new("RGB", (1000, 640), (236, 231, 220))
    pen = ImageDraw.Draw(picture)
    for left, top, ink, text in LINES.values():
        pen.text((left, top), text, ink, ImageFont.load_default(90))
    return np.asarray(picture)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        pytest.param("change the blue OPEN to SHUT", ["blue"], id="colour"),
        pytest.param("change the second OPEN to SHUT", ["blue"], id="number, as people read"),
        pytest.param("change the last OPEN to SHUT", ["black"], id="last"),
        pytest.param("change every OPEN to SHUT", ["red", "blue", "black"], id="every"),
        pytest.param("ersetze das blaue OPEN durch ZU", ["blue"], id="German"),
        pytest.param("remplace le OPEN bleu par ZU", ["blue"], id="French"),
        pytest.param("cambia todos los OPEN por ZU", ["red", "blue", "black"], id="Spanish"),
        pytest.param("remove the blue OPEN", ["blue"], id="removed by colour"),
        pytest.param("remove the second text that says OPEN", ["blue"], id="removed by number"),
        pytest.param("remove the red text", ["red", "closed"], id="all that is red"),
        pytest.param("make the second OPEN green", ["blue"], id="recoloured by number"),
        pytest.param("make the blue text OPEN green", ["blue"], id="recoloured by colour"),
    ],
)
def test_the_lines_that_are_told_change_and_no_other(words: str, changed: list[str]) -> None:
    differs = (made(board(), words, Intent.EDIT).pixels != board()).any(axis=2)
    there = {
        name: differs[top : top + 110, left : left + 380] for name, (left, top, *_) in LINES.items()
    }
    assert [name for name, part in there.items() if part.any()] == changed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("change both OPEN to SHUT", "stands there 3 times, not twice"),
        ("change the green OPEN to SHUT", "no green letters"),
        ("change the fourth OPEN to SHUT", "stands there 3 times only"),
        ("change the red text to SHUT", "which line is meant. It reads: “OPEN”, “CLOSED”"),
        ("change all the prices to 5.00", "“prices” are parts of lines"),
        ("remove the prices", "say whose, as in “change the price of Tea"),
    ],
)
def test_what_is_not_told_is_said_in_a_sentence(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(board(), words, Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "old", "nth"),
    [
        ("change the second Paid to Late", "Paid", 2),
        ("ändere das letzte Paid zu Late", "Paid", -1),
        ("change the blue Paid to Late", "Paid", 0),
    ],
)
def test_words_tell_a_line(words: str, old: str, nth: int) -> None:
    wish = unmarked(words)
    assert wish is not None
    assert (wish.old, wish.nth) == (old, nth)


@pytest.mark.parametrize("words", ["change the red text to blue", "change the blue sky to red"])
def test_another_colour_is_no_new_word(words: str) -> None:
    assert unmarked(words) is None


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("remove the blue OPEN", "remove the blue text OPEN"),
        ("remove the BMW", ""),
        ("REMOVE THE OPEN", ""),
        ("remove the text OPEN", ""),
        ("make it a PNG", ""),
    ],
)
def test_capitals_that_stand_in_the_picture_are_text(words: str, called: str) -> None:
    assert as_text(words, ["OPEN", "Closed"]) == called


FLYER = flyer(("SUMMER FESTIVAL", "Saturday 14 July", "Tickets 12 € at the door"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("make the heading red", "the text “SUMMER FESTIVAL” recoloured red"),
        ("remove the price", "“Tickets 12 € at the door” removed"),
        ("delete the last line", "“Tickets 12 € at the door” removed"),
        ("blur the second line of text", "the text “Saturday 14 July”"),
        ("entferne die Überschrift", "“SUMMER FESTIVAL” removed"),
        ("supprime la deuxième ligne", "“Saturday 14 July” removed"),
        ("change the title to AUTUMN FAIR", "it now reads “AUTUMN FAIR”"),
        ("the heading should say AUTUMN FAIR", "it now reads “AUTUMN FAIR”"),
        ("the date should say Sunday 15 July", "it now reads “Sunday 15 July”"),
        ("change the price to 15 €", "it now reads “Tickets 15 € at the door”"),
        ("change the price of Tickets to 14 €", "it now reads “Tickets 14 € at the door”"),
        ("change the price of Tickets to 14", "it now reads “Tickets 14 € at the door”"),
    ],
)
def test_a_line_is_told_by_what_it_is(words: str, says: str) -> None:
    assert says in made(FLYER, words, Intent.EDIT).did


def test_of_two_prices_none_is_guessed() -> None:
    menu = flyer(("ESPRESSO BAR", "Espresso 2,40 €", "Cappuccino 3,20 €"))
    with pytest.raises(Beyond):
        made(menu, "remove the price", Intent.EDIT)
