"""The direction of edges, smoothing along it, and lines drawn from it."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Picture, Plane
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import luma, step


class Flow(NamedTuple):
    """Unit vectors along the edges, and how sure they are."""

    across: Plane
    down: Plane
    sureness: Plane  # 0 none, 1 one clear direction


def flow_of(picture: Picture, near: float, far: float) -> Flow:
    """Smoothed structure tensor (Brox et al. 2006) at two scales, `near` and `far`, in px."""
    tones = blurred(luma(picture), 1)
    right, under = cv2.Scharr(tones, cv2.CV_32F, 1, 0), cv2.Scharr(tones, cv2.CV_32F, 0, 1)
    tensor = np.dstack([right * right, right * under, under * under])
    tensor = blurred(tensor, near) + 0.15 * widely_blurred(tensor, far)
    first, both, second = tensor[..., 0], tensor[..., 1], tensor[..., 2]
    angle = 0.5 * np.arctan2(2 * both, first - second) + np.float32(np.pi / 2)
    sureness = np.hypot(first - second, 2 * both) / (first + second + 1e-6)
    return Flow(np.cos(angle), np.sin(angle), sureness)


def smoothed_along(source: NDArray[Any], flow: Flow, steps: int, stride: float = 1.5) -> Plane:
    """Line integral convolution (Cabral and Leedom 1993): `steps` of `stride` px either way."""
    total, weights = source.copy(), 1.0
    for sign in (1, -1):
        for number, place in enumerate(_walk(flow, steps, stride * sign), start=1):
            weight = float(np.exp(-0.5 * (number / (steps * 0.6)) ** 2))
            total += weight * cv2.remap(
                source, *place, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
            )
            weights += weight
    return total / weights


def _walk(flow: Flow, steps: int, stride: float) -> list[tuple[Plane, Plane]]:
    height, width = flow.across.shape
    x = np.tile(np.arange(width, dtype=np.float32), (height, 1))
    y = np.tile(np.arange(height, dtype=np.float32)[:, None], (1, width))
    across, down = flow.across, flow.down
    places: list[tuple[Plane, Plane]] = []
    for number in range(steps):
        if number:
            across, down = _onward(flow, across, down, (x, y))
        x, y = x + across * np.float32(stride), y + down * np.float32(stride)
        places.append((x, y))
    return places


def _onward(
    flow: Flow, across: Plane, down: Plane, place: tuple[Plane, Plane]
) -> tuple[Plane, Plane]:
    next_across, next_down = _nearest(flow.across, place), _nearest(flow.down, place)
    # The tensor knows a line, not a direction: keep walking the way we came.
    along = next_across * across
    along += next_down * down
    sign = np.copysign(np.float32(1), along)
    next_across *= sign
    next_down *= sign
    return next_across, next_down


def inked(tones: Plane, sigma: float, threshold: float, flow: Flow, strength: float = 18) -> Plane:
    """Ink as XDoG draws it (Winnemöller et al. 2012): 1 is paper, 0 ink; `sigma` in px."""
    edges = (1 + strength) * blurred(tones, sigma) - strength * blurred(tones, sigma * 1.6)
    edges = smoothed_along(edges, flow, 4)
    return np.where(edges >= threshold, 1, 1 + np.tanh(14 * (edges - threshold))).astype(np.float32)


def lines_of(tones: Plane, sigma: float, flow: Flow, threshold: float = 0.012) -> Plane:
    """The dark side of every edge as a line, 0 to 1; `sigma` in px."""
    edges = blurred(tones, sigma * 1.6) - blurred(tones, sigma)
    return step(threshold, threshold + 0.02, smoothed_along(edges, flow, 4))


def _nearest(plane: Plane, place: tuple[Plane, Plane]) -> Plane:
    return cv2.remap(plane, *place, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT)
