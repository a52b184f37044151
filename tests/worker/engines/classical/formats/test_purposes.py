"""A picture in sides that somebody names: exactly those, nothing stretched, and said where not."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding.faces import faces
from worker.engines.classical.words.beyond import Beyond


def framed(words: str, picture: Pixels | None = None) -> tuple[tuple[int, int], str]:
    """Width and height, and what was said."""
    result = made(portrait() if picture is None else picture, words, Intent.REFRAME)
    height, width = result.pixels.shape[:2]
    return (width, height), result.did


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("youtube thumbnail", (1280, 720)),
        ("linkedin banner", (1584, 396)),
        ("500x500", (500, 500)),
        ("make it 1920x1080 without cropping", (1920, 1080)),
        ("resize to 300 px wide", (300, 300)),
        ("resize to 1000 px wide", (1000, 1000)),
    ],
)
def test_it_has_exactly_the_sides_that_are_named(words: str, sides: tuple[int, int]) -> None:
    found, did = framed(words)
    assert found == sides
    assert f"{sides[0]} x {sides[1]} px" in did


def test_nothing_is_cut_where_that_is_said() -> None:
    whole = made(portrait(), "make it 1024x512 without cropping", Intent.REFRAME).pixels
    assert np.array_equal(whole[:, 256:768], portrait())


def test_a_face_stays_in_a_banner() -> None:
    assert faces(made(portrait(), "linkedin banner", Intent.REFRAME).pixels)


def test_paper_lies_or_stands_as_the_picture_does() -> None:
    wide = np.ascontiguousarray(portrait()[100:400])
    assert framed("A5 print", wide)[0][0] > framed("A5 print", wide)[0][1]
    tall = np.ascontiguousarray(portrait()[:, 100:400])
    assert framed("A5 print", tall)[0][0] < framed("A5 print", tall)[0][1]


def test_where_too_little_is_there_it_says_so() -> None:
    found, did = framed("A4 print")
    assert found[0] < 3508
    assert "smaller than 3508 x 2480" in did
    assert "enlarged 4x and no more" in did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("save it as a jpg", "leave here as PNG"),
        ("convert to webp", "leave here as PNG"),
        ("speichere es als pdf", "leave here as PNG"),
        ("make the file smaller than 200 KB", "resize to 800 px wide"),
    ],
)
def test_wishes_about_files_are_answered(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(portrait(), words, Intent.EDIT)
