"""Brush strokes: one coat covers the canvas, however long the strokes are, and none is idle."""

import numpy as np
import pytest

from tests.pictures.scenes import landscape
from worker.engines.classical.painting.flow import flow_of
from worker.engines.classical.painting.pixels import to_float
from worker.engines.classical.styles import strokes
from worker.engines.classical.styles.strokes import Hand, Layer, brushed

_BARE = np.float32(110 / 255)  # thickness of what no stroke has touched


@pytest.mark.parametrize("length", [1, 4, 7, 9])
def test_one_coat_covers_the_canvas(length: int) -> None:
    picture = to_float(landscape())
    coat = (Layer(8, 0, Hand(length, 0.03)),)
    painting = brushed(picture, flow_of(picture, 3, 20), coat, np.random.default_rng(1))
    assert (painting.thickness == _BARE).mean() < 0.04


def test_longer_strokes_are_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, counts = to_float(landscape()), list[int]()

    def count(canvas: object, paths: list[object], *_: object) -> None:
        counts.append(len(paths))

    monkeypatch.setattr(strokes, "_draw", count)
    for length in (1, 4, 7):
        coat = (Layer(8, 0, Hand(length, 0.03)),)
        brushed(picture, flow_of(picture, 3, 20), coat, np.random.default_rng(1))
    assert counts[0] > 1.2 * counts[1] > 1.4 * counts[2]
