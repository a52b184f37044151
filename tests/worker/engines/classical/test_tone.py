"""Tone curves: through their points, monotone between them, as SciPy's."""

import numpy as np
import pytest
from scipy.interpolate import PchipInterpolator

from worker.engines.classical.painting.tone import curved

CURVES = {
    "line": ((0, 0.1), (1, 0.9)),
    "s": ((0, 0), (0.25, 0.15), (0.75, 0.88), (1, 1)),
    "bump": ((0, 0), (0.3, 0.8), (0.6, 0.2), (1, 1)),
    "flat": ((0, 0.2), (0.4, 0.2), (0.5, 0.7), (1, 0.7)),
    "steep end": ((0, 0), (0.9, 0.05), (1, 1)),
}


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_the_one_of_fritsch_and_butland(name: str) -> None:
    inputs, outputs = zip(*CURVES[name], strict=True)
    tones = np.linspace(0, 1, 1025, dtype=np.float32)
    known = PchipInterpolator(inputs, outputs)(np.linspace(0, 1, 1025))
    assert curved(tones, CURVES[name]) == pytest.approx(known, abs=2e-6)


def test_what_rises_goes_on_rising() -> None:
    tones = curved(np.linspace(0, 1, 1025, dtype=np.float32), CURVES["s"])
    assert (np.diff(tones) >= 0).all()
