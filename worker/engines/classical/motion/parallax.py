"""A still as a short clip: a camera before scenery in relief, particles, and ambience."""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from worker.engine import Clip
from worker.engines.classical.motion.ambience import ambience
from worker.engines.classical.motion.camera import Camera, camera_of
from worker.engines.classical.motion.direction import Direction, loudness_of, title_of
from worker.engines.classical.motion.particles import Particles
from worker.engines.classical.motion.projection import backdrop, laid_over, sky_seen
from worker.engines.classical.motion.relief import Flat, Painted, Scenery, scenery_from, scenery_of
from worker.engines.classical.order import Heed
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.pixels import Colour8, Layers, resized, to_float
from worker.engines.classical.painting.tone import luma, step
from worker.media.canvas import Canvas
from worker.media.clips import FPS, Samples, encoded

_SIDE = 1280  # px, the long side at most
_AREA = 1024 * 768  # px at most: what two cores encode in time
_ROOM = 1.2  # the plate is this much larger than a frame, so that a close view stays sharp
_WHITE = 255  # what shows through transparency: H.264 has none
_DARK = ("leaves",)  # particles that show before white
_PALE, _MOSTLY = 0.85, 0.6  # of tone, and of a picture that is so light
_DISSOLVE = 0.45  # of the clip: from here on it becomes the picture that it ends with
_STRENGTHS = (1.0, 0.8, 1.2, 0.9)  # of the move, by seed


class Footage(NamedTuple):
    """Everything that a frame is made of."""

    scenery: Scenery
    camera: Camera
    particles: Particles
    size: tuple[int, int]  # width and height of a frame, px: even
    begin: Colour8 | None = None  # the picture that it begins with, in that size
    onto: Colour8 | None = None  # the one that it ends with

    def frame(self, share: float) -> Colour8:
        """The frame after `share` (0 to 1) of the clip."""
        if self.begin is not None and not share:
            return self.begin
        mixed = 0.0 if self.onto is None else float(step(_DISSOLVE, 1.0, np.array(share)))
        if self.onto is None or not mixed:
            return self._shot(share)
        if mixed >= 1:
            return self.onto
        both = cv2.addWeighted(self._shot(share), 1 - mixed, self.onto, mixed, 0)
        return np.asarray(both, np.uint8)

    def _shot(self, share: float) -> Colour8:
        first, *others = self.scenery.flats
        far, near = others[:-1], others[-1:]
        frame = backdrop(first, self.camera, share, self.size)
        frame = self._with(frame, far, share)
        frame = self._with(self._behind(frame, share), near, share)
        return self.particles.drawn(frame, self.particles.before, share)

    def _with(self, frame: Colour8, flats: list[Flat], share: float) -> Colour8:
        for flat in flats:
            frame = laid_over(frame, flat, self.camera, share, self.scenery.size)
        return frame

    def _behind(self, frame: Colour8, share: float) -> Colour8:
        """`frame` with the particles that fly behind the subject."""
        swarms, sky = self.particles.behind, self.scenery.sky
        first = self.scenery.flats[0]
        seen = None
        if swarms and sky is not None:
            seen = sky_seen(sky, first, self.camera, share, self.size)
        return self.particles.drawn(frame, swarms, share, seen)


class Shot(NamedTuple):
    """What was filmed."""

    first: Colour8  # its first frame
    clip: Clip
    did: str  # what was done
    last: Colour8 | None  # its last frame; None where that leads back into the first


def animated(
    layers: Layers,
    direction: Direction,
    draw: Draw,
    heed: Heed,
    painted: Painted = (),
    onto: Layers | None = None,
) -> Shot:
    """A shot of a picture, which dissolves into the picture `onto`, where it is to end on one.

    `painted` gives the picture in layers of its own, where it is made of such. Raises what `heed`
    raises.
    """
    footage = footage_of(_opaque(layers), direction, draw, painted)
    if not (direction.loop or footage.camera.reversed):
        # To the bit: what the camera shows of it was scaled there and back.
        footage = footage._replace(begin=_filling(_opaque(layers), footage.size))
    if onto is not None:
        footage = footage._replace(onto=_filling(_opaque(onto), footage.size))
    sound = _natural(footage.scenery) if direction.sound is None else direction.sound
    frames = _frames(footage, direction, heed)
    data = encoded(frames, footage.size, _samples(sound, direction, draw))
    clip = Clip(data, *footage.size, direction.seconds)
    first = footage.frame(0.0)
    did = [_said(direction, sound), *_unseen(first, direction)]
    if onto is not None:
        did.append("dissolves into the other picture")
    return Shot(first, clip, "; ".join(did), None if direction.loop else footage.frame(1.0))


