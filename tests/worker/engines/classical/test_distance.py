"""A drawn background leaves the subject to the bit, and is as soft and grainy as a photograph's."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.editing.distance import grained, photographed
from worker.engines.classical.finding.masks import subject_mask
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, to_float

PORTRAIT = portrait()
SOLID = subject_mask(PORTRAIT) == 1
FACE, WALL = (slice(90, 150), slice(200, 250)), (slice(10, 60), slice(290, 360))


def steepest(pixels: Picture) -> float:
    """The largest step between neighbours."""
    return float(np.abs(np.diff(pixels.mean(axis=2), axis=0)).max())


@pytest.mark.parametrize("scene", ["a beach", "a forest", "a beach at sunset", "a snowy forest"])
def test_every_pixel_of_the_subject_stays(scene: str) -> None:
    result = made(PORTRAIT, f"change the background to {scene}", Intent.EDIT)
    assert np.array_equal(result.pixels[SOLID], PORTRAIT[SOLID])
    assert SOLID[FACE].all()
    assert "drawn, not photographed" in result.did
    assert "left out" not in result.did


def test_only_what_was_replaced_is_counted() -> None:
    result = made(PORTRAIT, "change the background to a beach", Intent.EDIT)
    share = (result.pixels != PORTRAIT).any(axis=2).mean()
    assert f"{100 * share:.1f} % of the picture changed" in result.did
    assert 0.3 < share < 0.6
    assert (result.pixels[WALL] != PORTRAIT[WALL]).any(axis=2).mean() > 0.9


def test_no_edge_of_the_drawing_is_sharp() -> None:
    drawing = np.full((512, 512, 3), 0.35, np.float32)
    drawing[256:] = 0.65
    assert steepest(photographed(drawing)) < 0.12 * steepest(drawing)


@pytest.mark.parametrize(("noise", "least", "most"), [(0, 0, 0.2), (2.5, 1.5, 4), (40, 3, 4.3)])
def test_the_grain_is_that_of_the_photograph(noise: float, least: float, most: float) -> None:
    rng = np.random.default_rng(4)
    photograph = to_float(np.full((128, 128, 3), 120, np.uint8))
    photograph += rng.normal(0, noise / 255, (128, 128, 1)).astype(np.float32)
    ground = np.full((128, 128, 3), 0.5, np.float32)
    result = grained(ground, photograph, np.ones((128, 128), np.float32), Draw(0)) * 255
    assert least <= float(result.std()) <= most


def test_four_variants_differ_and_repeat() -> None:
    words = "change the background to a beach"
    results = [made(PORTRAIT, words, Intent.EDIT, seed=seed).pixels for seed in (0, 1, 0)]
    walls = [cv2.blur(pixels[WALL], (9, 9)).astype(int) for pixels in results]
    assert np.abs(walls[0] - walls[1]).mean() > 8
    assert np.array_equal(results[0], results[2])
