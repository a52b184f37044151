"""The sky follows the sky: by day, at dusk, behind a ridge, in watercolour; or is declined."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape, photograph
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.beyond import Beyond
from worker.engines.classical.outdoors import sky_mask


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


@pytest.mark.parametrize("name", ["cat", "coffee"])
def test_darkness_from_edge_to_edge_is_no_sky(name: str) -> None:
    night = made(photograph(name), "at night", Intent.RESTYLE).pixels
    mask = sky_mask(night)
    assert mask.mean() < 0.88
