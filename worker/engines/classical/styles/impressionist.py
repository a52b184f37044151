"""Impressionist: short dabs of clear colour, violet in the shadows, light over everything."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import Faces, faces_of, spared
from worker.engines.classical.finding.saliency import delicate
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of
from worker.engines.classical.painting.pixels import Picture, unit
from worker.engines.classical.painting.smoothing import painted
from worker.engines.classical.painting.tone import from_lab, levelled, to_lab
from worker.engines.classical.styles.strokes import (
    Hand,
    Layer,
    brushed,
    facial,
    raked,
    softened,
)


class Motif(NamedTuple):
    """One hour before the motif."""

    title: str
    brush: float  # 1 is usual
    chroma: float
    light: tuple[float, float]  # gain and offset of L*
    shadow: tuple[float, float]  # shift of a*, b* in the shadows
    lights: tuple[float, float]  # shift of a*, b* in the lights
    hand: Hand
    relief: float = 0.45


MOTIFS = (
    Motif("morning haze", 1.0, 1.2, (0.74, 28), (6, -24), (0, 2), Hand(4, 0.06, 0.3)),
    Motif("garden in full sun", 1.25, 1.6, (0.95, 9), (-8, -4), (0, 22), Hand(4, 0.075, 0.4)),
    Motif("dots of pure colour", 0.72, 1.7, (0.90, 12), (16, -28), (9, 2), Hand(1, 0.15), 0.25),
    Motif("evening by the river", 1.1, 1.3, (0.70, 6), (4, -34), (14, 2), Hand(6, 0.06, 0.2)),
)


def impressionist(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Paint `picture` as the impressionists did, outdoors and quickly."""
    motif, scale = draw.one_of(MOTIFS), unit(picture)
    ready, found = _lit(levelled(picture, 0.7), motif, draw), faces_of(picture)
    flow = flow_of(ready, max(1.0, 6 * scale), 40 * scale)
    size = motif.brush * draw.between(0.9, 1.1, 1) * scale
    careful = painted(ready, 2 * scale)
    painting = brushed(
        spared(ready, careful, found), flow, _layers(size, motif.hand, found), draw.noise(1)
    )
    share = np.maximum(delicate(picture) * 0.3, found.mask * 0.2)
    return raked(softened(painting, careful, share), motif.relief), motif.title


def _layers(size: float, hand: Hand, found: Faces) -> tuple[Layer, ...]:
    finest = max(1.0, 5 * size)
    return (
        Layer(max(2.0, 22 * size), 0, hand),
        Layer(max(1.5, 12 * size), 0.02, hand),
        Layer(max(1.2, 8 * size), 0.05, hand),
        Layer(finest, 0.08, hand),
        *facial(found, hand, finest),
    )


def _lit(picture: Picture, motif: Motif, draw: Draw) -> Picture:
    """No black and no brown: shadows take the colour of the sky, lights that of the sun."""
    lab = to_lab(picture)
    light = lab[..., 0] / 100
    dark = (1 - light) ** 1.5
    # What is colourful already gains little, or reds would glare.
    dull = np.clip(1 - np.hypot(lab[..., 1], lab[..., 2]) / 80, 0, 1)
    lab[..., 1:] *= (1 + (motif.chroma * draw.between(0.95, 1.05, 2) - 1) * dull)[..., None]
    for axis in (0, 1):
        lab[..., axis + 1] += motif.shadow[axis] * dark + motif.lights[axis] * light
    gain, offset = motif.light
    lab[..., 0] = lab[..., 0] * gain + offset + draw.between(-2, 2, 3)
    return from_lab(lab)
