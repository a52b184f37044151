"""The typeface of a label: Pillow's own, or one of the machine's where that lacks a letter."""

import unicodedata
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
# What systems come with, those with most letters first; Pillow looks where fonts are installed.
_INSTALLED = (
    *("DejaVuSans.ttf", "NotoSans-Regular.ttf", "FreeSans.ttf", "LiberationSans-Regular.ttf"),
    *("Arial Unicode.ttf", "arial.ttf", "Arial.ttf"),
)
_NO_LETTER = "\uffff"  # which no typeface has: what it draws stands for all that it lacks


class Written(NamedTuple):
    """A label as it can be written."""

    font: Font
    text: str


@lru_cache(maxsize=64)
def written(text: str, size: float) -> Written:
    """`text` in the first typeface that has all of its letters, `size` px high.

    Where none has, in Pillow's own, with the bare letter for one with an accent that it lacks.
    """
    own = ImageFont.load_default(size=size)
    if text.isascii() or not _lacking(own, text):
        return Written(own, text)
    for name in _INSTALLED:
        face = _face(name, size)
        if face is not None and not _lacking(face, text):
            return Written(face, text)
    lacking = _lacking(own, text)
    return Written(own, "".join(_bare(one) if one in lacking else one for one in text))


def _face(name: str, size: float) -> Font | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:  # it is not installed
        return None


def _lacking(font: Font, text: str) -> frozenset[str]:
    """The letters of `text` that a typeface does not have."""
    empty = drawn(font, _NO_LETTER)
    every = {one for one in text if not one.isascii()}
    return frozenset(one for one in every if drawn(font, one) == empty)


def drawn(font: Font, letter: str) -> bytes:
    """A letter as a typeface draws it."""
    _, _, width, height = font.getbbox(letter)
    image = Image.new("L", (max(1, ceil(width)), max(1, ceil(height))))
    ImageDraw.Draw(image).text((0, 0), letter, font=font, fill=255)
    return image.tobytes()


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[:1]
