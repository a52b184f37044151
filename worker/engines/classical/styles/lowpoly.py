"""Low poly: triangles of one colour each, small where much happens and large where little does."""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import Faces, faces_of, spared
from worker.engines.classical.finding.saliency import salient
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.grading import developed
from worker.engines.classical.painting.pixels import Picture, Plane, resized, to_float, unit
from worker.engines.classical.painting.smoothing import blurred, flattened, widely_blurred
from worker.engines.classical.painting.tone import (
    RGB,
    from_lab,
    levelled,
    luma,
    mapped,
    saturated,
    step,
    stretched,
    tinted,
    to_lab,
)

_FACE = 26  # corners that fit side by side into a face
_CHEEK, _FEATURE = 2.6, 0.42  # times as far apart as that, where little and where much happens
_AROUND = 0.11  # of a face: what is around a feature
_LASH = 0.012  # of a face: what is smaller than a feature
_NEAR, _FAR = 0.4, 2.6  # distances of corners on an edge and on an even area; 1 is usual
_RIM = 12  # corners along the short side of the picture, at least
_PULL = 0.6  # of the distance between corners, that one is moved to an edge over
_STEEP = 0.25  # of the steepest: what is less is no edge
_FEATURED = 1.2  # of the density, that features add to
_TRIES = 12  # candidates for each corner
_FINE = 2  # times the size that triangles are drawn at, so that their edges are smooth
_STRIP = 256  # rows that are coloured at a time, so that memory stays bounded


class Cut(NamedTuple):
    """One way of cutting facets."""

    title: str
    corners: int  # on a square picture
    chroma: float
    light: tuple[float, float]  # gain and offset of L*
    tint: RGB
    shade: float  # how much facets differ in L*
    stops: tuple[tuple[float, tuple[int, int, int]], ...] = ()  # a palette of its own


_SUNSET = (
    (0.0, (24, 28, 66)),
    (0.3, (88, 52, 120)),
    (0.6, (220, 96, 110)),
    (0.85, (255, 180, 110)),
    (1.0, (255, 240, 200)),
)
CUTS = (
    Cut("fine facets", 2600, 1.15, (1.0, 0), (1.0, 1.0, 1.0), 3.5),
    Cut("large folds in warm light", 1300, 1.3, (0.94, 8), (1.06, 0.96, 0.74), 6),
    Cut("cut crystal", 3400, 0.75, (0.84, 18), (0.90, 1.02, 1.14), 7),
    Cut("sunset palette", 2000, 1.0, (1.0, 0), (1.0, 1.0, 1.0), 4, _SUNSET),
)


