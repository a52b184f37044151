"""Depth from one picture: what a subject's mask has missed, and what lies behind it."""

import numpy as np
import pytest

from tests.pictures.scenes import landscape, motorcycle, photograph
from tests.worker.engines.classical.requests import difference
from worker.engine import Pixels
from worker.engines.classical.finding.completing import completed
from worker.engines.classical.inpainting.filling import filled_in
from worker.engines.classical.motion.relief import scenery_of


def _tower() -> Pixels:
    """A bright tower with a dark tip, before a sky and a sea with a sharp horizon."""
    picture = np.zeros((120, 160, 3), np.uint8)
    picture[:70], picture[70:] = (120, 160, 220), (30, 70, 90)
    picture[40:110, 74:86], picture[32:40, 76:84] = (240, 230, 210), (60, 20, 20)
    noise = np.random.default_rng(1).normal(0, 2, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def test_a_missed_tip_is_found_and_the_horizon_is_not() -> None:
    mask = np.zeros((120, 160), np.float32)
    mask[40:110, 74:86] = 1
    found = completed(_tower(), mask)
    assert found[33:39, 77:83].mean() > 0.8
    assert found[62:78, :72].mean() < 0.05


def test_what_is_not_hidden_stays_and_the_rest_continues_its_surroundings() -> None:
    picture = _tower()
    alpha = np.zeros((120, 160), np.float32)
    alpha[28:114, 70:90] = 1
    behind = filled_in(picture, alpha)
    assert np.array_equal(behind[alpha == 0], picture[alpha == 0])
    assert difference(behind[34:60, 72:88], np.full((26, 16, 3), (120, 160, 220), np.uint8)) < 6
    assert difference(behind[84:108, 72:88], np.full((24, 16, 3), (30, 70, 90), np.uint8)) < 8


def test_grain_goes_on_where_a_camera_uncovers_it() -> None:
    noise = np.random.default_rng(2).normal(128, 30, (200, 240, 1))
    picture = np.repeat(np.clip(noise, 0, 255), 3, axis=2).astype(np.uint8)
    alpha = np.zeros((200, 240), np.float32)
    alpha[50:150, 60:180] = 1
    uncovered = filled_in(picture, alpha)[70:130, 61:71]
    assert uncovered.std() > 0.7 * picture.std()


@pytest.mark.parametrize(
    ("picture", "flats", "sky"),
    [
        (landscape(), 2, True),
        (photograph("coffee"), 2, False),
        (photograph("cat"), 1, False),
        (motorcycle(), 1, False),
    ],
    ids=["house", "coffee", "no clear edge", "colours alike"],
)
def test_only_a_subject_with_a_clear_edge_is_cut_out(
    picture: Pixels, flats: int, sky: bool
) -> None:
    scenery = scenery_of(picture)
    assert (len(scenery.flats), scenery.sky is not None) == (flats, sky)


def test_the_flats_together_are_the_source() -> None:
    source = landscape()
    back, front = scenery_of(source).flats
    assert front.through is not None
    height, width = front.through.shape
    place = slice(front.top, front.top + height), slice(front.left, front.left + width)
    together = back.colour.astype(np.float32)
    together[place] = together[place] * front.through[..., None] / 255 + front.colour
    assert difference(np.clip(together + 0.5, 0, 255).astype(np.uint8), source) < 0.7
