"""Layers of a poster: shapes gathered on sheets, sheets laid over each other from far to near."""

from typing import Any, NamedTuple

import numpy as np

from worker.engines.classical.painting.pixels import Picture, Pixels8, to_bytes
from worker.engines.classical.posters.patches import Patch
from worker.engines.classical.posters.shapes import Points, Size, covered

_SMALL = "birds"  # the sheet of things that are as small as the marks of a look
Paint = Any  # a colour (R, G, B), or an array that broadcasts to (height, width, 3) of its patch


class Layer(NamedTuple):
    """A finished sheet, as what moves with the camera needs it."""

    name: str
    depth: float  # 1 is infinitely far, 0 at the lens
    pixels: Pixels8  # (height, width, 4), sRGB, straight alpha; only the part that it covers
    top: int  # px, where that part lies on the canvas
    left: int  # px


class Sheet:
    """Shapes of one depth, in the order in which they were filled."""

    def __init__(self, name: str, depth: float, size: Size) -> None:
        assert 0 <= depth <= 1, f"{name} at {depth}"
        self.name = name
        self.depth = depth
        self.size = size  # of the canvas
        self.parts: list[tuple[Patch, Paint]] = []

    def fill(self, patch: Patch, paint: Paint, opacity: float = 1.0) -> None:
        """Fill `patch` with a colour, or with colours that broadcast to its size."""
        if patch.cover.size:
            covered = patch if opacity == 1 else patch.times(opacity)
            self.parts.append((covered, np.asarray(paint, np.float32)))

    def shape(self, paint: Paint, *outlines: Points, opacity: float = 1.0) -> None:
        """Fill the union of closed outlines (px on the canvas)."""
        self.fill(covered(self.size, *outlines), paint, opacity)

    def layer(self) -> Layer:
        """All shapes as one picture with alpha."""
        top = min(patch.top for patch, _ in self.parts)
        left = min(patch.left for patch, _ in self.parts)
        height = max(patch.bottom for patch, _ in self.parts) - top
        width = max(patch.right for patch, _ in self.parts) - left
        colour = np.zeros((height, width, 3), np.float32)
        alpha = np.zeros((height, width), np.float32)
        for patch, paint in self.parts:
            place = patch._replace(top=patch.top - top, left=patch.left - left).place
            share = patch.cover[..., None]
            colour[place] += (paint - colour[place]) * share
            alpha[place] += (1 - alpha[place]) * patch.cover
        # Colours were laid over black: undone, so that alpha is straight.
        straight = colour / np.maximum(alpha, 1 / 255)[..., None]
        return Layer(
            self.name, self.depth, to_bytes(np.dstack([straight, alpha[..., None]])), top, left
        )


class Painting:
    """A poster in the making: what is seen of all sheets so far, and the sheets if kept."""

    def __init__(self, width: int, height: int, *, keep: bool = False) -> None:
        self.seen: Picture = np.zeros((height, width, 3), np.float32)
        self.layers: list[Layer] = []
        self.small: tuple[Patch, ...] = ()  # what a look may swallow: birds
        self._keep = keep

    def lay(self, sheet: Sheet) -> None:
        """Lay `sheet` over what is there."""
        for patch, paint in sheet.parts:
            seen = self.seen[patch.place]
            seen += (paint - seen) * patch.cover[..., None]
        if sheet.name == _SMALL:
            self.small = tuple(patch for patch, _ in sheet.parts)
        if self._keep and sheet.parts:
            self.layers.append(sheet.layer())


def composited(layers: list[Layer], width: int, height: int) -> Picture:
    """The layers over each other, back to front, (height, width, 3)."""
    return composited_on(np.zeros((height, width, 3), np.float32), layers)


def composited_on(picture: Picture, layers: list[Layer]) -> Picture:
    """`picture` under the layers, back to front."""
    seen = picture.copy()
    for layer in layers:
        pixels = layer.pixels.astype(np.float32) / 255
        place = (
            slice(layer.top, layer.top + pixels.shape[0]),
            slice(layer.left, layer.left + pixels.shape[1]),
        )
        seen[place] += (pixels[..., :3] - seen[place]) * pixels[..., 3:]
    return seen
