"""Weather: fog, snow and rain, thicker where the picture seems far."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.finding.foreground import standing
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.falling import flakes, streaks
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, filled, mixed, unit
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    curved,
    from_lab,
    grained,
    positions,
    saturated,
    screened,
    step,
    to_lab,
    vignetted,
)


class Haze(NamedTuple):
    """One fog."""

    title: str
    density: float
    reach: float  # exponent: larger comes less near
    colour: RGB
    light: float  # of the day, on what the fog leaves


HAZES = (
    Haze("morning mist", 1.1, 0.95, (0.91, 0.93, 0.94), 1.06),
    Haze("warm haze", 1.45, 0.72, (0.93, 0.79, 0.56), 1.0),
    Haze("thick grey fog", 1.5, 0.65, (0.54, 0.56, 0.57), 0.82),
    Haze("blue evening fog", 1.25, 0.9, (0.32, 0.40, 0.53), 0.78),
)


def fog(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Fog that hides what seems far, and lets whoever is close stand before it."""
    haze, scale = draw.one_of(HAZES), unit(picture)
    near = standing(picture)
    near = widely_blurred(near, 20 * scale) * 0.5 + near * 0.5
    thick = np.clip((1 - near) * haze.density + 0.08, 0, 1) ** np.float32(haze.reach)
    drift = clouds(picture.shape, draw.noise(1), 400 * scale)
    thick = np.clip(thick * (0.84 + 0.2 * drift) + draw.between(-0.05, 0.05, 1), 0, 0.94)
    soft = mixed(
        saturated(picture, 0.7) * haze.light, widely_blurred(picture, 8 * scale), thick * 0.6
    )
    down, _ = positions(picture)
    veil = filled(picture, haze.colour) * (1.04 - 0.08 * down)[..., None]
    return developed(mixed(soft, veil, thick) * 0.97 + 0.02, draw), haze.title


class Snowfall(NamedTuple):
    """One kind of snow."""

    title: str
    flakes: int  # at the design size
    chroma: float
    blue: float  # shift of b*, downwards
    exposure: float
    mist: float


SNOWFALLS = (
    Snowfall("light snow", 1300, 0.66, 8, 0.95, 0.25),
    Snowfall("blizzard", 2800, 0.26, 3, 1.15, 0.9),
    Snowfall("snow at dusk", 1200, 0.55, 20, 0.66, 0.35),
    Snowfall("crisp winter morning", 1500, 0.72, -8, 1.08, 0.2),
)


def snow(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Cold light and falling flakes of four sizes; none lies, which edges alone cannot place."""
    fall = draw.one_of(SNOWFALLS)
    lab = to_lab(picture)
    lab[..., 1:] *= fall.chroma
    lab[..., 2] -= fall.blue
    light = curved(lab[..., 0] / 100, [(0, 0.06), (0.4, 0.46), (1, 0.97)])
    lab[..., 0] = np.clip(light * 100 * fall.exposure * draw.between(0.94, 1.06, 1), 0, 98)
    cold = from_lab(lab)
    white = np.array((0.93, 0.95, 0.98), np.float32) * min(1.0, fall.exposure + 0.1)
    far = np.clip((1 - standing(picture)) * fall.mist, 0, 1)
    cold = mixed(cold, filled(picture, tuple(white * 0.94)), far)
    flying = flakes(picture, int(fall.flakes * draw.between(0.8, 1.2, 2)), draw.noise(2))
    title = f"{fall.title}, falling and not lying"
    return developed(screened(cold, flying[..., None] * 0.95), draw, 0.25, 6.0), title


class Shower(NamedTuple):
    """One kind of rain."""

    title: str
    drops: int
    chroma: float
    tint: tuple[float, float]  # shift of a*, b*
    exposure: float
    mist: RGB


SHOWERS = (
    Shower("steady rain", 900, 0.62, (-4, -12), 0.88, (0.47, 0.51, 0.58)),
    Shower("downpour", 1900, 0.2, (0, -2), 0.50, (0.36, 0.38, 0.40)),
    Shower("spring shower", 1700, 0.8, (-8, 8), 0.92, (0.60, 0.64, 0.56)),
    Shower("rain at nightfall", 1200, 0.65, (7, -24), 0.52, (0.22, 0.22, 0.36)),
)


def rain(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Grey light, streaks and a wet ground that mirrors."""
    shower, scale = draw.one_of(SHOWERS), unit(picture)
    lab = to_lab(picture)
    lab[..., 0] *= shower.exposure * draw.between(0.93, 1.07, 1)
    lab[..., 1:] *= shower.chroma
    lab[..., 1] += shower.tint[0]
    lab[..., 2] += shower.tint[1]
    grey = bloomed(from_lab(lab), 0.6, 0.25, 30 * scale)
    grey = mixed(grey, filled(picture, shower.mist), np.clip((1 - standing(picture)) * 0.4, 0, 1))
    wet = vignetted(_mirrored(grey, scale), 0.45, 0.85)
    count, lean = int(shower.drops * draw.between(0.8, 1.2, 2)), draw.between(-0.16, 0.16, 3)
    falling = streaks(picture, count, lean, draw.noise(1))
    lit = screened(wet, falling[..., None] * np.array((0.50, 0.53, 0.56), np.float32))
    return developed(grained(lit, 0.015, draw.noise(2), 1.2 * scale), draw), shower.title


def _mirrored(picture: Picture, scale: float) -> Picture:
    """The lowest third as wet ground: a faint, smeared mirror of what stands above it."""
    height = len(picture)
    band = int(height * 0.3)
    if band < 4:
        return picture
    above = np.ascontiguousarray(picture[height - 2 * band : height - band][::-1])
    mirror = cv2.GaussianBlur(above, (0, 0), max(0.6, 2 * scale), sigmaY=max(0.8, 9 * scale))
    depth = np.linspace(0, 1, band, dtype=np.float32)[:, None] * np.ones_like(above[..., 0])
    wet = picture.copy()
    wet[height - band :] = mixed(picture[height - band :], mirror, step(0.3, 0.9, depth) * 0.24)
    return wet
