"""Borders: of one colour all around, and the picture in them to the bit."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

PICTURE = landscape()


@pytest.mark.parametrize(
    ("words", "share", "colour"),
    [
        ("add a white border", 0.04, (255, 255, 255)),
        ("put a thin black frame around it", 0.015, (17, 17, 17)),
        ("breiter roter Rahmen", 0.09, (210, 38, 48)),
    ],
)
def test_a_border_lies_around_the_untouched_picture(
    words: str, share: float, colour: tuple[int, int, int]
) -> None:
    variant = made(PICTURE, words, Intent.REFRAME)
    wide = round(share * min(PICTURE.shape[:2]))
    assert np.array_equal(variant.pixels[wide:-wide, wide:-wide], PICTURE)
    for edge in (variant.pixels[:wide], variant.pixels[:, -wide:]):
        assert (edge == colour).all()
    assert "the picture in it is untouched" in variant.did


def test_what_is_transparent_stays_so_within_it() -> None:
    clear = np.dstack([PICTURE, np.zeros(PICTURE.shape[:2], np.uint8)])
    pixels = made(clear, "a 20 px red border", Intent.REFRAME).pixels
    assert pixels[0, 0].tolist() == [210, 38, 48, 255]
    assert np.array_equal(pixels[20:-20, 20:-20], clear)


def test_a_border_wider_than_the_picture_is_declined() -> None:
    with pytest.raises(Beyond, match="wider than the picture"):
        made(PICTURE, "add a 9000 px white border", Intent.REFRAME)