def low_poly(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Fold `picture` from triangles whose corners lie on its edges (Delaunay 1934)."""
    cut, scale, rng = draw.one_of(CUTS), unit(picture), draw.noise(1)
    graded, found = developed(_graded(picture, cut), draw), faces_of(picture)
    ready = spared(flattened(graded, 6 * scale, 0.10), graded, found)
    corners = _corners(ready, found, cut.corners * draw.between(0.85, 1.15, 1), rng)
    facets = _facets(picture.shape, corners)
    return _laid(_colours(ready, facets, rng, cut.shade), facets), cut.title


GLASS = (
    Cut("ruby and cobalt", 700, 2.0, (0.92, 10), (1.04, 0.97, 1.06), 7),
    Cut("amber windows", 600, 1.7, (0.86, 12), (1.12, 0.96, 0.66), 8),
    Cut("cool grisaille", 800, 0.9, (0.84, 18), (0.86, 1.02, 1.14), 7),
    Cut("evening chapel", 650, 1.8, (0.58, 7), (1.06, 0.88, 1.12), 8),
)


def stained_glass(picture: Picture, draw: Draw) -> tuple[Picture, str]:
    """Glaze `picture`: large pieces of deep colour in lead, faces painted on their glass."""
    cut, rng = draw.one_of(GLASS), draw.noise(1)
    graded, found = developed(_graded(picture, cut), draw), faces_of(picture)
    corners = _corners(graded, found, cut.corners * draw.between(0.85, 1.15, 1), rng)
    facets = _facets(picture.shape, corners)
    glass = _laid(_colours(graded, facets, rng, cut.shade), facets)
    return glass * (1 - 0.94 * _leads(facets, found, unit(picture)))[..., None], cut.title


def _leads(facets: NDArray[np.int32], found: Faces, scale: float) -> Plane:
    """The lead between the pieces, 0 to 1; none crosses a face."""
    joints = np.zeros(facets.shape, np.uint8)
    joints[:, 1:] = facets[:, 1:] != facets[:, :-1]
    joints[1:] |= facets[1:] != facets[:-1]
    wide = max(3, 2 * round(2.2 * scale * _FINE / 2) + 1)
    joints = cv2.dilate(joints * 255, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide)))
    height, width = found.mask.shape
    leads = to_float(np.asarray(resized(joints, width, height), np.uint8))
    return leads * (1 - step(0.3, 0.7, found.mask))


def _graded(picture: Picture, cut: Cut) -> Picture:
    base = levelled(picture, 0.7)
    if cut.stops:
        return mapped(stretched(luma(base)), cut.stops)
    lab = to_lab(saturated(base, cut.chroma, 0.2))
    gain, offset = cut.light
    lab[..., 0] = lab[..., 0] * gain + offset
    return np.clip(tinted(from_lab(lab), cut.tint), 0, 1)


def _corners(
    ready: Picture, found: Faces, count: float, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Where triangles meet, (corners, 2) as x and y in px: dense on edges, and always on the rim.

    Random candidates are taken unless they lie too close to one that was taken (dart throwing,
    Cook 1986), and how close that is follows the density.
    """
    height, width = ready.shape[:2]
    features = _features(ready, found)
    density = _density(ready, found) + _FEATURED * features
    chances = density.ravel().astype(np.float64)
    tries = rng.choice(density.size, int(count * _TRIES), p=chances / chances.sum())
    usual = np.sqrt(max(height, width) ** 2 / count)
    distance = usual * (_FAR - (_FAR - _NEAR) * np.clip(density * 1.2, 0, 1) ** np.float32(0.4))
    if found.side:
        # Cheeks fold as coats do; eyes, brows, nostrils and lips are cut fine.
        fine = found.side / _FACE * (_CHEEK - (_CHEEK - _FEATURE) * features)
        distance = np.where(found.mask > 0.35, np.maximum(fine, 2), distance)
    taken, corners = np.zeros((height, width), np.uint8), _rim(height, width, usual)
    edges = _edges(ready)
    for y, x in zip(*np.divmod(tries, width), strict=True):
        if not taken[y, x]:
            apart = max(1, int(distance[y, x]))
            cv2.circle(taken, (int(x), int(y)), apart, 1, -1)
            corners.append(_on_edge(edges, int(x), int(y), int(_PULL * apart)))
    return np.unique(np.array(corners, np.int32), axis=0)


def _edges(ready: Picture) -> Plane:
    """How steep the tones of each pixel are, 0 to 1."""
    tones = blurred(luma(ready), unit(ready))
    across, down = cv2.Sobel(tones, cv2.CV_32F, 1, 0), cv2.Sobel(tones, cv2.CV_32F, 0, 1)
    return stretched(np.hypot(across, down), 5, 99)


def _on_edge(edges: Plane, x: int, y: int, reach: int) -> tuple[int, int]:
    """The steepest pixel within `reach` px, so that triangles end where things do."""
    top, left = max(0, y - reach), max(0, x - reach)
    window = edges[top : y + reach + 1, left : x + reach + 1]
    row, column = divmod(int(window.argmax()), window.shape[1])
    if window[row, column] < _STEEP:
        return x, y
    return left + column, top + row


def _density(ready: Picture, found: Faces) -> Plane:
    tones, scale = luma(ready), unit(ready)
    across, down = cv2.Sobel(tones, cv2.CV_32F, 1, 0), cv2.Sobel(tones, cv2.CV_32F, 0, 1)
    edges = stretched(np.hypot(across, down), 5, 99)
    density = blurred(edges, 2 * scale) ** np.float32(0.8) + 0.25 * salient(ready) + 0.03
    return density + found.mask * (0.9 + 2 * edges)


def _features(ready: Picture, found: Faces) -> Plane:
    """How much eyes, brows, nostrils and lips there are, 0 to 1; 0 outside of faces.

    They are what differs from the skin around it: green light tells lips best from skin.
    """
    if not found.side:
        return np.zeros(found.mask.shape, np.float32)
    green = blurred(np.ascontiguousarray(ready[..., 1]), _LASH * found.side)
    apart = np.abs(green - widely_blurred(green, _AROUND * found.side))
    across, down = cv2.Sobel(green, cv2.CV_32F, 1, 0), cv2.Sobel(green, cv2.CV_32F, 0, 1)
    edges = np.hypot(across, down)
    marked = np.clip(apart / _most(apart, found) + edges / _most(edges, found), 0, 1)
    marked = blurred(marked, 2 * _LASH * found.side)
    return step(0.35, 0.95, marked) * found.mask


def _most(plane: Plane, found: Faces) -> float:
    """What the most marked tenth of a face begins at."""
    return max(1e-3, float(np.percentile(plane[found.mask > 0.5], 90)))


def _rim(height: int, width: int, usual: float) -> list[tuple[int, int]]:
    """The four corners and points between them, `usual` px apart at most."""
    columns = max(_RIM, int(width / usual)) if width > _RIM else 2
    rows = max(_RIM, int(height / usual)) if height > _RIM else 2
    across = [int(x) for x in np.linspace(0, width - 1, columns)]
    down = [int(y) for y in np.linspace(0, height - 1, rows)]
    sides = [(x, y) for x in across for y in (0, height - 1)]
    return sides + [(x, y) for y in down for x in (0, width - 1)]


def _facets(shape: tuple[int, ...], corners: NDArray[np.int32]) -> NDArray[np.int32]:
    """Which triangle each pixel belongs to, drawn _FINE times as large."""
    from scipy.spatial import Delaunay  # takes a third of a second, which only this look waits for

    height, width = shape[0] * _FINE, shape[1] * _FINE
    facets = np.zeros((height, width), np.int32)
    # The last pixel's far edge is the picture's edge.
    reach = np.array([width - 1, height - 1]) / np.maximum(corners.max(axis=0), 1)
    points = np.round(corners * reach).astype(np.int32)
    for number, triangle in enumerate(Delaunay(corners.astype(np.float64)).simplices):
        cv2.fillConvexPoly(facets, points[triangle], number)
    return facets


def _colours(
    ready: Picture, facets: NDArray[np.int32], rng: np.random.Generator, shade: float
) -> NDArray[Any]:
    """The mean colour of each triangle, (triangles, 3), some a little lighter than others."""
    count = int(facets.max()) + 1
    sums, sizes = np.zeros((count, 3)), np.zeros(count)
    for top in range(0, len(ready), _STRIP):
        strip = ready[top : top + _STRIP]
        large = cv2.resize(strip, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_LINEAR)
        numbers = facets[top * _FINE : (top + _STRIP) * _FINE].ravel()
        sizes += np.bincount(numbers, minlength=count)
        for axis in range(3):
            sums[:, axis] += np.bincount(numbers, large[..., axis].ravel(), count)
    sizes = np.maximum(sizes, 1)
    lab = to_lab((sums / sizes[:, None]).astype(np.float32)[None])
    # Large facets catch the light this way or that; small ones make up a thing, and keep its tone.
    usual = np.float32(np.sqrt(sizes / (0.001 * facets.size)))
    lab[..., 0] += rng.uniform(-1.7, 1.7, (1, count)) * shade * np.clip(usual - 0.25, 0, 1)
    return from_lab(lab)[0]


def _laid(colours: NDArray[Any], facets: NDArray[np.int32]) -> Picture:
    """The triangles in their colours, at the size of the picture."""
    height, width = (side // _FINE for side in facets.shape)
    laid = np.empty((height, width, 3), np.float32)
    for top in range(0, height, _STRIP):
        strip = colours[facets[top * _FINE : (top + _STRIP) * _FINE]]
        laid[top : top + _STRIP] = resized(strip, width, len(strip) // _FINE)
    return np.clip(laid, 0, 1)
