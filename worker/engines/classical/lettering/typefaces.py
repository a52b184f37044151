"""The typefaces that are at hand, and words drawn in them."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from worker.engines.classical.lettering.installed import installed, named
from worker.engines.classical.painting.pixels import Plane

_NOWHERE = "\U0010fffe"  # no character, so that no face draws it
_PROBED = 40  # px to the em


class Ink(NamedTuple):
    """Words as they are printed, cut to what is black."""

    alpha: Plane  # 0 to 1
    left: int  # px from where the pen began to the first ink
    top: int  # px from the baseline to the uppermost ink; above the line it is negative


@dataclass(frozen=True, slots=True)
class Typeface:
    """One face in one weight."""

    title: str
    source: str  # a path, or the name that OpenCV knows; empty for Pillow's own
    weight: int = 0  # of a variable face that OpenCV carries; 0 for a file

    def lacks(self, text: str) -> str:
        """The characters of `text` that this face has no glyph for, each once."""
        return "".join(letter for letter in dict.fromkeys(text) if not _printable(self, letter))

    def lacking(self, text: str) -> str:
        """The parts of the words of `text` that `lacks` speaks of, whole, with all their marks."""
        return " ".join(part for word in text.split() if (part := _lacked(word, self.lacks(word))))

    def ink(self, text: str, size: int) -> Ink:
        """`text` at `size` px to the em; no alpha at all where nothing is printed."""
        drawn = _by_opencv(self, text, size) if self.weight else _by_pillow(self, text, size)
        rows, columns = np.nonzero(drawn.any(axis=1))[0], np.nonzero(drawn.any(axis=0))[0]
        if not rows.size:
            return Ink(np.zeros((0, 0), np.float32), 0, 0)
        top, left = int(rows[0]), int(columns[0])
        part = drawn[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
        return Ink(part.astype(np.float32) / 255, left - size, top - 2 * size)


def _lacked(word: str, without: str) -> str:
    """`word` from the first to the last character that is in `without`, and the marks of that."""
    at = [number for number, letter in enumerate(word) if letter in without]
    if not at:
        return ""
    end = at[-1] + 1
    while end < len(word) and unicodedata.category(word[end])[0] in "MC":
        end += 1
    return word[at[0] : end]


@cache
def _printable(face: Typeface, letter: str) -> bool:
    """Whether a letter is drawn other than what no face has, which is drawn as an empty box."""
    drawn, box = (face.ink(glyph, _PROBED).alpha for glyph in (letter, _NOWHERE))
    return letter.isspace() or (drawn.size > 0 and not np.array_equal(drawn, box))


def _by_opencv(face: Typeface, text: str, size: int) -> Plane:
    """`text` with its pen at (size, 2 * size)."""
    font = _opencv_face(face.source)
    width = cv2.getTextSize((0, 0), text, (0, 0), font, size, face.weight)[2]
    canvas = np.zeros((4 * size, int(width) + 3 * size), np.uint8)
    cv2.putText(canvas, text, (size, 2 * size), (255,), font, size, face.weight)
    return canvas


@cache
def _opencv_face(name: str) -> Any:
    return cv2.FontFace(name)


def _by_pillow(face: Typeface, text: str, size: int) -> Plane:
    font = _pillow_face(face.source, size)
    canvas = Image.new("L", (round(font.getlength(text)) + 3 * size, 4 * size), 0)
    ImageDraw.Draw(canvas).text((size, 2 * size), text, font=font, fill=255, anchor="ls")
    return np.asarray(canvas)


@cache
def _pillow_face(source: str, size: int) -> Any:
    return ImageFont.truetype(source, size) if source else ImageFont.load_default(size)


@cache
def typefaces() -> tuple[Typeface, ...]:
    """All faces at hand: those that the libraries carry, then those that are installed."""
    data = named()
    carried = [
        Typeface(f"{face['title']} {weight}", face["name"], weight)
        for face in data["carried"]
        for weight in face["weights"]
        if hasattr(cv2, "FontFace")  # OpenCV 4 carries none
    ]
    files = [Typeface(one.stem.replace("-", " "), str(one)) for one in installed()]
    return (*carried, Typeface("Aileron", ""), *files)
