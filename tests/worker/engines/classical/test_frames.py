"""Frames and faces: every crop holds the heads, or the picture is extended instead."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import landscape, portrait
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.framing.crops import Box, best_crop
from worker.engines.classical.words.beyond import Beyond

PORTRAIT = portrait()
HEAD = Box(160, 12, 128, 154)  # of PORTRAIT: from the hair to the chin
SIDES = np.ascontiguousarray(np.hstack([PORTRAIT, PORTRAIT[:, ::-1]]))  # a head on either side


def _holds(crop: Pixels, source: Pixels, part: Box) -> bool:
    """Whether `part` of `source` lies in `crop`, to the bit, at any place."""
    wanted = source[part.y : part.y + part.height, part.x : part.x + part.width]
    rows, columns = (crop.shape[axis] - wanted.shape[axis] + 1 for axis in (0, 1))
    starts = (crop[:rows, :columns] == wanted[0, 0]).all(axis=2) if min(rows, columns) > 0 else []
    return any(
        np.array_equal(crop[y : y + part.height, x : x + part.width], wanted)
        for y, x in np.argwhere(starts)
    )


@pytest.mark.parametrize("seed", range(8, 12))
@pytest.mark.parametrize(
    "words", ["crop it to 16:9", "make it 16:9", "crop to 2:1", "crop for a story", "crop to 4:5"]
)
def test_no_frame_cuts_a_head(words: str, seed: int) -> None:
    assert _holds(made(PORTRAIT, words, Intent.REFRAME, seed=seed).pixels, PORTRAIT, HEAD)


@pytest.mark.parametrize("top", [0, 12, 60], ids=lambda top: f"{top} px lower")
def test_a_crop_follows_the_head(top: int) -> None:
    source = np.ascontiguousarray(np.pad(PORTRAIT, ((top, 0), (0, 0), (0, 0)), mode="edge"))
    crop = best_crop(source, 2.5)
    assert crop is not None
    assert crop.box.y <= HEAD.y + top
    assert crop.box.y + crop.box.height >= HEAD.y + top + HEAD.height


def test_a_look_in_a_ratio_holds_the_head() -> None:
    wide = made(PORTRAIT, "make it sharper", Intent.EDIT, ratio=Ratio(16, 9), strength=0.0)
    assert _holds(wide.pixels, PORTRAIT, HEAD)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_crop_cannot_hold_is_extended_instead(seed: int) -> None:
    variant = made(SIDES, "crop to 9:16", Intent.REFRAME, seed=seed)
    assert "a crop would cut a face" in variant.did
    assert variant.pixels.shape[1] == SIDES.shape[1]
    assert _holds(variant.pixels, SIDES, Box(0, 0, SIDES.shape[1], SIDES.shape[0]))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "words",
    [
        "16:9 without cropping",
        "make it 16:9 but don't crop",
        "16:9, nothing cut off",
        "widescreen, but keep everything",
        "16:9 ohne Beschnitt",
        "16:9, ohne etwas abzuschneiden",
        "16:9 sans rogner",
        "16:9, sans rien couper",
        "16:9 sin recortar nada",
        "mach es 16:9, aber schneide nichts ab",
        "16:9, en gardant tout",
        "16:9, mantener todo",
    ],
)
def test_what_may_not_be_cropped_is_framed(words: str, seed: int) -> None:
    variant = made(landscape(), words, Intent.REFRAME, ratio=Ratio(16, 9), seed=seed)
    assert "whole picture" in variant.did
    assert variant.pixels.shape[0] == landscape().shape[0]


@pytest.mark.parametrize("words", ["don't crop it", "nicht zuschneiden", "sans rogner"])
def test_not_to_crop_alone_is_asked_for_a_frame(words: str) -> None:
    with pytest.raises(Beyond, match="needs to know the frame"):
        made(PORTRAIT, words, Intent.REFRAME)


def test_a_crop_is_still_one() -> None:
    assert "cropped" in made(landscape(), "crop it to 16:9", Intent.REFRAME).did


def test_a_look_is_extended_too_where_a_crop_would_cut_a_face() -> None:
    variant = made(SIDES, "noir", ratio=Ratio(9, 16))
    assert variant.did.endswith("extended to 9:16: a crop would cut a face")
    assert variant.pixels.shape[1] == SIDES.shape[1]


def test_four_crops_of_a_scene_differ() -> None:
    crops = [made(landscape(), "crop to square", Intent.REFRAME, seed=seed) for seed in range(4)]
    assert len({crop.pixels.tobytes() for crop in crops}) == 4


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("words", ["crop to the face", "closer please", "schneide es näher zu"])
def test_closer_keeps_the_ratio_and_the_head(words: str, seed: int) -> None:
    closer = made(PORTRAIT, words, Intent.REFRAME, seed=seed).pixels
    assert closer.shape[0] < PORTRAIT.shape[0]
    assert closer.shape[1] / closer.shape[0] == pytest.approx(
        PORTRAIT.shape[1] / PORTRAIT.shape[0], abs=0.02
    )
    assert _holds(closer, PORTRAIT, HEAD)


def test_a_crop_to_the_face_is_closer_than_just_closer() -> None:
    face, closer = (
        made(PORTRAIT, words, Intent.REFRAME, seed=8).pixels.shape[0]
        for words in ("crop to the face", "closer")
    )
    assert face < closer


@pytest.mark.parametrize("seed", range(4))
def test_zooming_out_keeps_every_pixel_and_the_ratio(seed: int) -> None:
    farther = made(PORTRAIT, "zoom out", Intent.REFRAME, seed=seed).pixels
    height, width = PORTRAIT.shape[:2]
    assert farther.shape[:2] == (round(height * 1.5), round(width * 1.5))
    assert _holds(farther, PORTRAIT, Box(0, 0, width, height))


@pytest.mark.parametrize(
    ("source", "words", "says"),
    [
        pytest.param(PORTRAIT, "pan to the left", "slowly", id="a camera that moves"),
        pytest.param(landscape(), "crop to the face", "no face", id="no face"),
    ],
)
def test_what_no_frame_can_do_is_declined(source: Pixels, words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(source, words, Intent.REFRAME)


def test_a_ratio_is_called_as_people_call_it() -> None:
    assert made(PORTRAIT, "make it 21:9", Intent.REFRAME).did.startswith("21:9, ")


def test_a_crop_is_moved_no_farther_than_most_that_is_seen_stays_in_it() -> None:
    picture = np.full((300, 900, 3), 200, np.uint8)
    picture[60:240, 420:480] = (180, 20, 30)
    crop = best_crop(picture, 0.6)
    assert crop is not None
    for far in (-900, 900):
        box = crop.moved(far, 0)
        assert box != crop.box
        assert box.x <= 420
        assert box.x + box.width >= 480


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("extend the sky", True),
        ("outpaint", True),
        ("erweitere das Bild", True),
        ("zoom out", False),
    ],
)
def test_what_is_not_painted_beyond_the_edges_is_said(words: str, says: bool) -> None:
    did = made(landscape(), words, Intent.REFRAME).did
    assert did.startswith("zoomed out, ")
    assert ("nothing new is painted beyond its edges" in did) == says
