"""Whether a person is told that a subject may be wrong, and only then."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import carried, landscape, motorcycle, portrait, still_life
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding import doubts
from worker.engines.classical.finding.doubts import agreement, doubt, shared
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.words.beyond import Beyond

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
    "picture",
    [carried("coffee"), landscape(), still_life(), carried("rocket"), portrait()],
    ids=["a cup", "a house", "a bottle", "a rocket", "a person"],
)
def test_a_whole_subject_is_not(picture: Pixels) -> None:
    assert doubt(picture, subject_mask(picture)) == ""


@pytest.mark.parametrize(
    ("picture", "place", "says"),
    [
        (carried("rocket"), (slice(100, 260), slice(280, 312)), "the edge is uncertain"),
        (portrait(), (slice(300, None), slice(230, None)), "a part of the body may be missing"),
    ],
    ids=["too much sky", "half a trunk"],
)
def test_a_subject_with_a_part_that_is_wrong_is_told(
    picture: Pixels, place: tuple[slice, slice], says: str
) -> None:
    mask = subject_mask(picture)
    mask[place] = 1 - mask[place].mean().round()
    assert doubt(picture, mask).startswith(says)


@pytest.mark.parametrize(
    ("words", "intent", "advice"),
    [
        ("blur the background", Intent.EDIT, "Send a mask of what should change"),
        ("make the background blue", Intent.EDIT, "Send a mask of what should change"),
        ("replace the background with a beach", Intent.EDIT, "Send a mask of what should change"),
        ("darken the subject", Intent.EDIT, "Send a mask of what should change"),
        ("cut out the motorcycle", Intent.CUTOUT, "Send a mask of what to keep"),
    ],
)
def test_a_subject_that_would_be_torn_is_left_whole(
    words: str, intent: Intent, advice: str
) -> None:
    with pytest.raises(Beyond, match=f"it would tear it. {advice}"):
        made(motorcycle(), words, intent)


def test_a_mask_from_the_person_is_acted_on() -> None:
    marks = np.zeros(motorcycle().shape[:2], np.uint8)
    marks[:, :200] = 255
    result = made(motorcycle(), "blur the background", Intent.EDIT, marks=marks).pixels
    assert np.array_equal(result[:, 200:], motorcycle()[:, 200:])
    assert not np.array_equal(result[:, :200], motorcycle()[:, :200])


@pytest.mark.parametrize("picture", [carried("coffee"), still_life(), portrait()])
@pytest.mark.parametrize("words", ["blur the background", "plain white background"])
def test_a_subject_that_stands_apart_is_acted_on(picture: Pixels, words: str) -> None:
    assert "changed" in made(picture, words, Intent.EDIT).did


def test_a_cut_out_that_may_be_right_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubts, "_SHARED", 0.1)
    assert _UNSURE in made(carried("coffee"), "cut out the subject", Intent.CUTOUT).did


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
