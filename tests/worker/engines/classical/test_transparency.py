"""Pictures with transparency: a background comes behind them, and what nobody sees stays."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.words.beyond import Beyond
from worker.media.extent import changed

ABOVE = (slice(0, 40), slice(0, 120))  # where nothing of her is seen


def cut(picture: Pixels) -> Pixels:
    """The picture in an ellipse with a soft edge; around it its colours are hidden."""
    height, width = picture.shape[:2]
    alpha = np.zeros((height, width), np.uint8)
    cv2.ellipse(alpha, (width // 2, height // 2), (width // 3, height // 2), 0, 0, 360, 255, -1)
    soft = np.asarray(cv2.GaussianBlur(alpha, (0, 0), 2), np.uint8)
    return np.dstack([picture, soft])


CUT = cut(portrait())
SOLID, CLEAR = CUT[..., 3] == 255, CUT[..., 3] == 0


@pytest.mark.parametrize(
    "words",
    [
        "make the background white",
        "change the background to a gradient",
        "change the background to a sunset",
        "change the background to a beach",
        "make the background blue",
    ],
)
def test_a_background_comes_behind_what_is_there(words: str) -> None:
    result = made(CUT, words, Intent.EDIT).pixels
    assert result.shape[2] == 3
    assert np.array_equal(result[SOLID], CUT[SOLID][:, :3])


@pytest.mark.parametrize(
    ("words", "colour"), [("white", (255, 255, 255)), ("black", (28, 28, 30))], ids=lambda one: one
)
def test_the_ground_is_of_its_colour_and_nothing_hidden_shines_through(
    words: str, colour: tuple[int, int, int]
) -> None:
    result = made(CUT, f"make the background {words}", Intent.EDIT).pixels
    assert np.abs(result[CLEAR].astype(int) - colour).max() <= 1


def test_an_edge_is_laid_over_its_ground() -> None:
    result = made(CUT, "make the background white", Intent.EDIT).pixels.astype(float)
    share = CUT[..., 3:] / 255
    assert np.abs(result - (CUT[..., :3] * share + 255 * (1 - share))).max() <= 2


def test_what_is_said_is_what_is_seen() -> None:
    result = made(CUT, "make the background white", Intent.EDIT)
    assert f"{100 * (~SOLID).mean():.1f} % of the picture changed" in result.did


@pytest.mark.parametrize(
    "words", ["make it warmer", "make the orange suit blue", "brighten the face"]
)
def test_hidden_colours_stay(words: str) -> None:
    result = made(CUT, words, Intent.EDIT).pixels
    assert np.array_equal(result[..., 3], CUT[..., 3])
    assert np.array_equal(result[CLEAR], CUT[CLEAR])
    assert changed(CUT, result) > 0.01


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param("blur the background", "background is transparent", id="no background"),
        pytest.param("make the top left corner darker", "nobody would see it", id="a clear part"),
        pytest.param("make the sky purple", "no place for the sky", id="a hidden place"),
    ],
)
def test_what_nobody_would_see_is_declined(words: str, says: str) -> None:
    picture = CUT.copy()
    picture[..., 3][: picture.shape[0] // 2, : picture.shape[1] // 2] = 0
    with pytest.raises(Beyond, match=says):
        made(picture, words, Intent.EDIT)


def test_the_subject_is_what_is_seen() -> None:
    result = made(CUT, "make the subject black and white", Intent.EDIT).pixels
    assert (np.ptp(result[SOLID][:, :3].astype(int), axis=1) <= 2).all()


def test_within_a_mask_the_ground_comes_only_there() -> None:
    marks = np.zeros(CUT.shape[:2], np.uint8)
    marks[:, :256] = 255
    result = made(CUT, "make the background white", Intent.EDIT, marks=marks).pixels
    assert np.array_equal(result[:, 256:], CUT[:, 256:])
    assert (result[ABOVE][5:-5, 5:-5] == 255).all()


def test_half_a_ground_shows_no_hidden_colour() -> None:
    loud = CUT.copy()
    loud[CLEAR] = (255, 0, 255, 0)
    marks = np.full(CUT.shape[:2], 128, np.uint8)
    result = made(loud, "make the background white", Intent.EDIT, marks=marks).pixels
    assert result[ABOVE][5:-5, 5:-5, :3].min() > 250
    assert abs(int(np.median(result[ABOVE][..., 3])) - 128) < 4


def test_a_large_picture_gets_its_ground_at_full_size() -> None:
    large = np.ascontiguousarray(CUT.repeat(5, axis=0).repeat(5, axis=1))
    result = made(large, "make the background white", Intent.EDIT).pixels
    near = np.ones((21, 21), np.uint8)
    inner = cv2.erode((large[..., 3] == 255).astype(np.uint8), near) > 0
    assert result.shape == (2560, 2560, 3)
    assert np.array_equal(result[inner], large[inner][:, :3])
    assert (result[cv2.dilate(large[..., 3], near) == 0] == 255).all()
