"""How particles are drawn: discs, streaks, stars and tumbling leaves."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from worker.engines.classical.motion.swarms import Kind, Swarm, Values
from worker.engines.classical.painting.pixels import Colour8, resized
from worker.engines.classical.painting.smoothing import blurred

_FRACTION = 4  # bits of fraction in OpenCV's drawing coordinates
_UNIT = 1 << _FRACTION
_BLURS = (0.0005, 0.0007, 0.0055)  # of far, middle and near ones: shares of the long side
_SHRINK = 4  # near ones and halos are drawn this much smaller: they are blurred anyway
_HALO = 0.004  # of the long side
_SMALLEST = 0.9  # px of radius
_ROUND = 2.5  # px of radius from which OpenCV draws round discs
# A leaf, its stalk to the left, 1 from its middle to its tip.
_LEAF = np.array([[-1, 0], [-0.45, 0.42], [0.2, 0.4], [1, 0], [0.2, -0.4], [-0.45, -0.42]])

Glow = NDArray[np.uint8]  # (height, width): how bright


class Dots(NamedTuple):
    """Where particles are in one frame, in px, and how bright, 0 to 1."""

    x: Values
    y: Values
    radius: Values
    light: Values

    def shrunk(self, factor: int) -> "Dots":
        """The same on a canvas that is `factor` times smaller."""
        return self._replace(x=self.x / factor, y=self.y / factor, radius=self.radius / factor)


def glow_of(size: tuple[int, int], swarm: Swarm, dots: Dots) -> Glow:
    """How bright a swarm makes each pixel of a frame of `size` (width, height)."""
    (width, height), side = size, max(size)
    shrink = _SHRINK if swarm.band == 2 else 1
    plane = np.zeros((height // shrink + 1, width // shrink + 1), np.uint8)
    _SHAPES[swarm.kind.shape](plane, swarm, dots.shrunk(shrink))
    plane = blurred(plane, max(_BLURS[swarm.band] * side / shrink, 0.4))
    if swarm.kind.glow:
        plane = cv2.add(plane, _halo(plane, side / shrink))
    if shrink > 1:
        grown = plane.shape[1] * shrink, plane.shape[0] * shrink
        plane = cv2.resize(plane, grown, interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(plane[:height, :width], np.uint8)


def _halo(plane: Glow, side: float) -> Glow:
    height, width = plane.shape
    small = resized(plane, width // _SHRINK, height // _SHRINK)
    soft = cv2.convertScaleAbs(blurred(small, side * _HALO / _SHRINK), alpha=2.0)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def lit(frame: Colour8, glow: Glow, kind: Kind) -> Colour8:
    """`frame` with light added as a second projector would, in the colours of `kind`."""
    light = cv2.applyColorMap(glow, _ramp(kind.colours))
    if kind.body:
        through = cv2.convertScaleAbs(glow, alpha=-kind.body, beta=255)
        frame = _dimmed(frame, np.asarray(through, np.uint8))
    left = cv2.multiply(cv2.bitwise_not(frame), light, scale=1 / 255)
    return np.asarray(cv2.add(frame, left), np.uint8)


def _dimmed(frame: Colour8, through: Glow) -> Colour8:
    return np.asarray(
        cv2.multiply(frame, cv2.cvtColor(through, cv2.COLOR_GRAY2RGB), scale=1 / 255), np.uint8
    )


@cache
def _ramp(colours: tuple[tuple[int, int, int], ...]) -> NDArray[np.uint8]:
    """Light of a brightness: faint in the first colour, full in the last."""
    share = np.linspace(0, 1, 256)[:, None]
    low, high = np.array(colours[0]), np.array(colours[-1])
    return ((low + (high - low) * share) * share + 0.5).astype(np.uint8)[:, None, :]


def _discs(plane: Glow, swarm: Swarm, dots: Dots) -> None:
    small = dots.radius <= _ROUND
    _small_discs(plane, Dots(*(values[small] for values in dots)))
    for x, y, radius, light in zip(*(values[~small].tolist() for values in dots), strict=True):
        place = round(x * _UNIT), round(y * _UNIT)
        cv2.circle(plane, place, round(radius * _UNIT), 255 * light, -1, cv2.LINE_AA, _FRACTION)


def _small_discs(plane: Glow, dots: Dots) -> None:
    """As soft hills: discs with edges are crosses at this size, OpenCV's and exact ones alike."""
    height, width = plane.shape
    reach = np.arange(-int(2 * _ROUND) - 1, int(2 * _ROUND) + 2)
    columns = (np.floor(dots.x)[:, None, None] + reach[None, None, :]).astype(int)
    rows = (np.floor(dots.y)[:, None, None] + reach[None, :, None]).astype(int)
    across, down = columns + 0.5 - dots.x[:, None, None], rows + 0.5 - dots.y[:, None, None]
    radius = np.maximum(dots.radius, _SMALLEST)[:, None, None]
    # What is smaller than a pixel is as large as one, and fainter.
    light = (dots.light * np.minimum(dots.radius / _SMALLEST, 1) ** 2)[:, None, None]
    # Half as bright at the radius, so that a flake looks as large as a disc.
    cover = np.exp2(-((across**2 + down**2) / radius**2)) * light
    inside = (cover > 1 / 255) & (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    places = (rows * width + columns)[inside]
    np.maximum.at(plane.reshape(-1), places, (cover[inside] * 255).astype(np.uint8))


def _streaks(plane: Glow, swarm: Swarm, dots: Dots) -> None:
    lean = swarm.kind.drift / float(np.mean(swarm.kind.fall))
    length = swarm.kind.length / swarm.kind.size
    for x, y, radius, light in zip(*(values.tolist() for values in dots), strict=True):
        start = round(x * _UNIT), round(y * _UNIT)
        reach = length * radius
        end = round((x + lean * reach) * _UNIT), round((y + reach) * _UNIT)
        wide = max(1, round(radius * 0.9))
        cv2.line(plane, start, end, 255 * light, wide, cv2.LINE_AA, _FRACTION)


def _stars(plane: Glow, swarm: Swarm, dots: Dots) -> None:
    # Fewer and fainter towards the ground.
    faint = np.clip(1.1 - dots.y / len(plane), 0, 1) * np.clip(swarm.phase * 1.4, 0.25, 1)
    _discs(plane, swarm, dots._replace(light=dots.light * faint))


_SHAPES: Mapping[str, Callable[[Glow, Swarm, Dots], None]] = {
    "disc": _discs,
    "streak": _streaks,
    "star": _stars,
}


def tumbling(frame: Colour8, swarm: Swarm, dots: Dots) -> Colour8:
    """`frame` with leaves that turn over as they fall."""
    if swarm.band < 2:
        # Opaque leaves appear by growing.
        _painted(frame, swarm, dots._replace(radius=dots.radius * dots.light))
        return frame
    height, width = frame.shape[:2]
    size = height // _SHRINK + 1, width // _SHRINK + 1
    colour, cover = np.zeros((*size, 3), np.uint8), np.zeros(size, np.uint8)
    small, light = dots.shrunk(_SHRINK), float(dots.light.max())
    _painted(colour, swarm, small)
    _painted(cover, swarm, small, flat=255)
    soft = blurred(np.dstack([colour, cover]), _BLURS[2] * max(width, height) / _SHRINK) * light
    grown = size[1] * _SHRINK, size[0] * _SHRINK
    veil = cv2.resize(soft.astype(np.uint8), grown, interpolation=cv2.INTER_LINEAR)
    veil = np.asarray(veil[:height, :width], np.uint8)
    through = np.asarray(cv2.bitwise_not(veil[..., 3]), np.uint8)
    return np.asarray(cv2.add(_dimmed(frame, through), veil[..., :3].copy()), np.uint8)


def _painted(canvas: NDArray[np.uint8], swarm: Swarm, dots: Dots, flat: int | None = None) -> None:
    """Leaves onto `canvas` in place, in their own colours or all of one value, `flat`."""
    turn = 2 * np.pi * (swarm.phase + dots.y / len(canvas) * 1.3)
    wide = 0.25 + 0.75 * np.abs(np.cos(turn * 1.7 + 5 * swarm.phase))
    shades = (np.array(swarm.kind.colours)[swarm.shade] * (0.7 + 0.4 * wide)[:, None]).tolist()
    for corners, shade in zip(_leaves(dots, turn, wide), shades, strict=True):
        paint = shade if flat is None else flat
        cv2.fillPoly(canvas, [corners], paint, cv2.LINE_AA, _FRACTION)


def _leaves(dots: Dots, turn: Values, flat: Values) -> list[NDArray[np.int32]]:
    """The corners of each leaf, turned by `turn` radians and as wide as `flat` says."""
    found = list[NDArray[np.int32]]()
    for x, y, radius, angle, wide in zip(dots.x, dots.y, dots.radius, turn, flat, strict=True):
        lean = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        corners = (_LEAF * (radius, radius * wide)) @ lean + (x, y)
        found.append(np.round(corners * _UNIT).astype(np.int32))
    return found
