"""One line of lettering made upright, and its ink told from its ground."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.lettering.pieces import own_ink
from worker.engines.classical.lettering.reading import Line
from worker.engines.classical.lettering.straightness import course
from worker.engines.classical.painting.pixels import Colour8, Picture, Plane, to_float
from worker.engines.classical.painting.smoothing import blurred, widely_blurred
from worker.engines.classical.painting.tone import to_lab

_TALL = 96  # px, the height that a line is worked at, where it is smaller
_ENLARGED = 4.0  # times at most
_MARGIN = 0.35  # of its height, around the line
_SOLID = 0.5  # of a pixel, from where on it is ink
_RIM = 0.06  # of the height of a line, where there is hardly any ink
_PADDING = 0.15  # of the height of the ink, around it: the rim has to show the ground
_STROKE = 0.3  # of the height of a line: half of what no stroke is wider than
_UNEVEN = 9.0  # in L*: what the ground of a line differs by, from where on it is in shadow
_THIN = 1.75  # px of the whole picture: few strokes of small type are wider
_FEW = 0.15  # of the ink, that is left where as much is taken off such strokes
_FULL = 94  # percent of the ink of small type, that is paler than what is all ink
_TELLING = 20  # px of ink at least
_BOARD = 0.68  # of its box, that no ink fills: bold capitals have 0.56
_TALLEST = 1.0  # of the height of a line as it was read, that its ink has at most: it has 0.9
_RNG = 1

Matrix = NDArray[Any]  # (3, 3), a projective map in homogeneous px


class Box(NamedTuple):
    """An upright box, in px, in parts of a px."""

    left: float
    top: float
    width: float
    height: float


class Upright(NamedTuple):
    """A line of lettering as if looked at from straight before it."""

    picture: Picture
    there: Matrix  # from the whole picture to this one
    margin: int  # px around the line
    scale: float  # px here for a px there

    @property
    def core(self) -> tuple[slice, slice]:
        """Where the line is."""
        height, width = self.picture.shape[:2]
        return slice(self.margin, height - self.margin), slice(self.margin, width - self.margin)


class Lettering(NamedTuple):
    """A line, upright, with its ink."""

    upright: Upright
    ink: Plane  # 0 to 1
    box: Box  # of the ink
    colour: tuple[float, float, float]  # of the ink, RGB 0 to 1
    ground: NDArray[Any]  # CIE Lab, the colour around it
    uneven: float = 0.0  # in L*: how much the light on the ground differs along the line


def upright(colour: Colour8, line: Line) -> Upright:
    """The line rectified, with a margin, and enlarged where it is small."""
    scale = float(np.clip(_TALL / max(line.height, 1), 1, _ENLARGED))
    width, height = round(line.width * scale), round(line.height * scale)
    margin = max(4, round(_MARGIN * height))
    right, bottom = margin + width, margin + height
    target = [(margin, margin), (right, margin), (right, bottom), (margin, bottom)]
    there = cv2.getPerspectiveTransform(line.corners, np.array(target, np.float32))
    size = width + 2 * margin, height + 2 * margin
    border = cv2.BORDER_REPLICATE
    flat = cv2.warpPerspective(colour, there, size, flags=cv2.INTER_CUBIC, borderMode=border)
    return Upright(to_float(np.asarray(flat, np.uint8)), there, margin, scale)


def lettering(colour: Colour8, line: Line) -> Lettering | None:
    """The line, upright and straight, with its ink; None where no ink can be told from the ground.

    A reader's boxes follow no perspective, so the first look at the ink corrects them. Where
    a box reaches beyond its sign, or letters touch what is as light, that is no ink of theirs.
    """
    first = inked(upright(colour, line))
    seen = first and inked(upright(colour, _straight(line, first)))
    return seen if seen and believable(seen, line) else None


def believable(seen: Lettering, line: Line) -> bool:
    """Whether what was taken for the ink of a line may be letters: no board, nothing beyond it."""
    box = seen.box
    rows = slice(round(box.top), round(box.top + box.height))
    columns = slice(round(box.left), round(box.left + box.width))
    full = float((seen.ink[rows, columns] > _SOLID).mean())
    return full < _BOARD and box.height < _TALLEST * line.height * seen.upright.scale


def inked(flat: Upright) -> Lettering | None:
    """The line with its ink: the one of two colours that is not around it; None where it is faint.

    How much ink a pixel holds is where its colour lies between the two (k-means in CIE Lab).
    """
    lab, uneven = _evened(to_lab(flat.picture), flat)
    ground, dark = _two_colours(lab, flat)
    between = dark - ground
    share = ((lab - ground) * between).sum(axis=2) / max(float((between**2).sum()), 1e-3)
    ink = own_ink(np.clip(share, 0, 1).astype(np.float32), flat.margin)
    solid = ink > _SOLID
    if solid.sum() < _TELLING:
        return None
    # A single accent is little of all ink, so that no share of it tells where the line ends.
    (top, bottom), (left, right) = (_ends(solid, axis) for axis in (1, 0))
    box = Box(left, top, right - left + 1, bottom - top + 1)
    ink = _deepened(ink, share, solid, flat.scale)
    core = flat.picture[ink > 0.85]
    shade = np.median(core if len(core) > _TELLING else flat.picture[solid], axis=0)
    colour = float(shade[0]), float(shade[1]), float(shade[2])
    return Lettering(flat, ink, box, colour, ground, uneven)


def _deepened(ink: Plane, share: Plane, solid: NDArray[np.bool_], scale: float) -> Plane:
    """`ink` where strokes are so thin that few pixels are all ink: those few, and not the mean."""
    reach = max(1, round(_THIN * scale))
    core = cv2.erode(solid.astype(np.uint8), np.ones((reach, reach), np.uint8))
    if core.sum() > _FEW * solid.sum():
        return ink
    full = max(1.0, float(np.percentile(share[solid], _FULL)))
    return np.where(ink > 0, ink * np.minimum(share / full, 1) / np.clip(share, 1e-3, 1), 0).astype(
        np.float32
    )


def _ends(inked: NDArray[np.bool_], axis: int) -> tuple[float, float]:
    """The first and the last of the rows or the columns that hold more than a stray pixel."""
    held = np.flatnonzero(inked.sum(axis=axis) > 1)
    held = held if held.size else np.flatnonzero(inked.any(axis=axis))
    return float(held[0]), float(held[-1])


def _evened(lab: NDArray[Any], flat: Upright) -> tuple[NDArray[Any], float]:
    """`lab` as if lit evenly, where a shadow lies over a part of the line, and how uneven it was.

    Closing, or opening where the ink is the lighter, leaves the ground alone (Serra 1982).
    """
    light, height = lab[..., 0], flat.picture.shape[0] - 2 * flat.margin
    apart = light - blurred(light, 0.4 * height)
    dark = float(np.mean(apart[flat.core] ** 3)) < 0
    size = 2 * max(1, round(_STROKE * height)) + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    bare = cv2.morphologyEx(light, cv2.MORPH_CLOSE if dark else cv2.MORPH_OPEN, kernel)
    ground = widely_blurred(np.asarray(bare, np.float32), 0.4 * height)
    low, usual, high = (float(share) for share in np.percentile(ground[flat.core], [3, 50, 97]))
    if high - low < _UNEVEN:
        return lab, 0.0
    even = lab.copy()
    even[..., 0] += np.float32(usual) - ground
    return even, high - low


def _straight(line: Line, seen: Lettering) -> Line:
    """The line with corners that run along its baseline, and square to it or plumb."""
    letters, back = _letters(seen), np.linalg.inv(seen.upright.there)
    runs = course(letters, seen.ink, back)
    if runs is None:
        return line
    rows, columns = np.nonzero(seen.ink > _SOLID)
    box, air = seen.box, _PADDING * seen.box.height
    ends = np.array([box.left - air, box.left + box.width + air])
    centre, middle = box.left + box.width / 2, box.top + box.height / 2
    apart = columns - centre
    top = float(np.percentile(rows - runs.high * apart, 0.1)) - air
    bottom = float(np.percentile(rows - runs.low * apart, 99.9)) + 1 + air
    corners = [
        (end + runs.lean * (level - middle), level + slope * (end - centre))
        for level, slope, order in ((top, runs.high, ends), (bottom, runs.low, ends[::-1]))
        for end in order
    ]
    there = cv2.perspectiveTransform(np.array([corners], np.float32), back)[0]
    return line._replace(corners=there.astype(np.float32))


def _letters(seen: Lettering) -> NDArray[Any]:
    """The boxes (letters, 4) of what is as tall as a letter: left, top, width, height."""
    solid = (seen.ink > _SOLID).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=8)
    tall = stats[1:][stats[1:, cv2.CC_STAT_HEIGHT] > 0.4 * seen.box.height]
    return tall[:, :4].astype(np.float64)


def _two_colours(lab: NDArray[Any], flat: Upright) -> tuple[NDArray[Any], NDArray[Any]]:
    """The colours of the ground and of the ink, CIE Lab; the ground is what the rim shows."""
    part = lab[flat.core]
    cv2.setRNGSeed(_RNG)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.3)
    pixels = part.reshape(-1, 3)
    labels = np.empty((len(pixels), 1), np.int32)
    _, _, found = cv2.kmeans(pixels, 2, labels, criteria, 4, cv2.KMEANS_PP_CENTERS)
    centres = np.asarray(found)
    deep = max(1, round(_RIM * part.shape[0]))
    rim = np.concatenate([part[:deep].reshape(-1, 3), part[-deep:].reshape(-1, 3)])
    first = int(np.argmin(np.linalg.norm(centres - np.median(rim, axis=0), axis=1)))
    return centres[first], centres[1 - first]
