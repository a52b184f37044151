"""Boards with lettering on the photographs of this folder, seen from the front or aslant."""

from typing import NamedTuple

import cv2
import numpy as np

from tests.pictures.scenes import photograph
from worker.engine import Pixels
from worker.engines.classical.lettering.typefaces import Typeface

_BOARD = (720, 200)  # px
_RGB = tuple[int, int, int]


class Sign(NamedTuple):
    """A board and where its corners are, from the upper left clockwise, px in the picture."""

    text: str
    ink: _RGB
    ground: _RGB
    corners: tuple[tuple[int, int], ...]
    rough: float = 0.0  # how much the ground varies


FRONT = Sign("SALE", (240, 235, 225), (150, 30, 30), ((110, 40), (430, 40), (430, 130), (110, 130)))
ASLANT = Sign(
    "GRAND HOTEL", (28, 30, 40), (226, 221, 200), ((90, 200), (500, 130), (520, 270), (80, 300))
)
ROUGH = Sign(
    "Hello World", (250, 250, 245), (25, 40, 60), ((100, 60), (500, 90), (490, 190), (105, 180)), 9
)
FACE = Typeface("Aileron", "")  # Pillow's own, so that it is everywhere


def signed(name: str, sign: Sign) -> Pixels:
    """The photograph `name`, 600 px wide, with `sign` on it, softened and noisy as by a camera."""
    photo = photograph(name)
    scale = 600 / photo.shape[1]
    picture = cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    board, corners = _board(sign), np.array(sign.corners, np.float32)
    width, height = _BOARD
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    there = cv2.getPerspectiveTransform(flat, corners)
    size = picture.shape[1], picture.shape[0]
    share = cv2.warpPerspective(np.ones((height, width), np.float32), there, size)[..., None]
    mixed = picture * (1 - share) + cv2.warpPerspective(board, there, size) * share
    noise = np.random.default_rng(2).normal(0, 2, mixed.shape)
    return np.clip(cv2.GaussianBlur(mixed, (0, 0), 0.7) + noise, 0, 255).astype(np.uint8)


def _board(sign: Sign) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    width, height = _BOARD
    board = np.full((height, width, 3), sign.ground, np.float32)
    board *= np.linspace(1.05, 0.92, width, dtype=np.float32)[None, :, None]
    grains = np.random.default_rng(1).normal(0, 1, (height // 5, width // 5, 3)) * sign.rough
    board += cv2.resize(grains.astype(np.float32), _BOARD, interpolation=cv2.INTER_CUBIC)
    ink = FACE.ink(sign.text, 86).alpha
    top, left = (height - ink.shape[0]) // 2, (width - ink.shape[1]) // 2
    place = slice(top, top + ink.shape[0]), slice(left, left + ink.shape[1])
    board[place] += (np.array(sign.ink, np.float32) - board[place]) * ink[..., None]
    return board
