"""Skies painted into the place of another: sunset, starry, stormy, in its clouds' own light."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import luma, mapped, positions, screened, step

Stop = tuple[float, tuple[int, int, int]]


class Sky(NamedTuple):
    """One sky, from the top (0) to the horizon (1)."""

    title: str
    stops: tuple[Stop, ...]
    cloud: tuple[float, float, float]  # RGB of lit cloud
    sun: float  # where across it glows, 0 to 1; below 0 nowhere


SKIES: dict[str, tuple[Sky, ...]] = {
    "sunset": (
        Sky(
            "amber",
            (
                (0, (74, 92, 140)),
                (0.45, (214, 136, 108)),
                (0.8, (250, 180, 92)),
                (1, (255, 214, 128)),
            ),
            (1.0, 0.72, 0.42),
            0.7,
        ),
        Sky(
            "crimson",
            ((0, (58, 38, 84)), (0.4, (148, 48, 88)), (0.75, (226, 84, 66)), (1, (252, 150, 78))),
            (1.0, 0.45, 0.38),
            0.3,
        ),
        Sky(
            "pale rose",
            (
                (0, (150, 170, 206)),
                (0.5, (226, 190, 198)),
                (0.85, (250, 212, 186)),
                (1, (255, 232, 200)),
            ),
            (1.0, 0.82, 0.76),
            0.5,
        ),
        Sky(
            "violet dusk",
            (
                (0, (26, 30, 74)),
                (0.5, (92, 62, 130)),
                (0.82, (196, 104, 138)),
                (1, (246, 160, 120)),
            ),
            (0.85, 0.5, 0.66),
            0.85,
        ),
    ),
    "starry": (
        Sky(
            "deep blue",
            ((0, (4, 8, 30)), (0.6, (16, 30, 74)), (1, (44, 66, 118))),
            (0.45, 0.55, 0.95),
            -1,
        ),
        Sky(
            "violet",
            ((0, (14, 4, 36)), (0.6, (52, 22, 92)), (1, (116, 62, 136))),
            (0.85, 0.55, 1.0),
            -1,
        ),
        Sky(
            "green aurora",
            ((0, (2, 16, 24)), (0.6, (6, 52, 60)), (1, (20, 92, 84))),
            (0.3, 1.0, 0.7),
            -1,
        ),
        Sky("black", ((0, (1, 1, 6)), (0.7, (6, 8, 18)), (1, (22, 22, 34))), (0.7, 0.66, 0.6), -1),
    ),
    "stormy": (
        Sky(
            "slate",
            ((0, (48, 56, 68)), (0.6, (88, 98, 110)), (1, (150, 156, 160))),
            (0.72, 0.76, 0.8),
            -1,
        ),
        Sky(
            "green-black",
            ((0, (20, 28, 30)), (0.6, (48, 62, 58)), (1, (126, 136, 116))),
            (0.5, 0.6, 0.54),
            -1,
        ),
        Sky(
            "breaking light",
            ((0, (78, 84, 98)), (0.6, (136, 136, 138)), (1, (226, 212, 176))),
            (1.0, 0.94, 0.8),
            0.5,
        ),
        Sky(
            "indigo",
            ((0, (20, 22, 52)), (0.6, (52, 58, 98)), (1, (110, 116, 146))),
            (0.5, 0.54, 0.72),
            -1,
        ),
    ),
}


def painted_sky(picture: Picture, mask: Plane, kind: str, draw: Draw) -> tuple[Picture, str]:
    """A whole picture of the sky called `kind`, to be seen through `mask`, and its title."""
    sky = draw.one_of(SKIES[kind])
    rows = np.nonzero(mask.mean(axis=1) > 0.02)[0]
    horizon = (rows[-1] + 1) / len(mask) if rows.size else 1.0
    down, _ = positions(picture)
    depth = np.broadcast_to(np.clip(down / horizon, 0, 1), mask.shape)
    waver = clouds(mask.shape, draw.noise(1), 0.5 * max(mask.shape), 3) * 0.05
    base = mapped(np.clip(depth + waver, 0, 1), sky.stops)
    base = _clouded(base, picture, mask, sky, draw)
    if kind == "starry":
        base = _starred(base, depth, sky, draw)
    return _glowing(base, horizon, sky), sky.title


def _clouded(base: Picture, picture: Picture, mask: Plane, sky: Sky, draw: Draw) -> Picture:
    # The clouds that are there already, by what is brighter than its surroundings, and a few more.
    tones = luma(picture) * mask
    own = (tones - widely_blurred(tones, 120 * unit(picture))) * mask
    veil = clouds(mask.shape, draw.noise(2), 0.3 * max(mask.shape), 5)
    cover = np.clip(step(0.1, 1.8, veil) * 0.5 + np.clip(own * 2.5, 0, 0.5), 0, 0.7)
    return mixed(base, 0.35 * base + 0.65 * np.array(sky.cloud, np.float32), cover * 0.6)


def _starred(base: Picture, depth: Plane, sky: Sky, draw: Draw) -> Picture:
    rng, scale = draw.noise(3), unit(base)
    chance = rng.random(depth.shape, dtype=np.float32)
    few = np.float32(0.0012 / max(scale, 0.3) ** 2)
    light = np.where(chance < few, rng.random(depth.shape, dtype=np.float32) ** 3, 0)
    small = blurred(light, 0.7 * scale) * np.float32(4.5 * max(scale, 0.6) ** 2)
    large = blurred(np.where(light > 0.8, light, 0), 1.8 * scale) * np.float32(
        12 * max(scale, 0.6) ** 2
    )
    band = (
        np.exp(-((clouds(depth.shape, draw.noise(4), 0.7 * max(depth.shape), 3) / 0.5) ** 2)) * 0.16
    )
    stars = (np.clip(small + large, 0, 1) * (1 - 0.6 * depth))[..., None]
    return screened(screened(base, band[..., None] * np.array(sky.cloud, np.float32)), stars)


def _glowing(base: Picture, horizon: float, sky: Sky) -> Picture:
    if sky.sun < 0:
        return np.clip(base, 0, 1)
    down, across = positions(base)
    distance = np.hypot(across - sky.sun, (down - horizon * 0.92) * 1.3)
    glow = 0.6 * np.exp(-((distance / 0.3) ** 2)) + 0.5 * np.exp(-((distance / 0.09) ** 2))
    return screened(base, glow[..., None] * np.array((1.0, 0.8, 0.5), np.float32))
