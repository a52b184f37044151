"""A rock in the water, and the strokes that water is drawn with."""

import numpy as np

from worker.engines.classical.posters.colour import blend, lightened, shaded
from worker.engines.classical.posters.layers import Sheet
from worker.engines.classical.posters.shapes import Points, covered, polygon
from worker.engines.classical.posters.stage import Stage


def rock(stage: Stage, sheet: Sheet, spot: tuple[float, float], wide: float) -> None:
    """A rock in the water with a rim of foam, `wide` px to either side."""
    (x, y), palette = spot, stage.palette
    rng, body = stage.rng(99), blend(palette.far(0.12), palette.sky[1], 0.10)
    across = np.array((-1.0, -0.82, -0.62, -0.44, -0.2, 0.08, 0.34, 0.5, 0.72, 0.9, 1.12))
    rise = np.array((-0.11, 0.02, 0.11, 0.20, 0.23, 0.25, 0.21, 0.12, 0.09, 0.0, -0.11))
    across[1:-1] += rng.uniform(-0.05, 0.05, 9)
    rise[1:-1] += rng.uniform(-0.035, 0.035, 9)
    crest = np.stack([x + across * wide * stage.layout.side, y - rise * wide], axis=1)
    sheet.shape(body, crest)
    for at in range(1, 10):
        # Each crag has a side to the light and one away from it.
        tip, foot = crest[at], y + 0.11 * wide
        facet = polygon(
            tuple(tip),
            tuple(crest[at + 1]),
            (crest[at + 1, 0], foot),
            (tip[0] + 0.4 * (crest[at + 1, 0] - tip[0]), foot),
        )
        tone = shaded(body, 0.72) if at % 2 else blend(body, palette.sun, 0.17)
        sheet.shape(tone, facet)
    foam = covered(stage.size, stroke(x, y + 0.115 * wide, wide * 1.25, wide * 0.03))
    sheet.fill(foam, lightened(palette.haze, 0.3), 0.6)


def stroke(x: float, y: float, wide: float, tall: float) -> Points:
    """A stroke that is pointed at both ends."""
    at = np.linspace(-1, 1, 9)
    bulge = tall * (1 - at**2)
    return np.concatenate(
        [np.stack([x + wide * at, y - bulge], 1), np.stack([x + wide * at, y + bulge], 1)[::-1]]
    )
