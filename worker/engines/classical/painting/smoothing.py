"""Smoothing that forgets edges (blurs) or keeps them (guided, bilateral, Kuwahara)."""

from math import cos, pi, sin
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Picture, Plane, resized, to_bytes, to_float

_BORDER = cv2.BORDER_REFLECT
_SECTORS = 8
_WIDEST = 7  # px, the radius up to which Kuwahara runs at full size


def blurred(pixels: NDArray[Any], sigma: float) -> NDArray[Any]:
    """Gaussian blur of `sigma` px; below 0.15 px nothing happens."""
    if sigma < 0.15:
        return pixels
    return cv2.GaussianBlur(pixels, (0, 0), sigma, borderType=_BORDER)


def widely_blurred(pixels: NDArray[Any], sigma: float) -> NDArray[Any]:
    """Gaussian blur of a large `sigma` px, on a smaller copy."""
    if sigma < 8:
        return blurred(pixels, sigma)
    height, width = pixels.shape[:2]
    shrink = max(1, int(sigma / 4))
    small = resized(pixels, max(4, width // shrink), max(4, height // shrink))
    return cv2.resize(
        blurred(small, sigma / shrink), (width, height), interpolation=cv2.INTER_CUBIC
    )


def boxed(pixels: NDArray[Any], radius: int) -> NDArray[Any]:
    """Mean of the square of `radius` px around each pixel."""
    return cv2.boxFilter(pixels, -1, (2 * radius + 1, 2 * radius + 1), borderType=_BORDER)


def guided(guide: Plane, plane: Plane, radius: int, epsilon: float) -> Plane:
    """Guided filter with a grey guide (He, Sun and Tang 2010); `radius` in px."""
    mean_guide, mean_plane = boxed(guide, radius), boxed(plane, radius)
    covariance = boxed(guide * plane, radius) - mean_guide * mean_plane
    variance = boxed(guide * guide, radius) - mean_guide * mean_guide
    slope = covariance / (variance + epsilon)
    return boxed(slope, radius) * guide + boxed(mean_plane - slope * mean_guide, radius)


def colour_guided(guide: Picture, plane: Plane, radius: int, epsilon: float) -> Plane:
    """Guided filter with a colour guide (He, Sun and Tang 2010, section 3.6); `radius` in px."""
    mean_guide, mean_plane = boxed(guide, radius), boxed(plane, radius)
    covariance = boxed(guide * plane[..., None], radius) - mean_guide * mean_plane[..., None]
    rows, columns = [0, 0, 0, 1, 1, 2], [0, 1, 2, 1, 2, 2]
    products = [
        boxed(guide[..., row] * guide[..., column], radius)
        - mean_guide[..., row] * mean_guide[..., column]
        for row, column in zip(rows, columns, strict=True)
    ]
    for diagonal in (0, 3, 5):
        products[diagonal] += np.float32(epsilon)
    slope = _solved(products, covariance)
    offset = mean_plane - _dot(slope, mean_guide)
    return _dot(boxed(slope, radius), guide) + boxed(offset, radius)


def _solved(matrix: list[Plane], right: Picture) -> Picture:
    """Solve a symmetric 3 x 3 system (rr rg rb gg gb bb) at each pixel, by its adjugate.

    A batch of LAPACK calls takes five times as long.
    """
    rr, rg, rb, gg, gb, bb = matrix
    rows = (
        (gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg),
        (rb * gb - rg * bb, rr * bb - rb * rb, rb * rg - rr * gb),
        (rg * gb - rb * gg, rb * rg - rr * gb, rr * gg - rg * rg),
    )
    determinant = rr * rows[0][0] + rg * rows[0][1] + rb * rows[0][2] + np.float32(1e-12)
    solved = [sum(row[axis] * right[..., axis] for axis in range(3)) / determinant for row in rows]
    return np.dstack(solved).astype(np.float32)


def _dot(first: Picture, second: Picture) -> Plane:
    products = first * second
    return products[..., 0] + products[..., 1] + products[..., 2]


def flattened(picture: Picture, radius: float, tolerance: float, times: int = 2) -> Picture:
    """Bilateral filter: `radius` px, `tolerance` in tone (0 to 1), `times` in a row."""
    pixels = to_bytes(picture)
    diameter = max(3, 2 * round(radius * 0.75) + 1)
    for _ in range(times):
        pixels = cv2.bilateralFilter(pixels, min(diameter, 15), tolerance * 255, radius)
    return to_float(np.asarray(pixels, np.uint8))


def painted(picture: Picture, radius: float, sharpness: int = 2) -> Picture:
    """Kuwahara filter with soft sectors: patches of even colour with crisp borders.

    Each of eight sectors is a Gaussian whose centre lies off the pixel, so one blur serves all;
    the sectors weigh by their evenness (Papari et al. 2007, Kyprianidis et al. 2009).
    `radius` in px; `sharpness` is how often the weight is squared.
    """
    height, width = picture.shape[:2]
    shrink = max(1.0, radius / _WIDEST)
    if shrink > 1.2:
        small = resized(picture, max(8, round(width / shrink)), max(8, round(height / shrink)))
        return resized(painted(small, radius / shrink, sharpness), width, height)
    return _kuwahara(picture, max(1.0, radius), sharpness)


def _kuwahara(picture: Picture, radius: float, sharpness: int) -> Picture:
    tones = picture[..., 0] * 0.299 + picture[..., 1] * 0.587 + picture[..., 2] * 0.114
    packed = np.dstack([picture, tones * tones]).astype(np.float32)
    means = blurred(packed, radius * 0.42)
    tones = means[..., 0] * 0.299 + means[..., 1] * 0.587 + means[..., 2] * 0.114
    spread = np.maximum(means[..., 3] - tones * tones, 0) * np.float32(900)
    for _ in range(sharpness):
        spread = spread * spread
    weight = np.float32(1) / (np.float32(1) + spread)
    weighted = np.dstack([means[..., :3] * weight[..., None], weight])
    total = _sum_of_sectors(weighted, radius * 0.62)
    return total[..., :3] / np.maximum(total[..., 3:], 1e-20)


def _sum_of_sectors(weighted: NDArray[Any], reach: float) -> NDArray[Any]:
    height, width = weighted.shape[:2]
    edge = int(np.ceil(reach))
    padded = cv2.copyMakeBorder(weighted, edge, edge, edge, edge, _BORDER)
    total = np.zeros_like(weighted)
    for sector in range(_SECTORS):
        angle = 2 * pi * sector / _SECTORS
        top, left = edge + round(reach * sin(angle)), edge + round(reach * cos(angle))
        total += padded[top : top + height, left : left + width]
    return total
