"""Whether a person is told that a subject may be wrong, and only then."""

import cv2
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import carried, landscape, motorcycle, portrait, still_life
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding.doubts import agreement, doubt, shared
from worker.engines.classical.finding.masks import subject_mask

_UNSURE = "what belongs to the subject is unsure"


def _half(picture: Pixels) -> Pixels:
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype("uint8")


@pytest.mark.parametrize(
    "picture",
    [motorcycle(), motorcycle()[:, ::-1].copy(), _half(motorcycle()), carried("chelsea")],
    ids=["in a garage", "mirrored", "half as large", "a cat that fills the picture"],
)
def test_a_torn_subject_is_called_unsure(picture: Pixels) -> None:
    assert doubt(picture, subject_mask(picture)).startswith(_UNSURE)


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (carried("coffee"), ""),
        (landscape(), ""),
        (still_life(), ""),
        (carried("rocket"), "the edge is uncertain"),
        (portrait(), "a part of the body may be missing"),
    ],
    ids=["a cup", "a house", "a bottle", "a rocket", "a person"],
)
def test_a_whole_subject_is_not(picture: Pixels, says: str) -> None:
    told = doubt(picture, subject_mask(picture))
    assert told.startswith(says)
    assert bool(told) == bool(says)


def test_what_a_named_colour_finds_is_no_guess() -> None:
    did = made(motorcycle(), "cut out the red motorcycle", Intent.CUTOUT).did
    assert _UNSURE not in did


def test_colours_are_counted_on_either_side() -> None:
    picture = still_life()
    half = subject_mask(picture) * 0 + 1
    half[:, : half.shape[1] // 2] = 0
    assert shared(picture, half) > 0.5 > 3 * shared(picture, subject_mask(picture))


def test_another_search_agrees_with_itself_alone() -> None:
    picture = still_life()
    mask = subject_mask(picture)
    assert agreement(picture, mask) > 0.9
    assert agreement(picture, 1 - mask) < 0.1
