"""Where people probably are: around a face there is a head, and below it shoulders."""

import cv2
import numpy as np

from worker.engines.classical.finding.faces import Face
from worker.engines.classical.painting.pixels import Mask8, Plane

_SURE, _LIKELY, _NONE = 1.0, 0.43, 0.05  # chances of being a person
# Outlines from the neck to the lower edge: how far from the middle, and how far below the brows,
# in faces; the last point of each lies on the lower edge.
_TORSO = ((0.45, 1.0), (1.5, 2.0), (1.9, 2.0))
_CHEST = ((0.4, 1.45), (0.85, 2.2), (0.85, 3.1), (0.5, 3.4), (0.6, 3.4))
_TRUNK = ((0.9, 2.0), (1.3, 2.4), (1.3, 2.4))
_ASIDE = 1.6  # faces beside a face: arms reach as far, and what stands farther off is another thing
_WHOLE = 0.88  # of either side of a trunk: where less is found, something is held before it
_HELD = (3.0, 2.4)  # faces aside, and down from the brows, that it may reach
_COLLAR = ((-1.15, 1.15), (0.9, 2.4))  # across from the middle and down from the brows, in faces


def likely_people(saliency: Plane, found: tuple[Face, ...]) -> Plane:
    """The chance that each pixel shows a person, 0 to 1, from `found` faces and `saliency`.

    The middle of a face and the chest below it are sure; heads and shoulders are likely;
    beside them only what catches the eye is possible, and nothing further off.
    """
    chance = np.full(saliency.shape, _NONE, np.float32)
    _around(chance, saliency, found)
    for face in found:
        middle = face.x + face.side / 2
        body = np.zeros(saliency.shape, np.float32)
        centre, axes = (middle, face.y + 0.45 * face.side), (0.80 * face.side, 0.95 * face.side)
        cv2.ellipse(body, _whole(*centre), _whole(*axes), 0, 0, 360, 1.0, -1)
        cv2.fillPoly(body, [_outline(face, _TORSO, len(body))], 1.0)
        chance = np.where(body > 0, np.maximum(chance, _LIKELY + 0.3 * saliency), chance)
    for face in found:
        centre, axes = face.y + 0.55 * face.side, (0.38 * face.side, 0.5 * face.side)
        middle = _whole(face.x + face.side / 2, centre)
        cv2.ellipse(chance, middle, _whole(*axes), 0, 0, 360, _SURE, -1)
        cv2.fillPoly(chance, [_outline(face, _CHEST, len(chance))], _SURE)
    return chance.astype(np.float32)


def bodies(shape: tuple[int, ...], found: tuple[Face, ...]) -> Mask8:
    """Where the trunks of people of `found` faces are, from the shoulders down: 1, elsewhere 0."""
    mask = np.zeros(shape[:2], np.uint8)
    for face in found:
        cv2.fillPoly(mask, [_outline(face, _TRUNK, len(mask))], 1)
    return mask


def laps(solid: Mask8, found: tuple[Face, ...]) -> Mask8:
    """Where people hold something, 1: beside whatever hides a side of a trunk, missing in `solid`.

    A helmet in somebody's arms goes with them, though it is none of their colours.
    """
    region = np.zeros_like(solid)
    for face in found:
        body, middle = bodies(solid.shape, (face,)) > 0, round(face.x + face.side / 2)
        top, reach = round(face.y + _HELD[1] * face.side), round((0.5 + _HELD[0]) * face.side)
        for columns in (slice(max(0, middle - reach), middle), slice(middle, middle + reach)):
            if body[:, columns].any() and solid[:, columns][body[:, columns]].mean() < _WHOLE:
                region[top:, columns] = 1
    return region


def collars(shape: tuple[int, ...], found: tuple[Face, ...]) -> Mask8:
    """Where people of `found` faces may wear collars, ruffs and scarves: 1, elsewhere 0."""
    mask = np.zeros(shape[:2], np.uint8)
    for face in found:
        middle = face.x + face.side / 2
        left, right = (middle + out * face.side for out in _COLLAR[0])
        top, bottom = (face.y + down * face.side for down in _COLLAR[1])
        cv2.rectangle(mask, _whole(left, top), _whole(right, bottom), 1, -1)
    return mask


def _around(chance: Plane, saliency: Plane, found: tuple[Face, ...]) -> None:
    """Make what lies beside the faces within the reach of arms, and below the hair, possible."""
    reach = max(face.side for face in found)
    top = max(0, round(min(face.y for face in found) - 0.75 * reach))
    left = max(0, round(min(face.x for face in found) - _ASIDE * reach))
    right = round(max(face.x + face.side for face in found) + _ASIDE * reach)
    chance[top:, left:right] = 0.16 + 0.22 * saliency[top:, left:right]


def _outline(face: Face, points: tuple[tuple[float, float], ...], height: int) -> Plane:
    middle = face.x + face.side / 2
    downs = [face.y + down * face.side for _, down in points[:-1]]
    rows = [*downs, max(height, downs[-1])]
    halves = [(out * face.side, row) for (out, _), row in zip(points, rows, strict=True)]
    left = [_whole(middle - out, row) for out, row in halves]
    right = [_whole(middle + out, row) for out, row in reversed(halves)]
    return np.array([*left, *right], np.int32)


def _whole(first: float, second: float) -> tuple[int, int]:
    return round(first), round(second)
