"""Words below pictures, in a typeface that has the letters of most scripts.

OpenCV carries one for Latin, Greek and Cyrillic, and takes what it lacks from another that has
Chinese, Japanese, Korean, Hebrew and Arabic too. Pillow's own, which there is without it, knows
hardly more than English.
"""

import unicodedata
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.uint8]
CARRIES = hasattr(cv2, "FontFace")  # OpenCV 4 has none
_WEIGHT = 400
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_PICTURES = "So"  # emoji, which no typeface here has


def writable(text: str) -> str:
    """`text` on one line without what no typeface has: emoji go, or are named where all are."""
    seen = [one for one in " ".join(text.split()) if unicodedata.category(one) not in _UNSEEN]
    known = "".join(one for one in seen if unicodedata.category(one) != _PICTURES)
    told = known if known.strip() else ", ".join(filter(None, map(_name, seen)))
    return " ".join(told.replace("\ufe0f", "").split())


def length(text: str, size: float) -> float:
    """How wide `text` is at `size` px to the em, in px."""
    if not CARRIES:
        return _pillow(size).getlength(text)
    return cv2.getTextSize((0, 0), text, (0, 0), _face(), round(size), _WEIGHT)[2]


def shortened(text: str, width: int, height: int) -> str:
    """`text` as far as there is room for it in a strip of that size, in px."""
    text = writable(text)
    size, room = size_in(height), width - height // 2
    while len(text) > 1 and length(text, size) > room:
        text = text[:-2].rstrip() + "…"
    return text


def size_in(height: int) -> float:
    """The size of words in a strip of `height` px, in px to the em."""
    return height * 0.62


def written(text: str, width: int, height: int) -> Ink:
    """A strip with `text` at its left, in its middle: (height, width), 0 to 255."""
    size, left = size_in(height), height // 4
    if CARRIES:
        strip = np.zeros((height, width), np.uint8)
        base = round(height / 2 + size * 0.36)  # so that capitals stand in the middle
        cv2.putText(strip, text, (left, base), (255,), _face(), round(size), _WEIGHT)
        return strip
    font = _pillow(size)
    _, top, _, bottom = font.getbbox("Ag")
    image = Image.new("L", (width, height), 0)
    ImageDraw.Draw(image).text((left, (height - bottom - top) / 2), text, font=font, fill=255)
    return np.asarray(image)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower()


@cache
def _face() -> Any:
    return cv2.FontFace("sans")


@cache
def _pillow(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)
