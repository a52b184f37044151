"""Masks as people make them: what each marks, and what is refused with a sentence."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage.data import camera, page

from core.masks import EverythingMarked, NothingMarked, UnclearMask
from tests.pictures.scenes import landscape, photograph
from worker.engine import Pixels
from worker.media.marking import marks_of

SOURCE = photograph("coffee")
HEIGHT, WIDTH = SOURCE.shape[:2]
BOX = (slice(60, 260), slice(150, 400))  # what is marked, whichever way


def marked() -> Pixels:
    """255 in the box."""
    alpha = np.zeros((HEIGHT, WIDTH), np.uint8)
    alpha[BOX] = 255
    return alpha


def grey(light: Pixels) -> Pixels:
    return np.dstack([light] * 3)


def layer(colour: tuple[int, int, int], alpha: Pixels) -> Pixels:
    """A colour on nothing."""
    painted = np.broadcast_to(np.array(colour, np.uint8), (HEIGHT, WIDTH, 3))
    return np.dstack([painted, alpha])


def dot(side: int, size: int = 256) -> Pixels:
    """A white square in the middle of black."""
    light = np.zeros((size, size), np.uint8)
    middle = slice(size // 2, size // 2 + side)
    light[middle, middle] = 255
    return light


def as_jpeg(pixels: Pixels) -> Pixels:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=60)
    return np.asarray(Image.open(file).convert("RGB"))


@pytest.mark.parametrize(
    "mask",
    [
        pytest.param(grey(marked()), id="white on black"),
        pytest.param(as_jpeg(grey(marked())), id="white on black, as a JPEG"),
        pytest.param(np.dstack([grey(marked()), marked() * 0 + 255]), id="with alpha that is full"),
        pytest.param(np.dstack([SOURCE, 255 - marked()]), id="a copy with the part erased"),
        pytest.param(np.dstack([255 - SOURCE, 255 - marked()]), id="another version, erased"),
        pytest.param(layer((0, 0, 0), 255 - marked()), id="black with a hole"),
        pytest.param(layer((255, 255, 255), marked()), id="white on nothing"),
        pytest.param(layer((230, 30, 40), marked()), id="a red brush on nothing"),
        pytest.param(cv2.resize(grey(marked()), (WIDTH // 2, HEIGHT // 2)), id="half as large"),
    ],
)
def test_a_mask_marks_what_a_person_means(mask: Pixels) -> None:
    marks = cv2.resize(marks_of(mask, SOURCE), (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
    inner, outer = marks[70:250, 160:390], np.delete(marks, slice(50, 270), axis=0)
    assert inner.min() == 255
    assert outer.max() == 0


def test_a_white_picture_with_a_part_erased_is_a_copy_and_no_painting() -> None:
    white = np.full_like(SOURCE, 250)
    marks = marks_of(np.dstack([white, 255 - marked()]), white)
    assert np.array_equal(marks, marked())


@pytest.mark.parametrize("size", [512, 4096])
def test_a_blemish_may_be_small(size: int) -> None:
    marks = marks_of(grey(dot(6, size)), SOURCE)
    assert int((marks > 0).sum()) == 36


def test_a_soft_brush_is_no_photograph() -> None:
    soft = cv2.GaussianBlur(marked(), (0, 0), 40).astype(np.uint8)
    assert float(((soft > 50) & (soft < 205)).mean()) > 0.2
    assert marks_of(as_jpeg(grey(soft)), SOURCE).max() == 255


def test_soft_edges_stay_soft() -> None:
    ramp = np.tile(np.linspace(0, 255, WIDTH).astype(np.uint8), (HEIGHT, 1))
    marks = marks_of(grey(ramp), SOURCE)
    assert marks[0, WIDTH // 2] == pytest.approx(128, abs=3)
    assert (marks[0, 10], marks[0, -10]) == (0, 255)


@pytest.mark.parametrize(
    ("mask", "error"),
    [
        pytest.param(grey(marked() * 0), NothingMarked, id="black"),
        pytest.param(grey(marked() * 0 + 255), EverythingMarked, id="white"),
        pytest.param(layer((0, 0, 0), marked() * 0), EverythingMarked, id="all erased"),
        pytest.param(SOURCE, UnclearMask, id="a photo"),
        pytest.param(landscape(WIDTH, HEIGHT), UnclearMask, id="a picture"),
        pytest.param(grey(marked() * 0 + 128), UnclearMask, id="grey"),
        pytest.param(grey(camera()), UnclearMask, id="a grey photo"),
        pytest.param(grey(page()), UnclearMask, id="a page of a book"),
        pytest.param(grey(dot(3)), NothingMarked, id="nine pixels"),
        pytest.param(grey(255 - dot(3)), EverythingMarked, id="all but nine pixels"),
    ],
)
def test_what_marks_nothing_in_particular_is_refused(mask: Pixels, error: type[Exception]) -> None:
    with pytest.raises(error, match="please"):
        marks_of(mask, SOURCE)
