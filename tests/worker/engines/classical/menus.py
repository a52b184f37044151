"""A menu on a board, its lines flush left, flush right or centred."""

import cv2
import numpy as np

from tests.pictures.signs import FACE
from worker.engine import Pixels

DISHES = ("GREEN SALAD", "TOMATO SOUP", "FRESH BREAD AND OIL", "COFFEE")
_SIZE = 420, 330  # px
_MARGIN, _FIRST, _STEP = 36, 44, 68  # px


def menu(edge: str, dishes: tuple[str, ...] = DISHES) -> Pixels:
    """The board with its `edge` (left, right, centre), softened and noisy as by a camera."""
    width, height = _SIZE
    board = np.full((height, width, 3), (38, 52, 46), np.float32)
    for number, dish in enumerate(dishes):
        ink = FACE.ink(dish, 30).alpha
        room = width - ink.shape[1]
        left = {"left": _MARGIN, "right": room - _MARGIN, "centre": room // 2}[edge]
        top = _FIRST + number * _STEP
        place = slice(top, top + ink.shape[0]), slice(left, left + ink.shape[1])
        board[place] += (np.array((240, 236, 220)) - board[place]) * ink[..., None]
    noise = np.random.default_rng(3).normal(0, 2, board.shape)
    return np.clip(cv2.GaussianBlur(board, (0, 0), 0.7) + noise, 0, 255).astype(np.uint8)
