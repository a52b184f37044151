"""Subjects found by contrast: whole, with their tips and what they hold, and without shadows."""

import numpy as np
import pytest

from tests.pictures.desks import study
from tests.pictures.scenes import carried, portrait
from worker.engine import Pixels
from worker.engines.classical.finding.completing import missed
from worker.engines.classical.finding.doubts import doubt
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.finding.surfaces import cuts_through, drawn_back

Place = tuple[slice, slice]


@pytest.mark.parametrize(
    ("picture", "inside"),
    [
        (carried("rocket"), (slice(134, 150), slice(316, 327))),
        (carried("coffee"), (slice(70, 92), slice(404, 418))),
        (portrait(), (slice(380, 505), slice(310, 450))),
        (portrait(), (slice(360, 372), slice(420, 444))),
        (portrait(), (slice(440, 500), slice(30, 150))),
    ],
    ids=["nose cone", "end of a spoon", "helmet in the arms", "its white rim", "right sleeve"],
)
def test_a_part_belongs_to_its_subject(picture: Pixels, inside: Place) -> None:
    assert subject_mask(picture)[inside].mean() > 0.9


@pytest.mark.parametrize(
    ("picture", "outside"),
    [
        (carried("rocket"), (slice(130, 300), slice(345, 430))),
        (carried("coffee"), (slice(330, 400), slice(80, 130))),
        (portrait(), (slice(100, 420), slice(0, 14))),
        (portrait(), (slice(0, 300), slice(375, 512))),
    ],
    ids=["sky", "shadow on a table", "flag", "shuttle on a table"],
)
def test_what_is_beside_a_subject_does_not(picture: Pixels, outside: Place) -> None:
    assert subject_mask(picture)[outside].mean() < 0.03


@pytest.mark.parametrize(
    ("colour", "height", "found"),
    [((60, 20, 20), 5, True), ((60, 80, 110), 5, False), ((60, 20, 20), 38, False)],
    ids=["a tip", "a shadow", "what goes on"],
)
def test_only_a_whole_part_that_is_no_shadow_was_missed(
    colour: tuple[int, int, int], height: int, found: bool
) -> None:
    picture = np.full((120, 160, 3), (120, 160, 220), np.uint8)
    picture[40:110, 74:86], picture[40 - height : 40, 74:86] = (240, 230, 210), colour
    mask = np.zeros((120, 160), np.uint8)
    mask[40:110, 74:86] = 1
    assert (missed(picture, mask)[36:39, 76:84].mean() > 0.8) == found


def test_a_cut_through_a_table_is_drawn_back_to_its_edges() -> None:
    """Between the cup and the laptop the table runs on; the cup and its handle stay."""
    mask = subject_mask(study())
    assert mask[622:645, 350:372].mean() < 0.05  # the table above the handle
    assert mask[725:745, 334:342].mean() < 0.6  # the same, in the handle
    assert mask[690:800, 205:320].mean() > 0.98  # the cup
    assert mask[660:690, 400:1040].mean() > 0.98  # the laptop's base
    assert doubt(study(), mask) == ""


def _before_a_wall(wall: int, coat: int, shirt: int) -> tuple[Pixels, Pixels]:
    """A striped thing in a coat that is cut where its wall begins: the picture, and the cut."""
    picture = np.full((240, 320, 3), wall, np.uint8)
    picture[60:200, 110:210] = shirt
    picture[60:200:8, 110:210] = 128
    picture[90:160, 85:115] = coat
    cut = np.zeros((240, 320), np.uint8)
    cut[60:200, 110:210] = cut[90:160, 85:115] = 1
    return picture, cut


@pytest.mark.parametrize(
    ("wall", "coat", "kept", "doubtful"),
    [(200, 200, False, True), (12, 12, True, True), (200, 190, True, True), (200, 60, True, False)],
    ids=["the wall itself", "dark before dark", "nearly alike", "another colour"],
)
def test_what_may_be_the_subject_is_not_drawn_back(
    wall: int, coat: int, kept: bool, doubtful: bool
) -> None:
    picture, cut = _before_a_wall(wall, coat, 60 if wall > 100 else 220)
    assert (drawn_back(picture, cut)[100:150, 90:108].mean() > 0.9) == kept
    assert cuts_through(picture, cut.astype(np.float32)) == doubtful
