"""Storm: black clouds, driving rain and lightning, in the sky where there is one."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.finding.saliency import nearness
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.falling import streaks
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import (
    Picture,
    Plane,
    filled,
    mixed,
    to_bytes,
    to_float,
    unit,
)
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    curved,
    from_lab,
    grained,
    luma,
    positions,
    screened,
    step,
    to_lab,
    vignetted,
)

_SKY = 0.06  # of the picture: from here on clouds and bolts belong in it
_FRACTION = 3  # bits of fraction in OpenCV's drawing coordinates


class Tempest(NamedTuple):
    """One storm."""

    title: str
    exposure: float
    chroma: float
    shift: tuple[float, float]  # of a*, b*
    cloud: tuple[RGB, RGB]  # dark and light
    drops: int
    wind: float  # px aside for each px down
    flash: RGB  # light of the lightning; black for none
    bolts: int = 0


TEMPESTS = (
    Tempest(
        "violet night", 0.62, 0.55, (6, -20),
        ((0.07, 0.07, 0.14), (0.36, 0.36, 0.52)), 1000, 0.25, (0.62, 0.60, 0.95), 2,
    ),
    Tempest(
        "green squall", 0.80, 0.60, (-14, 7),
        ((0.12, 0.17, 0.15), (0.48, 0.56, 0.48)), 1900, 0.75, (0.0, 0.0, 0.0),
    ),
    Tempest(
        "black clouds, last light", 0.66, 0.85, (10, 20),
        ((0.08, 0.07, 0.09), (0.60, 0.42, 0.30)), 1300, 0.3, (0.30, 0.16, 0.03),
    ),
    Tempest(
        "sheet lightning", 1.18, 0.28, (2, -9),
        ((0.22, 0.24, 0.30), (0.82, 0.85, 0.92)), 1200, 0.45, (0.50, 0.54, 0.62), 1,
    ),
)  # fmt: skip


def storm(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Let a thunderstorm break over `picture`."""
    tempest, scale = draw.one_of(TEMPESTS), unit(picture)
    sky = sky_mask(to_bytes(picture))
    outdoors = float(sky.mean()) > _SKY
    dark = _darkened(picture, tempest, draw)
    far = sky if outdoors else np.clip(1 - nearness(picture), 0, 1) * 0.35
    lit = mixed(dark, _overcast(picture, tempest, draw, scale), far * 0.92)
    flash = np.array(tempest.flash, np.float32)
    lit = screened(lit, _flash(picture, tempest, draw).astype(np.float32)[..., None] * flash)
    struck = outdoors and tempest.bolts > 0
    lit = _struck(lit, sky, tempest, draw, scale) if struck else lit
    count = int(tempest.drops * draw.between(0.8, 1.2, 2))
    wind = tempest.wind * draw.between(0.8, 1.2, 3) * (1 if draw.spread(4) < 0.5 else -1)
    rain = streaks(picture, count, wind, draw.noise(1))
    lit = screened(lit, rain[..., None] * np.array((0.46, 0.49, 0.53), np.float32))
    lit = vignetted(bloomed(lit, 0.7, 0.3, 30 * scale), 0.5, 0.85)
    title = f"{tempest.title}, forked lightning" if struck else tempest.title
    return developed(grained(lit, 0.018, draw.noise(2), 1.3 * scale), draw, 0.28, 7.0), title


def _darkened(picture: Picture, tempest: Tempest, draw: Draw) -> Picture:
    lab = to_lab(picture)
    local = lab[..., 0] - widely_blurred(lab[..., 0], 60 * unit(picture))
    tones = np.clip((lab[..., 0] + 0.25 * local) / 100, 0, 1)
    tones = curved(tones, [(0, 0.01), (0.3, 0.15), (0.6, 0.42), (1, 0.86)])
    lab[..., 0] = np.clip(tones * 100 * tempest.exposure * draw.between(0.93, 1.07, 1), 0, 96)
    lab[..., 1:] *= tempest.chroma
    lab[..., 1] += tempest.shift[0]
    lab[..., 2] += tempest.shift[1]
    return from_lab(lab)


