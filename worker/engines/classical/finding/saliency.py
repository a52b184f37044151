"""What catches the eye, and a guess at what is near: no recognition, only contrast and place."""

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import faces_of
from worker.engines.classical.painting.pixels import Picture, Plane, resized, unit
from worker.engines.classical.painting.smoothing import blurred, guided, widely_blurred
from worker.engines.classical.painting.tone import luma, step, stretched, to_lab

_SIDE = 160  # px, the width that contrast is measured at


def salient(picture: Picture) -> Plane:
    """Saliency, 0 to 1: rare colours against the border, centre against surround, sharpness.

    Colour contrast as in Achanta et al. 2009, with a prior for the middle of the picture.
    """
    height, width = picture.shape[:2]
    small = resized(picture, _SIDE, int(np.clip(round(_SIDE * height / width), 16, 640)))
    lab = to_lab(small)
    rare = stretched(blurred(_far_from_border(lab), 1.5), 5, 97)
    around = sum(_distance(lab, blurred(lab, sigma)) for sigma in (8, 20, 40))
    sharp = blurred(np.abs(cv2.Laplacian(luma(small), cv2.CV_32F)), 5)
    score = 0.5 * rare + 0.28 * stretched(blurred(np.asarray(around), 2), 5, 99)
    score = (score + 0.22 * stretched(sharp, 5, 98)) * (0.35 + 0.65 * _middle(small))
    grown = cv2.resize(stretched(score, 5, 99), (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(grown, 0, 1)


def _far_from_border(lab: NDArray[np.float32]) -> Plane:
    rim = np.concatenate(
        [lab[:6].reshape(-1, 3), lab[:, :6].reshape(-1, 3), lab[:, -6:].reshape(-1, 3)]
    )
    cv2.setRNGSeed(3)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    labels = np.empty((len(rim), 1), np.int32)
    _, _, centres = cv2.kmeans(rim, 5, labels, criteria, 2, cv2.KMEANS_PP_CENTERS)
    return np.min([_distance(lab, centre) for centre in np.asarray(centres)], axis=0)


def _distance(first: NDArray[np.float32], second: NDArray[np.float32]) -> Plane:
    difference = first - second
    return np.sqrt((difference * difference).sum(axis=-1))


def _middle(picture: Picture) -> Plane:
    height, width = picture.shape[:2]
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    return np.exp(-(down * down + across * across) * np.float32(0.9))


def nearness(picture: Picture) -> Plane:
    """A guess at what is near, 0 far to 1 near: low in the picture and salient; it is not depth."""
    height, width = picture.shape[:2]
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    guess = 0.55 * down + 0.45 * widely_blurred(salient(picture), width * 0.012)
    radius = max(4, round(36 * unit(picture)))
    near = stretched(guided(luma(picture), guess, radius, 2e-3), 1, 99)
    # Whoever looks into the camera stands before it.
    found = faces_of(picture)
    return np.maximum(near, widely_blurred(found.mask, found.side * 0.3)) if found.side else near


def delicate(picture: Picture) -> Plane:
    """Where a coarse brush would spoil what matters, 0 to 1: fine detail that catches the eye."""
    scale = unit(picture)
    tones = luma(picture)
    fine = np.abs(tones - blurred(tones, 3 * scale))
    busy = np.sqrt(stretched(widely_blurred(fine, 16 * scale), 20, 99))
    # What lies between details belongs to them: the bridge of a nose between two eyes.
    reach = max(1, round(28 * scale))
    busy = blurred(cv2.dilate(busy, np.ones((reach, reach), np.uint8)), 10 * scale)
    return step(0.2, 0.6, busy * (0.3 + 0.7 * widely_blurred(salient(picture), 20 * scale)))
