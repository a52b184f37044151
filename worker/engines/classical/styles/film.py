"""Film: the gradings of cinema and the fading of old prints."""

from typing import NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, unit
from worker.engines.classical.painting.smoothing import widely_blurred
from worker.engines.classical.painting.texture import clouds
from worker.engines.classical.painting.tone import (
    RGB,
    bloomed,
    curved,
    from_lab,
    grained,
    levelled,
    luma,
    positions,
    saturated,
    screened,
    to_lab,
    vignetted,
)

Shift = tuple[float, float]  # of a* and b*
Curve = tuple[tuple[float, float], ...]


class Grade(NamedTuple):
    """One grading of cinema."""

    title: str
    shadow: Shift
    lights: Shift
    chroma: float
    exposure: float
    halo: RGB
    lift: float = 0.0  # of black, in L*


GRADES = (
    Grade("teal and orange", (-8, -16), (9, 22), 1.05, 1.0, (1.1, 0.85, 0.75)),
    Grade("green thriller", (-15, 3), (-6, 24), 0.75, 0.82, (0.9, 1.05, 0.8), 4),
    Grade("magenta night", (14, -30), (18, 0), 1.05, 0.80, (1.1, 0.8, 1.0)),
    Grade("bleached silver", (-3, -9), (0, 4), 0.4, 1.12, (0.95, 1.0, 1.05), 11),
)


def cinematic(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Grade `picture` for the screen: two colours, soft highlights, grain."""
    grade, scale = draw.one_of(GRADES), unit(picture)
    lab = to_lab(levelled(picture, 0.7))
    light = lab[..., 0] / 100
    amount = draw.between(0.85, 1.15, 1)
    dark, bright = (1 - light) ** 1.3 * amount, light * 0.6 * amount
    lab[..., 1:] *= grade.chroma
    for axis in (0, 1):
        lab[..., axis + 1] += grade.shadow[axis] * dark + grade.lights[axis] * bright
    curve = [(0, 0.015), (0.2, 0.13), (0.5, 0.48), (0.8, 0.82), (1, 0.95)]
    exposure = grade.exposure * draw.between(0.93, 1.07, 2)
    lab[..., 0] = np.clip(curved(light, curve) * 100 * exposure + grade.lift * dark, 0, 97)
    graded = from_lab(lab)
    tones = luma(graded)
    graded = np.clip(graded + 0.25 * (tones - widely_blurred(tones, 50 * scale))[..., None], 0, 1)
    graded = vignetted(bloomed(graded, 0.74, 0.35, 25 * scale, grade.halo), 0.45, 0.9)
    graded = grained(graded, 0.022, draw.noise(1), 1.3 * scale)
    return developed(graded, draw), grade.title


class Print(NamedTuple):
    """One kind of old print."""

    title: str
    chroma: float
    red: Curve
    green: Curve
    blue: Curve
    leak: float  # of light, at an edge
    frame: bool = False


PRINTS = (
    Print(
        "faded colour print",
        0.8,
        ((0, 0.13), (0.5, 0.60), (1, 0.97)),
        ((0, 0.10), (0.5, 0.55), (1, 0.93)),
        ((0, 0.16), (0.5, 0.44), (1, 0.74)),
        0.75,
    ),
    Print(
        "instant photograph",
        0.62,
        ((0, 0.13), (0.5, 0.62), (1, 0.97)),
        ((0, 0.14), (0.5, 0.62), (1, 0.96)),
        ((0, 0.26), (0.5, 0.62), (1, 0.86)),
        0.0,
        frame=True,
    ),
    Print(
        "slide film",
        1.25,
        ((0, 0.03), (0.5, 0.46), (1, 0.98)),
        ((0, 0.04), (0.5, 0.42), (1, 0.92)),
        ((0, 0.12), (0.5, 0.38), (1, 0.78)),
        0.5,
    ),
    Print(
        "sepia print",
        0.12,
        ((0, 0.12), (0.5, 0.50), (1, 0.93)),
        ((0, 0.07), (0.5, 0.37), (1, 0.83)),
        ((0, 0.04), (0.5, 0.23), (1, 0.66)),
        0.0,
    ),
)


_POSTERS = tuple(
    print_._replace(title="pale print", frame=False) if print_.frame else print_
    for print_ in PRINTS
)


def vintage(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Age `picture`: lifted blacks, crossed curves, dust, light that leaked in."""
    return _aged(picture, draw.one_of(PRINTS), draw)


def old_print(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Age `picture` as a poster is: it has no frame of an instant photograph."""
    return _aged(picture, draw.one_of(_POSTERS), draw)


def _aged(picture: Picture, print_: Print, draw: Draw) -> tuple[Picture, str]:
    scale = unit(picture)
    base = saturated(levelled(picture, 0.5), print_.chroma * draw.between(0.88, 1.12, 1))
    base = base ** np.float32(draw.between(0.88, 1.12, 0))
    curves = (print_.red, print_.green, print_.blue)
    aged = np.dstack([curved(base[..., axis], curves[axis]) for axis in range(3)])
    aged = bloomed(aged, 0.72, 0.25, 20 * scale)
    if print_.leak:
        aged = _leaked(aged, print_.leak, draw, scale)
    aged = mixed(aged, np.full_like(aged, 0.92), _dust(aged, draw, scale) * 0.55)
    aged = grained(vignetted(aged, 0.35, 0.85), 0.025, draw.noise(3), 1.5 * scale)
    aged = developed(aged, draw)
    return _framed(aged) if print_.frame else aged, print_.title


def _leaked(picture: Picture, amount: float, draw: Draw, scale: float) -> Picture:
    _, across = positions(picture)
    edge = across if draw.spread(2) < 0.5 else 1 - across
    veil = clouds(picture.shape, draw.noise(1), 450 * scale, 2)
    leak = np.exp(-(((edge + 0.06 * veil) / 0.16) ** 2)) * np.clip(0.5 + 0.4 * veil, 0, 1)
    return screened(picture, leak[..., None] * np.array((0.95, 0.35, 0.12), np.float32) * amount)


def _dust(picture: Picture, draw: Draw, scale: float) -> Plane:
    rng, (height, width) = draw.noise(2), picture.shape[:2]
    dust = np.zeros((height, width), np.float32)
    size = max(1, round(scale))
    for _ in range(14):
        spot = int(rng.uniform(0, width)), int(rng.uniform(0, height))
        cv2.circle(dust, spot, size, float(rng.uniform(0.3, 0.8)), -1, cv2.LINE_AA)
    for _ in range(4):
        start = rng.uniform(0, (width, height))
        hair = np.cumsum(np.vstack([start, rng.normal(0, 5 * scale, (14, 2))]), axis=0)
        shade = float(rng.uniform(0.2, 0.45))
        cv2.polylines(dust, [hair.astype(np.int32)], False, shade, size, cv2.LINE_AA)
    return dust


def _framed(picture: Picture) -> Picture:
    """The white frame of an instant photograph, laid over the margins of the picture."""
    height, width = picture.shape[:2]
    edge = max(1, round(min(height, width) * 0.045))
    framed = np.empty_like(picture)
    framed[:] = (0.955, 0.945, 0.915)
    inner = slice(edge, max(edge + 1, height - round(edge * 2.6))), slice(edge, width - edge)
    framed[inner] = picture[inner]
    return framed
