"""What stands on a plain ground, as products and logos do: all that is not the ground."""

import cv2
import numpy as np

from worker.engines.classical.painting.pixels import Colour8, Mask8, Plane, to_float
from worker.engines.classical.painting.tone import step, to_lab

_RIM = 0.02  # of the shorter side: the margin that shows what the ground is
_MARGIN = 92  # percent of the margin that must be the ground: something may touch the edge
_EVEN = 2.5  # CIE76 units, by which that much of the margin may differ
_OFF, _GRAINS = 3.0, 1.5  # CIE76 units, and shares of the grain, that are still the ground
_SOLID = 9.0  # CIE76 units farther, from where on nothing of the ground is in a pixel
_SAME = 1.0  # CIE76 units and the grain: up to here what a thing encloses is the ground behind it
_LEAST, _MOST = 0.004, 0.9  # of the picture, that the thing covers


def on_plain_ground(colour: Colour8) -> Plane | None:
    """Where `colour` shows anything but its ground, 0 to 1; None where the ground is not plain."""
    lab = to_lab(to_float(colour))
    rim = _rim(colour.shape)
    ground = np.median(lab[rim], axis=0)
    away = np.linalg.norm(lab - ground, axis=2)
    grain = float(np.percentile(away[rim], _MARGIN))
    if grain > _EVEN:
        return None
    off = _OFF + _GRAINS * grain
    alike = (away <= off).astype(np.uint8)
    behind = cv2.dilate(_behind(alike, away, _SAME + grain), np.ones((5, 5), np.uint8))
    mask = np.where(behind > 0, step(off, off + _SOLID, away), 1.0).astype(np.float32)
    return mask if _LEAST < float(mask.mean()) < _MOST else None


def _rim(shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    rim, width = np.ones(shape[:2], bool), max(2, round(_RIM * min(shape[:2])))
    rim[width:-width, width:-width] = False
    return rim


def _behind(alike: Mask8, away: Plane, same: float) -> Mask8:
    """The ground: what of `alike` reaches the edge, and what a thing encloses that is the same."""
    _, labels = cv2.connectedComponents(alike, connectivity=4)
    edge = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    sizes = np.bincount(np.ravel(labels))
    means = np.bincount(np.ravel(labels), np.ravel(away)) / np.maximum(sizes, 1)
    found = np.union1d(edge, np.flatnonzero(means <= same))
    return (np.isin(labels, found) & (alike > 0)).astype(np.uint8)
