"""Low poly: triangles end where things do."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.pictures.scenes import photograph
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels


def _steepness(pixels: Pixels) -> NDArray[np.float32]:
    grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY).astype(np.float32)
    tones = cv2.GaussianBlur(grey, (0, 0), 1.2)
    return np.hypot(cv2.Sobel(tones, cv2.CV_32F, 1, 0), cv2.Sobel(tones, cv2.CV_32F, 0, 1))


@pytest.mark.parametrize("seed", range(8, 12))
def test_edges_stay_edges(seed: int) -> None:
    picture = photograph("coffee")
    before = _steepness(picture)
    after = _steepness(made(picture, "low poly", seed=seed).pixels)
    edges = before > np.percentile(before, 96)
    assert after[edges].mean() > 0.5 * before[edges].mean()
