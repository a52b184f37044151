"""Weather: it shows in every recipe, and fog leaves whoever is close standing before it."""

from itertools import combinations

import cv2
import numpy as np
import pytest

from tests.pictures.scenes import motorcycle, photograph, portrait
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.finding.foreground import standing
from worker.engines.classical.painting.pixels import fitted, to_float

PORTRAIT = fitted(portrait(), 320)
RECIPES = range(8, 12)


def _grey(pixels: Pixels) -> Pixels:
    return cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY).astype(np.uint8)


def test_fog_has_no_edge_before_a_bare_wall() -> None:
    wall = standing(to_float(motorcycle()))[:150, :250]
    steps = [float(np.abs(np.diff(wall, axis=axis)).max()) for axis in (0, 1)]
    assert max(steps) < 0.01


@pytest.mark.parametrize("first", [0, 4, 1353417275])
def test_snowfalls_differ_where_there_is_no_distance(first: int) -> None:
    garage = fitted(motorcycle(), 512)
    variants = [made(garage, "snow", seed=first + number).pixels for number in range(4)]
    assert min(difference(*pair) for pair in combinations(variants, 2)) >= 11


def _bright_specks(pixels: Pixels) -> float:
    """The share of pixels that are clearly brighter than what is around them."""
    grey = _grey(pixels)
    return float((grey.astype(np.int16) - cv2.medianBlur(grey, 5) > 12).mean())


@pytest.mark.parametrize("name", ["snow", "rain", "storm"])
@pytest.mark.parametrize("seed", RECIPES)
def test_flakes_and_drops_show_on_a_portrait(name: str, seed: int) -> None:
    weather = made(PORTRAIT, name, seed=seed).pixels
    assert _bright_specks(weather) > _bright_specks(PORTRAIT) + 0.0125


@pytest.mark.parametrize("seed", RECIPES)
def test_snow_that_lies_nowhere_is_not_promised(seed: int) -> None:
    dark = np.full((240, 320, 3), 40, np.uint8)
    snowy = made(dark, "snow", seed=seed)
    rows = np.median(_grey(snowy.pixels)[10:-4].astype(float), axis=1)
    assert rows[-10:].mean() < rows[-60:-50].mean() + 12
    assert "falling and not lying" in snowy.did


@pytest.mark.parametrize(
    ("picture", "top", "left"),
    [
        pytest.param(PORTRAIT, (slice(5, 120), slice(92, 192)), 0.4, id="head and hair"),
        pytest.param(photograph("cat"), (slice(0, 110), slice(90, 330)), 0.5, id="a cat's brow"),
        pytest.param(photograph("coffee"), (slice(15, 110), slice(170, 410)), 0.4, id="a rim"),
    ],
)
@pytest.mark.parametrize("seed", RECIPES)
def test_fog_leaves_the_top_of_a_close_subject(
    picture: Pixels, top: tuple[slice, slice], left: float, seed: int
) -> None:
    foggy = made(picture, "fog", seed=seed).pixels
    assert _grey(foggy[top]).std() > left * _grey(picture[top]).std()
