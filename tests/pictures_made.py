"""Pictures that tests make: a small landscape, as pixels and as the file somebody sends."""

import io

import numpy as np
from PIL import Image

from worker.engine import Pixels


def landscape(width: int = 160, height: int = 120, shift: int = 0) -> Pixels:
    """A blue sky over green ground with a red house; `shift` moves the house, in px."""
    rows = np.linspace(0, 1, height)[:, None]
    grain = np.random.default_rng(1).normal(0, 4, (height, width))
    ground = np.broadcast_to(rows > 0.6, (height, width))
    red = np.where(ground, 60, 90 + 60 * rows)
    green = np.where(ground, 130, 150 + 40 * rows)
    blue = np.where(ground, 50, 235 - 30 * rows)
    pixels = np.dstack([red + grain, green + grain, blue + grain])
    left, top = width // 3 + shift, height // 2
    pixels[top : top + height // 4, left : left + width // 4] = (190, 40, 30)
    return pixels.clip(0, 255).astype(np.uint8)


def as_jpeg(pixels: Pixels) -> bytes:
    """The file that a camera would send."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=92)
    return file.getvalue()


def as_png(pixels: Pixels) -> bytes:
    """The file without loss."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()
