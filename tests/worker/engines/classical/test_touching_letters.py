"""Letters that touch what is as light are left alone, instead of what they touch."""

from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.scenes import photograph
from tests.pictures.signs import FACE
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.untexting import left_of
from worker.engines.classical.lettering.line import believable, inked, lettering, upright
from worker.engines.classical.lettering.reading import Line, lines
from worker.engines.classical.words.beyond import Beyond


@cache
def outlined() -> Pixels:
    """The cup with orange letters across its rim, outlined in white as the rim is."""
    photo = cv2.resize(photograph("coffee"), (900, 600), interpolation=cv2.INTER_CUBIC)
    picture = Image.fromarray(photo)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(130)
    outline = {"stroke_width": 6, "stroke_fill": (255, 255, 255)}
    pen.text((150, 40), "HELLO", font=font, fill=(255, 120, 0), **outline)  # pyright: ignore[reportArgumentType]
    return np.asarray(picture)


@pytest.mark.parametrize(
    "words", ["change HELLO to ADIEU", "remove the text", "make the text HELLO blue"]
)
def test_what_cannot_be_told_from_its_ground_is_declined(words: str) -> None:
    with pytest.raises(Beyond, match="ink of “HELLO” cannot be told from its ground here"):
        made(outlined(), words, Intent.EDIT)


def _line(left: int, top: int, right: int, bottom: int, text: str = "EXIT") -> Line:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return Line(text, np.array(corners, np.float32), 1.0)


def _sign() -> Pixels:
    """White letters on a green board, on grey."""
    picture = np.full((200, 400, 3), 150, np.uint8)
    picture[40:160, 80:320] = (30, 90, 40)
    ink = FACE.ink("EXIT", 60).alpha
    place = picture[70 : 70 + ink.shape[0], 110 : 110 + ink.shape[1]]
    place[ink > 0.5] = 255
    return picture


def test_a_board_is_no_ink() -> None:
    """A reader's box around all of a sign takes the wall for its ground."""
    around = _line(70, 30, 330, 170)
    seen = inked(upright(_sign(), around))
    assert seen is not None
    assert not believable(seen, around)
    assert lettering(_sign(), around) is None


def test_the_letters_on_it_are() -> None:
    assert lettering(_sign(), _line(104, 62, 260, 122)) is not None


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ((), ""),
        ((_line(90, 10, 130, 40, "SA"),), "SA"),
        ((_line(90, 10, 130, 40, "Sá"),), "Sá"),
        ((_line(90, 10, 130, 40, "S"),), ""),
        ((_line(90, 10, 130, 40, "OPEN"),), ""),
        ((_line(90, 90, 130, 120, "SA"),), ""),
    ],
    ids=["nothing", "a part", "with an accent", "a chance", "other words", "elsewhere"],
)
def test_what_a_reader_still_finds_of_a_line(found: tuple[Line, ...], left: str) -> None:
    assert left_of(_line(0, 0, 200, 50, "NASA 1992"), found) == left


def test_of_all_the_text_what_can_be_taken_off_is() -> None:
    picture = outlined().copy()
    picture[500:580, 560:880] = (30, 90, 40)
    ink = FACE.ink("Gate", 60).alpha
    picture[512 : 512 + ink.shape[0], 600 : 600 + ink.shape[1]][ink > 0.5] = 255
    variant = made(picture, "remove the text", Intent.EDIT)
    assert "“Gate” removed" in variant.did
    assert "“HELLO” left: no ink can be told from its ground there" in variant.did
    assert [one.text for one in lines(variant.pixels)] == ["HELLO"]


@pytest.mark.parametrize("text", ["ÂÂÂ", "LONGER"])
def test_new_letters_stay_within_the_picture(text: str) -> None:
    picture = np.full((200, 500, 3), 235, np.uint8)
    ink = FACE.ink("HOME", 90).alpha
    picture[1 : 1 + ink.shape[0], 40 : 40 + ink.shape[1]][ink > 0.5] = 30
    if text.isascii():
        assert "it now reads" in made(picture, f"change HOME to {text}", Intent.EDIT).did
    else:
        with pytest.raises(Beyond, match="would leave the picture here"):
            made(picture, f"change HOME to {text}", Intent.EDIT)
