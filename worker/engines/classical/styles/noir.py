"""Film noir: black and white with hard light from a window, a lamp or a street."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.finding.faces import faces_of
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.painting.tone import (
    RGB,
    balanced,
    bloomed,
    contrasted,
    grained,
    levelled,
    luma,
    positions,
    step,
    tinted,
    vignetted,
)


class Lighting(NamedTuple):
    """One way of lighting and filtering."""

    title: str
    weights: RGB  # what a lens filter lets through
    steepness: float
    pivot: float  # higher is darker
    light: str  # open, blinds, door, lamp
    tint: RGB


LIGHTINGS = (
    Lighting("high contrast, red filter", (0.55, 0.35, 0.1), 7.0, 0.42, "open", (1.0, 1.0, 0.99)),
    Lighting("light through blinds", (0.2, 0.6, 0.2), 7.5, 0.45, "blinds", (0.98, 1.0, 1.02)),
    Lighting(
        "low key, light from a door", (0.7, 0.25, 0.05), 7.0, 0.53, "door", (1.05, 0.98, 0.88)
    ),
    Lighting(
        "a single lamp, blue filter", (0.15, 0.4, 0.45), 7.0, 0.42, "lamp", (0.94, 0.99, 1.05)
    ),
)


def noir(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Light `picture` as a film of the 1940s."""
    lighting, scale = draw.one_of(LIGHTINGS), unit(picture)
    tones = balanced(luma(levelled(picture), lighting.weights))
    tones = np.clip(tones + 0.35 * (tones - widely_blurred(tones, 40 * scale)), 0, 1)
    pivot = lighting.pivot + draw.between(-0.05, 0.05, 1)
    tones = contrasted(tones, lighting.steepness, pivot)
    lit = np.repeat((tones * _light(picture, lighting.light, draw))[..., None], 3, axis=2)
    lit = vignetted(bloomed(lit, 0.75, 0.35, 20 * scale), draw.between(0.5, 0.75, 2))
    lit = grained(lit, 0.032, draw.noise(1), 1.5 * scale)
    return developed(tinted(lit, lighting.tint), draw, 0.5, 6.0), lighting.title


def _light(picture: Picture, kind: str, draw: Draw) -> Plane:
    down, across = positions(picture)
    x, y = draw.between(0.35, 0.65, 3), draw.between(0.35, 0.55, 4)
    if kind == "blinds":
        slats = step(
            -0.35, 0.25, np.sin((down + draw.between(-0.3, 0.3, 5) * across) * 2 * np.pi * 11)
        )
        slats = mixed(slats, 0.55 + 0.45 * slats, faces_of(picture).mask)  # or they cut out an eye
        window = np.exp(-(((across - x) / 0.5) ** 2 + ((down - y) / 0.5) ** 2))
        return mixed(np.full_like(slats, 0.5), slats * 0.8 + 0.34, np.clip(window * 1.5, 0, 1))
    if kind == "door":
        side = across if draw.spread(3) < 0.5 else 1 - across
        return np.broadcast_to(1.25 - 1.0 * step(0.1, 0.9, side), picture.shape[:2])
    if kind == "lamp":
        return 0.22 + 1.1 * np.exp(-(((across - x) / 0.38) ** 2 + ((down - y) / 0.42) ** 2))
    return np.ones(picture.shape[:2], np.float32)
