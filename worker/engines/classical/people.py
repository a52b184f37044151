"""Where people probably are: around a face there is a head, and below it shoulders."""

import cv2
import numpy as np

from worker.engines.classical.faces import Face
from worker.engines.classical.pixels import Plane

_SURE, _LIKELY, _NONE = 1.0, 0.43, 0.05  # chances of being a person
# Outlines from the neck to the lower edge: how far from the middle, and how far below the brows,
# in faces; the last point of each lies on the lower edge.
_TORSO = ((0.45, 1.0), (1.5, 2.0), (1.9, 2.0))
_SPINE = ((0.3, 1.3), (0.3, 1.3), (0.6, 1.3))


def likely_people(saliency: Plane, found: tuple[Face, ...]) -> Plane:
    """The chance that each pixel shows a person, 0 to 1, from `found` faces and `saliency`.

    The middle of a face and what is straight below it are sure; heads and shoulders are likely;
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
        cv2.fillPoly(chance, [_outline(face, _SPINE, len(chance))], _SURE)
    return chance.astype(np.float32)


def _around(chance: Plane, saliency: Plane, found: tuple[Face, ...]) -> None:
    """Make what lies two faces to either side, and below the hair, possible."""
    reach = max(face.side for face in found)
    top = max(0, round(min(face.y for face in found) - 0.75 * reach))
    left = max(0, round(min(face.x for face in found) - 2.1 * reach))
    right = round(max(face.x + face.side for face in found) + 2.1 * reach)
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
