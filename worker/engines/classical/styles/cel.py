"""Soft cel: gentle flat tones with coloured outlines, as an animated film is painted."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import Faces, faces_of, redrawn
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of, lines_of
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, flattened, painted
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    from_lab,
    levelled,
    luma,
    positions,
    screened,
    step,
    tinted,
    to_lab,
)


class Scene(NamedTuple):
    """One time of day in the film."""

    title: str
    tones: int
    chroma: float
    light: tuple[float, float]  # gain and offset of L*
    shadow: tuple[float, float]  # shift of a*, b* in the shadows
    tint: RGB
    glow: RGB  # of the lights
    sky: RGB  # light that falls in from above


SCENES = (
    Scene("clear summer day", 5, 1.4, (0.96, 8), (4, -12), (1.0, 1.0, 1.0), (1, 1, 1), (0, 0, 0)),
    Scene(
        "blue hour", 4, 1.15, (0.70, 4), (6, -26), (0.84, 0.94, 1.14), (0.7, 0.85, 1.1),
        (0.02, 0.06, 0.16),
    ),
    Scene(
        "pastel morning", 6, 0.95, (0.58, 44), (6, -6), (1.02, 0.99, 1.02), (1.0, 0.95, 0.9),
        (0.06, 0.05, 0.02),
    ),
    Scene(
        "ember evening", 5, 1.25, (0.80, 4), (14, -4), (1.12, 0.92, 0.80), (1.0, 0.7, 0.5),
        (0.22, 0.08, 0.0),
    ),
)  # fmt: skip


def soft_cel(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Paint `picture` as a background and its figures on cels."""
    scene, scale = draw.one_of(SCENES), unit(picture)
    ready = levelled(picture, 0.85) ** np.float32(0.9 * draw.between(0.94, 1.08, 1))
    flat = _flat(ready, faces_of(picture), scale)
    colour = _toned(flat, scene, draw)
    lines = _outlines(ready, flat, scale)
    outline = from_lab(to_lab(colour) * np.array((0.22, 0.8, 0.8), np.float32))
    colour = tinted(mixed(colour, outline, lines * 0.92), scene.tint)
    down, _ = positions(colour)
    colour = screened(colour, (1 - down)[..., None] * np.array(scene.sky, np.float32))
    return developed(bloomed(colour, 0.72, 0.4, 20 * scale, scene.glow), draw, 0.42), scene.title


def _flat(ready: Picture, found: Faces, scale: float) -> Picture:
    flat = flattened(painted(ready, 4 * scale), 8 * scale, 0.11, 2)
    if not found.side:
        return flat
    # Areas that suit a coat would swallow the eyes of a face: they follow its size.
    size = min(scale, found.side / 200)

    def careful(part: Picture) -> Picture:
        return flattened(painted(part, 1.8 * size), 4 * size, 0.07, 1)

    return redrawn(flat, ready, found, careful)


def _toned(flat: Picture, scene: Scene, draw: Draw) -> Picture:
    lab = to_lab(flat)
    light = lab[..., 0] / 100
    levels = light * scene.tones
    whole = np.floor(levels)
    stepped = (whole + step(0.28, 0.72, levels - whole)) / scene.tones
    gain, offset = scene.light
    lab[..., 0] = np.clip((stepped * 0.65 + light * 0.35) * 100 * gain + offset, 0, 100)
    # What is colourful already gains little, or reds would glare.
    dull = np.clip(1 - np.hypot(lab[..., 1], lab[..., 2]) / 90, 0, 1)
    lab[..., 1:] *= (1 + (scene.chroma * draw.between(0.88, 1.12, 2) - 1) * dull)[..., None]
    lab[..., 2] += draw.between(-3, 3, 0)
    for axis in (0, 1):
        lab[..., axis + 1] += scene.shadow[axis] * (1 - light)
    return from_lab(lab)


def _outlines(ready: Picture, flat: Picture, scale: float) -> Plane:
    flow = flow_of(flat, max(1.0, 2.5 * scale), 24 * scale)
    fine = lines_of(luma(blurred(ready, 0.7 * scale)), max(0.7, 0.9 * scale), flow, 0.008)
    broad = lines_of(luma(flat), max(0.7, 1.4 * scale), flow, 0.006)
    return np.maximum(fine * 0.85, broad)
