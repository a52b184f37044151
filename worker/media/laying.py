"""Pictures laid anew: turned by quarters, mirrored, turned by an angle, cropped, with room."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.turning import Turn
from worker.engine import Laying, Warp


def laid(pixels: NDArray[Any], laying: Laying, width: int, height: int) -> NDArray[Any]:
    """`pixels`, (height, width) or with channels behind, of 8 or 16 bits, as they lie in a result
    of that size; 0 where this is beyond them."""
    pixels = turned(pixels, laying.turn)
    if laying.warp is not None:
        pixels = warped(pixels, laying.warp)
    return _part(pixels, laying.corner, width, height)


_CLEAR = 4  # channels, where something may be see-through


def turned(pixels: NDArray[Any], turn: Turn) -> NDArray[Any]:
    """`pixels`, (height, width) or with channels behind, after `turn`; of the same type."""
    laid = pixels[:, ::-1] if turn.mirrored else pixels
    return np.ascontiguousarray(np.rot90(laid, -turn.quarters))


def warped(pixels: NDArray[Any], warp: Warp) -> NDArray[Any]:
    """`pixels`, (height, width) or with channels behind, of 8 or 16 bits, turned by an angle."""
    turned = _sampled(pixels, warp)
    if pixels.ndim == 2 or pixels.shape[2] != _CLEAR or _opaque(pixels):
        return turned
    # What is see-through weighs as much as is seen of it, or edges take the colour of nothing.
    most = np.iinfo(pixels.dtype).max
    alpha = pixels[..., 3:].astype(np.float32) / most
    weighed = _sampled(np.dstack([pixels[..., :3] * alpha, alpha]), warp)
    share = np.clip(weighed[..., 3:], 0, 1)
    colour = np.rint(np.clip(weighed[..., :3] / np.maximum(share, 1e-6), 0, most))
    seen = share * most >= 1
    turned[..., :3] = np.where(seen, colour.astype(pixels.dtype), turned[..., :3])
    return turned


def _opaque(pixels: NDArray[Any]) -> bool:
    return bool((pixels[..., 3] == np.iinfo(pixels.dtype).max).all())


def _sampled(pixels: NDArray[Any], warp: Warp) -> NDArray[Any]:
    matrix = np.array([warp.across, warp.down])
    flags = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    found = cv2.warpAffine(
        pixels, matrix, warp.size, flags=flags, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(found, pixels.dtype)


def _part(pixels: NDArray[Any], corner: tuple[int, int], width: int, height: int) -> NDArray[Any]:
    left, top = corner
    inside = pixels[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]
    if inside.shape[:2] == (height, width):
        return inside
    part = np.zeros((height, width, *pixels.shape[2:]), pixels.dtype)
    above, before = max(0, -top), max(0, -left)
    part[above : above + inside.shape[0], before : before + inside.shape[1]] = inside
    return part
