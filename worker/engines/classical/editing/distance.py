"""A drawn scene far behind a photograph: out of focus, paler, with the photograph's own grain."""

import cv2
import numpy as np

from worker.engines.classical.editing.backdrop import out_of_focus
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Picture, Plane
from worker.engines.classical.painting.smoothing import blurred
from worker.engines.classical.painting.tone import from_lab, luma, to_lab

_DISC = 30.0  # design px: edges of a drawing are too clean to be seen sharply beside a photograph
_PALER = 0.72  # of its chroma: posters are more vivid than what a lens sees
_FLATTER = 0.85  # of its contrast
_LAPLACE = np.array(((1, -2, 1), (-2, 4, -2), (1, -2, 1)), np.float32)
_NORMAL = 0.6745 * 6  # median of its size, in standard deviations of noise
_MOST = 0.016  # of grain: what is more is texture of the subject
_CLUMP = 0.6  # px: grain of a photograph is never as fine as its pixels


def photographed(scene: Picture) -> Picture:
    """A drawn `scene` as a lens sees it that is sharp on something nearer."""
    soft = out_of_focus(scene, np.ones(scene.shape[:2], np.float32), _DISC)
    lab = to_lab(soft)
    middle = float(lab[..., 0].mean())
    lab[..., 0] = middle + (lab[..., 0] - middle) * np.float32(_FLATTER)
    lab[..., 1:] *= np.float32(_PALER)
    return np.clip(from_lab(lab), 0, 1)


def grained(scene: Picture, photograph: Picture, subject: Plane, draw: Draw) -> Picture:
    """`scene` with as much grain as `photograph` has where its `subject` (0 to 1) is."""
    amount = min(_grain(photograph, subject), _MOST)
    noise = draw.noise(97).standard_normal(subject.shape, dtype=np.float32)
    fine = blurred(noise, _CLUMP)
    return np.clip(scene + (fine * np.float32(amount / float(fine.std())))[..., None], 0, 1)


def _grain(photograph: Picture, subject: Plane) -> float:
    """The standard deviation of noise, robustly (Immerkaer 1996)."""
    inside = cv2.erode((subject >= 1).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if not inside.any():
        return 0.0
    fine = np.abs(cv2.filter2D(luma(photograph), -1, _LAPLACE))
    return float(np.median(fine[inside])) / _NORMAL
