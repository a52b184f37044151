"""The pictures of the gallery: all free, carried by scikit-image or lying in tests/pictures."""

import io
from collections.abc import Mapping
from typing import NamedTuple

import av
import cv2
import numpy as np

from tests.pictures.scenes import carried, landscape, photograph, portrait
from tests.pictures.signs import FRONT, signed
from worker.engine import Clip, Pixels

SIDE = 1024  # px, the long side that looks are judged at


class Source(NamedTuple):
    """Who made a picture, and under which terms it is here."""

    credit: str
    licence: str


SOURCES: Mapping[str, Source] = {
    "astronaut": Source("Eileen Collins, by NASA", "public domain"),
    "cat": Source("Chelsea, by Stéfan van der Walt", "CC0 1.0"),
    "coffee": Source("by Rachel Michetti for the Pikolo Espresso Bar", "CC0 1.0"),
    "rocket": Source("Falcon 9 before a launch, by SpaceX", "public domain"),
    "page": Source("a scanned page of scikit-image’s own guide", "BSD-3-Clause"),
    "sign": Source("coffee, with a sign drawn by tests/pictures/signs.py", "CC0 1.0"),
    "landscape": Source("drawn by tests/pictures/scenes.py", "Apache-2.0"),
}


def picture(name: str) -> Pixels:
    """The picture called `name`, (height, width, 3), as large as it comes."""
    match name:
        case "astronaut":
            return portrait()
        case "rocket" | "page":
            return carried(name)
        case "sign":
            return signed("coffee", FRONT)
        case "landscape":
            return landscape(1024, 768)
        case _:
            return photograph(name)


def enlarged(pixels: Pixels) -> Pixels:
    """`pixels` with a long side of SIDE px, as a look is judged."""
    scale = SIDE / max(pixels.shape[:2])
    method = cv2.INTER_LANCZOS4 if scale > 1 else cv2.INTER_AREA
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=method).astype(np.uint8)


def frames(clip: Clip, count: int) -> Pixels:
    """`count` frames of a clip side by side, evenly apart, the first and the last among them."""
    with av.open(io.BytesIO(clip.data), "r") as container:
        every = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    shown = [every[round(at)] for at in np.linspace(0, len(every) - 1, count)]
    return np.hstack(shown).astype(np.uint8)
