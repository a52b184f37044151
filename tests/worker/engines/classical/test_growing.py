"""Room on a side: only that one grows, and the picture is in it to the bit."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

PICTURE = landscape()
HEIGHT, WIDTH = PICTURE.shape[:2]


@pytest.mark.parametrize(
    ("words", "at", "size", "says"),
    [
        (
            "add more space on top",
            (slice(-HEIGHT, None), slice(None)),
            (HEIGHT + round(HEIGHT / 3), WIDTH),
            "at the top",
        ),
        (
            "extend to the left by 80 px",
            (slice(None), slice(-WIDTH, None)),
            (HEIGHT, WIDTH + 80),
            "80 px more room on the left",
        ),
        (
            "mehr Platz rechts",
            (slice(None), slice(WIDTH)),
            (HEIGHT, WIDTH + round(WIDTH / 3)),
            "on the right",
        ),
        (
            "ajoute 50 px en bas",
            (slice(HEIGHT), slice(None)),
            (HEIGHT + 50, WIDTH),
            "at the bottom",
        ),
        (
            "extend to the left to 3:1",
            (slice(None), slice(-WIDTH, None)),
            (HEIGHT, 3 * HEIGHT),
            "on the left",
        ),
    ],
)
def test_only_that_side_grows(
    words: str, at: tuple[slice, slice], size: tuple[int, int], says: str
) -> None:
    variant = made(PICTURE, words, Intent.REFRAME)
    assert variant.pixels.shape[:2] == size
    assert np.array_equal(variant.pixels[at], PICTURE)
    assert says in variant.did


def test_only_that_side_grows_where_more_is_wished_for() -> None:
    variant = made(PICTURE, "extend to the left and darken the right", Intent.REFRAME)
    assert np.array_equal(variant.pixels[:, -WIDTH:], PICTURE)


def test_beside_what_is_transparent_is_nothing() -> None:
    clear = np.dstack([PICTURE, np.full((HEIGHT, WIDTH), 90, np.uint8)])
    pixels = made(clear, "add 40 px on the right", Intent.REFRAME).pixels
    assert np.array_equal(pixels[:, :WIDTH], clear)
    assert not pixels[:, WIDTH:, 3].any()


def test_more_than_several_times_the_picture_is_declined() -> None:
    with pytest.raises(Beyond, match="more than the picture"):
        made(PICTURE, "add 90000 px on the right", Intent.REFRAME)
