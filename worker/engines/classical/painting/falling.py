"""What falls from the sky: flakes and streaks of rain, near and far."""

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import Picture, Plane, to_float, unit
from worker.engines.classical.painting.smoothing import blurred

_FRACTION = 3  # bits of fraction in OpenCV's drawing coordinates

# Share of the particles, size in design px, opacity, blur in design px: far to near.
_FLAKES = (
    (0.60, 1.1, 0.55, 0.5),
    (0.28, 2.2, 0.75, 0.9),
    (0.10, 4.2, 0.75, 2.0),
    (0.02, 10, 0.35, 5),
)
_DROPS = (
    (0.60, 1.0, 0.50, 0.5),
    (0.28, 1.6, 0.60, 0.6),
    (0.10, 2.6, 0.60, 1.0),
    (0.02, 4, 0.35, 1.8),
)


def flakes(picture: Picture, count: int, rng: np.random.Generator) -> Plane:
    """How much of each pixel snow covers, 0 to 1; `count` flakes on a square of the design size."""
    (height, width), scale = picture.shape[:2], unit(picture)
    total = np.zeros((height, width), np.float32)
    for share, size, opacity, blur in _FLAKES:
        layer = np.zeros((height, width), np.uint8)
        for _ in range(max(1, int(count * share * _area(picture)))):
            x, y = rng.uniform(0, width), rng.uniform(0, height)
            radius = max(4, int(size * scale * rng.uniform(0.6, 1.4) * 8))
            shade = int(255 * rng.uniform(0.5, 1))
            cv2.circle(layer, (int(x * 8), int(y * 8)), radius, shade, -1, cv2.LINE_AA, _FRACTION)
        soft = blurred(to_float(layer), blur * scale)
        total = 1 - (1 - total) * (1 - soft * opacity)
    return total


def streaks(picture: Picture, count: int, lean: float, rng: np.random.Generator) -> Plane:
    """The light of `count` raindrops, 0 to 1, that fall `lean` px aside for each px down."""
    (height, width), scale = picture.shape[:2], unit(picture)
    total = np.zeros((height, width), np.float32)
    for share, size, opacity, blur in _DROPS:
        layer = np.zeros((height, width), np.uint8)
        for _ in range(max(1, int(count * share * _area(picture)))):
            x, y = rng.uniform(0, width), rng.uniform(-0.1 * height, height)
            length = (size * rng.uniform(14, 26) + 12) * scale
            end = int((x + length * lean) * 8), int((y + length) * 8)
            shade = int(255 * rng.uniform(0.25, 0.75))
            wide = max(1, round(size * 0.6 * scale))
            cv2.line(layer, (int(x * 8), int(y * 8)), end, shade, wide, cv2.LINE_AA, _FRACTION)
        total = 1 - (1 - total) * (1 - blurred(to_float(layer), blur * scale) * opacity)
    return total


def _area(picture: Picture) -> float:
    """Of a square as long as the long side."""
    height, width = picture.shape[:2]
    return height * width / max(height, width) ** 2
