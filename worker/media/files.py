"""Pixels to files: JPEG for the chat, lossless masters, small previews; and files to pixels."""

import base64
import io
from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from worker.engine import Pixels
from worker.media.grid import Cell, compose, opaque

CHAT_QUALITY = 90
PREVIEW_SIDE = 384  # px
PREVIEW_QUALITY = 70
_FAST = [
    *(cv2.IMWRITE_PNG_COMPRESSION, 1),
    *(cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP),
    *(cv2.IMWRITE_PNG_ZLIBBUFFER_SIZE, 2**20),  # bytes a chunk, for 8 KiB: whoever signs reads each
]
_REPEATS = [*_FAST, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_DEFAULT]
_RUNS = [*_FAST, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE]


def jpeg(pixels: Pixels, quality: int = CHAT_QUALITY) -> bytes:
    """A JPEG as chats show it; transparency goes over a checkerboard."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality]
    return _encode(".jpg", opaque(pixels), settings)


class Sheet(NamedTuple):
    """A grid as chats show it."""

    data: bytes  # JPEG
    width: int  # px
    height: int  # px


def grid(cells: Sequence[Cell]) -> Sheet:
    """The grid of one to nine pictures, composed and encoded."""
    pixels = compose(cells, swapped=True)
    data = _written(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, CHAT_QUALITY])
    return Sheet(data, pixels.shape[1], pixels.shape[0])


def master(pixels: Pixels, *, painted: bool = False) -> bytes:
    """A lossless PNG, made fast: level 1 costs 3 % of size and saves nine tenths of the time; one
    filter in place of a choice for each row takes half of what is left, at the same size.

    What a model painted has grain everywhere, and nothing in it comes again: looking for that in
    vain takes a fifth of the time in a photograph and half in noise. It is found in flat colours
    and patterns, whose files would be up to three times as large without.
    """
    return _encode(".png", pixels, _RUNS if painted else _REPEATS)


def preview(pixels: Pixels) -> str:
    """A small JPEG in base64, to show what is coming."""
    height, width = pixels.shape[:2]
    scale = min(1.0, PREVIEW_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(opaque(pixels), size, interpolation=cv2.INTER_AREA)
    return base64.b64encode(jpeg(small.astype(np.uint8), PREVIEW_QUALITY)).decode()


def pixels_of(data: bytes) -> Pixels:
    """The pixels of a file that Easel stored: RGB, or RGBA where it has transparency."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
        return np.asarray(image.convert("RGBA" if image.has_transparency_data else "RGB"))


def see_through(pixels: Pixels) -> bool:
    """Whether a picture is transparent somewhere."""
    return pixels.shape[2] == 4 and bool(pixels[..., 3].min() < 255)


def _encode(ending: str, pixels: Pixels, settings: list[int]) -> bytes:
    order = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    return _written(ending, cv2.cvtColor(pixels, order).astype(np.uint8), settings)


def _written(ending: str, pixels: Pixels, settings: list[int]) -> bytes:
    done, data = cv2.imencode(ending, pixels, settings)
    assert done, f"{ending} of {pixels.shape} could not be encoded"
    return data.tobytes()
