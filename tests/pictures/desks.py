"""A hero image for a shop's page: a laptop whose screen says something wrong, and two cups."""

from functools import cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.pictures.scenes import exposed, texture
from worker.engine import Pixels

GARBLED = "SUMER SAIL"
WANTED = "SUMMER SALE"
_WIDTH, _HEIGHT = 1200, 800  # px
_WALL, _TABLE = (214, 206, 194), (178, 148, 118)


@cache
def desk() -> Pixels:
    """A dark laptop on a table before a wall, a white cup at its left, a red one at its right."""
    scene = _room()
    picture = Image.fromarray(np.clip(scene, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    _laptop(pen)
    _cup(pen, 150, (236, 234, 228), (206, 202, 194))
    _cup(pen, 985, (196, 40, 34), (150, 26, 22))
    soft = cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), 0.7)
    return exposed(soft, seed=3)


def _room() -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    scene = np.empty((_HEIGHT, _WIDTH, 3), np.float32)
    scene[:520], scene[520:] = _WALL, _TABLE
    grain = cv2.resize(texture(_WIDTH // 4, _HEIGHT, 0.4, 5), (_WIDTH, _HEIGHT))
    scene[520:] += 5 * grain[520:, :, None]
    light = np.linspace(1.04, 0.94, _WIDTH, dtype=np.float32)
    return (scene * light[None, :, None]).astype(np.float32)


def _laptop(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(300, 640), (900, 640), (960, 700), (240, 700)], fill=(52, 54, 60))
    pen.rounded_rectangle((330, 230, 870, 642), 14, fill=(36, 38, 44))
    pen.rectangle((348, 248, 852, 620), fill=(242, 244, 248))
    pen.text((600, 420), GARBLED, font=ImageFont.load_default(68), fill=(28, 44, 92), anchor="mm")


def _cup(
    pen: ImageDraw.ImageDraw, left: int, colour: tuple[int, int, int], dark: tuple[int, int, int]
) -> None:
    pen.ellipse((left + 62, 588, left + 116, 650), outline=colour, width=11)
    pen.rounded_rectangle((left, 568, left + 84, 672), 18, fill=colour)
    pen.ellipse((left, 556, left + 84, 584), fill=dark)


@cache
def study() -> Pixels:
    """A laptop on a brown table before a grey wall, between two red cups: the left one is larger.

    The left cup's rim comes near to the table's edge, and its handle to the laptop.
    """
    height, width = 1000, 1500
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    wall, table = (210, 200, 190) - 40 * down, (150, 105, 70) - 60 * (down - 0.62)
    scene = np.broadcast_to(np.where(down < 0.62, wall, table), (height, width, 3))
    picture = Image.fromarray(scene.astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((380, 190, 1060, 650), 18, fill=(45, 45, 48))
    pen.rectangle((400, 210, 1040, 630), fill=(245, 247, 250))
    pen.polygon([(330, 700), (1110, 700), (1060, 650), (380, 650)], fill=(160, 162, 165))
    pen.text((470, 280), "WELCOME HOME", font=ImageFont.load_default(56), fill=(20, 60, 140))
    pen.rounded_rectangle((470, 460, 700, 530), 12, fill=(20, 120, 80))
    _mug(pen, 180, 660, 150)
    _mug(pen, 1200, 690, 120)
    soft = cv2.GaussianBlur(np.asarray(picture, np.float32), (0, 0), 1.1)
    return exposed(soft, seed=3)


def _mug(pen: ImageDraw.ImageDraw, left: int, top: int, side: int) -> None:
    """A red cup with its shadow."""

    def box(*shares: float) -> tuple[float, float, float, float]:
        first, above, last, below = (side * share for share in shares)
        return left + first, top + above, left + last, top + below

    pen.ellipse(box(-0.1, 0.85, 1.2, 1.05), fill=(90, 60, 40))
    pen.ellipse(box(0.7, 0.25, 1.2, 0.75), outline=(190, 40, 35), width=side // 10)
    body = [box(x, y, x, y)[:2] for x, y in ((0, 0), (1, 0), (0.88, 1), (0.12, 1))]
    pen.polygon(body, fill=(190, 40, 35))
    pen.ellipse(box(0, -0.13, 1, 0.13), fill=(152, 32, 28))
    pen.ellipse(box(0.08, -0.09, 0.92, 0.1), fill=(70, 40, 25))