def _overcast(picture: Picture, tempest: Tempest, draw: Draw, scale: float) -> Picture:
    """Heavy clouds, darker towards the top and flat below, as a shelf cloud is."""
    down, _ = positions(picture)
    rough = clouds(picture.shape, draw.noise(3), 380 * scale, 6)
    # Billows are round above and torn below: the lighter side follows the slope of the noise.
    relief = widely_blurred(rough, 6 * scale) - widely_blurred(rough, 26 * scale)
    body = 0.34 + 0.22 * rough + 0.9 * relief + 0.30 * (down - 0.3)
    share = np.clip(body * tempest.exposure**0.5, 0, 1)
    dark, light = (filled(picture, colour) for colour in tempest.cloud)
    return mixed(dark, light, step(0.05, 0.95, share))


def _flash(picture: Picture, tempest: Tempest, draw: Draw) -> Plane:
    """Light from one side: from low down where a sun sets, else from above."""
    down, across = positions(picture)
    x = 0.15 + 0.7 * draw.spread(1)
    y = 0.0 if tempest.bolts else 0.75
    distance = np.hypot((across - x) * 1.2, down - y)
    return 0.75 * np.exp(-((distance / 0.5) ** 2))


def _struck(picture: Picture, sky: Plane, tempest: Tempest, draw: Draw, scale: float) -> Picture:
    """Bolts behind everything that stands against the sky, and the light that they throw."""
    rng, (height, width) = draw.noise(4), picture.shape[:2]
    layer = np.zeros((height, width), np.uint8)
    rows = np.nonzero(sky.mean(axis=1) > 0.1)[0]
    ground = float(rows[-1]) if rows.size else height * 0.5
    open_ = sky.mean(axis=0).astype(np.float64) ** 2 + 1e-9
    for x in rng.choice(width, tempest.bolts, p=open_ / open_.sum()):
        start = np.array([float(x), -4.0])
        end = np.array([x + ground * rng.uniform(-0.25, 0.25), ground + 8])
        _forked(layer, _jagged(start, end, rng), max(1.0, 3.2 * scale), rng)
    bolt = to_float(layer) * step(0.3, 0.8, sky)
    near, far = blurred(bolt, 3 * scale), widely_blurred(bolt, 18 * scale)
    light = np.clip(bolt + 1.1 * near + 2.2 * far + 2.5 * widely_blurred(bolt, 60 * scale), 0, 1)
    tint = mixed(filled(picture, tempest.flash), np.ones_like(picture), luma(np.dstack([bolt] * 3)))
    return screened(picture, light[..., None] * np.maximum(tint, 0.6))


def _jagged(start: Plane, end: Plane, rng: np.random.Generator) -> Plane:
    """A path from `start` to `end`, (points, 2) as x and y in px, by displacing midpoints."""
    path = np.stack([start, end])
    for _ in range(6):
        middle = (path[:-1] + path[1:]) / 2
        along = path[1:] - path[:-1]
        aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
        middle = middle + aside * rng.normal(0, 0.13, (len(middle), 1))
        merged = np.empty((len(path) + len(middle), 2))
        merged[::2], merged[1::2] = path, middle
        path = merged
    return path


def _forked(layer: Plane, path: Plane, thickness: float, rng: np.random.Generator) -> None:
    """Draw a bolt, and thinner branches that leave it downwards."""
    points = np.round(path * 2**_FRACTION).astype(np.int32)
    wide, shade = max(1, round(thickness)), 255 if thickness >= 2 else 190
    cv2.polylines(layer, [points], False, shade, wide, cv2.LINE_AA, _FRACTION)
    if thickness < 1:
        return
    length = float(np.linalg.norm(path[-1] - path[0]))
    for place in rng.uniform(0.15, 0.8, 3):
        start = path[int(place * (len(path) - 1))]
        turn = rng.choice((-1.0, 1.0)) * rng.uniform(0.35, 0.8)
        reach = length * rng.uniform(0.15, 0.4)
        end = start + reach * np.array([np.sin(turn), np.cos(turn)])
        _forked(layer, _jagged(start, end, rng), thickness * 0.5, rng)
