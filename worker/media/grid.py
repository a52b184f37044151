"""The contact sheet of a job's variants: cells, numbered badges, labels."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.grids import Box, Layout, fitted, layout
from worker.engine import Pixels
from worker.media.faces import Written, written

PAPER = 24  # grey between cells and behind a label: one value a byte, so that filling is a memset
CHECKER = (226, 236)  # two greys behind transparency
CHECK = 16  # px
INK = (255, 255, 255)
BADGE = (18, 18, 18, 205)  # grey: the same in RGB and in BGR


class Cell(NamedTuple):
    """A variant on the grid."""

    pixels: Pixels
    badge: str
    label: str = ""


def empty(like: Pixels) -> Pixels:
    """What stands in a cell that has no picture, as large as another: dark, with one stroke."""
    height, width = like.shape[:2]
    pixels = np.full((height, width, 3), 44, np.uint8)
    thick = max(1, min(height, width) // 160)
    side = min(height, width) // 8
    middle = width // 2, height // 2
    ends = [(middle[0] + way * side, middle[1] - way * side) for way in (-1, 1)]
    cv2.line(pixels, ends[0], ends[1], (96, 96, 96), thick, cv2.LINE_AA)
    cv2.circle(pixels, middle, round(side * 1.42), (96, 96, 96), thick, cv2.LINE_AA)
    return pixels


def compose(cells: Sequence[Cell], swapped: bool = False) -> Pixels:
    """The grid of one to nine pictures; (height, width, 3) uint8.

    Pictures of other sizes or shapes than the cells are shown whole, centred, as large as fits, and
    carry their badge in their own corner; transparency is shown over a checkerboard. `swapped`
    gives BGR instead of RGB, as the encoder takes it: exchanging the channels while copying costs
    nothing, doing it afterwards a tenth of the encode.
    """
    height = max(cell.pixels.shape[0] for cell in cells)
    width = max(cell.pixels.shape[1] for cell in cells)
    plan = layout(len(cells), width, height, labelled=any(cell.label for cell in cells))
    sheet = _paper(plan, cells)
    for box, cell in zip(plan.cells, cells, strict=True):
        place = _place(box, cell)
        _draw(sheet, place, opaque(cell.pixels), swapped)
        if cell.badge:
            _stamp(sheet, place, badge(cell.badge, plan.badge))
        if plan.label:
            _label(sheet, box, plan.label, cell.label)
    return sheet


def _paper(plan: Layout, cells: Sequence[Cell]) -> Pixels:
    """A sheet whose paper is laid; where pictures cover all cells, only between them."""
    sheet = np.empty((plan.height, plan.width, 3), np.uint8)
    covered = (_place(box, cell) == box for box, cell in zip(plan.cells, cells, strict=True))
    if not plan.full or not all(covered):
        sheet[:] = PAPER
        return sheet
    for box in plan.cells:
        below = box.bottom + plan.label
        sheet[box.top : below + plan.gap, box.right : box.right + plan.gap] = PAPER
        sheet[below : below + plan.gap, box.left : box.right] = PAPER
    return sheet


def _place(box: Box, cell: Cell) -> Box:
    return fitted(box, cell.pixels.shape[1], cell.pixels.shape[0])


def _draw(sheet: Pixels, place: Box, pixels: Pixels, swapped: bool) -> None:
    height, width = pixels.shape[:2]
    target = sheet[place.top : place.bottom, place.left : place.right]
    if (place.width, place.height) != (width, height):
        way = cv2.INTER_CUBIC if place.width > width else cv2.INTER_AREA
        size = (place.width, place.height)
        pixels = cv2.resize(pixels, size, interpolation=way).astype(np.uint8)
    if swapped:
        cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR, dst=target)
    else:
        target[:] = pixels


def opaque(pixels: Pixels) -> Pixels:
    """The picture over a checkerboard where it is transparent; (height, width, 3)."""
    if pixels.shape[2] == 3:
        return pixels
    height, width = pixels.shape[:2]
    rows, columns = np.arange(height) // CHECK % 2, np.arange(width) // CHECK % 2
    ground = np.where(rows[:, None] ^ columns[None, :], *CHECKER).astype(np.uint16)[..., None]
    alpha = pixels[..., 3:].astype(np.uint16)
    return ((pixels[..., :3] * alpha + ground * (255 - alpha) + 127) // 255).astype(np.uint8)


@lru_cache(maxsize=64)
def badge(text: str, height: int) -> Pixels:
    """A rounded badge; (height, width, 4), straight alpha."""
    scale = 4  # drawn larger and scaled down: smooth edges
    font = ImageFont.load_default(size=height * scale * 0.72)
    left, top, right, bottom = font.getbbox(text)
    width = max(height, round((right - left) / scale + height * 0.5))
    image = Image.new("RGBA", (width * scale, height * scale), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    box = (0, 0, width * scale - 1, height * scale - 1)
    draw.rounded_rectangle(box, radius=height * scale * 0.28, fill=BADGE)
    at = ((width * scale - right - left) / 2, (height * scale - bottom - top) / 2)
    draw.text(at, text, font=font, fill=(*INK, 255))
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS))


def _stamp(sheet: Pixels, box: Box, mark: Pixels) -> None:
    """Lay a badge into the upper left corner of a picture."""
    inset = max(2, mark.shape[0] // 4)
    height = min(mark.shape[0], box.height - inset)
    width = min(mark.shape[1], box.width - inset)
    if height <= 0 or width <= 0:
        return
    top, left = box.top + inset, box.left + inset
    place = sheet[top : top + height, left : left + width]
    mark = mark[: place.shape[0], : place.shape[1]]
    alpha = mark[..., 3:].astype(np.uint16)
    place[:] = ((mark[..., :3] * alpha + place * (255 - alpha) + 127) // 255).astype(np.uint8)


def shortened(text: str, width: int, height: int) -> str:
    """A label as far as there is room for it in a strip of that size, in px."""
    (font, text), room = _written(text, height), width - height // 2
    while len(text) > 1 and font.getlength(text) > room:
        text = text[:-2].rstrip() + "…"
    return text


def _written(text: str, height: int) -> Written:
    return written(text, height * 0.62)


def _label(sheet: Pixels, box: Box, height: int, text: str) -> None:
    """Write a label into the strip below a cell, shortened to fit."""
    font, text = _written(shortened(text, box.width, height), height)
    strip = Image.new("RGB", (box.width, height), (PAPER,) * 3)
    _, top, _, bottom = font.getbbox("Ag")
    at = (height // 4, (height - bottom - top) / 2)
    ImageDraw.Draw(strip).text(at, text, font=font, fill=INK)
    sheet[box.bottom : box.bottom + height, box.left : box.right] = np.asarray(strip)
