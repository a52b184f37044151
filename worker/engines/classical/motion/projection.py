"""Scenery as a camera shows it: a backdrop with depth, and rigid flats laid over it."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.motion.camera import Camera
from worker.engines.classical.motion.relief import Flat
from worker.engines.classical.painting.pixels import Colour8, Plane

_ROUNDS = 3
_BORDER = cv2.BORDER_REPLICATE
_METHOD = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
_SKY = 0.1  # nearness

Size = tuple[int, int]  # width and height, px


def backdrop(flat: Flat, camera: Camera, share: float, size: Size) -> Colour8:
    """A frame of `size` with the farthest flat, whose parts may each be as near as they are.

    `share` is how much of the clip has passed, 0 to 1.
    """
    plate = _size_of(flat.colour)
    base = _matrix(camera, share, float(flat.near.mean()), size, plate)
    if flat.near.size == 1:
        frame = cv2.warpAffine(flat.colour, base, size, flags=_METHOD, borderMode=_BORDER)
        return np.asarray(frame, np.uint8)
    x, y = _sources(camera, share, flat.near)
    map_x = _map(x * plate[0], base[0, 0], base[0, 2], size)
    map_y = _map((y * plate[1]).T, base[1, 1], base[1, 2], (size[1], size[0])).T
    maps = map_x, np.ascontiguousarray(map_y)
    frame = cv2.remap(flat.colour, *maps, cv2.INTER_LINEAR, borderMode=_BORDER)
    return np.asarray(frame, np.uint8)


def _size_of(pixels: NDArray[Any]) -> Size:
    return pixels.shape[1], pixels.shape[0]


def _map(coarse: NDArray[np.float64], step: float, start: float, size: Size) -> NDArray[np.float32]:
    """Places on the plate along one axis for each pixel of a frame, from those of a coarse grid.

    What a rigid flat would show is exact; by how much depth moves that is smooth.
    """
    count = coarse.shape[1]
    cells = step * ((np.arange(count) + 0.5) * size[0] / count - 0.5) + start
    moved = (coarse - 0.5 - cells).astype(np.float32)
    wide = cv2.resize(moved, size, interpolation=cv2.INTER_LINEAR)
    return wide + (step * np.arange(size[0]) + start).astype(np.float32)


def _sources(
    camera: Camera, share: float, near: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where on the plate each cell of the frame looks, in shares across and down."""
    height, width = near.shape
    across = ((np.arange(width) + 0.5) / width - camera.focus[0])[None, :]
    down = ((np.arange(height) + 0.5) / height - camera.focus[1])[:, None]
    depth, here = near.astype(np.float32), near
    x = y = np.zeros_like(near)
    # What is seen depends on how near it is: a few rounds settle it.
    for _ in range(_ROUNDS):
        view = camera.view(share, here)
        x = camera.focus[0] + across / view.scale + view.across
        y = camera.focus[1] + down / view.scale + view.down
        place = (x * width - 0.5).astype(np.float32), (y * height - 0.5).astype(np.float32)
        here = cv2.remap(depth, *place, cv2.INTER_LINEAR, borderMode=_BORDER).astype(np.float64)
    return x, y


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
    matrix = _matrix(camera, share, float(flat.near[0, 0]), _size_of(frame), plate)
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


def sky_seen(sky: Plane, camera: Camera, share: float, size: Size) -> Plane:
    """The mask of the sky as a frame of `size` shows it."""
    matrix = _matrix(camera, share, _SKY, size, _size_of(sky))
    return np.asarray(cv2.warpAffine(sky, matrix, size, flags=_METHOD, borderMode=_BORDER))