def _unseen(frame: Colour8, direction: Direction) -> tuple[str, ...]:
    """What to say of particles that are light, before a picture that is nearly white."""
    pale = [title_of(name) for name in direction.particles if name not in _DARK]
    if not pale or float((luma(to_float(frame)) > _PALE).mean()) < _MOSTLY:
        return ()
    return (f"{' and '.join(pale)} hardly show on a picture this light: “leaves” would",)


def footage_of(colour: Colour8, direction: Direction, draw: Draw, painted: Painted = ()) -> Footage:
    """What the frames of a clip of `colour`, or of its layers `painted`, are made of."""
    size = _frame_size(colour)
    scenery = scenery_from(painted) if painted else scenery_of(_plate(colour, size))
    camera = camera_of(direction, scenery, _aimed(scenery, draw), draw.one_of(_STRENGTHS))
    particles = Particles.of(direction.particles, size, camera, direction.seconds, draw.noise(1))
    return Footage(scenery, camera, particles, size)


def _filling(colour: Colour8, size: tuple[int, int]) -> Colour8:
    """As much of the middle of a picture as fills a frame of that size."""
    return Canvas.filled(colour, *size).of(colour)


def _opaque(layers: Layers) -> Colour8:
    if layers.alpha is None:
        return layers.colour
    share = layers.alpha.astype(np.float32)[..., None] / 255
    return (layers.colour * share + _WHITE * (1 - share) + 0.5).astype(np.uint8)


def _frame_size(colour: Colour8) -> tuple[int, int]:
    """Width and height in px: even, since yuv420p halves the colours."""
    height, width = colour.shape[:2]
    scale = min(1.0, _SIDE / max(height, width), (_AREA / (height * width)) ** 0.5)
    return max(2, int(width * scale) // 2 * 2), max(2, int(height * scale) // 2 * 2)


def _plate(colour: Colour8, size: tuple[int, int]) -> Colour8:
    return np.asarray(resized(colour, round(size[0] * _ROOM), round(size[1] * _ROOM)), np.uint8)


def _aimed(scenery: Scenery, draw: Draw) -> tuple[float, float]:
    """Where to: what catches the eye, a little to one side with each seed."""
    x, y = scenery.focus
    x, y = x + draw.between(-0.08, 0.08, 1), y + draw.between(-0.06, 0.06, 2)
    return float(np.clip(x, 0.1, 0.9)), float(np.clip(y, 0.1, 0.9))


def _frames(footage: Footage, direction: Direction, heed: Heed) -> Iterator[Colour8]:
    count = round(direction.seconds * FPS)
    # The frame after the last of a loop is its first.
    last = count if direction.loop else count - 1
    for number in range(count):
        heed(number / count)
        yield footage.frame(number / last)


def _natural(scenery: Scenery) -> str:
    """The ambience of a picture: under the sky it is wind."""
    return "room" if scenery.sky is None else "wind"


def _samples(sound: str, direction: Direction, draw: Draw) -> Samples | None:
    if not sound:
        return None
    loudness = loudness_of(sound)
    return ambience(sound, direction.seconds, loudness, draw.seed, loop=direction.loop)


def _said(direction: Direction, sound: str) -> str:
    """What was done: “push in, falling snow, wind; 3.5 s”."""
    moves = " and ".join(move.name for move in direction.moves)
    heard = {"": "without sound", "room": "room tone"}.get(sound, sound)
    parts = [moves, *(_titled(name, direction) for name in direction.particles), heard]
    if direction.loop:
        parts.append("a loop")
    # Rain is seen and heard, and said once.
    done = ", ".join(dict.fromkeys(parts))
    return "; ".join((done, f"{direction.seconds:g} s", *direction.left))


def _titled(particles: str, direction: Direction) -> str:
    """“dust in the light (nearest to “fireflies”)”."""
    asked = direction.called.get(particles)
    return title_of(particles) + (f" (nearest to “{asked}”)" if asked else "")
