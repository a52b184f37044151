"""Neon: a night palette and edges that glow like tubes."""

from typing import NamedTuple

import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.flow import flow_of, lines_of
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, filled, mixed, unit
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    contrasted,
    from_lab,
    grained,
    levelled,
    luma,
    mapped,
    positions,
    screened,
    step,
    to_lab,
    vignetted,
)

Stop = tuple[float, tuple[int, int, int]]


class City(NamedTuple):
    """One night palette."""

    title: str
    stops: tuple[Stop, ...]
    tubes: tuple[RGB, RGB]  # the colours that the edges glow in, across the picture
    exposure: float


CITIES = (
    City(
        "magenta and cyan",
        (
            (0, (6, 5, 24)), (0.3, (36, 16, 84)), (0.55, (150, 34, 150)),
            (0.78, (255, 96, 170)), (0.92, (130, 228, 255)), (1, (235, 255, 255)),
        ),
        ((0.15, 0.9, 1.0), (1.0, 0.25, 0.75)),
        0.92,
    ),
    City(
        "teal rain",
        (
            (0, (3, 8, 20)), (0.3, (8, 42, 82)), (0.55, (10, 116, 146)),
            (0.78, (40, 220, 205)), (0.93, (255, 140, 220)), (1, (255, 240, 250)),
        ),
        ((0.2, 1.0, 0.85), (1.0, 0.3, 0.9)),
        0.82,
    ),
    City(
        "hot sunset grid",
        (
            (0, (10, 4, 18)), (0.3, (70, 10, 70)), (0.52, (190, 24, 90)),
            (0.75, (255, 110, 50)), (0.92, (255, 220, 90)), (1, (255, 250, 220)),
        ),
        ((1.0, 0.45, 0.25), (1.0, 0.85, 0.2)),
        1.0,
    ),
    City(
        "ultraviolet",
        (
            (0, (0, 8, 24)), (0.35, (12, 22, 84)), (0.6, (56, 40, 208)),
            (0.8, (170, 80, 255)), (0.93, (120, 255, 200)), (1, (240, 255, 250)),
        ),
        ((0.5, 0.4, 1.0), (0.3, 1.0, 0.6)),
        0.78,
    ),
)  # fmt: skip


def neon(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Turn `picture` into a city at night."""
    city, scale = draw.one_of(CITIES), unit(picture)
    base = levelled(picture)
    tones = luma(base)
    graded = _graded(base, tones, city, draw, scale)
    light = _tubes(base, tones, city, draw, scale)
    lit = screened(graded, np.clip(_glow(light, scale), 0, 1))
    lit = screened(lit, _haze(base, city, draw))
    lit = bloomed(lit, 0.65, 0.4, 20 * scale, (1.0, 0.85, 1.0))
    lit = vignetted(_fringed(lit, max(1, round(1.6 * scale))), 0.5, 0.85)
    return developed(grained(lit, 0.016, draw.noise(2), 1.2 * scale), draw), city.title


def _graded(base: Picture, tones: Plane, city: City, draw: Draw, scale: float) -> Picture:
    local = np.clip(tones + 0.5 * (tones - widely_blurred(tones, 50 * scale)), 0, 1)
    ramp = contrasted(local, 4.5, 0.5 + draw.between(-0.03, 0.03, 1))
    lab, own = to_lab(mapped(ramp, city.stops)), to_lab(base)
    lab[..., 1:] = lab[..., 1:] * 0.85 + own[..., 1:] * 0.3
    lab[..., 0] *= 0.86 * city.exposure
    return from_lab(lab)


def _tubes(base: Picture, tones: Plane, city: City, draw: Draw, scale: float) -> Picture:
    flow = flow_of(base, max(1.0, 2 * scale), 24 * scale)
    edges = lines_of(1 - blurred(tones, scale), max(0.7, 1.2 * scale), flow, 0.012)
    down, across = positions(base)
    slant = (
        across * 0.5 + (1 - down) * 0.5 + 0.12 * clouds(base.shape, draw.noise(1), 300 * scale, 2)
    )
    first, second = city.tubes if draw.spread(2) < 0.5 else city.tubes[::-1]
    colour = mixed(filled(base, first), filled(base, second), step(0.2, 0.8, slant))
    return edges[..., None] * colour * 0.9


def _haze(base: Picture, city: City, draw: Draw) -> Picture:
    """The glow of a city over its roofs, brightest below: it shows where a picture is black."""
    down, across = positions(base)
    lean = draw.between(-0.5, 0.5, 4) * (across - 0.5)
    return (0.06 + 0.3 * np.clip(down + lean, 0, 1) ** 2)[..., None] * filled(
        base, _rgb(city.stops[2][1])
    )


def _rgb(colour: tuple[int, int, int]) -> RGB:
    red, green, blue = (value / 255 for value in colour)
    return red, green, blue


def _glow(light: Picture, scale: float) -> Picture:
    near, far = blurred(light, 3 * scale), widely_blurred(light, 16 * scale)
    return 0.5 * light + 0.7 * near + 0.7 * far + 0.6 * widely_blurred(light, 48 * scale)


def _fringed(picture: Picture, offset: int) -> Picture:
    """Red and blue a little apart, as a cheap lens leaves them."""
    red = np.roll(picture[..., 0], -offset, axis=1)
    blue = np.roll(picture[..., 2], offset, axis=1)
    red[:, -offset:], blue[:, :offset] = picture[:, -offset:, 0], picture[:, :offset, 2]
    return np.dstack([red, picture[..., 1], blue])
