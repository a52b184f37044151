"""Boards with a frame in the colour of their letters, as a camera sees them."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engine import Pixels
from worker.engines.classical.lettering.typefaces import Typeface, typefaces

SIZE = 760, 260  # px of a picture
INNER = 80, 50, 680, 210  # px from the left and the top: the board within its frame
BASE = 152  # px down, of the baseline
_FRAME = 8  # px
_EM = 62  # px
_INK = np.array((40, 30, 70), np.float32)
_GROUND = np.array((236, 230, 214), np.float32)
_WALL = np.array((112, 120, 126), np.float32)


class Board(NamedTuple):
    """A picture of a board, and where its letters are."""

    picture: Pixels
    there: NDArray[Any]  # (3, 3): from the board as it is to the picture


def face(title: str) -> Typeface:
    """The typeface `title`; the first one where this machine lacks it."""
    return next((one for one in typefaces() if one.title == title), typefaces()[0])


def board(text: str, cut: Typeface, corner: int = 0, noise: float = 3.0) -> Board:
    """A board that says `text`, its two left corners nearer to each other by twice `corner` px."""
    width, height = SIZE
    flat = np.tile(_WALL, (height, width, 1))
    left, top, right, bottom = INNER
    flat[top - _FRAME : bottom + _FRAME, left - _FRAME : right + _FRAME] = _INK
    flat[top:bottom, left:right] = _GROUND
    ink = cut.ink(text, _EM)
    first = (width - ink.alpha.shape[1]) // 2
    place = flat[BASE + ink.top :, first:][: ink.alpha.shape[0], : ink.alpha.shape[1]]
    place += (_INK - place) * ink.alpha[..., None]
    flat *= np.linspace(1.05, 0.9, width, dtype=np.float32)[None, :, None]
    ends = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    pushed = ends + np.array([(0, corner), (0, 0), (0, 0), (0, -corner)], np.float32)
    there = cv2.getPerspectiveTransform(ends, pushed)
    seen = cv2.warpPerspective(flat, there, SIZE, borderMode=cv2.BORDER_REPLICATE)
    grain = np.random.default_rng(4).normal(0, noise, seen.shape)
    seen = cv2.GaussianBlur(seen, (0, 0), 0.8) + grain
    return Board(np.clip(seen, 0, 255).astype(np.uint8), there)


def flyer(lines: tuple[str, ...]) -> Pixels:
    """Centred lines, large ones first, on paper that darkens towards its foot: 450 x 600 px."""
    cut, height, width = face("DejaVu Sans Bold"), 600, 450
    paper = np.linspace((250, 226, 160), (226, 120, 60), height, dtype=np.float32)
    sheet = np.repeat(paper[:, None], width, axis=1)
    for number, text in enumerate(lines):
        ink = cut.ink(text, 40 - 8 * number)
        top, left = 100 + 160 * number, (width - ink.alpha.shape[1]) // 2
        place = sheet[top:, left:][: ink.alpha.shape[0], : ink.alpha.shape[1]]
        place += (_INK - place) * ink.alpha[..., None]
    return np.clip(sheet, 0, 255).astype(np.uint8)


def flattened(picture: Pixels, there: NDArray[Any]) -> Pixels:
    """A picture of a board as if looked at from straight before it."""
    flat = cv2.warpPerspective(picture, np.linalg.inv(there), SIZE, flags=cv2.INTER_LINEAR)
    return np.asarray(flat, np.uint8)


def inked(picture: Pixels) -> NDArray[np.bool_]:
    """Where within the frame a flat picture is dark."""
    left, top, right, bottom = INNER
    dark = np.zeros(picture.shape[:2], bool)
    part = picture[top + 4 : bottom - 4, left + 4 : right - 4].max(axis=2)
    dark[top + 4 : bottom - 4, left + 4 : right - 4] = part < 130
    return dark
