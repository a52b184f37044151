"""Where a change ends: the step that a blend adds is no sharper than the picture's own edges."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.catalogue import Intent
from tests.pictures.desks import desk
from tests.pictures.scenes import landscape, motorcycle, photograph, still_life
from tests.pictures.signs import FRONT, signed
from tests.worker.engines.classical.requests import made
from worker.engine import Marks, Pixels
from worker.media.canvas import Canvas

Blend = Callable[[Pixels, Marks], Pixels]
INSERT = 80  # of 255, by which what is inserted is lighter


def ellipse(picture: Pixels) -> Marks:
    """Marks with a hard edge, across whatever the picture shows."""
    height, width = picture.shape[:2]
    marks = np.zeros((height, width), np.uint8)
    axes = (round(0.15 * width), round(0.15 * width))
    cv2.ellipse(marks, (width // 2, height // 2), axes, 0, 0, 360, 255, -1)
    return marks


def lighter(picture: Pixels) -> Pixels:
    """The same with an insert's tone: every seam shows."""
    return np.clip(picture.astype(np.int16) + INSERT, 0, 255).astype(np.uint8)


def painted(picture: Pixels, marks: Marks) -> Pixels:
    """What a model paints in its window, laid into the picture."""
    canvas = Canvas.around(marks, 512, 16)
    return canvas.laid(lighter(canvas.of(picture)), picture, marks)


def softly(picture: Pixels, marks: Marks) -> Pixels:
    """The same where a person feathered the mask."""
    return painted(picture, np.asarray(cv2.GaussianBlur(marks, (0, 0), 6), np.uint8))


def pasted(picture: Pixels, marks: Marks) -> Pixels:
    """No blend at all."""
    return np.where(marks[..., None] > 0, lighter(picture), picture)


def edit(words: str) -> Blend:
    """An edit of the classical engine within a mask."""
    return lambda picture, marks: made(picture, words, Intent.EDIT, marks=marks).pixels


def gradient(picture: Pixels) -> NDArray[np.float32]:
    """The length of the gradient of the luma at each pixel, by Sobel, in levels of 255 a px."""
    tones = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    across, down = (cv2.Sobel(tones, cv2.CV_32F, *way, ksize=3) / 8 for way in ((1, 0), (0, 1)))
    return np.hypot(across, down).astype(np.float32)


def own_edge(picture: Pixels) -> float:
    """The median gradient at the edges that the picture has, as Canny finds them."""
    edges = cv2.Canny(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 50, 150) > 0
    return float(np.median(gradient(picture)[edges]))


def seam(before: Pixels, after: Pixels, marks: Marks) -> float:
    """The mean gradient that `after` has more than `before` across the edge of what is marked."""
    square, there = np.ones((3, 3), np.uint8), (marks > 0).astype(np.uint8)
    edge = (cv2.dilate(there, square) > 0) & (cv2.erode(there, square) == 0)
    return float((gradient(after) - gradient(before))[edge].mean())


@pytest.mark.parametrize("name", ["coffee", "cat"])
@pytest.mark.parametrize(
    "blend",
    [
        pytest.param(painted, id="painted by a model"),
        pytest.param(softly, id="painted, with a soft mask"),
        *(
            pytest.param(edit(words), id=words)
            for words in ("remove it", "make it blue", "darker", "as a watercolour", "blur it")
        ),
    ],
)
def test_no_blend_leaves_a_seam(name: str, blend: Blend) -> None:
    source = photograph(name)
    marks = ellipse(source)
    assert seam(source, blend(source, marks), marks) <= own_edge(source)


@pytest.mark.parametrize("name", ["coffee", "cat"])
def test_without_a_blend_there_is_one(name: str) -> None:
    source = photograph(name)
    marks = ellipse(source)
    assert seam(source, pasted(source, marks), marks) > own_edge(source)


def wherever(after: Pixels, before: Pixels) -> Marks:
    """Marks of what differs, without specks."""
    differs = (after != before).any(axis=2).astype(np.uint8)
    return np.asarray(cv2.medianBlur(differs, 5) * 255, np.uint8)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(signed("coffee", FRONT), "change SALE to SOLD", id="lettering set anew"),
        pytest.param(signed("coffee", FRONT), "make the text SALE blue", id="lettering recoloured"),
        pytest.param(signed("coffee", FRONT), "blur the text SALE", id="lettering blurred"),
        pytest.param(signed("coffee", FRONT), "remove the text SALE", id="lettering taken off"),
        pytest.param(landscape(640, 480), "replace the sky with a sunset", id="sky"),
        pytest.param(landscape(640, 480), "darken the sky", id="sky darkened"),
        pytest.param(still_life(640, 480), "make the background blue", id="background"),
        pytest.param(still_life(640, 480), "darken the background", id="background darkened"),
        pytest.param(desk(), "remove the left cup", id="one of two"),
        pytest.param(photograph("coffee"), "darken the top third", id="part"),
    ],
)
def test_no_place_that_words_name_ends_in_a_seam(source: Pixels, words: str) -> None:
    result = made(source, words, Intent.EDIT).pixels
    marks = wherever(result, source)
    assert 0 < (marks > 0).mean() < 1
    assert seam(source, result, marks) <= own_edge(source)


EXTENDED = {
    "a blurred surround": (motorcycle, "square"),
    "a blurred surround beside it": (motorcycle, "hero"),
    "the colours of its edges": (desk, "story"),
}


@pytest.mark.parametrize(("picture", "name"), EXTENDED.values(), ids=EXTENDED)
def test_no_format_shows_where_its_picture_ends(picture: Callable[[], Pixels], name: str) -> None:
    """The mean step across any whole row or column, as a seam of an extension is one."""
    made_so = made(picture(), "", Intent.FORMATS, format=name)
    assert "extended" in made_so.did
    tones = cv2.cvtColor(made_so.pixels[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32)
    steps = (np.abs(np.diff(tones, axis=axis)).mean(axis=1 - axis).max() for axis in (0, 1))
    assert max(steps) <= own_edge(made_so.pixels)
