"""The files that come with formats: a favicon in its sizes, and an archive of everything."""

import io
import zipfile
from collections.abc import Mapping
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image

from core.formats import FAVICON, ICONS, IN_ICO, file_stem
from worker.engine import Pixels
from worker.media.files import master

ICO = "image/x-icon"
# The same files give the same archive: its name is the hash of its bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows
_READABLE = 0o644 << 16


class File(NamedTuple):
    """A file beside the variants."""

    name: str  # with its ending
    data: bytes
    media_type: str
    size: tuple[int, int]  # px, width and height


def beside(stem: str, made: Mapping[str, Pixels]) -> list[File]:
    """The smaller favicons and the .ico, where a favicon is among the formats that were `made`."""
    if FAVICON not in made:
        return []
    pixels = made[FAVICON]
    sides = [side for side in ICONS if side <= pixels.shape[0]]
    icons = {side: _reduced(pixels, side) for side in sides}
    files = [
        File(f"{file_stem(stem, FAVICON, side, side)}.png", master(icon), "image/png", (side, side))
        for side, icon in icons.items()
    ]
    bundled = [icons[side] for side in IN_ICO if side in icons]
    if bundled:
        side = bundled[-1].shape[0]
        files.append(File("favicon.ico", _ico(bundled), ICO, (side, side)))
    return files


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of `files` by name; pictures are packed already, so nothing is packed twice."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as zipped:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.external_attr = _READABLE
            zipped.writestr(entry, data)
    return held.getvalue()


def _reduced(pixels: Pixels, side: int) -> Pixels:
    """Smaller by area, with alpha taken into account, so that no edge gets a fringe."""
    if pixels.shape[2] == 3:
        small = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8)
    alpha = pixels[..., 3:].astype(np.float32) / 255
    colour = cv2.resize(pixels[..., :3] * alpha, (side, side), interpolation=cv2.INTER_AREA)
    share = cv2.resize(alpha, (side, side), interpolation=cv2.INTER_AREA)[..., None]
    straight = colour / np.maximum(share, 1 / 255)
    return np.dstack([np.clip(straight + 0.5, 0, 255), share * 255 + 0.5]).astype(np.uint8)


def _ico(icons: list[Pixels]) -> bytes:
    """A .ico of pictures, the largest last."""
    held = io.BytesIO()
    *others, largest = (Image.fromarray(one).convert("RGBA") for one in icons)
    sizes = [(one.shape[1], one.shape[0]) for one in icons]
    largest.save(held, "ICO", sizes=sizes, append_images=others)
    return held.getvalue()
