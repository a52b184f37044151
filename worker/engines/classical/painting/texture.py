"""Textures that a seed grows: clouds of noise, paper, wobbling edges, printing screens."""

from math import cos, sin
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Plane
from worker.engines.classical.painting.smoothing import blurred


def clouds(
    shape: tuple[int, ...], rng: np.random.Generator, size: float, octaves: int = 4
) -> Plane:
    """Fractal noise of about unit variance; its largest forms are `size` px."""
    height, width = shape[:2]
    total, power = np.zeros((height, width), np.float32), 0.0
    for octave in range(octaves):
        grid = max(size / 2**octave, 1.0)
        amplitude = 0.5**octave
        total += np.float32(amplitude) * _octave(height, width, rng, grid)
        power += amplitude**2
    return total / np.float32(np.sqrt(power))


def _octave(height: int, width: int, rng: np.random.Generator, grid: float) -> Plane:
    rows, columns = int(height / grid) + 3, int(width / grid) + 3
    knots = rng.standard_normal((rows, columns), dtype=np.float32)
    size = int(columns * grid) + 1, int(rows * grid) + 1
    return cv2.resize(knots, size, interpolation=cv2.INTER_CUBIC)[:height, :width]


class Paper(NamedTuple):
    """A sheet of paper."""

    height: Plane  # of its fibres, about unit variance
    light: Plane  # what its relief does to light, about 1


def paper(shape: tuple[int, ...], rng: np.random.Generator, size: float) -> Paper:
    """Rough paper; `size` in px, about 1 at the design size."""
    fine, coarse = clouds(shape, rng, 3 * size, 2), clouds(shape, rng, 14 * size, 2)
    height = blurred(fine * 0.6 + coarse * 0.5, 0.6)
    slope = cv2.Sobel(height, cv2.CV_32F, 1, 0) + cv2.Sobel(height, cv2.CV_32F, 0, 1)
    slope /= float(slope.std()) + 1e-6
    return Paper(height, 1 + np.float32(0.022) * np.clip(slope, -3, 3))


def wobbled(
    picture: NDArray[Any], rng: np.random.Generator, amount: Plane | float, size: float
) -> NDArray[Any]:
    """`picture` with its edges moved by up to about `amount` px, in waves of `size` px."""
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] + amount * clouds(picture.shape, rng, size, 2)
    y = np.arange(height, dtype=np.float32)[:, None] + amount * clouds(picture.shape, rng, size, 2)
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def dots(shape: tuple[int, ...], pitch: float, angle: float) -> Plane:
    """A halftone screen: thresholds 0 to 1, dots `pitch` px apart, turned by `angle` radians."""
    height, width = shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :] * np.float32(2 * np.pi / pitch)
    y = np.arange(height, dtype=np.float32)[:, None] * np.float32(2 * np.pi / pitch)
    turn, lean = np.float32(cos(angle)), np.float32(sin(angle))
    return np.float32(0.5) + np.float32(0.25) * (
        np.cos(x * turn + y * lean) + np.cos(y * turn - x * lean)
    )
