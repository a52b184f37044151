"""Brush strokes: layers from coarse to fine, each laid along the edges of what it paints."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.finding.faces import Faces
from worker.engines.classical.painting.flow import Flow
from worker.engines.classical.painting.pixels import Picture, Plane, mixed, to_bytes, to_float
from worker.engines.classical.painting.smoothing import blurred, widely_blurred

_SUBPIXEL = 3  # bits of fraction in OpenCV's drawing coordinates
_PLACED = 0.35  # of a layer's place: strokes begin where it is more
_PITCH = (1, 4, 7), (0.85, 0.98, 1.12)  # brushes between strokes of so many steps
_CHEEK, _EYELID = 60, 100  # brushes that a face is wide
_COLOUR_REACH = 100  # sum of 8-bit differences at which a stroke ends


@dataclass(frozen=True, slots=True)
class Hand:
    """How the strokes are made."""

    length: int  # steps of a stroke at most
    jitter: float  # how much colours vary
    waywardness: float = 0.0  # radians that strokes stray from the edge
    bristles: int = 5

    @property
    def careful(self) -> "Hand":
        """The same hand at an eye or a mouth: short strokes, each where and as it should be."""
        return replace(
            self,
            length=min(self.length, 4),
            jitter=self.jitter * 0.45,
            waywardness=self.waywardness * 0.3,
        )


class Layer(NamedTuple):
    """One pass with one brush."""

    radius: float  # px
    tolerance: float  # a spot is painted when it is off by more (0 to 1); 0 paints everywhere
    hand: Hand
    place: Plane | None = None  # where it paints alone, from about 0.35 on; None is everywhere


class Painting(NamedTuple):
    """Paint on a canvas."""

    colour: Picture
    thickness: Plane  # of the paint, 0 to 1


def brushed(
    picture: Picture, flow: Flow, layers: tuple[Layer, ...], rng: np.random.Generator
) -> Painting:
    """Paint `picture` with curved strokes (Hertzmann 1998), each of several bristles."""
    ground = to_bytes(widely_blurred(picture, max(2.0, layers[0].radius)))
    canvas = np.dstack([ground, np.full(picture.shape[:2], 110, np.uint8)])
    for layer in layers:
        reference = to_bytes(blurred(picture, layer.radius * 0.55))
        starts = _starts(canvas, reference, layer, rng)
        if len(starts):
            paths = _paths(starts, reference, flow, layer, rng)
            _draw(canvas, paths, _colours(reference, starts, layer.hand, rng), layer, rng)
    return Painting(to_float(canvas[..., :3]), to_float(canvas[..., 3]))


def facial(faces: Faces, hand: Hand, finest: float) -> tuple[Layer, ...]:
    """Layers for faces alone, whose brushes fit their eyes; none where `finest` px already do."""
    radii = (faces.side / share for share in (_CHEEK, _EYELID))
    return tuple(
        Layer(max(0.8, radius), 0.012, hand.careful, faces.mask)
        for radius in radii
        if 0 < radius < finest
    )


def _starts(
    canvas: NDArray[np.uint8], reference: NDArray[np.uint8], layer: Layer, rng: np.random.Generator
) -> NDArray[Any]:
    """Where strokes begin, (strokes, 2) as x and y in px, in the order of painting."""
    height, width = reference.shape[:2]
    # Long strokes hide most of those before them: fewer cover as well.
    pitch = max(2.0, layer.radius * float(np.interp(layer.hand.length, *_PITCH)))
    grid = np.meshgrid(np.arange(pitch / 2, width, pitch), np.arange(pitch / 2, height, pitch))
    points = np.stack([axis.ravel() for axis in grid], axis=1)
    points = points + rng.uniform(-0.5, 0.5, points.shape) * pitch
    points = np.clip(points, 0, (width - 1, height - 1))
    if layer.tolerance:
        off = np.abs(canvas[..., :3].astype(np.int16) - reference).sum(axis=2)
        off = blurred(off.astype(np.float32) / (3 * 255), layer.radius * 0.5)
        points = points[_at(off, points) > layer.tolerance]
    if layer.place is not None:
        points = points[_at(layer.place, points) > _PLACED]
    return points[rng.permutation(len(points))]


def _at(plane: NDArray[Any], points: NDArray[Any]) -> NDArray[Any]:
    height, width = plane.shape[:2]
    x = np.clip(points[:, 0], 0, width - 1).astype(int)
    y = np.clip(points[:, 1], 0, height - 1).astype(int)
    return plane[y, x]


def _paths(
    starts: NDArray[Any],
    reference: NDArray[np.uint8],
    flow: Flow,
    layer: Layer,
    rng: np.random.Generator,
) -> NDArray[Any]:
    """Spines of the strokes, (strokes, length + 1, 2) in px; a stroke that ends stays in place."""
    hand, field = layer.hand, np.dstack([flow.across, flow.down])
    way = _at(field, starts) * np.where(rng.random((len(starts), 1)) < 0.5, 1, -1)
    way = _turned(way, rng.normal(0, 1, len(starts)) * hand.waywardness)
    first = _at(reference, starts).astype(np.float32)
    lengths = rng.integers(min(3, hand.length), hand.length + 1, len(starts))
    place, going, path = starts, np.ones(len(starts), bool), [starts]
    for number in range(hand.length):
        place = place + way * (layer.radius * 0.9) * going[:, None]
        change = np.abs(_at(reference, place) - first).sum(axis=1)
        going = going & (number < lengths) & ((change < _COLOUR_REACH) | (number < 1))
        onward = _at(field, place)
        sign = np.where((onward * way).sum(axis=1, keepdims=True) < 0, -1, 1)
        way = 0.6 * way + 0.4 * onward * sign
        way = way / (np.linalg.norm(way, axis=1, keepdims=True) + 1e-6)
        path.append(place)
    return np.stack(path, axis=1)


def _turned(vectors: NDArray[Any], angles: NDArray[Any]) -> NDArray[Any]:
    cos, sin = np.cos(angles), np.sin(angles)
    x, y = vectors[:, 0], vectors[:, 1]
    return np.stack([x * cos - y * sin, x * sin + y * cos], axis=1)


def _colours(
    reference: NDArray[np.uint8], starts: NDArray[Any], hand: Hand, rng: np.random.Generator
) -> NDArray[Any]:
    colours = _at(reference, starts).astype(np.float32)
    lighter = 1 + rng.normal(0, 1, (len(starts), 1)) * hand.jitter
    return colours * lighter + rng.normal(0, 70, colours.shape) * hand.jitter


def _draw(
    canvas: NDArray[np.uint8],
    paths: NDArray[Any],
    colours: NDArray[Any],
    layer: Layer,
    rng: np.random.Generator,
) -> None:
    radius, hand = layer.radius, layer.hand
    strokes, bristles = len(paths), int(np.clip(round(radius / 2.6), 2, hand.bristles))
    lean = rng.normal(0, 1, (strokes, bristles))
    lines = _bristles(paths, bristles, radius, rng)
    paint = np.clip(colours[:, None] + lean[..., None] * (hand.jitter * 55), 0, 255)
    height = np.clip(128 + lean * 34, 0, 255)[..., None]
    paints = np.concatenate([paint, height], axis=2).tolist()
    thickness = max(1, int(np.ceil(radius * 1.35 / bristles)))
    polylines = cv2.polylines
    for stroke, points in enumerate(_points(paths)):
        for line, paint_of_line in zip(lines[stroke, :, :points], paints[stroke], strict=True):
            polylines(canvas, [line], False, paint_of_line, thickness, cv2.LINE_AA, _SUBPIXEL)


def _points(paths: NDArray[Any]) -> list[int]:
    """How many points of each stroke are worth drawing: until it ends, and the tip of the brush.

    To draw on where a stroke stays in place costs as much as a stroke.
    """
    moved = (paths[:, 1:] != paths[:, :-1]).any(axis=2).sum(axis=1)
    return np.minimum(moved + 2, paths.shape[1]).tolist()


def _bristles(
    paths: NDArray[Any], bristles: int, radius: float, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Parallel lines to each spine, (strokes, bristles, points, 2), in fixed-point px."""
    along = np.gradient(paths, axis=1)
    length = np.linalg.norm(along, axis=2, keepdims=True) + 1e-6
    normal = np.stack([-along[..., 1], along[..., 0]], axis=2) / length
    offsets = np.linspace(-0.5, 0.5, bristles) * radius * 1.15
    lines = paths[:, None] + normal[:, None] * offsets[None, :, None, None]
    # Bristles leave the canvas one by one.
    short = rng.uniform(0, 0.5, (len(paths), bristles, 1))
    lines[:, :, -1] = lines[:, :, -1] * (1 - short) + lines[:, :, -2] * short
    return np.round(lines * 2**_SUBPIXEL).astype(np.int32)


def softened(painting: Painting, picture: Picture, share: Plane) -> Painting:
    """The painting with `picture` worked in by `share` (0 to 1), its relief flatter there."""
    thickness = mixed(painting.thickness, np.full_like(painting.thickness, 0.5), share)
    return Painting(mixed(painting.colour, picture, share), thickness)


def raked(painting: Painting, amount: float) -> Picture:
    """The painting in a light that rakes over its relief."""
    height = blurred(painting.thickness, 0.7)
    slope = 0.74 * cv2.Sobel(height, cv2.CV_32F, 1, 0) - 0.67 * cv2.Sobel(height, cv2.CV_32F, 0, 1)
    shade = np.clip(slope, -1, 1)[..., None]
    lit = painting.colour * (1 - amount * shade) + 0.1 * amount * np.clip(-shade - 0.3, 0, 1)
    return np.clip(lit, 0, 1)
