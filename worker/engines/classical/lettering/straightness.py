"""How a line of lettering runs: its baseline, the line along its tops, and its verticals."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Plane

_NEAR = 0.035  # of the height of the letters, by which those on one line may miss it
_FEWEST = 3  # letters that show how a line slants
_MOST_OF = 0.4  # of the letters that have to stand along their tops
_SPREAD = 0.35  # of the width of the line that these have to span
_FAR = 0.1  # of its width, that two letters are apart which tell a slope
_CONVERGING = 0.15  # the difference of two slopes that perspective makes at most
_SURE = 2.0  # standard errors, within which two slopes are one
_LEAST = 0.004  # of slope: no line is measured more closely
_LOOSE = 0.012  # of slope: what is more is no error
_LEANS = np.tan(np.radians(np.arange(-20, 20.5, 0.5)))
_UPRIGHT = 0.045  # of lean (2.5 degrees), by which strokes may miss a straight direction
_SLANTED = 0.13  # of lean (7.5 degrees): what leans by more is an italic
_CLEARLY = 1.06  # times as sharp, that strokes have to be in another direction

Corners = NDArray[np.float32]  # (4, 2), px, from the upper left clockwise
Matrix = NDArray[Any]  # (3, 3), a projective map in homogeneous px


class _Slope(NamedTuple):
    value: float  # px down for a px to the right
    error: float  # of it


class Course(NamedTuple):
    """How a line runs in the picture it was measured in."""

    low: float  # slope of its baseline
    high: float  # slope of the line along its tops
    lean: float  # px to the right for a px down, along its verticals


def course(letters: NDArray[Any], ink: Plane, back: Matrix) -> Course | None:
    """How `letters` (boxes: left, top, width, height) with their `ink` run; None for too few.

    `back` leads to the whole picture: there a line that is level within what can be measured is
    level, and strokes stand square to it or plumb where the ink bears that out. Accents and
    descenders stand off the line that most letters share (consensus, Fischler and Bolles 1981).
    """
    if len(letters) < _FEWEST:
        return None
    middle, tall = letters[:, 0] + letters[:, 2] / 2, float(np.median(letters[:, 3]))
    low = _shared(middle, letters[:, 1] + letters[:, 3], tall, 2)
    high = _shared(middle, letters[:, 1], tall, max(_FEWEST, round(_MOST_OF * len(letters))))
    if low is None:
        return None
    place = float(np.median(middle)), float(np.median(letters[:, 1] + letters[:, 3] / 2))
    local = _local(back, *place)
    slopes = _level(*_agreed(low, high), local)
    return Course(*slopes, _lean(ink, slopes[0] / 2 + slopes[1] / 2, local))


def _shared(across: NDArray[Any], down: NDArray[Any], tall: float, least: int) -> _Slope | None:
    """The slope of the line that most points share; None where fewer than `least` do."""
    first, second = np.triu_indices(len(across), 1)
    width = max(1.0, float(np.ptp(across)))
    far = np.abs(across[second] - across[first]) > _FAR * width
    first, second = first[far], second[far]
    if not len(first):
        return None
    slopes = (down[second] - down[first]) / (across[second] - across[first])
    off = np.abs(down - down[first, None] - slopes[:, None] * (across - across[first, None]))
    on = off < _NEAR * tall
    # Of lines that as many share, the one they lie on most closely.
    best = int(np.argmax(on.sum(axis=1) - (off * on).sum(axis=1) / (tall * len(across))))
    kept = on[best]
    if kept.sum() < least or np.ptp(across[kept]) < _SPREAD * width:
        return None
    apart = across[kept] - across[kept].mean()
    value = float((apart * down[kept]).sum() / (apart**2).sum())
    rest = down[kept] - down[kept].mean() - value * apart
    spread = max(0.5, float(np.sqrt((rest**2).mean())))
    return _Slope(value, max(_LEAST / 2, spread / float(np.sqrt((apart**2).sum()))))


def _agreed(low: _Slope, high: _Slope | None) -> tuple[_Slope, _Slope]:
    """Both slopes, or one for both where they differ by no more than their error."""
    if high is None or abs(high.value - low.value) > _CONVERGING:
        return low, low
    error = float(np.hypot(low.error, high.error))
    if abs(high.value - low.value) > min(_SURE * error + _LEAST, _LOOSE):
        return low, high
    weights = low.error**-2, high.error**-2
    mean = (low.value * weights[0] + high.value * weights[1]) / sum(weights)
    both = _Slope(mean, sum(weights) ** -0.5)
    return both, both


def _level(low: _Slope, high: _Slope, local: Matrix) -> tuple[float, float]:
    """The slopes, level in the picture where they are as good as level."""
    level = np.linalg.solve(local, np.array((1.0, 0.0)))
    straight = float(level[1] / level[0]) if abs(level[0]) > 1e-6 else np.inf
    off = max(abs(one.value - straight) for one in (low, high))
    limit = min(_LOOSE, max(_LEAST, _SURE * max(low.error, high.error)))
    return (straight, straight) if off < limit else (low.value, high.value)


def _local(back: Matrix, x: float, y: float) -> Matrix:
    """The affine part (2, 2) of `back` around a point."""
    points = np.array([[(x, y), (x + 1, y), (x, y + 1)]], np.float64)
    here, right, down = cv2.perspectiveTransform(points, back)[0]
    return np.stack((right - here, down - here), axis=1)


def _lean(ink: Plane, slope: float, local: Matrix) -> float:
    """How the strokes lean: square to the line or plumb in the picture, or as the ink shows."""
    along = local @ np.array((1.0, slope))
    square = _leaning(local, np.array((-along[1], along[0])))
    plumb = _leaning(local, np.array((0.0, 1.0)))
    sharp = np.array([_sharpness(ink, float(lean), slope) for lean in _LEANS + square])
    seen = float(_LEANS[int(np.argmax(sharp))]) + square
    straight = min((square, plumb), key=lambda lean: abs(lean - seen))
    if abs(seen - straight) < _UPRIGHT:
        return straight
    if abs(seen - square) > _SLANTED:
        return square
    clear = float(sharp.max()) > _CLEARLY * _sharpness(ink, straight, slope)
    return seen if clear else square


def _leaning(local: Matrix, direction: NDArray[Any]) -> float:
    """The lean of a direction in the picture."""
    x, y = np.linalg.solve(local, direction)
    return float(x / y) if abs(y) > 1e-6 else 0.0


def _sharpness(ink: Plane, lean: float, slope: float) -> float:
    """How sharply columns that lean part strokes from gaps (Vinciarelli and Luettin 2001)."""
    height, width = ink.shape
    middle = height / 2
    there = np.array([[1, -lean, lean * middle], [-slope, 1, slope * width / 2]], np.float64)
    columns = cv2.warpAffine(ink, there, (width, height)).sum(axis=0)
    return float((columns.astype(np.float64) ** 2).sum())
