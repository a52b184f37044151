"""Outlines in px, and how much of each pixel they cover."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.posters.patches import Patch

Points = NDArray[Any]  # (count, 2), px: across and down
Size = tuple[int, int]  # width and height of a canvas, px

_FRACTION = 4  # bits of fraction in OpenCV's coordinates
_NOTHING = Patch(np.zeros((0, 0), np.float32), 0, 0)


def covered(size: Size, *outlines: Points) -> Patch:
    """The union of closed outlines, with smooth edges, cut at the canvas."""
    width, height = size
    every = np.concatenate(outlines)
    left, top = np.maximum(np.floor(every.min(axis=0)).astype(int) - 1, 0)
    right, bottom = np.minimum(np.ceil(every.max(axis=0)).astype(int) + 2, (width, height))
    if right <= left or bottom <= top:
        return _NOTHING
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for outline in outlines:  # one by one: together, overlaps would count as holes
        fixed = np.round((outline - (left, top)) * 2**_FRACTION).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 255, cv2.LINE_AA, _FRACTION)
    return Patch(mask.astype(np.float32) / 255, int(top), int(left))


def below(profile: NDArray[Any], size: Size) -> Patch:
    """Everything under `profile` (px down for each column), to the bottom of the canvas."""
    width, height = size
    top = int(np.clip(np.floor(profile.min()) - 1, 0, height - 1))
    rows = np.arange(top, height, dtype=np.float32)[:, None]
    cover = np.clip(rows - profile.astype(np.float32)[None, :width] + 0.5, 0, 1)
    return Patch(cover, top, 0)


def everywhere(size: Size) -> Patch:
    """The whole canvas."""
    return Patch(np.ones((size[1], size[0]), np.float32), 0, 0)


def disc(size: Size, x: float, y: float, radius: float, *, soft: float = 0.75) -> Patch:
    """A disc; `soft` px on either side of its edge are partly covered."""
    reach = radius + soft + 1
    patch, down, across = _window(size, x, y, reach, reach)
    if not patch.cover.size:
        return patch
    distance = np.hypot(across, down)
    return patch.times(np.clip((radius - distance) / (2 * soft) + 0.5, 0, 1))


def glow(size: Size, x: float, y: float, reach: float, *, flat: float = 1.0) -> Patch:
    """Light that fades as a Gaussian, to a third at `reach` px; `flat` below 1 is lower."""
    patch, down, across = _window(size, x, y, 2.6 * reach, 2.6 * reach * flat)
    return patch.times(np.exp(-((across / reach) ** 2 + (down / (reach * flat)) ** 2)))


def _window(size: Size, x: float, y: float, wide: float, tall: float) -> tuple[Patch, Plane, Plane]:
    """A full patch of up to `wide` and `tall` px around a point; px from there down and across."""
    left, right = (int(np.clip(edge, 0, size[0])) for edge in (x - wide, x + wide + 1))
    top, bottom = (int(np.clip(edge, 0, size[1])) for edge in (y - tall, y + tall + 1))
    cover = np.ones((max(0, bottom - top), max(0, right - left)), np.float32)
    down = (np.arange(top, top + cover.shape[0], dtype=np.float32) - np.float32(y))[:, None]
    across = (np.arange(left, left + cover.shape[1], dtype=np.float32) - np.float32(x))[None, :]
    return Patch(cover, top, left), down, across


def polygon(*points: tuple[float, float]) -> Points:
    """An outline from its corners."""
    return np.array(points, np.float64)


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """A rectangle."""
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def ellipse(x: float, y: float, wide: float, tall: float, turn: float = 0.0) -> Points:
    """An ellipse of half axes `wide` and `tall`, turned by `turn` radians."""
    count = int(np.clip(max(wide, tall) * 1.6, 16, 220))
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    flat = np.stack([wide * np.cos(angles), tall * np.sin(angles)], axis=1)
    return moved(turned(flat, turn), x, y)


def moved(points: Points, x: float, y: float) -> Points:
    """Points shifted by x and y px."""
    return points + np.array((x, y))


def turned(points: Points, angle: float) -> Points:
    """Points turned about the origin by `angle` radians, clockwise on the canvas."""
    cosine, sine = np.cos(angle), np.sin(angle)
    return points @ np.array(((cosine, sine), (-sine, cosine)))


def placed(points: Points, x: float, y: float, scale: float, *, flipped: bool = False) -> Points:
    """Points of a unit drawing (y upwards is negative) at (x, y), `scale` px to the unit."""
    return points * ((-scale if flipped else scale), scale) + (x, y)


def smooth(points: Points | Sequence[tuple[float, float]], steps: int = 8) -> Points:
    """A closed outline through `points`, rounded (Catmull and Rom 1974, centripetal weights left
    out: the drawings avoid sharp turns)."""
    corner = np.asarray(points, np.float64)
    before, after, next_but_one = (np.roll(corner, shift, axis=0) for shift in (1, -1, -2))
    share = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    curve = 0.5 * (
        2 * corner
        + (after - before) * share
        + (2 * before - 5 * corner + 4 * after - next_but_one) * share**2
        + (3 * corner - before - 3 * after + next_but_one) * share**3
    )
    return curve.transpose(1, 0, 2).reshape(-1, 2)


def bow(start: Points, through: Points, end: Points, count: int = 32) -> Points:
    """A quadratic Bézier curve with the control point `through`."""
    share = np.linspace(0, 1, count)[:, None]
    return (1 - share) ** 2 * start + 2 * share * (1 - share) * through + share**2 * end


def ribbon(line: Points, widths: NDArray[Any] | float) -> Points:
    """The outline of a stroke along `line`, `widths` px to either side."""
    along = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / length
    half = np.broadcast_to(np.asarray(widths, np.float64), (len(line),))[:, None]
    return np.concatenate([line + across * half, (line - across * half)[::-1]])
