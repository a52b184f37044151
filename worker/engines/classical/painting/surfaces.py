"""The smooth light of a plain ground: a low-order surface, and what departs from it."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.painting.pixels import Picture, Plane
from worker.engines.classical.painting.smoothing import blurred

_ROUNDS = 4
_OUTLYING = 3.0  # deviations
_LEAST = 0.006  # of tone: no ground is smoother than its own rounding and noise
_FEWEST = 60  # px that a surface can be fitted to
_ORDER = 3
_SAMPLES = 40_000  # px that are enough to fit it
_RIDGE = 1e-7  # of the px, so that a bare strip does not foretell what is far from it
_PLAIN = 0.02  # of tone: what departs by more is no smooth ground
_OF_ALL = 0.7  # of the ground that has to lie on its surface


class Surface(NamedTuple):
    """A polynomial in x and y for each channel."""

    picture: Picture
    deviation: float  # of tone, of what lies on it
    fits: bool  # whether most of the ground does


def surface(part: Picture, ground: NDArray[np.bool_]) -> Surface:
    """The cubic surface through `ground`, fitted again without what lies off it (shadows, edges).

    Iteratively trimmed least squares (Rousseeuw and Leroy 1987).
    """
    terms = _terms(ground.shape)
    rows, columns = np.nonzero(ground)
    every = max(1, len(rows) // _SAMPLES)
    rows, columns = rows[::every], columns[::every]
    known, basis = part[rows, columns].astype(np.float64), terms[rows, columns]
    kept = np.ones(len(rows), bool)
    fitted, deviation = np.zeros((basis.shape[1], 3)), 1.0
    for _ in range(_ROUNDS):
        if kept.sum() < _FEWEST:
            return Surface(np.zeros_like(part), 1.0, fits=False)
        fitted = _least_squares(basis[kept], known[kept])
        off = np.abs(known - _product(basis, fitted)).max(axis=1)
        deviation = max(1.48 * float(np.median(off)), _LEAST)
        kept = off < _OUTLYING * deviation
    fits = deviation < _PLAIN and float(kept.mean()) > _OF_ALL
    return Surface(_product(terms, fitted).astype(np.float32), deviation, fits)


def _least_squares(basis: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
    """The polynomials nearest to what is `known`, by normal equations, with a trace of a ridge."""
    count = basis.shape[1]
    gram, right = np.empty((count, count)), np.empty((count, known.shape[1]))
    for number in range(count):
        gram[number] = (basis * basis[:, number, None]).sum(axis=0)
        right[number] = (known * basis[:, number, None]).sum(axis=0)
    return np.linalg.solve(gram + np.eye(count) * (_RIDGE * len(basis)), right)


def _product(basis: NDArray[Any], fitted: NDArray[Any]) -> NDArray[Any]:
    """Written out, since BLAS may sum differently per thread."""
    total = np.zeros((*basis.shape[:-1], fitted.shape[1]))
    for number in range(len(fitted)):
        total += basis[..., number, None] * fitted[number]
    return total


def _terms(shape: tuple[int, ...]) -> NDArray[Any]:
    y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
    powers = [(i, j) for i in range(_ORDER + 1) for j in range(_ORDER + 1 - i)]
    return np.stack([x**i * y**j for i, j in powers], axis=-1)


def off_surface(part: Picture, ground: Surface, beside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What touches `beside` and is darker or lighter than the ground: a shadow, a glow, a rim."""
    rest = blurred(part - ground.picture, 0.8)
    off = np.abs(rest).max(axis=2) > _OUTLYING * ground.deviation
    joined = (off | beside).astype(np.uint8)
    _, labels = cv2.connectedComponents(joined, connectivity=4)
    return np.isin(labels, np.unique(np.asarray(labels)[beside])) & off


def smoothly(values: Picture, known: Plane, height: float) -> Picture:
    """`values` interpolated from where they are `known`, near before far.

    Normalised convolution (Knutsson and Westin 1993); `height` in px is a letter's.
    """
    light, share = np.zeros_like(values), np.full(known.shape, 1e-9, np.float32)
    for sigma, trust in ((0.12, 1.0), (0.3, 0.05), (1.0, 0.002), (3.0, 0.00005)):
        reach = max(0.8, sigma * height)
        light += np.float32(trust) * blurred(values * known[..., None], reach)
        share += np.float32(trust) * blurred(known, reach)
    return light / share[..., None]
