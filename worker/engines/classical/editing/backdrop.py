"""A background out of focus, as a large lens draws it, without a halo around the subject."""

import cv2
import numpy as np

from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, resized, unit
from worker.engines.classical.painting.tone import luma, step

RADII = (16.0, 9.0, 26.0, 40.0)  # design px of the disc


def defocused(picture: Picture, place: Plane, draw: Draw) -> Picture:
    """`picture` blurred inside `place` with a disc; what is outside lends it no colour."""
    return out_of_focus(picture, place, draw.one_of(RADII) * draw.between(0.9, 1.1, 1))


def out_of_focus(picture: Picture, place: Plane, disc: float) -> Picture:
    """The same with a disc of that radius, in design px."""
    height, width = place.shape
    radius = disc * unit(picture)
    shrink = max(1, round(radius / 9))
    size = max(1, width // shrink), max(1, height // shrink)
    linear = resized(np.clip(picture, 0, 1) ** 2.2, *size)
    # Bright spots weigh more, as they do on film: they become discs.
    weight = (1 + 3 * step(0.6, 1, luma(linear))) * (resized(place, *size) + 1e-3)
    kernel = _disc(max(1, round(radius / shrink)))
    light = cv2.filter2D(linear * weight[..., None], -1, kernel, borderType=cv2.BORDER_REFLECT)
    amount = cv2.filter2D(weight, -1, kernel, borderType=cv2.BORDER_REFLECT)
    soft = np.clip(light / np.maximum(amount, 1e-6)[..., None], 0, 1) ** np.float32(1 / 2.2)
    grown = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
    return mixed(picture, np.clip(grown, 0, 1), (place > 0).astype(np.float32))


def _disc(radius: int) -> Plane:
    kernel = np.zeros((2 * radius + 1, 2 * radius + 1), np.float32)
    cv2.circle(kernel, (radius, radius), radius, 1.0, -1, cv2.LINE_AA)
    return kernel / kernel.sum()
