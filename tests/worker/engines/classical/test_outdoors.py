"""The sky, grass and water are found where they are, and declined where they are not."""

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import carried, landscape, photograph, portrait
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.finding.grounds import grass_mask, water_mask
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.words.beyond import Beyond


def _ridge(width: int, height: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """A wavy skyline with a mast: what is below it is ground."""
    across = np.arange(width)
    line = height * (0.68 + 0.08 * np.sin(across / width * 9))
    line[width // 2 : width // 2 + width // 40] = height * 0.3
    return np.arange(height)[:, None] > line[None, :]


def _evening(width: int = 400, height: int = 300, *, night: bool = False) -> Pixels:
    """From dark blue to orange, or to a little less dark blue, above black hills."""
    stops = [(8, 14, 36), (18, 28, 58), (38, 52, 84)] if night else _DUSK
    down = np.linspace(0, 1, height)
    sky = np.stack(
        [np.interp(down, [0, 0.4, 0.7], channel) for channel in zip(*stops, strict=True)], 1
    )
    scene = np.repeat(sky[:, None], width, axis=1)
    scene[_ridge(width, height)] = (6, 6, 7)
    noise = np.random.default_rng(1).normal(0, 1.5, scene.shape)
    return np.clip(scene + noise, 0, 255).astype(np.uint8)


_DUSK = [(28, 34, 78), (120, 84, 120), (240, 160, 100)]


@pytest.mark.parametrize("night", [False, True], ids=["dusk", "night"])
def test_an_evening_sky_is_found_down_to_its_skyline(night: bool) -> None:
    mask, ground = sky_mask(_evening(night=night)), _ridge(400, 300)
    assert mask[~ground].mean() > 0.97
    assert mask[ground].mean() < 0.03


def test_a_dusk_sky_is_changed_without_a_straight_edge_in_it() -> None:
    source = _evening()
    result = made(source, "make the sky purple", Intent.EDIT).pixels
    untouched = (result == source).all(axis=2) & ~_ridge(400, 300)
    assert untouched.mean() < 0.01


@pytest.mark.parametrize("seed", range(4))
def test_the_sky_of_a_watercolour_is_found_behind_its_paper_border(seed: int) -> None:
    painted = made(landscape(640, 480), "watercolour", seed=seed).pixels
    mask = sky_mask(painted)
    assert mask[60:160, 60:580].mean() > 0.97
    assert mask[260:].mean() < 0.01
    assert mask[:4].mean() < 0.1


def test_the_sky_of_the_landscape_ends_at_the_sea_and_the_roof() -> None:
    mask = sky_mask(landscape())
    assert mask[:90].mean() > 0.97
    assert mask[115:].max() == 0


@pytest.mark.parametrize("name", ["cat", "coffee"])
def test_where_no_sky_is_sure_the_edit_is_declined(name: str) -> None:
    with pytest.raises(Beyond, match="no place for the sky"):
        made(photograph(name), "make the sky purple", Intent.EDIT)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", ["cat", "coffee"])
def test_darkness_from_edge_to_edge_is_no_sky(name: str, seed: int) -> None:
    night = made(photograph(name), "at night", Intent.RESTYLE, seed=seed).pixels
    assert not sky_mask(night).any()


@pytest.mark.parametrize(
    ("name", "look", "seed"),
    [("coffee", "neon", 0), ("coffee", "fog", 1), ("cat", "neon", 1)],
)
def test_where_the_picture_has_no_sky_its_looks_have_none(name: str, look: str, seed: int) -> None:
    source = photograph(name)
    shown = made(source, look, Intent.RESTYLE, seed=seed).pixels
    assert sky_mask(shown).mean() > 0.05  # by itself it would pass for one
    with pytest.raises(Beyond, match="no place for the sky"):
        made(shown, "make the sky purple", Intent.EDIT, traced=source)


def test_the_sky_of_a_dark_look_is_where_its_picture_shows_it() -> None:
    source = carried("rocket")
    night = made(source, "at night", Intent.RESTYLE).pixels
    assert not sky_mask(night).any()
    purple = made(night, "make the sky purple", Intent.EDIT, traced=source).pixels
    changed = (purple != night).any(axis=2)
    assert changed[20:340, 220:300].mean() > 0.98
    assert changed[150:400, 318:324].mean() < 0.02  # the rocket


def test_a_look_with_a_border_keeps_the_edges_of_its_own_sky() -> None:
    source = landscape(640, 480)
    painted = made(source, "watercolour", Intent.RESTYLE).pixels
    purple = made(painted, "make the sky purple", Intent.EDIT, traced=source).pixels
    changed = (purple != painted).any(axis=2)
    assert changed[60:160, 60:580].mean() > 0.97
    assert changed[:4].mean() < 0.1  # the paper


def test_a_sky_behind_masts_is_found_between_them() -> None:
    mask = sky_mask(carried("rocket"))
    assert mask[20:340, 100:160].mean() > 0.98
    assert mask[150:400, 316:326].mean() < 0.02  # the rocket
    assert 0.1 < mask[40:200, 575:615].mean() < 0.75  # the lattice of a tower
    assert mask[130:190, 445:449].mean() < 0.2  # a mast


def _blue(pixels: Pixels) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """What has the colour of the old evening sky."""
    red, _, blue = (pixels[..., channel].astype(int) for channel in range(3))
    return (blue > red + 22) & (blue > 60)


@pytest.mark.parametrize("columns", [slice(0, 92), slice(168, 208), slice(440, 480)])
def test_nothing_of_the_old_sky_is_left_between_the_bars_of_a_tower(columns: slice) -> None:
    pink = made(carried("rocket"), "make the sky pink", Intent.EDIT).pixels
    assert _blue(pink)[200:420, columns].mean() < 0.03
    dark = pink[200:330, columns].max(axis=2) < 90
    assert dark.mean() > 0.02  # the bars are still there


def _grainy(source: Pixels, sigma: float) -> Pixels:
    """`source` with grain of `sigma` (of 255) as a phone takes dusk, kept as JPEG."""
    grain = np.random.default_rng(1).normal(0, 1, source.shape[:2]).astype(np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), 0.8)
    noisy = source + sigma * (grain / grain.std())[..., None]
    kept = cv2.imencode(".jpg", np.clip(noisy, 0, 255).astype(np.uint8)[..., ::-1])[1]
    decoded = cv2.imdecode(kept, cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.ascontiguousarray(decoded[..., ::-1], np.uint8)


def _specks(shown: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> int:
    return cv2.connectedComponents(shown.astype(np.uint8))[0] - 1


@pytest.mark.parametrize("sigma", [3, 6])
def test_a_grainy_sky_is_found_whole_and_no_thing_before_it_is_bitten(sigma: float) -> None:
    clear = sky_mask(carried("rocket"))
    mask = sky_mask(_grainy(carried("rocket"), sigma))
    inner = cv2.erode((clear > 0.99).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert _specks((mask < 0.7) & inner) < 25
    assert _specks((mask < 0.7)[:300, 215:300]) == 0
    assert mask[135:180, 316:326].mean() < 0.04  # the rocket's nose
    assert (mask < 0.5)[0:400, 565:640].mean() > 0.15  # a tower of thin bars


def test_a_new_sky_keeps_the_grain_of_the_picture_and_the_doubt_is_told() -> None:
    source = _grainy(carried("rocket"), 6)
    result = made(source, "swap the sky for a sunset", Intent.EDIT)
    for one in (source, result.pixels):
        tones = cv2.cvtColor(one, cv2.COLOR_RGB2GRAY)[100:300, 220:300].astype(np.float32)
        assert 2.5 < np.abs(tones - cv2.GaussianBlur(tones, (0, 0), 1.5)).mean() < 6
    assert "grainy: look at thin things" in result.did


def test_the_rays_of_a_lamp_shine_on_before_the_new_sky() -> None:
    source = carried("rocket")
    pink = made(source, "make the sky pink", Intent.EDIT).pixels
    about = (slice(355, 395), slice(130, 170))
    assert (pink[about].astype(int).max(axis=2) > 110).mean() > 0.92  # no dark blob around it
    assert pink[377, 151].min() > 180


def test_a_grey_sky_ends_at_the_horizon_and_the_skyline_is_called_a_guess() -> None:
    source = carried("camera")
    result = made(source, "swap the sky for a sunset", Intent.EDIT)
    changed = (result.pixels != source).any(axis=2)
    assert changed[:60, :150].mean() > 0.98
    assert not changed[210:].any()
    assert "look at the skyline" in result.did


@pytest.mark.parametrize("words", ["swap the sky for a starry night sky", "mach den Himmel lila"])
def test_a_sky_that_fills_most_of_the_picture_is_changed(words: str) -> None:
    source = carried("rocket")
    changed = (made(source, words, Intent.EDIT).pixels != source).any(axis=2)
    assert changed[20:340, 220:300].mean() > 0.98
    assert changed[150:400, 318:324].mean() < 0.02


@pytest.mark.parametrize(
    ("picture", "words", "says"),
    [
        (portrait(), "make the sky blue and the grass purple", "studio backdrop is none"),
        (portrait(), "replace the sky with a sunset", "say “the background”"),
        (portrait(), "make the grass purple", "grass and leaves are green"),
        (portrait(), "make the water green", "water is bluish, smooth and broad"),
        (photograph("cat"), "make the grass blue", "cover more than a spot"),
        (carried("rocket"), "make the water green", "lies below the sky"),
    ],
    ids=["backdrop", "sunset", "hair", "neck ring", "eyes", "night"],
)
def test_what_is_not_there_is_declined_with_what_to_say(
    picture: Pixels, words: str, says: str
) -> None:
    with pytest.raises(Beyond, match=says):
        made(picture, words, Intent.EDIT)


def test_grass_and_water_are_found_below_the_sky() -> None:
    grass, water = grass_mask(landscape()), water_mask(landscape())
    assert grass[215:].mean() > 0.9
    assert grass[:140].mean() < 0.01
    assert water[120:145, 180:].mean() > 0.9
    assert max(water[:100].mean(), water[165:].mean()) < 0.01
