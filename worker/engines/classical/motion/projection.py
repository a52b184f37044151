"""Scenery as a camera shows it: a backdrop with depth, and rigid flats laid over it."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.motion.camera import Camera
from worker.engines.classical.motion.relief import Flat
from worker.engines.classical.painting.pixels import Colour8, Plane

_BORDER = cv2.BORDER_REPLICATE
_METHOD = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_CORNERS = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)  # across and down, in shares

Size = tuple[int, int]  # width and height, px


def backdrop(flat: Flat, camera: Camera, share: float, size: Size) -> Colour8:
    """A frame of `size` with the farthest flat, which covers the plate and may lie back.

    `share` is how much of the clip has passed, 0 to 1.
    """
    return _seen(flat.colour, flat, camera, share, size)


def sky_seen(sky: Plane, flat: Flat, camera: Camera, share: float, size: Size) -> Plane:
    """The mask of the sky as a frame of `size` shows it: on the farthest `flat`."""
    return _seen(sky, flat, camera, share, size)


def _seen(
    pixels: NDArray[Any], flat: Flat, camera: Camera, share: float, size: Size
) -> NDArray[Any]:
    plate = _size_of(pixels)
    if not flat.slope:
        matrix = _matrix(camera, share, flat.near, size, plate)
        return np.asarray(cv2.warpAffine(pixels, matrix, size, flags=_METHOD, borderMode=_BORDER))
    matrix = _tilted(flat, camera, share, size, plate)
    return np.asarray(cv2.warpPerspective(pixels, matrix, size, flags=_METHOD, borderMode=_BORDER))


def _size_of(pixels: NDArray[Any]) -> Size:
    return pixels.shape[1], pixels.shape[0]


def _tilted(
    flat: Flat, camera: Camera, share: float, size: Size, plate: Size
) -> NDArray[np.float64]:
    """From a frame's pixels to those of a flat that lies back, (3, 3).

    Nearness is the inverse of depth, so one that grows evenly down the plate is a plane's, and
    what a camera shows of a plane is a homography, which its four corners tell (Hartley and
    Zisserman 2004, section 13.1).
    """
    view = camera.view(share, flat.near + flat.slope * _CORNERS[:, 1])
    moved = np.stack([view.across, view.down], axis=1)
    shown = camera.focus + (_CORNERS - camera.focus - moved) * view.scale[:, None]
    # Pixel centres lie at halves.
    source, target = (_CORNERS * plate - 0.5), (shown * size - 0.5)
    matrix = cv2.getPerspectiveTransform(target.astype(np.float32), source.astype(np.float32))
    return np.asarray(matrix, np.float64)


def _matrix(
    camera: Camera, share: float, near: float, size: Size, plate: Size
) -> NDArray[np.float64]:
    """From a frame's pixels to those of a rigid flat that covers the plate, (2, 3)."""
    view = camera.view(share, np.array([near]))
    matrix = np.zeros((2, 3))
    for axis, moved in enumerate((view.across, view.down)):
        focus = camera.focus[axis]
        step = plate[axis] / size[axis] / float(view.scale[0])
        # Pixel centres lie at halves.
        start = (focus + float(moved[0])) * plate[axis] + step * (0.5 - focus * size[axis]) - 0.5
        matrix[axis, axis], matrix[axis, 2] = step, start
    return matrix


def laid_over(frame: Colour8, flat: Flat, camera: Camera, share: float, plate: Size) -> Colour8:
    """`frame` with a rigid flat over it, which lies on a plate of that size."""
    matrix = _matrix(camera, share, flat.near, _size_of(frame), plate)
    steps, starts = np.diag(matrix), matrix[:, 2] - (flat.left, flat.top)
    # Only the part of the frame that the flat can cover.
    low = np.floor(-(starts + 1) / steps)
    high = np.ceil((_size_of(flat.colour) - starts) / steps) + 1
    left, top = (int(value) for value in np.clip(low, 0, _size_of(frame)))
    right, bottom = (int(value) for value in np.clip(high, 0, _size_of(frame)))
    if right <= left or bottom <= top:
        return frame
    local = np.column_stack([np.diag(steps), starts + steps * (left, top)])
    area = right - left, bottom - top
    colour = cv2.warpAffine(flat.colour, local, area, flags=_METHOD, borderMode=_BORDER)
    through = cv2.warpAffine(_through(flat), local, area, flags=_METHOD, borderMode=_BORDER)
    seen = cv2.cvtColor(through, cv2.COLOR_GRAY2RGB)
    place = slice(top, bottom), slice(left, right)
    frame[place] = cv2.add(cv2.multiply(frame[place], seen, scale=1 / 255), colour)
    return frame


def _through(flat: Flat) -> NDArray[np.uint8]:
    assert flat.through is not None, "only the farthest flat hides everything"
    return flat.through
