"""Pictures with something taken off their sides: exactly that, and what stays is identical."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engine import Laying
from worker.engines.classical.styles.looks import recognised
from worker.engines.classical.words.beyond import Beyond

PICTURE = landscape()
HEIGHT, WIDTH = PICTURE.shape[:2]


@pytest.mark.parametrize(
    ("words", "corner", "kept", "says"),
    [
        ("crop 50 px off the left", (50, 0), PICTURE[:, 50:], "50 px off the left"),
        ("cut off the bottom half", (0, 0), PICTURE[: HEIGHT // 2], "50 % off the bottom"),
        ("remove 10% at the top", (0, HEIGHT // 10), PICTURE[HEIGHT // 10 :], "10 % off the top"),
        (
            "rogne 30 pixels de chaque côté",
            (30, 30),
            PICTURE[30:-30, 30:-30],
            "30 px off the right",
        ),
    ],
)
def test_exactly_that_is_taken_off(
    words: str, corner: tuple[int, int], kept: np.ndarray, says: str
) -> None:
    variant = made(PICTURE, words, Intent.REFRAME)
    assert np.array_equal(variant.pixels, kept)
    assert variant.laying == Laying(corner=corner)
    assert says in variant.did


def test_a_side_without_an_amount_loses_a_quarter_and_it_is_said() -> None:
    variant = made(PICTURE, "crop out the left side", Intent.REFRAME)
    assert variant.pixels.shape[1] == WIDTH - round(WIDTH / 4)
    assert variant.did.endswith("say how much for more or less")


def test_more_than_there_is_is_declined() -> None:
    with pytest.raises(Beyond, match=f"nothing would be left: the picture is {WIDTH} x {HEIGHT}"):
        made(PICTURE, "trim 9000 px off the right", Intent.REFRAME)


@pytest.mark.parametrize("words", ["blur 50 pixels at the left", "décale de 50 pixels", "50 Pixel"])
def test_a_number_of_pixels_is_no_pixel_art(words: str) -> None:
    assert not recognised(words)


@pytest.mark.parametrize("words", ["as pixel art", "more pixels", "32 pixel art"])
def test_pixel_art_is_still_one(words: str) -> None:
    assert recognised(words)
