"""Times of day, golden hour and moonlight: grading in Lab, and a light from somewhere."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, unit
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    curved,
    from_lab,
    grained,
    levelled,
    positions,
    screened,
    to_lab,
    vignetted,
)


class Moon(NamedTuple):
    """One night."""

    title: str
    x: float  # where the light comes from, 0 to 1 across
    y: float  # and down
    exposure: float
    green_red: float  # shift in a*
    blue: float  # shift in b*, downwards
    chroma: float  # what is left of the colours
    air: float = 0.0  # of the night, in L*: it shows where a picture is black


MOONS = (
    Moon("silver moon from the right", 0.78, 0.12, 0.64, 0, 18, 0.12),
    Moon("deep blue night", 0.22, 0.15, 0.86, 2, 38, 0.4, 2),
    Moon("bright full moon", 0.5, 0.04, 1.42, -3, 15, 0.3, 6),
    Moon("teal midnight", 0.85, 0.35, 1.14, -28, 14, 0.5, 17),
)


def moonlit(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Day for night: darker, bluer, less colour, a moon somewhere above."""
    moon, scale = draw.one_of(MOONS), unit(picture)
    lab = to_lab(levelled(picture, 0.7))
    tones = curved(lab[..., 0] / 100, [(0, 0), (0.25, 0.08), (0.5, 0.2), (0.75, 0.4), (1, 0.68)])
    lab[..., 0] = tones * 100 * moon.exposure * draw.between(0.93, 1.07, 1)
    lab[..., 0] += moon.air * (1 - tones)
    lab[..., 1:] *= moon.chroma
    lab[..., 1] += moon.green_red * (0.4 + tones)
    lab[..., 2] -= moon.blue * draw.between(0.9, 1.1, 2) * (0.45 + tones)
    lit = from_lab(lab)
    distance = _distance(picture, moon.x + draw.between(-0.16, 0.16, 3), moon.y)
    lit = lit * (0.72 + 0.75 * np.exp(-((distance / 0.6) ** 2)))[..., None]
    halo = 0.2 * np.exp(-((distance / 0.35) ** 2))[..., None]
    lit = screened(lit, halo * np.array((0.7, 0.86, 1.0), np.float32))
    lit = vignetted(bloomed(lit, 0.4, 0.5, 25 * scale, (0.75, 0.9, 1.1)), 0.55, 0.85)
    return developed(grained(lit, 0.016, draw.noise(1), 1.2 * scale), draw, 0.42, 5.0), moon.title


class Sun(NamedTuple):
    """One low sun."""

    title: str
    x: float
    y: float
    exposure: float
    red: float  # shift in a*
    yellow: float  # shift in b*
    glow: RGB


SUNS = (
    Sun("low sun from the left", 0.08, 0.2, 0.94, 9, 25, (0.95, 0.50, 0.16)),
    Sun("ember sunset from the right", 0.92, 0.25, 0.66, 19, 24, (0.98, 0.36, 0.18)),
    Sun("hazy sun overhead", 0.5, 0.0, 1.3, 11, 38, (0.98, 0.66, 0.28)),
    Sun("rosy last light", 0.97, 0.5, 0.92, 26, -3, (0.98, 0.42, 0.42)),
)


def golden_hour(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Warm, low light with a glow where the sun is."""
    sun, scale = draw.one_of(SUNS), unit(picture)
    lab = to_lab(picture)
    tones = lab[..., 0] / 100
    light = curved(tones, [(0, 0.03), (0.3, 0.24), (0.6, 0.55), (1, 0.9)])
    lab[..., 0] = light * 100 * sun.exposure * draw.between(0.9, 1.1, 1)
    lab[..., 1] += sun.red * (0.4 + 0.6 * tones)
    lab[..., 2] += (
        sun.yellow * draw.between(0.82, 1.18, 2) * (0.25 + 0.75 * tones) - 7 * (1 - tones) ** 2
    )
    distance = _distance(picture, sun.x + draw.between(-0.14, 0.14, 3), sun.y)
    lit = from_lab(lab) * (0.8 + 0.4 * np.exp(-((distance / 0.9) ** 2)))[..., None]
    glow = 0.55 * np.exp(-((distance / 0.55) ** 2)) + 0.4 * np.exp(-((distance / 0.16) ** 2))
    lit = screened(lit, glow[..., None] * np.array(sun.glow, np.float32))
    lit = bloomed(lit, 0.65, 0.4, 30 * scale, (1.1, 0.8, 0.5))
    return developed(vignetted(lit, 0.35, 0.95), draw, 0.3, 4.0), sun.title


def _distance(picture: Picture, x: float, y: float) -> Plane:
    down, across = positions(picture)
    height, width = picture.shape[:2]
    # In heights, but a very long picture still keeps its light within reach.
    ratio = min(max(width / height, 0.5), 2.0)
    return np.hypot((across - x) * ratio, down - y)
