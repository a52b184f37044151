"""What is added beside a picture: it goes on without a step, and nothing is seen twice in it."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.pictures.scenes import photograph, portrait
from worker.engines.classical.formats.extending import extended
from worker.engines.classical.painting.pixels import Layers

UPRIGHT = {
    "cat": lambda: photograph("cat")[:, 40:240],
    "coffee": lambda: photograph("coffee")[:, 120:400],
    "astronaut": lambda: portrait()[:, 60:400],
}


def _light(name: str) -> tuple[NDArray[np.float32], int, int]:
    """The light of a picture extended to 16:9, and the columns that it stands in."""
    colour = np.ascontiguousarray(UPRIGHT[name]())
    wide, how = extended(Layers(colour, None), 16 / 9, (0, 0), 0)
    assert how == "by a blurred surround"
    left = (wide.shape[1] - colour.shape[1]) // 2
    assert np.array_equal(wide[:, left : left + colour.shape[1]], colour)
    return cv2.cvtColor(wide, cv2.COLOR_RGB2GRAY).astype(np.float32), left, colour.shape[1]


@pytest.mark.parametrize("name", UPRIGHT)
def test_no_mirrored_band_is_seen(name: str) -> None:
    """A twentieth of the side from the edge nothing is as fine as what it mirrors."""
    light, left, width = _light(name)
    away, deep = round(0.05 * width), round(0.1 * width)
    fine = np.abs(light - cv2.GaussianBlur(light, (0, 0), 2))
    beyond, mirrored = fine[:, left - away - deep : left - away], fine[:, left + away :][:, :deep]
    assert float(beyond.mean()) < 0.25 * float(mirrored.mean())


@pytest.mark.parametrize("name", UPRIGHT)
def test_nothing_added_has_an_upright_edge(name: str) -> None:
    light, left, _ = _light(name)
    steps = np.abs(np.diff(light[:, : left + 1], axis=1)).mean(axis=0)
    inside = np.abs(np.diff(light[:, left:-left], axis=1)).mean(axis=0)
    assert float(steps[:-6].max()) < 0.7 * float(np.median(inside))
