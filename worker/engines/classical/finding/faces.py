"""Where faces look at the camera, so that coarse strokes, tiles and masks can spare them."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import (
    Colour8,
    Picture,
    Plane,
    fitted,
    mixed,
    to_bytes,
    to_float,
)
from worker.engines.classical.painting.remembering import remembered
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import to_lab

_SIDE = 480  # px, the long side that faces are looked for at
_SMALLEST = 36  # px there: a smaller face is too few strokes wide for any look
_GROWTH = 1.15  # from one size of the window to the next
_NEIGHBOURS = 6  # windows that agree: fewer find faces in gravel, more miss tilted heads
_FAR_SIDE = 1280  # px, the long side that small faces are looked for at: it takes a second
_FAR = 30  # px there
_PASSER_BY = 2  # times smaller than the largest face: who is farther away was not meant
_MORE = 9  # the same, where the hue is not that of skin
_FAR_MORE = 11  # the same of small faces, of which gravel has many
_OF_SKIN = 0.5  # of the middle of a face
_TILTS = (-26, -14, 14, 26)  # degrees; the cascade itself forgives some ten
_TILTED_SIDE = 200  # px, the long side that tilted faces are looked for at: four times, so small


class Face(NamedTuple):
    """A square from the brows to the chin, in px."""

    x: int
    y: int
    side: int

    def scaled(self, scale: float) -> "Face":
        """The same face in a picture that is `scale` times as large."""
        return Face(round(self.x * scale), round(self.y * scale), round(self.side * scale))

    def meets(self, other: "Face") -> bool:
        """Whether the middle of `other` lies in this square."""
        across, down = other.x + other.side / 2 - self.x, other.y + other.side / 2 - self.y
        return 0 <= across < self.side and 0 <= down < self.side


class Faces(NamedTuple):
    """The faces of a picture as one mask."""

    mask: Plane  # 0 to 1
    side: float  # px, of the smallest face; 0 where none is


def faces_of(picture: Picture) -> Faces:
    """The faces of `picture` as soft ellipses from the hairline to the chin."""
    found = faces(to_bytes(picture), tilted=True)
    smallest = min((float(face.side) for face in found), default=0.0)
    return Faces(_ellipses(found, picture.shape), smallest)


def face_mask(colour: Colour8, far: bool = False) -> Plane:
    """1 inside the faces of `colour`, 0 elsewhere, with soft edges; `far`: of small ones, too."""
    return _ellipses(faces(colour, far=far), colour.shape)


def _ellipses(found: tuple[Face, ...], shape: tuple[int, ...]) -> Plane:
    mask = np.zeros(shape[:2], np.float32)
    for face in found:
        middle = round(face.x + face.side / 2), round(face.y + face.side * 0.52)
        axes = round(face.side * 0.52), round(face.side * 0.66)
        ellipse = cv2.ellipse(np.zeros_like(mask), middle, axes, 0, 0, 360, 1.0, -1)
        mask = np.maximum(mask, blurred(ellipse, face.side * 0.08))
    return mask


def spared(picture: Picture, careful: Picture, faces: Faces) -> Picture:
    """`picture`, and the more `careful` version of it where faces are."""
    return mixed(picture, careful, faces.mask) if faces.side else picture


def redrawn(
    picture: Picture, source: Picture, faces: Faces, careful: Callable[[Picture], Picture]
) -> Picture:
    """`picture`, and where faces are what `careful` makes of `source`: only there is it called."""
    if not faces.side:
        return picture
    rows, columns = np.flatnonzero(faces.mask.any(axis=1)), np.flatnonzero(faces.mask.any(axis=0))
    place = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    result = picture.copy()
    part = careful(np.ascontiguousarray(source[place]))
    result[place] = mixed(picture[place], part, faces.mask[place])
    return result


@remembered
def faces(colour: Colour8, tilted: bool = False, far: bool = False) -> tuple[Face, ...]:
    """Frontal faces, from about a thirteenth of the long side, by a cascade of binary patterns.

    Viola and Jones 2001 with the features of Liao et al. 2007. It finds no profiles, and no
    animals. With `tilted`, where none is upright, it looks for heads that are tilted by up to about
    30 degrees, from about an eighth of the long side. Those are less sure, and the odd cat is among
    them: for whoever only takes more care there. With `far` it looks for the faces of groups and
    panoramas, too, from about a thirtieth of the long side.
    """
    small = fitted(colour, _SIDE)
    if min(small.shape[:2]) < _SMALLEST:
        return ()
    scale = max(colour.shape[:2]) / max(small.shape[:2])
    found = _upright(small)
    if far and max((face.side for face in found), default=0) < _PASSER_BY * _SMALLEST:
        found += [one for one in _far(colour, 1 / scale) if not any(map(one.meets, found))]
    if tilted and not found:
        found = _tilted(small)
    return tuple(face.scaled(scale) for face in sorted(found))


def _far(colour: Colour8, scale: float) -> list[Face]:
    """The faces of a larger copy, in px of one that is `scale` times as large as `colour`."""
    larger = fitted(colour, _FAR_SIDE)
    if max(larger.shape[:2]) <= _SIDE:
        return []
    back = scale * max(colour.shape[:2]) / max(larger.shape[:2])
    return [face.scaled(back) for face in _small(larger)]


@remembered
def _small(larger: Colour8) -> tuple[Face, ...]:
    """Small faces; kept beside those of the whole picture, whose copies have the same."""
    return tuple(_upright(larger, _FAR, _FAR_MORE))


def _upright(small: Colour8, smallest: int = _SMALLEST, more: int = _MORE) -> list[Face]:
    found, skin = _looked_for(small, smallest, _NEIGHBOURS), _skin(small)
    sure = [box for box in found if _of_skin(skin, box)]
    if len(sure) < len(found):
        # In black and white or in a warm light no hue helps: then more windows must agree.
        doubtful = set(found) - set(sure)
        again = _looked_for(small, smallest, more)
        sure += [box for box in again if any(map(box.meets, doubtful))]
    return sure


def _looked_for(small: Colour8, smallest: int, neighbours: int) -> list[Face]:
    return _windows(small, _Search(_GROWTH, 1.0, smallest, neighbours))


class _Search(NamedTuple):
    """How closely the cascade looks."""

    growth: float  # from one size of the window to the next
    step: float  # px between windows
    smallest: int  # px
    neighbours: int  # windows that agree


def _windows(small: Colour8, search: _Search) -> list[Face]:
    found = cascade().detect_multi_scale(
        small,
        search.growth,
        search.step,
        (search.smallest, search.smallest),
        (_SIDE, _SIDE),
        min_neighbor_number=search.neighbours,
        intersection_score_threshold=0.4,
    )
    return [Face(int(box["c"]), int(box["r"]), int(box["width"])) for box in found]


_TILTED = _Search(1.15, 1.5, 24, 3)


def _tilted(small: Colour8) -> list[Face]:
    """Faces in the picture when it is turned a little, as upright squares around their middles."""
    tiny = fitted(small, _TILTED_SIDE)
    skin, scale = _skin(tiny), max(small.shape[:2]) / max(tiny.shape[:2])
    height, width = tiny.shape[:2]
    found = list[Face]()
    for angle in _TILTS:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        turned = cv2.warpAffine(tiny, turn, (width, height), borderMode=cv2.BORDER_REFLECT)
        turned_skin = np.asarray(cv2.warpAffine(skin, turn, (width, height)))
        for face in _windows(np.asarray(turned, np.uint8), _TILTED):
            half = face.side / 2
            across, down = cv2.invertAffineTransform(turn) @ (face.x + half, face.y + half, 1)
            there = Face(round(across - half), round(down - half), face.side).scaled(scale)
            if _share_of_skin(turned_skin, face) > _OF_SKIN and not any(map(there.meets, found)):
                found.append(there)
    return found


def _skin(small: Colour8) -> Plane:
    """1 where the hue is between red and yellow, as it is on all skin, else 0."""
    lab = to_lab(to_float(small))
    hues = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    coloured = np.hypot(lab[..., 1], lab[..., 2]) > 8
    return ((hues > 10) & (hues < 85) & coloured).astype(np.float32)


def _of_skin(skin: Plane, face: Face) -> bool:
    """Whether the middle of `face` has the hue of skin, and not all else has it too."""
    return _share_of_skin(skin, face) > _OF_SKIN and float(skin.mean()) < 0.45


def _share_of_skin(skin: Plane, face: Face) -> float:
    edge = face.side // 5
    rows = slice(face.y + edge, face.y + face.side - edge)
    return float(skin[rows, face.x + edge : face.x + face.side - edge].mean())


@cache
def cascade() -> Any:
    """The cascade that scikit-image carries; OpenCV 5 can no longer read it."""
    from skimage.data import lbp_frontal_face_cascade_filename
    from skimage.feature import Cascade

    return Cascade(lbp_frontal_face_cascade_filename())
