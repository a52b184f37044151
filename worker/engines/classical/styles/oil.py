"""Oil: thick strokes along the forms, in the palettes of a few schools."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import Faces, faces_of, spared
from worker.engines.classical.finding.saliency import delicate
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import Flow, flow_of
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, mixed, unit
from worker.engines.classical.painting.smoothing import painted
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import (
    contrasted,
    from_lab,
    levelled,
    saturated,
    to_lab,
    vignetted,
)
from worker.engines.classical.styles.strokes import (
    Hand,
    Layer,
    brushed,
    facial,
    raked,
    softened,
)


class School(NamedTuple):
    """One way of painting in oil."""

    title: str
    brush: float  # 1 is usual
    chroma: float
    light: float  # gain of L*
    steepness: float  # contrast
    shadow: tuple[float, float]  # shift of a*, b* in the shadows
    lights: tuple[float, float]  # shift of a*, b* in the lights
    hand: Hand
    swirl: float = 0.0
    vignette: float = 0.0


SCHOOLS = (
    School("alla prima", 1.0, 1.15, 1.0, 3.0, (0, 0), (2, 6), Hand(7, 0.03)),
    School("broken colour", 0.9, 1.3, 1.18, 1.5, (8, -22), (2, 4), Hand(4, 0.06, 0.35)),
    School(
        "swirling impasto", 1.1, 1.35, 0.94, 3.5, (-4, -20), (-3, 20), Hand(9, 0.055), swirl=0.9
    ),
    School("old master glazes", 0.7, 0.9, 0.72, 4.5, (4, 6), (5, 13), Hand(7, 0.02), vignette=0.7),
)


def oil(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Paint `picture` in oil."""
    school, scale = draw.one_of(SCHOOLS), unit(picture)
    ready = _palette(saturated(levelled(picture, 0.6), school.chroma, 0.15), school, draw)
    coarse = painted(ready, 4 * scale)
    flow = flow_of(coarse, max(1.0, 4 * scale), 60 * scale)
    if school.swirl:
        flow = _swirled(flow, draw, school.swirl, scale)
    size, found = school.brush * draw.between(0.88, 1.12, 1) * scale, faces_of(picture)
    careful = painted(ready, 2 * scale)
    painting = brushed(
        spared(coarse, careful, found), flow, _layers(size, school.hand, found), draw.noise(1)
    )
    share = np.maximum(delicate(picture) * 0.7, found.mask * 0.45)
    painting = softened(painting, careful, share)
    lit = vignetted(raked(painting, 0.4), school.vignette, 0.75)
    return developed(lit, draw, 0.18, 6.0), school.title


def _layers(size: float, hand: Hand, found: Faces) -> tuple[Layer, ...]:
    finest = max(1.0, 4.2 * size)
    return (
        Layer(max(2.0, 26 * size), 0, hand),
        Layer(max(1.5, 13 * size), 0.035, hand),
        Layer(max(1.2, 7 * size), 0.05, hand),
        Layer(finest, 0.07, hand),
        *facial(found, hand, finest),
    )


def _palette(picture: Picture, school: School, draw: Draw) -> Picture:
    picture = mixed(picture, contrasted(picture, school.steepness), 0.8)
    lab = to_lab(picture)
    light = lab[..., 0] / 100
    dark = (1 - light) ** 1.5
    for axis in (0, 1):
        lab[..., axis + 1] += school.shadow[axis] * dark + school.lights[axis] * light
    lab[..., 2] += draw.between(-4, 4, 2)
    lab[..., 0] *= school.light
    return from_lab(lab)


def _swirled(flow: Flow, draw: Draw, amount: float, scale: float) -> Flow:
    """Where the picture has no clear direction, the strokes turn in eddies."""
    field = clouds(flow.across.shape, draw.noise(2), 260 * scale, 1)
    right, under = np.gradient(field, axis=1), np.gradient(field, axis=0)
    length = np.hypot(right, under) + 1e-6
    share = (1 - np.clip(flow.sureness * 1.2, 0, 1)) * np.float32(amount)
    sign = np.where(flow.across * -under + flow.down * right < 0, -1, 1)
    across = flow.across * (1 - share) * sign - under / length * share
    down = flow.down * (1 - share) * sign + right / length * share
    length = np.hypot(across, down) + 1e-6
    return Flow(
        (across / length).astype(np.float32), (down / length).astype(np.float32), flow.sureness
    )
