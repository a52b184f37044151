"""Pixels between the outside, 8 bits with alpha, and the inside, float32 RGB without it."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

# OpenCV's stubs know no dtype, so these two say it in words.
Picture = NDArray[Any]  # (height, width, 3), float32, sRGB in the order R G B, 0 to 1
Plane = NDArray[Any]  # (height, width), float32, mostly 0 to 1
Colour8 = NDArray[np.uint8]  # (height, width, 3), sRGB
Alpha8 = NDArray[np.uint8]  # (height, width)
Mask8 = NDArray[np.uint8]  # (height, width), 0 or 1
Pixels8 = NDArray[np.uint8]  # (height, width, 3 or 4), sRGB, straight alpha

DESIGN_SIDE = 1024  # px, the long side that every constant in the looks was tuned at
LOOK_SIDE = 2048  # px, the longest side that a look works at
# px, the longest side that an edit, a crop or a cut-out works at: pictures come with 4096 at most,
# and a frame around one is half as much again.
EDIT_SIDE = 6144


class Layers(NamedTuple):
    """Colour and alpha apart."""

    colour: Colour8
    alpha: Alpha8 | None  # None where the picture is opaque


def apart(pixels: Pixels8) -> Layers:
    """Split (height, width, 3 or 4) pixels; alpha that hides nothing counts as none."""
    if pixels.shape[2] == 3:
        return Layers(pixels, None)
    colour, alpha = np.ascontiguousarray(pixels[..., :3]), np.ascontiguousarray(pixels[..., 3])
    return Layers(colour, None if (alpha == 255).all() else alpha)


def together(colour: Colour8, alpha: Alpha8 | None) -> Pixels8:
    """Put alpha back, resized where the colour changed its size."""
    if alpha is None:
        return colour
    height, width = colour.shape[:2]
    if alpha.shape != (height, width):
        alpha = resized(alpha, width, height).astype(np.uint8)
    return np.dstack([colour, alpha])


def to_float(colour: Colour8) -> Picture:
    """8 bits to float32, 0 to 1."""
    return colour.astype(np.float32) * np.float32(1 / 255)


def to_bytes(picture: NDArray[Any]) -> NDArray[np.uint8]:
    """Float 0 to 1 to 8 bits, clipped and rounded."""
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)


def resized(pixels: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    """Resize to `width` x `height` px: by area when it shrinks, else bicubic."""
    shrinks = width * height < pixels.shape[0] * pixels.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return cv2.resize(pixels, (max(1, width), max(1, height)), interpolation=method)


def fitted(pixels: Pixels8, side: int) -> Pixels8:
    """Reduce until the long side is at most `side` px; a smaller picture is returned as it is."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if pixels.shape[2] == 3:
        return resized(pixels, *size).astype(np.uint8)
    return _fitted_with_alpha(pixels, *size)


def _fitted_with_alpha(pixels: Pixels8, width: int, height: int) -> Pixels8:
    # Premultiplied, or colours that alpha hides would bleed into the edges.
    alpha = pixels[..., 3:].astype(np.float32) / 255
    colour = resized(pixels[..., :3] * alpha, width, height)
    small = resized(alpha, width, height)[..., None]
    straight = colour / np.maximum(small, 1 / 255)
    return np.dstack([np.clip(straight + 0.5, 0, 255), small * 255 + 0.5]).astype(np.uint8)


def unit(picture: NDArray[Any]) -> float:
    """How many px one design px is: 1 at a long side of 1024 px."""
    return max(picture.shape[:2]) / DESIGN_SIDE


def mixed(first: NDArray[Any], second: NDArray[Any], share: Plane | float) -> NDArray[Any]:
    """`first` where `share` is 0, `second` where it is 1; a plane applies to every channel."""
    weight = share[..., None] if isinstance(share, np.ndarray) and first.ndim == 3 else share
    return first + (second - first) * weight


def filled(picture: NDArray[Any], colour: tuple[float, float, float]) -> Picture:
    """A picture of one colour (R, G, B in 0 to 1), as large as `picture`."""
    plain = np.empty((*picture.shape[:2], 3), np.float32)
    plain[:] = colour
    return plain
