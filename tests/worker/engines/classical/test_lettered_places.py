"""A text is a place of an edit: found by what it says, as fixing a text finds it."""

from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.scenes import exposed
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.lettered import lettered

UPPER, LOWER = slice(0, 200), slice(200, 400)  # rows of the poster, with a line each


@cache
def poster() -> Pixels:
    """Two lines of dark lettering on a pale wall, 640 x 400 px."""
    picture = Image.new("RGB", (640, 400), (222, 216, 204))
    pen = ImageDraw.Draw(picture)
    for text, down in (("SALE", 110), ("OPENING HOURS", 290)):
        font = ImageFont.load_default(60)
        pen.text((320, down), text, font=font, fill=(34, 38, 60), anchor="mm")
    return exposed(np.asarray(picture, np.float32), 6)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        pytest.param("make the text that says SALE red", UPPER, id="recolour"),
        pytest.param("blur the text that says SALE", UPPER, id="blur"),
        pytest.param("brighten the lettering that reads opening hours", LOWER, id="brighten"),
        pytest.param("remove the text that says SALE", UPPER, id="remove"),
        pytest.param("make the word “sale” blue", UPPER, id="quoted"),
        pytest.param("mach den Text OPENING HOURS rot", LOWER, id="German"),
        pytest.param("floute le texte qui dit SALE", UPPER, id="French"),
        pytest.param("oscurecer el texto que dice SALE", UPPER, id="Spanish"),
        pytest.param("darken the text at the bottom", LOWER, id="by its position"),
    ],
)
def test_only_the_text_that_is_named_changes(words: str, rows: slice) -> None:
    changed = (made(poster(), words, Intent.EDIT).pixels != poster()).any(axis=2)
    assert changed[rows].any()
    changed[rows] = False
    assert not changed.any()


def test_a_colour_is_for_the_strokes_alone() -> None:
    result = made(poster(), "make the text that says SALE red", Intent.EDIT).pixels.astype(int)
    before = poster().astype(int)
    ground = before[..., 0] > 190
    assert (result[..., 0] - result[..., 2])[UPPER][~ground[UPPER]].mean() > 60
    assert np.abs(result - before).max(axis=2)[ground].mean() < 1


def test_a_text_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(Beyond, match=r"no such text .*“SALE”, “OPENING HOURS”"):
        made(poster(), "blur the text that says CLOSED", Intent.EDIT)


@pytest.mark.parametrize(
    ("words", "left", "says"),
    [
        ("make the text that says SALE red", "make the text red", "SALE"),
        ("make the text that says BLUE NOTE red", "make the text red", "BLUE NOTE"),
        ("blur the words “so blue”", "blur the text", "so blue"),
        ("blur the text that says hello world", "blur the text", "hello world"),
        ("make the caption saying sold out darker", "make the text darker", "sold out"),
        ("the text that says sale, in red", "the text, in red", "sale"),
        ("the text that says sale should be red", "the text should be red", "sale"),
        ("der Text, auf dem SALE steht, wird rot", "der text, wird rot", "SALE"),
        ("der Schriftzug, der SALE sagt, wird rot", "der text, wird rot", "SALE"),
        ("the man, who waits, in red", "the man, who waits, in red", ""),
        ("make the text that says ??? red", "make the text red", "???"),
        ("make the text ??? red", "make the text red", "???"),
        ("remove the text ???", "remove the text ???", ""),
        ("remove the text ★", "remove the text", "★"),
        ("enlève le texte $ en bas", "enlève le text en bas", "$"),
        ("enlève le texte !", "enlève le texte !", ""),
        ("remove the text ...", "remove the text ...", ""),
        ("remove the text 🙏", "remove the text 🙏", ""),
        ("make the text red", "make the text red", ""),
        ("remove the words on the wall", "remove the words on the wall", ""),
    ],
)
def test_what_a_text_says_is_told_from_what_becomes_of_it(words: str, left: str, says: str) -> None:
    assert lettered(words) == (left, says)
